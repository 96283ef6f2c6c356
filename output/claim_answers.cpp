#include "output/claim_answers.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

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

double of_answer(TermQuantity quantity, double positive, double negative) {
    switch (quantity) {
    case TermQuantity::positive:
        return positive;
    case TermQuantity::negative:
        return negative;
    case TermQuantity::neither:
        return 1.0 - positive - negative;
    case TermQuantity::net:
    case TermQuantity::index:
        break;
    }
    return positive - negative;
}

/// Index of a group in one member, question set of the wave; `shares`: [question][answer].
double index_of_group(const ClaimTerm& term, const SurveyTables& survey,
                      std::span<const float> shares) {
    std::vector<AnswerShares> answers;
    for (std::size_t question = 0; question < survey.questions.size(); ++question)
        answers.push_back({shares[2 * question], shares[2 * question + 1]});
    const auto index =
        index_of_answers(answers, survey.questions, static_cast<std::size_t>(term.wave));
    return term.value == survey.country->composite()
               ? index.composite
               : index.indicators[static_cast<std::size_t>(term.value)];
}

std::vector<double> values_at_wave(const ClaimTerm& term, const World& world,
                                   const RunResult& result) {
    const auto groups = groups_meant(term.population, world);
    const auto shares = view_of(result, &RunResult::wave_shares);
    std::vector<double> values(result.members, 0.0);
    for (std::size_t member = 0; member < values.size(); ++member)
        for (const auto& [group, weight] : groups) {
            if (term.quantity == TermQuantity::index) {
                values[member] += weight * index_of_group(term, world.inputs.survey,
                                                          shares.behind(member, term.wave, group));
                continue;
            }
            const auto answer = shares.behind(member, term.wave, group, term.question);
            values[member] += weight * of_answer(term.quantity, static_cast<double>(answer[0]),
                                                 static_cast<double>(answer[1]));
        }
    return values;
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

/// Many claims speak of the same values: each is looked up once.
class TermValues {
  public:
    TermValues(const World& world, const ResultView& view) : world_(world), view_(view) {}

    const std::optional<std::vector<double>>& of(const ClaimTerm& term) {
        const auto name = in_words(term, world_.inputs.survey);
        const auto known = values_.find(name);
        return known != values_.end()
                   ? known->second
                   : values_.emplace(name, simulated_values(term, world_, view_)).first->second;
    }

  private:
    const World& world_;
    const ResultView& view_;
    std::map<std::string, std::optional<std::vector<double>>> values_;
};

/// Why the run cannot answer to a term; empty: it can.
std::string missing_answer(const ClaimTerm& term, const SurveyTables& survey, TermValues& known) {
    if (!term.answered())
        return fmt::format("the agents do not answer '{}'", term.of);
    const auto& values = known.of(term);
    if (!values)
        return fmt::format("the run holds no scenario '{}'", term.scenario);
    if (std::ranges::any_of(*values, [](double value) { return std::isnan(value); }))
        return fmt::format("the run has no answer to '{}'", in_words(term, survey));
    return "";
}

/// The claim's number in each member.
std::vector<double> numbers_of(const Claim& claim, std::size_t members, TermValues& known) {
    std::vector<const std::vector<double>*> values; // [term][member]
    for (const ClaimTerm& term : claim.terms)
        values.push_back(&*known.of(term));
    std::vector<double> numbers;
    for (std::size_t member = 0; member < members; ++member) {
        std::vector<double> of_member;
        for (const auto* of_term : values)
            of_member.push_back((*of_term)[member]);
        numbers.push_back((*claim.number)(of_member));
    }
    return numbers;
}

ClaimAnswer answer_claim(const ReportStatements& statements, const Claim& claim,
                         const SurveyTables& survey, std::size_t members, TermValues& known,
                         bool calibrated) {
    if (!claim.number)
        return not_asked(claim, claim.reading);
    ClaimAnswer answer;
    for (const ClaimTerm& term : claim.terms)
        if (auto why = missing_answer(term, survey, known); !why.empty()) {
            answer = not_asked(claim, std::move(why));
            break;
        }
    answer.claim = &claim;
    add_print(statements, survey, calibrated, answer);
    if (answer.verdict == Verdict::not_asked)
        return answer;
    auto numbers = numbers_of(claim, members, known);
    const auto holding =
        std::ranges::count_if(numbers, [&](double number) { return holds(claim, number); });
    answer.share = static_cast<double>(holding) / static_cast<double>(members);
    answer.verdict = answer.share >= kMetFrom            ? Verdict::met
                     : answer.share < kContradictedBelow ? Verdict::contradicted
                                                         : Verdict::undecided;
    answer.number = spread_of(std::move(numbers));
    if (!answer.number) {
        answer.verdict = Verdict::not_asked;
        answer.why_not_asked = "in some member the formula has no value";
    }
    return answer;
}

} // namespace

std::optional<std::vector<double>> simulated_values(const ClaimTerm& term, const World& world,
                                                    const ResultView& view) {
    return term.scenario.empty() ? values_at_wave(term, world, view.result())
                                 : values_in_scenario(term, view.result());
}

std::vector<ClaimAnswer> answer_claims(const ReportStatements& statements, const World& world,
                                       const ResultView& view, bool calibrated) {
    TermValues known(world, view);
    std::vector<ClaimAnswer> answers;
    for (const Claim& claim : statements.claims)
        answers.push_back(answer_claim(statements, claim, world.inputs.survey,
                                       view.result().members, known, calibrated));
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
