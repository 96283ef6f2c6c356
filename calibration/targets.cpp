#include "calibration/targets.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "model/index/index.hpp"
#include "model/population/reporting_cells.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

std::string group_label(const ObservedPopulation& population) {
    return fmt::format("{} {}", kFactorCodes[static_cast<std::size_t>(population.factor)],
                       population.name);
}

/// Makes targets of printed numbers, in the order of their table.
class Targets {
  public:
    Targets(const SurveyTables& survey, const TargetSettings& settings)
        : survey_(survey), settings_(settings) {}

    /// Those that enter the fit.
    [[nodiscard]] std::vector<Target> fitted() const {
        std::vector<Target> targets;
        for (const Observation& one : survey_.observations)
            if (one.relation == Relation::equal && (one.of_everyone() || one.of_group()) &&
                settings_.includes(survey_.waves[static_cast<std::size_t>(one.wave)]) &&
                (one.of_everyone() ? enters_of_everyone(one) : enters_of_group(one)))
                targets.push_back(target_of(one));
        return targets;
    }

    /// All printed shares of groups, of questions of the index.
    [[nodiscard]] std::vector<Target> shares_of_groups() const {
        std::vector<Target> targets;
        for (const Observation& one : survey_.observations)
            if (one.of_group() && one.question >= 0 &&
                survey_.questions[static_cast<std::size_t>(one.question)].indicator &&
                one.quantity == Quantity::positive_percent)
                targets.push_back(target_of(one));
        return targets;
    }

  private:
    /// Answers, and nets of questions without answers. Indices follow from them.
    [[nodiscard]] bool enters_of_everyone(const Observation& one) const {
        return one.question >= 0 &&
               (one.quantity != Quantity::net ||
                survey_.of_everyone(Quantity::positive_percent, one.question, one.wave) == nullptr);
    }

    /// Shares of groups, and printed indicators of groups that no printed share carries. Of each
    /// breakdown one group follows from the others.
    [[nodiscard]] bool enters_of_group(const Observation& one) const {
        const Factor factor = one.population.factor;
        const bool needed = one.population.group != largest_group(one) || lacks_a_group(one);
        const bool chosen =
            std::ranges::find(settings_.breakdowns, factor) != settings_.breakdowns.end() && needed;
        if (one.quantity == Quantity::positive_percent)
            return one.question >= 0 && chosen;
        if (one.quantity != Quantity::index || !one.indicator ||
            one.methodology != survey_.methodologies.front().id)
            return false;
        if (factor == Factor::education)
            return settings_.education_indicators && needed;
        return settings_.general_by_group && chosen && !carried_by_shares(one);
    }

    /// Whether a share of another group by the same factor is not printed.
    [[nodiscard]] bool lacks_a_group(const Observation& share) const {
        if (share.quantity != Quantity::positive_percent)
            return false;
        const auto printed = std::ranges::count_if(survey_.observations, [&](const auto& one) {
            return one.of_group() && one.relation == Relation::equal && one.wave == share.wave &&
                   one.population.factor == share.population.factor &&
                   one.quantity == share.quantity && one.question == share.question;
        });
        return printed < survey_.country->reported_classes(share.population.factor);
    }

    /// Whether shares of groups by the same factor are printed for its questions.
    [[nodiscard]] bool carried_by_shares(const Observation& index) const {
        return std::ranges::any_of(survey_.observations, [&](const Observation& one) {
            return one.of_group() && one.wave == index.wave &&
                   one.population.factor == index.population.factor &&
                   one.quantity == Quantity::positive_percent && one.question >= 0 &&
                   survey_.questions[static_cast<std::size_t>(one.question)].indicator ==
                       index.indicator;
        });
    }

    /// The group of the same factor with most respondents; the reference where none is printed.
    [[nodiscard]] int largest_group(const Observation& one) const {
        const auto& sample =
            survey_.samples[survey_.waves[static_cast<std::size_t>(one.wave)].sample];
        int best = static_cast<int>(survey_.country->classes(one.population.factor).reference),
            most = -1;
        for (const GroupSize& group : sample.groups)
            if (group.factor == one.population.factor && group.respondents > most) {
                best = group.group;
                most = group.respondents;
            }
        return best;
    }

    [[nodiscard]] Target target_of(const Observation& one) const {
        Target target;
        target.wave = one.wave;
        target.question = one.question;
        target.indicator = one.indicator.value_or(Indicator{});
        target.value = one.value;
        target.respondents = respondents_of(survey_, settings_, one);
        target.rounding = one.rounding;
        target.design_effect =
            survey_.waves[static_cast<std::size_t>(one.wave)].design_effect.value_or(0.0);
        if (one.of_group()) {
            target.group =
                survey_.country->group_index(one.population.factor, one.population.group);
            target.factor = one.population.factor;
        }
        const auto& wave = survey_.waves[static_cast<std::size_t>(one.wave)].id;
        const std::string what =
            target.factor ? group_label(one.population) : std::string(word_of(one));
        target.kind = kind_of(one);
        target.family = fmt::format("{} {}", family_of(one), wave);
        target.label = fmt::format("{}, {}, {}", one.of, what, wave);
        return target;
    }

