#include "calibration/targets.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "model/index/index.hpp"
#include "model/population/reporting_cells.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

constexpr double kTwoDecimals = 0.005, kPercentDecimal = 0.0005;

std::string group_label(Factor factor, int group) {
    return fmt::format("{} {}", kFactorCodes[static_cast<std::size_t>(factor)],
                       reported_codes(factor)[static_cast<std::size_t>(group)]);
}

double respondents_of(const SurveyTables& survey, int wave, const TargetSettings& settings) {
    return survey.waves[static_cast<std::size_t>(wave)].respondents.value_or(
        static_cast<int>(settings.assumed_respondents_2020));
}

void add_answers(const SurveyTables& survey, const TargetSettings& settings,
                 std::vector<Target>& targets) {
    for (const QuestionAnswer& answer : survey.answers)
        for (const TargetKind kind : {TargetKind::positive, TargetKind::negative}) {
            Target target;
            target.kind = kind;
            target.wave = 2;
            target.question = answer.question;
            target.value = kind == TargetKind::positive ? answer.positive : answer.negative;
            target.respondents = respondents_of(survey, 2, settings);
            target.rounding = kPercentDecimal;
            target.family = "answers 2023";
            target.label = fmt::format(
                "{}, {}, 2023", survey.questions[static_cast<std::size_t>(answer.question)].id,
                kind == TargetKind::positive ? "positive" : "negative");
            targets.push_back(target);
        }
}

void add_nets(const SurveyTables& survey, const TargetSettings& settings,
              std::vector<Target>& targets) {
    for (const QuestionNet& net : survey.nets) {
        const bool answered = std::ranges::any_of(
            survey.answers, [&](const QuestionAnswer& a) { return a.question == net.question; });
        if (!settings.waves[static_cast<std::size_t>(net.wave)] || (net.wave == 2 && answered))
            continue;
        Target target;
        target.kind = TargetKind::net;
        target.wave = net.wave;
        target.question = net.question;
        target.value = net.net;
        target.respondents = respondents_of(survey, net.wave, settings);
        target.rounding = kTwoDecimals;
        const auto& wave = survey.waves[static_cast<std::size_t>(net.wave)].id;
        target.family = fmt::format("nets {}", wave);
        target.label = fmt::format(
            "{}, net, {}", survey.questions[static_cast<std::size_t>(net.question)].id, wave);
        targets.push_back(target);
    }
}

Target breakdown_target(const SurveyTables& survey, const BreakdownShare& share) {
    Target target;
    target.kind = TargetKind::positive;
    target.wave = 2;
    target.group = group_index(share.factor, share.group);
    target.question = share.question;
    target.value = share.positive;
    target.respondents = share.respondents;
    target.rounding = kPercentDecimal;
    target.family =
        fmt::format("shares by {} 2023", kFactorCodes[static_cast<std::size_t>(share.factor)]);
    target.label =
        fmt::format("{}, {}, 2023", survey.questions[static_cast<std::size_t>(share.question)].id,
                    group_label(share.factor, share.group));
    return target;
}

/// The group of `factor` with most respondents.
int largest_group(const SurveyTables& survey, Factor factor) {
    int best = -1, most = -1;
    for (const GroupSize& group : survey.groups)
        if (group.factor == factor && group.respondents > most) {
            best = group.group;
            most = group.respondents;
        }
    return best;
}

/// Printed indicators of groups that no printed share carries: all by education (professional
/// follows from the others), and the general one by the other factors.
bool enters(const SurveyTables& survey, const TargetSettings& settings,
            const BreakdownIndicator& value) {
    constexpr int kProfessional = 1;
    if (value.factor == Factor::education)
        return settings.education_indicators && value.group != kProfessional;
    return settings.general_by_group && value.indicator == Indicator::general &&
           std::ranges::find(settings.breakdowns, value.factor) != settings.breakdowns.end() &&
           value.group != largest_group(survey, value.factor);
}

double respondents_of_group(const SurveyTables& survey, const TargetSettings& settings,
                            const BreakdownIndicator& value) {
    if (value.respondents)
        return *value.respondents;
    for (const GroupSize& group : survey.groups)
        if (group.factor == value.factor && group.group == value.group)
            return group.respondents;
    return value.group == 0
               ? settings.assumed_general_secondary
               : survey.sample_share_higher_education * respondents_of(survey, 2, settings);
}

