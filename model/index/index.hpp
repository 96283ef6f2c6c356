#pragma once
// Answers -> indicators -> composite, by published methodology. A real wave and a simulated wave go
// through the same code: it sees nothing but a table of shares.

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "model/core/categories.hpp"
#include "model/inputs/input_data.hpp"
#include "model/survey/answer_shares.hpp"

namespace kozqaras {

/// The China Perception Index of one group at one time.
struct IndexValues {
    std::vector<double> indicators;
    double composite = 0; ///< their plain mean
};

/// Index of `answers` (one per question, in their order) by the first methodology: net = positive -
/// negative; indicator = mean of its questions' nets; composite = mean of the indicators
/// (Tatarova's index; survey README). With `wave` only questions that counted in that wave enter.
[[nodiscard]] IndexValues index_of_answers(std::span<const AnswerShares> answers,
                                           std::span<const Question> questions,
                                           std::optional<std::size_t> wave = std::nullopt);

} // namespace kozqaras
