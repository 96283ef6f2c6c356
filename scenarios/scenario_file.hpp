#pragma once
// Reads scenario files. All faults of a file, and of the files it is based on, are reported at
// once.

#include <filesystem>
#include <string_view>

#include "model/inputs/input_data.hpp"
#include "scenarios/scenario.hpp"

namespace kozqaras {

/// Longest chain of files based on one another.
inline constexpr int kLongestOverlayChain = 8;

/// Reads and checks `path`. FileError if it cannot be read, InputError with every fault otherwise.
[[nodiscard]] Scenario read_scenario(const std::filesystem::path& path, const InputData& inputs);

/// The same of a text that lies in no file: it may be based on none. `name` (its stem is the id) is
/// that of messages.
[[nodiscard]] Scenario read_scenario_text(std::string_view text, const std::string& name,
                                          const InputData& inputs);

/// Day from which a `--set` without a date holds, when the scenario names no start.
[[nodiscard]] Date default_start();

/// Reads "name=value", "name=value@2027-01-01" (a `--set`). InputError if it does not fit the
/// registry.
[[nodiscard]] LeverSetting read_setting(std::string_view text, Date start, const Country& country);

/// An ISO date that a scenario may name. InputError at `origin` otherwise.
[[nodiscard]] Date read_scenario_date(std::string_view text, const Position& origin);

} // namespace kozqaras
