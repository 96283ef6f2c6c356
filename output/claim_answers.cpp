#include "output/claim_answers.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace kozqaras {

namespace {

using Kind = ObservedPopulation::Kind;
using TermQuantity = ClaimTerm::Quantity;

/// Groups of reports with their weights, which add up to 1.
struct WeightedGroup {
    int group = 0;
    double weight = 1;
};

std::vector<WeightedGroup> groups_meant(const ObservedPopulation& population, const World& world) {
    const Country& country = *world.inputs.country;
    if (population.kind == Kind::everyone)
        return {{0, 1.0}};
    if (population.kind == Kind::group)
        return {{country.group_index(population.factor, population.group), 1.0}};
    const auto adults = adults_by_group(world);
    std::vector<WeightedGroup> groups;
    double all = 0.0;
    for (std::size_t region = 0; region < country.regions.size(); ++region) {
        if (country.regions[region].macro_region != population.name)
            continue;
        const int group = country.group_index(Factor::region, static_cast<int>(region));
        groups.push_back({group, adults[static_cast<std::size_t>(group)]});
        all += groups.back().weight;
    }
    for (WeightedGroup& group : groups)
        group.weight /= all;
    return groups;
}

double of_answer(TermQuantity quantity, const AnswerShares& answer) {
    switch (quantity) {
    case TermQuantity::positive:
        return answer.positive;
    case TermQuantity::negative:
        return answer.negative;
    case TermQuantity::neither:
        return 1.0 - answer.positive - answer.negative;
    case TermQuantity::net:
    case TermQuantity::index:
        break;
    }
    return answer.net();
}

double value_of_group(const ClaimTerm& term, const World& world, const ResultView& view,
                      std::size_t member, int group) {
    if (term.quantity != TermQuantity::index)
        return of_answer(term.quantity, view.wave_answer(member, term.wave, group, term.question));
    const SurveyTables& survey = world.inputs.survey;
    std::vector<AnswerShares> answers;
    for (int question = 0; question < std::ssize(survey.questions); ++question)
        answers.push_back(view.wave_answer(member, term.wave, group, question));
    const auto index =
        index_of_answers(answers, survey.questions, static_cast<std::size_t>(term.wave));
    return term.value == survey.country->composite()
               ? index.composite
               : index.indicators[static_cast<std::size_t>(term.value)];
}

/// Net or index of a scenario at the week of the wave; the question set of the last wave.
std::optional<std::vector<double>> values_in_scenario(const ClaimTerm& term,
                                                      const RunResult& result) {
    const auto scenario = std::ranges::find(result.scenario_ids, term.scenario);
    if (scenario == result.scenario_ids.end())
        return std::nullopt;
    std::vector<double> values(result.members, std::numeric_limits<double>::quiet_NaN());
    const auto week =
        std::ranges::find(result.weeks, result.wave_weeks[static_cast<std::size_t>(term.wave)]);
    if (week == result.weeks.end())
        return values;
    const auto s = static_cast<std::size_t>(scenario - result.scenario_ids.begin());
    const auto w = static_cast<std::size_t>(week - result.weeks.begin());
    const auto index = view_of(result, &RunResult::index_sample);
    const auto nets = view_of(result, &RunResult::question_net);
    for (std::size_t member = 0; member < values.size(); ++member)
        values[member] = static_cast<double>(term.quantity == TermQuantity::index
                                                 ? index(s, member, w, term.value)
                                                 : nets(s, member, w, term.question));
    return values;
}

ClaimAnswer not_asked(const Claim& claim, std::string why) {
    ClaimAnswer answer;
    answer.claim = &claim;
    answer.verdict = Verdict::not_asked;
    answer.why_not_asked = std::move(why);
    return answer;
}

bool holds(const Claim& claim, double number) {
    return (!claim.low || number >= *claim.low) && (!claim.high || number <= *claim.high);
}

void add_print(const ReportStatements& statements, const SurveyTables& survey, bool calibrated,
               ClaimAnswer& answer) {
    std::vector<double> printed;
    std::size_t fitted = 0;
    const auto& terms = answer.claim->terms;
    for (const ClaimTerm& term : terms) {
        fitted += can_be_fitted(term, survey) ? 1 : 0;
        if (const auto value = printed_value(term, survey, statements.checks))
            printed.push_back(*value);
    }
    if (printed.size() == terms.size()) {
        answer.printed = (*answer.claim->number)(printed);
        answer.printed_holds = holds(*answer.claim, *answer.printed);
    }
    answer.fitted = !calibrated || fitted == 0 ? ClaimFitted::no
                    : fitted == terms.size()   ? ClaimFitted::yes
                                               : ClaimFitted::partly;
}

ClaimAnswer answer_claim(const ReportStatements& statements, const Claim& claim, const World& world,
                         const ResultView& view, bool calibrated) {
    if (!claim.number)
        return not_asked(claim, claim.reading);
    std::vector<std::vector<double>> values; // [term][member]
    for (const ClaimTerm& term : claim.terms) {
        if (!term.answered())
            return not_asked(claim, fmt::format("the agents do not answer '{}'", term.of));
        auto of_term = simulated_values(term, world, view);
        if (!of_term)
            return not_asked(claim, fmt::format("the run holds no scenario '{}'", term.scenario));
        if (std::ranges::any_of(*of_term, [](double value) { return std::isnan(value); }))
            return not_asked(claim, fmt::format("the run has no answer to '{}'",
                                                in_words(term, world.inputs.survey)));
        values.push_back(std::move(*of_term));
    }
    const std::size_t members = view.result().members;
    std::vector<double> numbers;
    std::size_t holding = 0;
    for (std::size_t member = 0; member < members; ++member) {
        std::vector<double> of_member;
        for (const auto& of_term : values)
            of_member.push_back(of_term[member]);
        numbers.push_back((*claim.number)(of_member));
        holding += holds(claim, numbers.back()) ? 1 : 0;
    }
    ClaimAnswer answer;
    answer.claim = &claim;
    answer.share = static_cast<double>(holding) / static_cast<double>(members);
    answer.verdict = answer.share >= kMetFrom            ? Verdict::met
                     : answer.share < kContradictedBelow ? Verdict::contradicted
                                                         : Verdict::undecided;
    answer.number = spread_of(std::move(numbers));
    add_print(statements, world.inputs.survey, calibrated, answer);
    return answer;
}

} // namespace