void add_indicators(const SurveyTables& survey, const TargetSettings& settings,
                    std::vector<Target>& targets) {
    for (const BreakdownIndicator& value : survey.breakdown_indicators) {
        if (!enters(survey, settings, value))
            continue;
        Target target;
        target.kind = TargetKind::group_indicator;
        target.wave = 2;
        target.group = group_index(value.factor, value.group);
        target.indicator = value.indicator;
        target.value = value.value;
        target.respondents = respondents_of_group(survey, settings, value);
        target.rounding = kTwoDecimals;
        target.family = fmt::format("indicators by {} 2023",
                                    kFactorCodes[static_cast<std::size_t>(value.factor)]);
        target.label =
            fmt::format("{}, {}, 2023", kIndicatorCodes[static_cast<std::size_t>(value.indicator)],
                        group_label(value.factor, value.group));
        targets.push_back(target);
    }
}

} // namespace

std::vector<Target> make_targets(const SurveyTables& survey, const TargetSettings& settings) {
    std::vector<Target> targets;
    if (settings.waves[2])
        add_answers(survey, settings, targets);
    add_nets(survey, settings, targets);
    if (!settings.waves[2])
        return targets;
    for (const BreakdownShare& share : survey.breakdowns)
        if (std::ranges::find(settings.breakdowns, share.factor) != settings.breakdowns.end() &&
            share.group != largest_group(survey, share.factor))
            targets.push_back(breakdown_target(survey, share));
    add_indicators(survey, settings, targets);
    return targets;
}

std::vector<Target> breakdown_targets(const SurveyTables& survey) {
    std::vector<Target> targets;
    for (const BreakdownShare& share : survey.breakdowns)
        targets.push_back(breakdown_target(survey, share));
    return targets;
}

std::vector<std::pair<int, double>> weighted_questions(const Target& target,
                                                       std::span<const Question> questions) {
    std::array<int, kIndicatorCount> counted{};
    const auto asked = [&](const Question& question) {
        return target.wave >= kWaveCount || question.asked[static_cast<std::size_t>(target.wave)];
    };
    for (const Question& question : questions)
        counted[static_cast<std::size_t>(question.indicator)] += asked(question) ? 1 : 0;
    const bool composite = target.kind == TargetKind::group_composite;
    std::vector<std::pair<int, double>> result;
    for (std::size_t q = 0; q < questions.size(); ++q)
        if (asked(questions[q]) && (composite || questions[q].indicator == target.indicator))
            result.emplace_back(static_cast<int>(q),
                                (composite ? 1.0 / kIndicatorCount : 1.0) /
                                    counted[static_cast<std::size_t>(questions[q].indicator)]);
    return result;
}

double simulated_value(const Target& target, std::span<const float> shares,
                       std::span<const Question> questions) {
    if (!target.contrast.empty()) {
        double sum = 0.0;
        Target single = target;
        single.contrast.clear();
        for (const auto& [group, weight] : target.contrast) {
            single.group = group;
            sum += weight * simulated_value(single, shares, questions);
        }
        return sum;
    }
    const std::size_t group_start = (static_cast<std::size_t>(target.wave) * kGroupCount +
                                     static_cast<std::size_t>(target.group)) *
                                    kQuestionCount * 2;
    const auto share = [&](std::size_t question, std::size_t answer) {
        return static_cast<double>(shares[group_start + question * 2 + answer]);
    };
    const auto q = static_cast<std::size_t>(std::max(0, target.question));
    switch (target.kind) {
    case TargetKind::net:
        return share(q, 0) - share(q, 1);
    case TargetKind::positive:
        return share(q, 0);
    case TargetKind::negative:
        return share(q, 1);
    case TargetKind::group_indicator:
    case TargetKind::group_composite:
        break;
    }
    std::vector<AnswerShares> answers(kQuestionCount);
    for (std::size_t i = 0; i < answers.size(); ++i)
        answers[i] = {share(i, 0), share(i, 1)};
    const auto asked = target.wave < kWaveCount ? std::optional(target.wave) : std::nullopt;
    const IndexValues index = index_of_answers(answers, questions, asked);
    return target.kind == TargetKind::group_composite
               ? index.composite
               : index.indicators[static_cast<std::size_t>(target.indicator)];
}

} // namespace kozqaras
