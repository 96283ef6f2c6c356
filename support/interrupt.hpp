#pragma once
// Ctrl-C (SIGINT) and SIGTERM ask the run to stop; a second one ends the program at once.

#include <stop_token>
#include <thread>

namespace kozqaras {

/// Must be made before any other thread: it blocks the signals, and threads inherit that.
class InterruptWatcher {
  public:
    InterruptWatcher();
    InterruptWatcher(const InterruptWatcher&) = delete;
    InterruptWatcher& operator=(const InterruptWatcher&) = delete;
    ~InterruptWatcher();

    [[nodiscard]] std::stop_token token() const { return source_.get_token(); }

  private:
    void watch(const std::stop_token& end);

    std::stop_source source_;
    std::jthread thread_;
};

} // namespace kozqaras
