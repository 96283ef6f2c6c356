#pragma once
// A simulated wave: respondents are drawn as the fieldwork draws them, and give answers. It carries
// the same sampling error as a real wave (quota refusals and interviewers apart).

#include <cstdint>
#include <span>
#include <vector>

#include "model/population/opinions.hpp"
#include "model/survey/answer_shares.hpp"
#include "model/survey/fieldwork.hpp"
#include "model/survey/response.hpp"

namespace kozqaras {

/// Draws `respondents` agents with chances in proportion to their cell's weight, by systematic
/// sampling in agent order: agents are numbered by region and settlement, so both are strata of
/// proportional size. `wave` keys the start.
[[nodiscard]] std::vector<std::uint32_t> draw_respondents(const ReportingCells& cells,
                                                          const SampleDesign& design,
                                                          int respondents, std::uint64_t seed,
                                                          std::uint32_t wave);

/// Answers of one respondent with attitudes `x` (6): +1, 0 or -1 per question. The personal
/// deviation of a question depends on (seed, agent, question) and is the same in every wave; the
/// rest is drawn anew.
[[nodiscard]] std::vector<std::int8_t>
answer_questions(std::span<const float> x, std::uint32_t agent, const ResponseParameters& response,
                 std::span<const Question> questions, std::uint64_t seed, std::uint32_t wave);

/// Shares of the drawn sample, per question, in one member; weights[r] is that of respondent r,
/// empty: 1.
[[nodiscard]] std::vector<AnswerShares>
interview_sample(std::span<const std::uint32_t> respondents, const Opinions& opinions,
                 std::size_t member, const ResponseParameters& response,
                 std::span<const Question> questions, std::uint64_t seed, std::uint32_t wave,
                 std::span<const double> weights = {});

} // namespace kozqaras
