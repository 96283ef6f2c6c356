#include "observations/survey_error.hpp"

#include <cmath>
#include <numbers>

namespace kozqaras {

namespace {

/// Of a net, if `answered` is the share that has an opinion.
double standard_error(double answered, double net, int respondents) {
    return std::sqrt((answered - net * net) / respondents);
}

} // namespace

std::optional<double> printed_net(const SurveyTables& survey, int question, int wave) {
    if (const Observation* net = survey.of_everyone(Quantity::net, question, wave))
        return net->value;
    const auto answers = printed_answers(survey, question, wave);
    return answers ? std::optional(answers->net()) : std::nullopt;
}

std::optional<AnswerShares> printed_answers(const SurveyTables& survey, int question, int wave) {
    const Observation* positive = survey.of_everyone(Quantity::positive_percent, question, wave);
    const Observation* negative = survey.of_everyone(Quantity::negative_percent, question, wave);
    if (positive == nullptr || negative == nullptr)
        return std::nullopt;
    return AnswerShares{positive->value, negative->value};
}

std::optional<double> net_standard_error(const SurveyTables& survey, int question, int wave) {
    const auto net = printed_net(survey, question, wave);
    const auto respondents = survey.waves[static_cast<std::size_t>(wave)].respondents;
    if (!net || !respondents)
        return std::nullopt;
    if (const auto answers = printed_answers(survey, question, wave))
        return standard_error(answers->positive + answers->negative, answers->net(), *respondents);
    return standard_error(1.0, *net, *respondents);
}

int last_wave_with_nets(const SurveyTables& survey) {
    for (int wave = static_cast<int>(survey.waves.size()); wave-- > 0;)
        if (composite_error(survey, wave))
            return wave;
    return static_cast<int>(survey.waves.size()) - 1;
}

std::optional<ErrorBounds> indicator_error(const SurveyTables& survey, Indicator indicator,
                                           int wave) {
    double squares = 0, sum = 0;
    int count = 0;
    for (std::size_t q = 0; q < survey.questions.size(); ++q) {
        const Question& question = survey.questions[q];
        if (question.indicator != indicator || !question.counts_in(static_cast<std::size_t>(wave)))
            continue;
        const auto error = net_standard_error(survey, static_cast<int>(q), wave);
        if (!error)
            return std::nullopt;
        squares += *error * *error;
        sum += *error;
        ++count;
    }
    if (count == 0)
        return std::nullopt;
    return ErrorBounds{std::sqrt(squares) / count, sum / count};
}

std::optional<ErrorBounds> composite_error(const SurveyTables& survey, int wave) {
    double squares = 0, sum = 0;
    const int indicators = survey.country->composite();
    for (int i = 0; i < indicators; ++i) {
        const auto error = indicator_error(survey, static_cast<Indicator>(i), wave);
        if (!error)
            return std::nullopt;
        squares += error->independent * error->independent;
        sum += error->correlated;
    }
    return ErrorBounds{std::sqrt(squares) / indicators, sum / indicators};
}

std::optional<DetectableEffect> detectable_effect(const SurveyTables& survey) {
    const int last = last_wave_with_nets(survey);
    const auto error = composite_error(survey, last);
    const auto respondents = survey.waves[static_cast<std::size_t>(last)].respondents;
    if (!error || !respondents)
        return std::nullopt;
    // 2.8 = 1.96 (5 % level, two-sided) + 0.84 (power 80 %); sqrt(2): both surveys have an error.
    constexpr double factor = 2.8 * std::numbers::sqrt2;
    return DetectableEffect{*respondents,
                            {factor * error->independent, factor * error->correlated}};
}

} // namespace kozqaras
