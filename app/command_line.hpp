#pragma once
// The command line: subcommands, options, help.

#include <string>
#include <vector>

#include "app/options.hpp"

namespace kozqaras {

/// Reads `arguments` (without the program's name). Throws UsageError, or InformationRequest for
/// --help and
/// --version.
[[nodiscard]] CommandLine parse_command_line(const std::vector<std::string>& arguments);

/// A bash script that completes subcommands and options.
[[nodiscard]] std::string bash_completion();

} // namespace kozqaras
