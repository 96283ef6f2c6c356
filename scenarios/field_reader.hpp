#pragma once
// Reads values by their kind: the keys of table levers, groups, distributions.

#include <optional>
#include <string>

#include "model/inputs/input_data.hpp"
#include "scenarios/lever.hpp"
#include "scenarios/scenario.hpp"
#include "scenarios/table_reader.hpp"

namespace kozqaras {

/// One table of `lever`, called `name` in messages; faults are collected.
[[nodiscard]] TableSetting read_table_setting(const TomlValue& table, const std::string& name,
                                              const Lever& lever, const Country& country,
                                              Faults& faults);

/// The groups below key `key` of `reader`; nothing if it is absent.
[[nodiscard]] std::optional<Concern> read_concern(TableReader& reader, std::string_view key,
                                                  const std::string& name, const Country& country,
                                                  Faults& faults);

/// A distribution written as { distribution = "normal", mean = 3, sd = 1 }; every number must lie
/// between low and high. Nothing if it is at fault.
[[nodiscard]] std::optional<Distribution> read_distribution(const TomlValue& table,
                                                            const std::string& name, double low,
                                                            double high, std::string_view unit,
                                                            Faults& faults);

inline constexpr std::array<std::string_view, 5> kConcernKeys{"settlement", "age", "ethnicity",
                                                              "language", "wealth"};
inline constexpr std::array<std::string_view, 3> kDistributionNames{"normal", "uniform",
                                                                    "triangular"};

} // namespace kozqaras