    static TargetKind kind_of(const Observation& one) {
        switch (one.quantity) {
        case Quantity::positive_percent:
            return TargetKind::positive;
        case Quantity::negative_percent:
            return TargetKind::negative;
        case Quantity::net:
            return TargetKind::net;
        case Quantity::index:
            break;
        }
        return one.indicator ? TargetKind::group_indicator : TargetKind::group_composite;
    }

    static std::string_view word_of(const Observation& one) {
        return one.quantity == Quantity::positive_percent   ? "positive"
               : one.quantity == Quantity::negative_percent ? "negative"
                                                            : "net";
    }

    static std::string family_of(const Observation& one) {
        if (one.of_everyone())
            return one.quantity == Quantity::net ? "nets" : "answers";
        return fmt::format("{} by {}", one.quantity == Quantity::index ? "indicators" : "shares",
                           kFactorCodes[static_cast<std::size_t>(one.population.factor)]);
    }

    const SurveyTables& survey_;
    const TargetSettings& settings_;
};

} // namespace

double respondents_of(const SurveyTables& survey, const TargetSettings& settings,
                      const Observation& one) {
    const auto& wave = survey.waves[static_cast<std::size_t>(one.wave)];
    const double everyone =
        wave.respondents.value_or(static_cast<int>(settings.assumed_respondents));
    if (one.of_everyone())
        return everyone;
    if (one.respondents)
        return *one.respondents;
    const auto [kind, factor, group, name] = one.population;
    if (const auto size = survey.size_of(factor, group, one.wave))
        return *size;
    for (const GroupPart& part : survey.samples[wave.sample].parts)
        if (part.factor == factor && part.group == group)
            return part.share * everyone;
    for (const GroupSize& assumed : survey.samples[wave.sample].assumed)
        if (assumed.factor == factor && assumed.group == group)
            return assumed.respondents;
    throw InputError(one.place, "the number of respondents is needed here, in samples.csv, or "
                                "as an estimate in assumed_sizes.csv");
}

std::vector<Target> make_targets(const SurveyTables& survey, const TargetSettings& settings) {
    return Targets(survey, settings).fitted();
}

std::vector<Target> breakdown_targets(const SurveyTables& survey) {
    return Targets(survey, TargetSettings{}).shares_of_groups();
}

std::vector<std::pair<int, double>> weighted_questions(const Target& target,
                                                       std::span<const Question> questions) {
    std::array<int, kMostIndicators> counted{};
    const auto asked = [&](const Question& question) {
        return question.counts_in(static_cast<std::size_t>(target.wave));
    };
    for (const Question& question : questions)
        if (question.indicator && asked(question))
            ++counted[static_cast<std::size_t>(*question.indicator)];
    const auto indicators =
        static_cast<double>(std::ranges::count_if(counted, [](int count) { return count > 0; }));
    const bool composite = target.kind == TargetKind::group_composite;
    std::vector<std::pair<int, double>> result;
    for (std::size_t q = 0; q < questions.size(); ++q)
        if (questions[q].indicator && asked(questions[q]) &&
            (composite || questions[q].indicator == target.indicator))
            result.emplace_back(static_cast<int>(q),
                                (composite ? 1.0 / indicators : 1.0) /
                                    counted[static_cast<std::size_t>(*questions[q].indicator)]);
    return result;
}

namespace {

double contrast_of(const Target& target, std::span<const float> shares,
                   const SurveyTables& survey) {
    double sum = 0.0;
    Target single = target;
    single.contrast.clear();
    for (const auto& [group, weight, wave] : target.contrast) {
        single.group = group;
        single.wave = wave.value_or(target.wave);
        sum += weight * simulated_value(single, shares, survey);
    }
    return sum;
}

} // namespace

double simulated_value(const Target& target, std::span<const float> shares,
                       const SurveyTables& survey) {
    if (!target.contrast.empty())
        return contrast_of(target, shares, survey);
    const auto& questions = survey.questions;
    const std::size_t group_start =
        (static_cast<std::size_t>(target.wave) * survey.country->group_count() +
         static_cast<std::size_t>(target.group)) *
        questions.size() * 2;
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
    std::vector<AnswerShares> answers(questions.size());
    for (std::size_t i = 0; i < answers.size(); ++i)
        answers[i] = {share(i, 0), share(i, 1)};
    const IndexValues index =
        index_of_answers(answers, questions, static_cast<std::size_t>(target.wave));
    return target.kind == TargetKind::group_composite
               ? index.composite
               : index.indicators[static_cast<std::size_t>(target.indicator)];
}

} // namespace kozqaras
