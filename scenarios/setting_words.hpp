#pragma once
// Settings as a reader of a plan wants them: names of regions, outlets and languages, no indices.

#include <span>
#include <string>

#include "model/inputs/input_data.hpp"
#include "scenarios/scenario.hpp"

namespace kozqaras {

/// "5 from 2027-01-01, Abai, Almaty Region".
[[nodiscard]] std::string in_words(const LeverSetting& setting, const Country& country);

/// "amount_musd 5, name P, opening 2027-06-01, region Abai".
[[nodiscard]] std::string in_words(const TableSetting& setting, const Country& country);

} // namespace kozqaras
