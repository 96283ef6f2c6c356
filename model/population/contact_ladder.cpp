#include "model/population/contact_ladder.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "model/population/joint_table.hpp"
#include "model/population/keyed_selection.hpp"
#include "support/errors.hpp"
#include "support/parallel.hpp"
#include "support/random.hpp"

namespace kozqaras {

namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr std::size_t kAgentBlock = 16384;

struct Rung {
    Contact contact;
    double share; ///< of all adults
    std::string_view label;
};

double logistic_noise(std::uint32_t word) {
    const double u = to_uniform(word);
    return std::log(u / (1.0 - u));
}

/// Log-odds of each adult, from the country's traits and the leanings.
class Leaning {
  public:
    Leaning(const Population& population, const LadderLeanings& leanings)
        : population_(population),
          leanings_(leanings),
          education_(population.country->trait(Trait::contact, Factor::education)),
          settlement_(population.country->trait(Trait::contact, Factor::settlement)),
          border_(population.country->trait(Trait::border, Factor::region)) {}

    /// On all rungs.
    [[nodiscard]] double common(std::size_t agent) const {
        return education_[population_.education[agent]] +
               settlement_[population_.settlement[agent]];
    }

    [[nodiscard]] double on(Contact rung, std::size_t agent) const {
        double value = common(agent);
        if (rung == Contact::seeks)
            return value + leanings_.attention_to_seeking * (population_.attention[agent] - 1.0);
        if (border_[population_.region[agent]] > 0)
            value += leanings_.border_region;
        if (rung == Contact::has_visited)
            value += leanings_.wealth_class * population_.wealth[agent];
        return value;
    }

  private:
    const Population& population_;
    const LadderLeanings& leanings_;
    std::span<const double> education_, settlement_, border_;
};

void check_ladder(const ContactLadder& ladder) {
    double sum = 0;
    for (const double share : ladder.attention)
        sum += share;
    const bool falling = ladder.seeks <= sum - ladder.attention[0] + 1e-9 &&
                         ladder.has_talked <= ladder.seeks &&
                         ladder.has_visited <= ladder.has_talked && ladder.has_visited >= 0;
    if (std::abs(sum - 1.0) > 0.005 || !falling)
        throw InputError(Position{"contact ladder", 0, 0},
                         fmt::format("attention must sum to 1 (is {}), and the shares must fall "
                                     "from rung to rung: seeks {}, has talked {}, has visited {}",
                                     sum, ladder.seeks, ladder.has_talked, ladder.has_visited));
}

std::size_t share_of(std::size_t agents, double share) {
    return static_cast<std::size_t>(std::llround(share * static_cast<double>(agents)));
}

/// key(agent) of each agent.
template <class Key> std::vector<double> keys_of(std::size_t agents, const Key& key) {
    std::vector<double> keys(agents);
    for_blocks(agents, kAgentBlock, [&](std::size_t begin, std::size_t end) {
        for (std::size_t agent = begin; agent < end; ++agent)
            keys[agent] = key(agent);
    });
    return keys;
}

/// Ordered logit: those with the highest scores come across news most often.
void draw_attention(Population& population, const ContactLadder& ladder, const Leaning& leaning,
                    std::uint64_t seed) {
    const auto keys = keys_of(population.size(), [&](std::size_t agent) {
        return -leaning.common(agent) -
               logistic_noise(random_block(seed, Purpose::contact_ladder, agent)[0]);
    });
    std::array<double, kAttentionCount> share{1.0}; ///< that reaches a level or a higher one
    for (std::size_t level = 1; level < kAttentionCount; ++level)
        share[level] = share[level - 1] - ladder.attention[level - 1];
    std::array<std::vector<std::uint8_t>, kAttentionCount> reached;
    for_blocks(kAttentionCount - 1, 1, [&](std::size_t place, std::size_t) {
        reached[place + 1] = mark_smallest(keys, share_of(keys.size(), share[place + 1]));
    });
    population.attention.assign(population.size(), 0);
    for (std::size_t level = 1; level < kAttentionCount; ++level)
        for (std::size_t agent = 0; agent < keys.size(); ++agent)
            population.attention[agent] =
                static_cast<std::uint8_t>(population.attention[agent] + reached[level][agent]);
}

/// Lifts the wanted number of agents from the rung below.
void lift(Population& population, const Rung& rung, const Leaning& leaning, std::uint64_t seed) {
    const auto below = static_cast<Contact>(static_cast<int>(rung.contact) - 1);
    const std::size_t word = static_cast<std::size_t>(rung.contact) - 1;
    const auto keys = keys_of(population.size(), [&](std::size_t agent) {
        if (population.contact[agent] != below)
            return kNever;
        return -leaning.on(rung.contact, agent) -
               logistic_noise(random_block(seed, Purpose::contact_ladder, agent)[word]);
    });
    const auto lifted = mark_smallest(keys, share_of(keys.size(), rung.share));
    for (std::size_t agent = 0; agent < keys.size(); ++agent)
        if (lifted[agent] != 0)
            population.contact[agent] = rung.contact;
}

MarginFit new_fit(std::string_view name, int year) {
    return {.margin = std::string(name),
            .status = Status::seen,
            .source = fmt::format("survey of {}: shares of adults", year)};
}

void add_cell(MarginFit& fit, const Population& population, std::string_view label, double share,
              double agents) {
    const double adults = static_cast<double>(population.size()) * population.adults_per_agent;
    fit.cell_labels.emplace_back(label);
    fit.target.push_back(share * adults);
    fit.achieved_fit.push_back(share * adults); // the choice is scaled to the share itself
    fit.achieved_agents.push_back(agents * population.adults_per_agent);
}

} // namespace

std::vector<MarginFit> draw_contact_ladder(Population& population, const ContactLadder& ladder,
                                           const LadderLeanings& leanings, std::uint64_t seed) {
    check_ladder(ladder);
    const Leaning leaning(population, leanings);
    draw_attention(population, ladder, leaning, seed);
    population.contact.assign(population.size(), Contact::none);
    for (std::size_t agent = 0; agent < population.size(); ++agent)
        if (population.attention[agent] > 0)
            population.contact[agent] = Contact::hears;
    MarginFit attention = new_fit("attention to news on China", ladder.year);
    for (std::size_t level = 0; level < kAttentionCount; ++level)
        add_cell(attention, population, kAttentionCodes[level], ladder.attention[level],
                 static_cast<double>(std::ranges::count(population.attention, level)));
    MarginFit rungs = new_fit("rungs reached on the contact ladder", ladder.year);
    for (const Rung& rung : {Rung{Contact::seeks, ladder.seeks, "seeks"},
                             Rung{Contact::has_talked, ladder.has_talked, "has_talked"},
                             Rung{Contact::has_visited, ladder.has_visited, "has_visited"}}) {
        lift(population, rung, leaning, seed);
        add_cell(rungs, population, rung.label, rung.share,
                 static_cast<double>(std::ranges::count(population.contact, rung.contact)));
    }
    for (MarginFit* fit : {&attention, &rungs})
        fill_errors(*fit, population.adults_per_agent);
    return {attention, rungs};
}

} // namespace kozqaras
