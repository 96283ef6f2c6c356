// What the recorder keeps of how answers follow shifts of opinion.
#include <algorithm>
#include <cmath>

#include "model/engine/recorder.hpp"

namespace kozqaras {

namespace {

void put_polynomial(std::span<float> target, const ShiftPolynomial& polynomial) {
    std::ranges::transform(polynomial, target.begin(),
                           [](double value) { return static_cast<float>(value); });
}

/// How the net of question `q` follows shifts, of one group of one member.
ShiftPolynomial net_curve(const AnswerCurves& curves, int group, const Question& question,
                          double lower, double upper) {
    const auto nodes = shift_nodes();
    std::array<double, kShiftPowers + 1> nets{};
    for (std::size_t k = 0; k < nodes.size(); ++k)
        nets[k] = curves.net(group, static_cast<int>(question.attitude), lower, upper, nodes[k]);
    return shift_polynomial(nets);
}

} // namespace

bool Recorder::keep_response(std::size_t scenario, std::size_t member, std::size_t time) {
    constexpr std::size_t kEvery = 3; // reported weeks: a quarter, in which curves hardly bend
    if (time % kEvery == 0)
        return false;
    for (const auto array : {&RunResult::adults_response, &RunResult::sample_response,
                             &RunResult::question_response, &RunResult::positive_response}) {
        if ((result_.*array).empty()) // nothing asked that it is of
            continue;
        const auto view = view_of(result_, array);
        const auto last = view.behind(scenario, member, time - 1);
        if (std::isnan(last.front())) // of everyone: never missing where the week was recorded
            return false;
        std::ranges::copy(last, view.behind(scenario, member, time).begin());
    }
    return true;
}

std::vector<ShiftPolynomial> Recorder::part_curves(int group, const AnswerCurves& curves,
                                                   const ResponseParameters& response) const {
    const SurveyTables& survey = plan_.world->inputs.survey;
    std::vector<ShiftPolynomial> sums(result_.parts.size(), ShiftPolynomial{});
    std::array<int, kMostIndicators> counted{};
    for (std::size_t q = 0; q < survey.questions.size(); ++q) {
        const Question& question = survey.questions[q];
        if (!question.indicator || !question.counts_in(survey.waves.size() - 1))
            continue;
        const IndexPart part{static_cast<int>(*question.indicator),
                             static_cast<int>(question.attitude)};
        auto& sum = sums[static_cast<std::size_t>(std::ranges::lower_bound(result_.parts, part) -
                                                  result_.parts.begin())];
        ++counted[static_cast<std::size_t>(part.indicator)];
        const auto curve = net_curve(curves, group, question, response.lower[q], response.upper[q]);
        for (std::size_t power = 0; power < kShiftPowers; ++power)
            sum[power] += curve[power];
    }
    for (std::size_t part = 0; part < sums.size(); ++part)
        for (double& coefficient : sums[part])
            coefficient /= counted[static_cast<std::size_t>(result_.parts[part].indicator)];
    return sums;
}

void Recorder::record_response(std::size_t scenario, std::size_t member, std::size_t time,
                               const AnswerCurves& curves, const ResponseParameters& response) {
    const auto adults = view_of(result_, &RunResult::adults_response);
    for (int group = 0; group < static_cast<int>(result_.groups); ++group) {
        const auto of_group = part_curves(group, curves, response);
        for (std::size_t part = 0; part < of_group.size(); ++part)
            put_polynomial(adults.behind(scenario, member, time, group, part), of_group[part]);
    }
    const auto sample = view_of(result_, &RunResult::sample_response);
    const auto of_sample = part_curves(AnswerCurves::kSample, curves, response);
    for (std::size_t part = 0; part < of_sample.size(); ++part)
        put_polynomial(sample.behind(scenario, member, time, part), of_sample[part]);
    const auto& questions = plan_.world->inputs.survey.questions;
    const auto nets = view_of(result_, &RunResult::question_response);
    for (std::size_t q = 0; q < questions.size(); ++q)
        put_polynomial(nets.behind(scenario, member, time, q),
                       net_curve(curves, AnswerCurves::kSample, questions[q], response.lower[q],
                                 response.upper[q]));
    record_share_responses(scenario, member, time, curves, response);
}

void Recorder::record_share_responses(std::size_t scenario, std::size_t member, std::size_t time,
                                      const AnswerCurves& curves,
                                      const ResponseParameters& response) {
    const SurveyTables& survey = plan_.world->inputs.survey;
    const auto nodes = shift_nodes();
    const auto shares = view_of(result_, &RunResult::positive_response);
    for (std::size_t place = 0; place < result_.share_questions.size(); ++place) {
        const std::size_t q = result_.share_questions[place];
        std::array<double, kShiftPowers + 1> positive{};
        for (std::size_t k = 0; k < nodes.size(); ++k)
            positive[k] = curves.above(0, static_cast<int>(survey.questions[q].attitude),
                                       nodes[k] - response.upper[q]);
        std::ranges::transform(shift_polynomial(positive),
                               shares.behind(scenario, member, time, place).begin(),
                               [](double value) { return static_cast<float>(value); });
    }
}

} // namespace kozqaras
