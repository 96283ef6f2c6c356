#include "app/option_checks.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/shared_options.hpp"

namespace kozqaras {
namespace {

using Given = std::set<std::string>;

[[noreturn]] void refuse(const std::string& text, std::string_view command) {
    throw UsageError(fmt::format("{}. See 'kozqaras {} --help'.", text, command));
}

/// "--json" and "--csv" of one command exclude each other.
struct Exclusive {
    std::string_view command, one, other;
};

constexpr std::array<Exclusive, 9> kExclusive{{{"compare", "json", "csv"},
                                               {"tornado", "json", "csv"},
                                               {"levers", "json", "markdown"},
                                               {"effects", "json", "markdown"},
                                               {"effects", "interaction", "markdown"},
                                               {"tornado", "dry-run", "csv"},
                                               {"explain", "dry-run", "csv"},
                                               {"compare", "dry-run", "csv"},
                                               {"effects", "dry-run", "markdown"}}};

/// Commands whose dry run is text only.
constexpr std::array<std::string_view, 6> kPlainDryRuns{"compare", "tornado", "search",
                                                        "effects", "recover", "backtest"};

/// An option that only works beside one of some others.
struct Dependent {
    std::string_view command, option;
    std::vector<std::string_view> needs;
};

const std::vector<Dependent>& dependents() {
    static const std::vector<std::string_view> runs{"predictive", "screening", "cross-check"};
    static const std::vector<Dependent> table{
        {"diagnose", "seed", runs},
        {"diagnose", "scale", runs},
        {"diagnose", "members", {"predictive", "cross-check"}},
        {"diagnose", "dry-run", {"predictive", "screening", "cross-check", "output"}},
        {"diagnose", "force", {"output"}},
        {"holdout", "force", {"output"}}};
    return table;
}

std::string dashed(const std::vector<std::string_view>& names) {
    std::vector<std::string> texts;
    for (const auto name : names)
        texts.push_back(fmt::format("--{}", name));
    return fmt::format("{}", fmt::join(texts, " or "));
}

bool has(const Given& given, std::string_view name) {
    return given.contains(std::string(name));
}

void check_pairs(const Given& given, std::string_view command) {
    for (const auto& pair : kExclusive)
        if (pair.command == command && has(given, pair.one) && has(given, pair.other))
            refuse(fmt::format("--{} and --{} exclude each other", pair.one, pair.other), command);
    for (const auto& one : dependents())
        if (one.command == command && has(given, one.option) &&
            std::ranges::none_of(one.needs, [&](auto name) { return has(given, name); }))
            refuse(fmt::format("--{} does nothing without {}", one.option, dashed(one.needs)),
                   command);
    if (has(given, "dry-run") && has(given, "json") &&
        std::ranges::find(kPlainDryRuns, command) != kPlainDryRuns.end())
        refuse("the dry run of this command is text: leave out --json", command);
}

void check_description(const DescribeOptions& options, const Given& given) {
    if (!options.loop || options.population)
        return;
    for (const char* name : {"seed", "scale", "threads", "data"})
        if (given.contains(name))
            refuse(fmt::format("--{} does nothing with --loop alone", name), "describe");
}

void check_search(const SearchOptions& options, const CommandLine& line) {
    if (line.shared.given.contains("search-members") &&
        options.search_members > line.shared.members)
        refuse(fmt::format("--search-members {} is more than the {} members that verify the answer",
                           options.search_members, line.shared.members),
               "search");
}

} // namespace

std::string describe(const CLI::ParseError& error) {
    const std::string text = error.what();
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error)) {
        const auto name = text.substr(0, text.find(':'));
        return name + (text.ends_with("missing") ? " needs a value" : " is given more than once");
    }
    constexpr std::string_view kRequired = " is required";
    if (text.ends_with(kRequired))
        return fmt::format("the argument '{}' is missing",
                           text.substr(0, text.size() - kRequired.size()));
    constexpr std::string_view kConversion = "Could not convert: ";
    if (text.starts_with(kConversion)) // numbers are read by us: only switches are left
        return fmt::format("{}: a switch takes no value", text.substr(kConversion.size()));
    return text;
}

void refuse_empty_assignments(const std::vector<std::string>& arguments) {
    for (const auto& argument : arguments) {
        if (argument == "--")
            return;
        if (argument.starts_with("--") && argument.find('=') == argument.size() - 1)
            throw UsageError(fmt::format("{} has an empty value; give one, or leave it out",
                                         argument.substr(0, argument.size() - 1)));
    }
}

void refuse_values_of_switches(const std::vector<std::string>& arguments, const CLI::App& command) {
    for (const auto& argument : arguments) {
        if (argument == "--")
            return;
        const auto name = argument.substr(0, argument.find('='));
        if (!name.starts_with("--") || name.size() == argument.size())
            continue;
        const auto* option = command.get_option_no_throw(name);
        if (option != nullptr && option->get_items_expected_max() == 0)
            throw UsageError(fmt::format("{}: a switch takes no value; leave it out or write {}",
                                         argument, name));
    }
}

void refuse_empty_values(const CLI::App& app) {
    std::vector<const CLI::App*> places{&app};
    for (const auto* command : app.get_subcommands())
        places.push_back(command);
    for (const auto* place : places)
        for (const auto* option : place->get_options())
            if (std::ranges::any_of(option->results(), &std::string::empty))
                throw UsageError(fmt::format("{}{} has an empty value; give one, or leave it out",
                                             option->get_positional() ? "the argument " : "",
                                             option->get_name()));
}

void refuse_idle_options(const CommandLine& line, const CLI::App& app) {
    const auto& command = *app.get_subcommands().front();
    const auto& name = command.get_name();
    const auto honoured = honoured_options(name);
    for (const auto shared : shared_option_names()) {
        const auto option = fmt::format("--{}", shared);
        if (app.get_option(option)->count() == 0)
            continue;
        if (std::ranges::find(honoured, shared) == honoured.end())
            refuse(fmt::format("{} does nothing in '{}'", option, name), name);
        if (command.get_option(option)->count() > 0)
            refuse(fmt::format("{} is given twice", option), name);
    }
    check_pairs(line.shared.given, name);
    if (const auto* describe = std::get_if<DescribeOptions>(&line.command))
        check_description(*describe, line.shared.given);
    if (const auto* search = std::get_if<SearchOptions>(&line.command))
        check_search(*search, line);
}

} // namespace kozqaras
