#pragma once
// What a survey of a given size can and cannot see: sampling errors of nets, indicators and the
// composite.

#include <optional>

#include "model/inputs/survey.hpp"
#include "model/survey/answer_shares.hpp"

namespace kozqaras {

/// Standard error of an index value under simple random sampling, between two bounds, because
/// correlations between questions are not printed: questions independent, and fully correlated.
struct ErrorBounds {
    double independent = 0, correlated = 0;
};

/// The design effect used with breakdown shares: multistage sample with quotas; none is printed, so
/// it is ours.
inline constexpr double kDesignEffect = 1.5;

/// The net of a question among all respondents of a wave, as printed; without it the difference of
/// its printed shares. Nothing if neither is printed.
[[nodiscard]] std::optional<double> printed_net(const SurveyTables& survey, int question, int wave);

/// Both shares of all respondents; nothing unless both are printed.
[[nodiscard]] std::optional<AnswerShares> printed_answers(const SurveyTables& survey, int question,
                                                          int wave);

/// Standard error of a net: sqrt((p + n - (p - n)^2) / respondents); without printed shares its
/// upper bound sqrt((1 - net^2) / respondents). Nothing if the net or the number of respondents is
/// not printed.
[[nodiscard]] std::optional<double> net_standard_error(const SurveyTables& survey, int question,
                                                       int wave);

/// Nothing if a net of the indicator is not printed in that wave.
[[nodiscard]] std::optional<ErrorBounds> indicator_error(const SurveyTables& survey,
                                                         Indicator indicator, int wave);

/// Of the mean of the indicators.
[[nodiscard]] std::optional<ErrorBounds> composite_error(const SurveyTables& survey, int wave);

/// The last wave of which the error of the composite is known; the last of all if there is none.
[[nodiscard]] int last_wave_with_nets(const SurveyTables& survey);

/// The smallest change of the composite that two surveys of the size of that wave would show in
/// 8 of 10 cases at the 5 % level: 2.8 sqrt(2) s.e.
struct DetectableEffect {
    int respondents = 0;
    ErrorBounds effect;
};

[[nodiscard]] std::optional<DetectableEffect> detectable_effect(const SurveyTables& survey);

} // namespace kozqaras
