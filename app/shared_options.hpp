#pragma once
// Options that several commands have: which command honours which.

#include <span>
#include <string_view>

#include <CLI/CLI.hpp>

#include "app/options.hpp"

namespace kozqaras {

/// Long names of all of them, without dashes: seed, threads, scale, members, data, dry-run, json,
/// quiet.
[[nodiscard]] std::span<const std::string_view> shared_option_names();

/// Those that `command` honours: it has the others neither in its help nor on its command line.
[[nodiscard]] std::span<const std::string_view> honoured_options(std::string_view command);

/// Adds the options called `names` to `command`.
void add_shared_options(CLI::App& command, SharedOptions& shared,
                        std::span<const std::string_view> names);

} // namespace kozqaras
