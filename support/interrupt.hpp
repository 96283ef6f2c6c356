#pragma once
// Signals that ask the run to stop: Ctrl-C (SIGINT), SIGTERM, a closed terminal (SIGHUP), used-up
// processor time (SIGXCPU), and what clusters send before the limit of a job (SIGUSR1, SIGUSR2). A
// second SIGINT or SIGTERM ends the program at once. Signals that are ignored when the program
// starts (nohup, jobs in the background of a script) stay ignored.

#include <csignal>
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

    sigset_t watched_;
    std::stop_source source_;
    std::jthread thread_;
};

} // namespace kozqaras
