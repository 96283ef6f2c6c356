// kozqaras serve: the what-if page.

#include <array>
#include <csignal>
#include <cstdlib>
#include <malloc.h>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/estimate.hpp"
#include "app/serve/page_server.hpp"
#include "app/session.hpp"
#include "app/workbench_setup.hpp"
#include "scenarios/scenario_file.hpp"
#include "support/parallel.hpp"
#include "support/terminal.hpp"

extern char** environ; // NOLINT: of the C library

namespace kozqaras {
namespace {

/// Shows `address` in a browser where there is a screen; without one nothing happens.
void open_in_browser(const std::string& address) {
    const auto set = [](const char* name) {
        const char* value = std::getenv(name);
        return value != nullptr && *value != '\0';
    };
    if (!set("DISPLAY") && !set("WAYLAND_DISPLAY"))
        return;
    std::string program = "xdg-open", argument = address;
    const std::array<char*, 3> arguments{program.data(), argument.data(), nullptr};
    pid_t child = 0;
    if (posix_spawnp(&child, program.c_str(), nullptr, nullptr, arguments.data(), environ) == 0)
        std::thread([child] { waitpid(child, nullptr, 0); }).detach();
}

/// Every run works on the thread that took its request, and each arena of the allocator keeps what
/// the largest run on it took: of sixteen arenas (8 for each core) that was hundreds of megabytes.
void limit_kept_memory() {
#ifdef M_ARENA_MAX
    constexpr int kArenas = 2;
    mallopt(M_ARENA_MAX, kArenas);
#endif
}

/// The kept baseline with its states, a run under way in parts and whole, finished ones.
RunEstimate memory_of(const SharedOptions& shared, const InputData& inputs) {
    EnsembleSize size{.scale = shared.scale,
                      .members = static_cast<std::size_t>(shared.members),
                      .scenarios = 14,
                      .paths = kNationalPaths};
    const double agents = estimate_run(inputs, size).agents;
    const auto states =
        static_cast<double>(weeks_to_keep(week_of(default_start()), size.end).size());
    size.more_bytes_per_member = states * agents * kAttitudeCount * sizeof(std::int16_t);
    return estimate_run(inputs, size);
}

} // namespace

int serve_command(const CommandLine& line, const ServeOptions& options,
                  const std::stop_token& stop) {
    const auto& shared = line.shared;
    const auto inputs = load_session_inputs(shared);
    const auto estimate = memory_of(shared, inputs);
    if (shared.dry_run) {
        print_data(fmt::format("Would serve the what-if page on 127.0.0.1:{} with {} members at "
                               "scale {:g}\nMemory {}\n",
                               options.port, shared.members, shared.scale,
                               describe_memory(estimate)));
        return kDone;
    }
    check_memory(estimate);
    limit_kept_memory();
    const ThreadLimit limit(shared.threads);
    auto progress = std::make_unique<TerminalProgress>(shared.quiet);
    WhatIfService service(line, options, stop, *progress);
    progress.reset();
    serve_page(service, options.port, ServerLimits{}, stop, [&](int port) {
        const auto address = fmt::format("http://127.0.0.1:{}/", port);
        print_data(address + "\n");
        if (!shared.quiet)
            print_remark("The page is at this address, for this machine only. Ctrl-C ends it.");
        if (!options.no_open)
            open_in_browser(address);
    });
    return kDone;
}

} // namespace kozqaras
