#include "support/interrupt.hpp"

#include <csignal>
#include <ctime>

#include <unistd.h>

#include "support/terminal.hpp"

namespace kozqaras {
namespace {

constexpr int kInterruptedStatus = 130;

sigset_t watched_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

} // namespace

InterruptWatcher::InterruptWatcher() {
    const auto signals = watched_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    thread_ = std::jthread([this](const std::stop_token& end) { watch(end); });
}

InterruptWatcher::~InterruptWatcher() = default;

void InterruptWatcher::watch(const std::stop_token& end) {
    const auto signals = watched_signals();
    const timespec patience{0, 50'000'000}; // look at `end` every 50 ms
    while (!end.stop_requested()) {
        if (sigtimedwait(&signals, nullptr, &patience) < 0)
            continue;
        if (source_.stop_requested())
            _exit(kInterruptedStatus);
        source_.request_stop();
        print_remark("\nstopping; what is finished is kept (once more: end at once)");
    }
}

} // namespace kozqaras
