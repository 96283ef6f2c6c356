#include "app/command_parser.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/shared_options.hpp"
#include "scenarios/lever.hpp"
#include "support/numbers.hpp"

namespace kozqaras {
namespace {

/// An option of which `read` makes a number in low..high; `kind` is how help and refusal call it.
template <typename Value, typename Read>
CLI::Option& add_ranged(CLI::App& command, const std::string& name, Value& value, Value low,
                        Value high, const std::string& help, Read read, const char* kind,
                        const std::string& writing) {
    const auto take = [=, &value](const std::string& text) {
        const auto number = read(text);
        using Number = typename decltype(number)::value_type;
        if (!number || *number < static_cast<Number>(low) || *number > static_cast<Number>(high))
            throw CLI::ValidationError(name, fmt::format("'{}' must be a {} from {} to {}, in {}",
                                                         text, kind, low, high, writing));
        value = static_cast<Value>(*number);
    };
    return *command.add_option_function<std::string>(name, take, help)
                ->type_name(fmt::format("{} to {}", low, high));
}

} // namespace

CLI::Option& add_whole_number(CLI::App& command, const std::string& name, std::uint64_t& value,
                              std::uint64_t low, std::uint64_t high, const std::string& help) {
    return add_ranged(command, name, value, low, high, help, read_whole, "whole number",
                      describe_whole());
}

CLI::Option& add_whole_number(CLI::App& command, const std::string& name, int& value, int low,
                              int high, const std::string& help) {
    return add_ranged(command, name, value, low, high, help, read_whole, "whole number",
                      describe_whole());
}

CLI::Option& add_number(CLI::App& command, const std::string& name, double& value, double low,
                        double high, const std::string& help) {
    return add_ranged(command, name, value, low, high, help, read_real, "number", describe_real());
}

CLI::App& add_command(Parser& parser, const char* name, const char* help, const char* examples) {
    auto* command = parser.app.add_subcommand(name, help);
    command->footer(std::string("Examples:\n") + examples);
    command->allow_extras();
    add_shared_options(*command, parser.shared, honoured_options(name));
    return *command;
}

void add_quantiles_option(CLI::App& command, std::vector<double>& quantiles) {
    const auto fault = [](const std::string& text) {
        const auto value = read_real(text);
        return value && *value >= 0 && *value <= 1
                   ? std::string()
                   : fmt::format("'{}' must be a number from 0 to 1, as 0.025", text);
    };
    command
        .add_option("--quantiles", quantiles,
                    "Further quantiles of the CSV files, as 0.025,0.975 (always there: 0.05, 0.25, "
                    "0.5, 0.75, 0.95)")
        ->delimiter(',')
        ->check(fault, "0 to 1");
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
