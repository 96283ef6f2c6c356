#pragma once
// Reads [[expected]] tables: what the literature leads one to expect of a scenario.

#include "model/inputs/input_data.hpp"
#include "scenarios/scenario.hpp"
#include "scenarios/table_reader.hpp"

namespace kozqaras {

[[nodiscard]] std::vector<Expectation> read_expectations(TableReader& parent,
                                                         const std::vector<Variant>& variants,
                                                         const Country& country, Faults& faults);

} // namespace kozqaras
