#pragma once
// What the parsing library does not see: empty values, and options that do nothing beside others;
// and what it sees, in plain words.

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/options.hpp"

namespace kozqaras {

/// The fault that the library found.
[[nodiscard]] std::string describe(const CLI::ParseError& error);

/// UsageError if an argument is an option with nothing behind its '=': the library would take the
/// next argument instead. Arguments after "--" are no options.
void refuse_empty_assignments(const std::vector<std::string>& arguments);

/// UsageError if an option or argument of `app` or of its chosen command has an empty value.
void refuse_empty_values(const CLI::App& app);

/// UsageError if an argument gives a switch of `command` a value, as --no-parts=false: the library
/// would turn the sense of some of them round. Arguments after "--" are no options.
void refuse_values_of_switches(const std::vector<std::string>& arguments, const CLI::App& command);

/// UsageError if an option of `line` would change nothing: options before the command that it does
/// not honour, and options that only work with, or without, another.
void refuse_idle_options(const CommandLine& line, const CLI::App& app);

} // namespace kozqaras
