#pragma once
// A synthetic survey, person by person: who is asked, and what each answers, so that any
// cross-table can be made of it.

#include <stop_token>
#include <vector>

#include "model/engine/run.hpp"

namespace kozqaras {

/// Interviews with adults of one member in one week.
struct SyntheticSurvey {
    std::size_t member = 0, scenario = 0; ///< places in the plan
    Week week{};
    std::vector<std::uint32_t>
        agents;                  ///< respondents, rising; in a small country one may come twice
    std::vector<double> weights; ///< of respondents: to the adults of that week, mean 1
    std::vector<std::int8_t>
        answers; ///< [respondent][question]: 1 positive, 0 neither, -1 negative
    /// Per respondent: friendly countries named, as bits; empty if the plan asks for none.
    std::vector<std::uint8_t> partners;
};

/// Whom to ask, and when.
struct InterviewOrder {
    std::size_t scenario = 0, member = 0; ///< places in the plan
    Week week{};
    int respondents = 0;
};

/// Draws respondents as the fieldwork does, with the composition of the sample of that wave if
/// `week` is the middle of one, else of the last wave, and puts all questions to them. The country
/// has changed as expected of the member. In the week of a wave and with its number of respondents
/// these are the people and answers of RunResult::wave_drawn. The member is simulated from week 0
/// to `week`. BugError if a place or the week is outside the plan; Interrupted when `stop` is
/// requested.
[[nodiscard]] SyntheticSurvey interview_adults(const RunPlan& plan, const InterviewOrder& order,
                                               const std::stop_token& stop, ProgressSink& progress);

/// For all adults of a member in a week: the attitude of a question less the bar of its positive
/// answer, latent s.d. `respondents` of the order does not matter, but is above 0. Throws as above.
[[nodiscard]] std::vector<float> above_bar(const RunPlan& plan, const InterviewOrder& order,
                                           std::size_t question, const std::stop_token& stop,
                                           ProgressSink& progress);

} // namespace kozqaras
