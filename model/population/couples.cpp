#include "model/population/couples.hpp"

#include <algorithm>
#include <tuple>

#include "support/random.hpp"

namespace kozqaras {

double age_in_years(const AgeClass& age, double uniform) {
    return age.from + (age.to + 1 - age.from) * uniform;
}

namespace {

/// Times of the keyed draws about one agent (households.cpp uses later ones).
constexpr std::uint32_t kSpouseDraw = 0;

struct Candidate {
    std::uint32_t agent;
    int group;     ///< looks within this group in the present round
    double age;    ///< years; women: plus the usual difference to their husbands
    double mixing; ///< uniform: who looks beyond the group in which rounds
};

struct Round {
    int number;
    double age_gap;
    double leaves; ///< share that does not look within its group in this round
};

int group_in_round(const Population& population, std::uint32_t agent, int round) {
    if (round == 2)
        return 0;
    const Country& country = *population.country;
    const auto count = [&](Factor factor) { return static_cast<int>(country.count(factor)); };
    const int people =
        population.ethnicity[agent] * count(Factor::language) + population.language[agent];
    return round == 1 ? people : people * count(Factor::wealth) + population.wealth[agent];
}

struct Candidates {
    std::vector<Candidate> men, women;
};

Candidates candidates(const Population& population, std::uint32_t begin, std::uint32_t end,
                      const HouseholdAssumptions& assumptions, std::uint64_t seed) {
    const Country& country = *population.country;
    const auto in_couple = country.trait(Trait::in_couple, Factor::age);
    Candidates result;
    for (std::uint32_t agent = begin; agent < end; ++agent) {
        const auto draw = random_block(seed, Purpose::household, agent, kSpouseDraw);
        if (to_uniform(draw[0]) >= in_couple[population.age[agent]])
            continue;
        const bool man = population.sex[agent] == 0;
        const double age = age_in_years(country.ages[population.age[agent]], to_uniform(draw[1])) +
                           (man ? 0.0 : assumptions.women_younger_years);
        (man ? result.men : result.women).push_back({agent, 0, age, to_uniform(draw[2])});
    }
    return result;
}

/// Splits off those who take part in the round, sorted by group and age; the others stay in `all`.
std::vector<Candidate> take_part(std::vector<Candidate>& all, const Population& population,
                                 const Round& round) {
    const auto leaving = std::ranges::stable_partition(
        all, [&](const Candidate& candidate) { return candidate.mixing < round.leaves; });
    std::vector<Candidate> part(leaving.begin(), leaving.end());
    all.erase(leaving.begin(), all.end());
    for (Candidate& candidate : part)
        candidate.group = group_in_round(population, candidate.agent, round.number);
    std::ranges::sort(part, {}, [](const Candidate& candidate) {
        return std::tuple(candidate.group, candidate.age, candidate.agent);
    });
    return part;
}

/// Walks both sorted lists; who finds nobody of fitting age goes back to `all`.
void match(Candidates& all, const Population& population, const Round& round,
           std::vector<Couple>& couples) {
    const auto men = take_part(all.men, population, round);
    const auto women = take_part(all.women, population, round);
    auto man = men.begin();
    auto woman = women.begin();
    const auto too_early = [&](const Candidate& first, const Candidate& second) {
        return first.group < second.group ||
               (first.group == second.group && first.age + round.age_gap < second.age);
    };
    while (man != men.end() && woman != women.end()) {
        if (too_early(*man, *woman))
            all.men.push_back(*man++);
        else if (too_early(*woman, *man))
            all.women.push_back(*woman++);
        else
            couples.emplace_back((man++)->agent, (woman++)->agent);
    }
    all.men.insert(all.men.end(), man, men.end());
    all.women.insert(all.women.end(), woman, women.end());
}

} // namespace

std::vector<Couple> find_couples(const Population& population, std::uint32_t begin,
                                 std::uint32_t end, const HouseholdAssumptions& assumptions,
                                 std::uint64_t seed) {
    Candidates all = candidates(population, begin, end, assumptions, seed);
    std::vector<Couple> couples;
    const double gap = assumptions.age_gap_years;
    // The same draw decides both: those who mix languages also mix wealth classes.
    for (const Round& round :
         {Round{0, gap, assumptions.mixed_wealth_couples},
          Round{1, gap, assumptions.mixed_language_couples}, Round{2, 2 * gap, 0.0}})
        match(all, population, round, couples);
    return couples;
}

} // namespace kozqaras
