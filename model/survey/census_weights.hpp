#pragma once
// What a pollster does with a finished sample: weight it to what a census knows of the adults, so
// that the estimate is of them and not of those who answered.

#include <array>
#include <span>
#include <vector>

#include "model/survey/raking.hpp"

namespace kozqaras {

/// Known of all adults region by region; home language and wealth are only known of respondents.
inline constexpr std::array<Factor, 5> kCensusFactors{
    Factor::region, Factor::settlement, Factor::age, Factor::ethnicity, Factor::education};

/// One weight per respondent (agent numbers), mean 1: raked to the shares of the kCensusFactors
/// among adults, of whom adults[c] are in cell c.
[[nodiscard]] std::vector<double> census_weights(const ReportingCells& cells,
                                                 std::span<const std::uint32_t> respondents,
                                                 std::span<const double> adults);

} // namespace kozqaras
