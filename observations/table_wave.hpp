#pragma once
// A wave of the survey tables as the list of values in which a wave's file comes.

#include <string_view>

#include "model/inputs/survey.hpp"
#include "observations/observed_wave.hpp"

namespace kozqaras {

/// Nets of questions and the index of all respondents, and the index of groups, as data/survey has
/// them; percentages of groups have no net. Where the number of respondents is not printed, the
/// value is left out and noted. InputError, with the waves there are, if `wave` is none of them.
[[nodiscard]] ObservedWave wave_of_tables(const SurveyTables& survey, std::string_view wave);

} // namespace kozqaras
