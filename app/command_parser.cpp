#include "app/command_parser.hpp"

#include <charconv>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "scenarios/lever.hpp"

namespace kozqaras {

CLI::Validator between(double low, double high) {
    const auto check = [low, high](const std::string& text) -> std::string {
        double value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        const bool is_number = error == std::errc{} && end == text.data() + text.size();
        if (is_number && value >= low && value <= high)
            return {};
        return fmt::format("'{}' must be a number from {} to {}", text, low, high);
    };
    return {check, fmt::format("{} to {}", low, high)};
}

void add_shared_options(CLI::App& command, SharedOptions& shared) {
    const auto* group = "Options of every command";
    command.add_option("--seed", shared.seed, "Seed of all random numbers (default 1)")
        ->check(between(0, 1.8e19))
        ->group(group);
    command
        .add_option("--threads", shared.threads, "Threads; never changes results (default: all)")
        ->check(between(0, 1024))
        ->group(group);
    command.add_option("--scale", shared.scale, "Agents per adult, up to 1 (default 0.0025)")
        ->check(between(1e-6, 1))
        ->group(group);
    command.add_option("--members", shared.members, "Parameter vectors drawn (default 50)")
        ->check(between(1, 100'000))
        ->group(group);
    command
        .add_option("--data", shared.data, "Folder of the inputs (default: found; KOZQARAS_DATA)")
        ->group(group);
    command.add_flag("--dry-run", shared.dry_run, "Resolve, check, estimate; write nothing")
        ->group(group);
    command.add_flag("--json", shared.json, "Machine-readable output")->group(group);
    command.add_flag("--quiet", shared.quiet, "No progress, no remarks")->group(group);
}

CLI::App& add_command(Parser& parser, const char* name, const char* help, const char* examples) {
    auto* command = parser.app.add_subcommand(name, help);
    command->footer(std::string("Examples:\n") + examples);
    command->allow_extras();
    add_shared_options(*command, parser.shared);
    return *command;
}

void add_set_option(CLI::App& command, std::vector<std::string>& settings) {
    command
        .add_option("--set", settings,
                    fmt::format("lever=value or lever=value@DATE, on all scenarios; levers: {}",
                                fmt::join(settable_lever_names(), ", ")))
        ->take_all()
        ->allow_extra_args(false);
}

void add_posterior_option(CLI::App& command, std::filesystem::path& posterior) {
    command.add_option(
        "--posterior", posterior,
        "Folder of a posterior, or the word prior, or the word mean: all members at "
        "the mean of the one shipped, to see noise alone (default: the one shipped)");
}

} // namespace kozqaras
