#pragma once
// Reads [[expected]] tables: what the literature leads one to expect of a scenario.

#include "model/inputs/input_data.hpp"
#include "scenarios/scenario.hpp"
#include "scenarios/table_reader.hpp"

namespace kozqaras {

/// Codes of Expectation::value.
inline constexpr std::array<std::string_view, kIndicatorCount + 1> kExpectedValues{
    "general", "geopolitical", "economic", "cultural", "composite"};

[[nodiscard]] std::vector<Expectation> read_expectations(TableReader& parent,
                                                         const std::vector<Variant>& variants,
                                                         const std::vector<Region>& regions,
                                                         Faults& faults);

} // namespace kozqaras
