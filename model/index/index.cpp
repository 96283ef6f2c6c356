#include "model/index/index.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "support/errors.hpp"

namespace kozqaras {

IndexValues index_of_answers(std::span<const AnswerShares> answers,
                             std::span<const Question> questions, std::optional<std::size_t> wave) {
    require(answers.size() == questions.size(), "one answer per question is needed");
    std::size_t indicators = 0; // every one has a question
    for (const Question& question : questions)
        if (question.indicator)
            indicators = std::max(indicators, static_cast<std::size_t>(*question.indicator) + 1);
    IndexValues values{std::vector<double>(indicators, 0.0), 0.0};
    std::array<int, kMostIndicators> counted{};
    for (std::size_t q = 0; q < questions.size(); ++q) {
        if (!questions[q].indicator || (wave && !questions[q].counts_in(*wave)))
            continue;
        const auto indicator = static_cast<std::size_t>(*questions[q].indicator);
        values.indicators[indicator] += answers[q].net();
        ++counted[indicator];
    }
    for (std::size_t i = 0; i < values.indicators.size(); ++i) {
        require(counted[i] > 0, "an indicator without questions");
        values.indicators[i] /= counted[i];
    }
    values.composite = std::accumulate(values.indicators.begin(), values.indicators.end(), 0.0) /
                       static_cast<double>(indicators);
    return values;
}

} // namespace kozqaras
