// kozqaras: reads the command line, runs one command, turns exceptions into exit statuses.

#include <csignal>
#include <exception>
#include <filesystem>
#include <new>
#include <string>
#include <vector>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/processes.hpp"
#include "support/errors.hpp"
#include "support/interrupt.hpp"
#include "support/terminal.hpp"

namespace {

/// Exit status, and what went wrong ("": nothing).
struct Ending {
    int status = kozqaras::kDone;
    std::string error;
};

Ending failure(int status, const std::exception& error) {
    kozqaras::print_error(error.what());
    return {status, error.what()};
}

/// Runs and reports; the status of each kind of failure.
Ending guarded(const std::vector<std::string>& arguments, const std::stop_token& stop,
               const kozqaras::Processes& processes) {
    try {
        kozqaras::CommandLine line = kozqaras::parse_command_line(arguments);
        line.shared.exchange = processes.exchange();
        return {kozqaras::dispatch(std::move(line), stop), ""};
    } catch (const kozqaras::InformationRequest& request) {
        kozqaras::print_data(request.what());
        return {};
    } catch (const kozqaras::UsageError& error) {
        return failure(kozqaras::kUsage, error);
    } catch (const kozqaras::InputError& error) {
        return failure(kozqaras::kInvalidInput, error);
    } catch (const kozqaras::FileError& error) {
        return failure(kozqaras::kFileTrouble, error);
    } catch (const std::filesystem::filesystem_error& error) {
        return failure(
            kozqaras::kFileTrouble,
            kozqaras::FileError(error.path1().empty() ? "file system" : error.path1().string(),
                                error.code().message()));
    } catch (const std::bad_alloc&) {
        const std::string advice = "not enough memory; lower --scale or --members";
        kozqaras::print_error(advice);
        return {kozqaras::kFileTrouble, advice};
    } catch (const kozqaras::Interrupted&) {
        kozqaras::print_remark("interrupted");
        return {kozqaras::kInterrupted, "interrupted"};
    } catch (const std::exception& error) {
        return failure(kozqaras::kBug, error);
    }
}

int run(int count, char** arguments) {
    const kozqaras::InterruptWatcher interrupt; // before any other thread: it takes the signals
    kozqaras::Processes processes(count, arguments);
    const Ending ending = guarded(std::vector<std::string>(arguments + 1, arguments + count),
                                  interrupt.token(), processes);
    processes.end(ending.error);
    const auto exchange = processes.exchange();
    return exchange && exchange->rank() > 0 ? kozqaras::kDone : ending.status;
}

} // namespace

int main(int count, char** arguments) {
    kozqaras::prepare_terminal();
    std::signal(SIGXFSZ, SIG_IGN); // a file at its limit is an error like any other
    try {
        return run(count, arguments);
    } catch (const kozqaras::UsageError& error) {
        return failure(kozqaras::kUsage, error).status;
    } catch (const kozqaras::FileError& error) { // not even the help could be written
        return failure(kozqaras::kFileTrouble, error).status;
    } catch (const std::exception& error) {
        return failure(kozqaras::kBug, error).status;
    }
}