std::optional<std::vector<double>> simulated_values(const ClaimTerm& term, const World& world,
                                                    const ResultView& view) {
    if (!term.scenario.empty())
        return values_in_scenario(term, view.result());
    const auto groups = groups_meant(term.population, world);
    std::vector<double> values;
    for (std::size_t member = 0; member < view.result().members; ++member) {
        double value = 0.0;
        for (const auto& [group, weight] : groups)
            value += weight * value_of_group(term, world, view, member, group);
        values.push_back(value);
    }
    return values;
}

std::vector<ClaimAnswer> answer_claims(const ReportStatements& statements, const World& world,
                                       const ResultView& view, bool calibrated) {
    std::vector<ClaimAnswer> answers;
    for (const Claim& claim : statements.claims)
        answers.push_back(answer_claim(statements, claim, world, view, calibrated));
    return answers;
}

std::array<std::size_t, kVerdicts.size()> count_verdicts(const std::vector<ClaimAnswer>& answers) {
    std::array<std::size_t, kVerdicts.size()> counts{};
    for (const ClaimAnswer& answer : answers)
        ++counts[static_cast<std::size_t>(answer.verdict)];
    return counts;
}

std::string verdicts_in_words(const std::vector<ClaimAnswer>& answers) {
    const auto counts = count_verdicts(answers);
    std::vector<std::string> words;
    for (std::size_t verdict = 0; verdict < counts.size(); ++verdict)
        words.push_back(fmt::format("{} {}", counts[verdict], kVerdicts[verdict]));
    return fmt::format("{}", fmt::join(words, ", "));
}

} // namespace kozqaras
