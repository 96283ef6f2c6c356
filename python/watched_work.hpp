#pragma once
// Work in a thread of its own, without Python's lock. Meanwhile the thread that called shows
// progress and listens to Ctrl-C.

#include <functional>
#include <stop_token>

#include <pybind11/pybind11.h>

#include "support/progress.hpp"

namespace kozqaras::python {

using Work = std::function<void(const std::stop_token&, ProgressSink&)>;

/// Runs `work` to its end. `watch` is None or called as watch(stage, done, total), at most about
/// twenty times a second, always from the calling thread. What `work` throws, what `watch` raises
/// and KeyboardInterrupt are passed on, once the work has ended.
void watched(const pybind11::object& watch, const Work& work);

} // namespace kozqaras::python
