#include "support/interrupt.hpp"

#include <ctime>

#include <unistd.h>

#include "support/terminal.hpp"

namespace kozqaras {
namespace {

constexpr int kInterruptedStatus = 130;

/// Those that mean "stop" and are not ignored.
sigset_t watched_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGXCPU, SIGUSR1, SIGUSR2}) {
        struct sigaction action {};

        if (sigaction(signal, nullptr, &action) == 0 && action.sa_handler != SIG_IGN)
            sigaddset(&signals, signal);
    }
    return signals;
}

/// The others come several times for one cause: SIGXCPU each second, SIGHUP from terminal and
/// shell.
bool is_command(int signal) {
    return signal == SIGINT || signal == SIGTERM;
}

} // namespace

InterruptWatcher::InterruptWatcher() : watched_(watched_signals()) {
    pthread_sigmask(SIG_BLOCK, &watched_, nullptr);
    thread_ = std::jthread([this](const std::stop_token& end) { watch(end); });
}

InterruptWatcher::~InterruptWatcher() = default;

void InterruptWatcher::watch(const std::stop_token& end) {
    const timespec patience{0, 50'000'000}; // look at `end` every 50 ms
    bool commanded = false;
    while (!end.stop_requested()) {
        const int signal = sigtimedwait(&watched_, nullptr, &patience);
        if (signal < 0)
            continue;
        if (is_command(signal) && commanded)
            _exit(kInterruptedStatus);
        commanded = commanded || is_command(signal);
        if (source_.request_stop())
            print_remark("\nstopping; what is finished is kept (once more: end at once)");
    }
}

} // namespace kozqaras
