#include "python/watched_work.hpp"

#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace kozqaras::python {
namespace {

namespace py = pybind11;

constexpr std::chrono::milliseconds kPause{50};

struct Step {
    std::string stage;
    std::uint64_t done = 0, total = 0;
};

/// The last report, until it is fetched.
class LastStep final : public ProgressSink {
  public:
    void report(std::string_view stage, std::uint64_t done, std::uint64_t total) override {
        const std::scoped_lock lock(mutex_);
        step_ = Step{std::string(stage), done, total};
    }

    std::optional<Step> fetch() {
        const std::scoped_lock lock(mutex_);
        return std::exchange(step_, std::nullopt);
    }

  private:
    std::mutex mutex_;
    std::optional<Step> step_;
};

/// The end of the work, for which another thread waits.
class End {
  public:
    void come(std::exception_ptr fault) {
        const std::scoped_lock lock(mutex_);
        fault_ = std::move(fault);
        here_ = true;
        changed_.notify_all();
    }

    /// Waits a little; whether it has come.
    bool wait() {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, kPause, [this] { return here_; });
    }

    [[nodiscard]] std::exception_ptr fault() const { return fault_; }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::exception_ptr fault_;
    bool here_ = false;
};

void show(const py::object& watch, LastStep& progress) {
    const auto step = progress.fetch();
    if (step && !watch.is_none())
        watch(step->stage, step->done, step->total);
}

} // namespace

void watched(const py::object& watch, const Work& work) {
    LastStep progress;
    End end;
    std::exception_ptr stopped_by; // Ctrl-C, or what watch raised
    {
        std::jthread worker([&](const std::stop_token& stop) {
            std::exception_ptr fault;
            try {
                work(stop, progress);
            } catch (...) {
                fault = std::current_exception();
            }
            end.come(std::move(fault));
        });
        const auto wait = [&] {
            const py::gil_scoped_release released;
            return end.wait();
        };
        while (!wait() && !stopped_by)
            try {
                if (PyErr_CheckSignals() != 0)
                    throw py::error_already_set();
                show(watch, progress);
            } catch (const py::error_already_set&) {
                stopped_by = std::current_exception();
                worker.request_stop();
            }
        const py::gil_scoped_release released;
        worker.join();
    }
    if (stopped_by)
        std::rethrow_exception(stopped_by);
    if (end.fault())
        std::rethrow_exception(end.fault());
    show(watch, progress);
}

} // namespace kozqaras::python
