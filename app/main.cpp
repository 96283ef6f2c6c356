// kozqaras: reads the command line, runs one command, turns exceptions into exit statuses.

#include <exception>
#include <filesystem>
#include <new>
#include <string>
#include <vector>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/interrupt.hpp"
#include "app/terminal.hpp"
#include "model/core/errors.hpp"

namespace {

int run(const std::vector<std::string>& arguments) {
    const kozqaras::CommandLine line = kozqaras::parse_command_line(arguments);
    const kozqaras::InterruptWatcher interrupt;
    return kozqaras::dispatch(line, interrupt.token());
}

/// Runs and reports; the status of each kind of failure.
int guarded(const std::vector<std::string>& arguments) {
    try {
        return run(arguments);
    } catch (const kozqaras::InformationRequest& request) {
        kozqaras::print_data(request.what());
        return kozqaras::kDone;
    } catch (const kozqaras::UsageError& error) {
        kozqaras::print_error(error.what());
        return kozqaras::kUsage;
    } catch (const kozqaras::InputError& error) {
        kozqaras::print_error(error.what());
        return kozqaras::kInvalidInput;
    } catch (const kozqaras::FileError& error) {
        kozqaras::print_error(error.what());
        return kozqaras::kFileTrouble;
    } catch (const std::filesystem::filesystem_error& error) {
        kozqaras::print_error(error.what());
        return kozqaras::kFileTrouble;
    } catch (const std::bad_alloc&) {
        kozqaras::print_error("not enough memory; lower --scale or --members");
        return kozqaras::kFileTrouble;
    } catch (const kozqaras::Interrupted&) {
        kozqaras::print_remark("interrupted");
        return kozqaras::kInterrupted;
    }
}

} // namespace

int main(int count, char** arguments) {
    try {
        return guarded(std::vector<std::string>(arguments + 1, arguments + count));
    } catch (const kozqaras::FileError& error) { // not even the help could be written
        kozqaras::print_error(error.what());
        return kozqaras::kFileTrouble;
    } catch (const std::exception& error) {
        kozqaras::print_error(error.what());
        return kozqaras::kBug;
    }
}
