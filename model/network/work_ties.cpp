// Colleagues and fellow students.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "model/network/tie_builders.hpp"
#include "support/parallel.hpp"
#include "support/random.hpp"

namespace kozqaras {

namespace {

/// Stream of the ties of an agent; its place in the order is drawn from subject = agent.
constexpr std::uint64_t kTieStream = std::uint64_t{1} << 40;

/// Cuts ranges into zones of about the wanted size.
std::vector<AgentRange> cut_into_zones(const std::vector<AgentRange>& strata, std::uint32_t size) {
    std::vector<AgentRange> zones;
    for (const AgentRange& stratum : strata) {
        const std::uint32_t parts = std::max(1U, (stratum.size() + size / 2) / size);
        for (std::uint32_t part = 0; part < parts; ++part) {
            const auto border = [&](std::uint32_t number) {
                return stratum.begin +
                       static_cast<std::uint32_t>(std::uint64_t{stratum.size()} * number / parts);
            };
            zones.push_back({border(part), border(part + 1)});
        }
    }
    return zones;
}

/// Those who work or study, so ordered that agents next to each other are colleagues: by age class
/// plus noise, which makes the age difference of neighbours in the order about normal with the
/// wanted spread.
std::vector<std::uint32_t> colleague_order(const Population& population, const AgentRange& zone,
                                           const NetworkSettings& settings) {
    std::vector<std::pair<double, std::uint32_t>> keyed;
    const double noise = settings.work_age_spread_classes / std::numbers::sqrt2;
    const auto& ages = population.country->ages;
    for (std::uint32_t agent = zone.begin; agent < zone.end; ++agent)
        if (ages[population.age[agent]].works)
            keyed.emplace_back(
                population.age[agent] +
                    noise * random_normals(settings.seed, Purpose::colleague_ties, agent)[0],
                agent);
    std::ranges::sort(keyed);
    std::vector<std::uint32_t> order;
    order.reserve(keyed.size());
    for (const auto& [key, agent] : keyed)
        order.push_back(agent);
    return order;
}

/// Sizes of teams, small or larger by one, so mixed that an agent has the wanted mean number of
/// team mates.
class TeamSizes {
  public:
    explicit TeamSizes(double mates) : small_(1 + static_cast<std::uint32_t>(mates)) {
        // Share of agents in larger teams -> share of larger teams.
        const double agents_in_larger = mates - std::floor(mates);
        const double larger = agents_in_larger / (small_ + 1.0);
        share_larger_ = larger / (larger + (1.0 - agents_in_larger) / small_);
    }

    [[nodiscard]] std::uint32_t draw(double uniform) const {
        return small_ + (uniform < share_larger_ ? 1 : 0);
    }

  private:
    std::uint32_t small_;
    double share_larger_;
};

/// Teams along the order are cliques; further ties go forward to agents of the same workplace,
/// round the zone.
void connect(const std::vector<std::uint32_t>& order, const NetworkSettings& settings,
             const TieShape& shape, std::vector<Tie>& ties) {
    const auto size = static_cast<std::uint32_t>(order.size());
    const std::uint32_t half = size == 0 ? 0 : (size - 1) / 2;
    const TeamSizes sizes(settings.work_or_study_degree * shape.team_share);
    const double outside = settings.work_or_study_degree * (1.0 - shape.team_share) / 2;
    for (std::uint32_t begin = 0, end = 0; begin < size; begin = end) {
        RandomStream random(settings.seed, Purpose::colleague_ties, kTieStream + order[begin]);
        end = std::min(size, begin + sizes.draw(random.uniform()));
        for (std::uint32_t place = begin; place < end; ++place) {
            for (std::uint32_t mate = place + 1; mate < end; ++mate)
                ties.push_back({order[place], order[mate], TieKind::work_or_study});
            for (std::uint32_t left = round_by_chance(outside, random.uniform()); left > 0;
                 --left) {
                const std::uint32_t distance = end - place + random.below(shape.workplace);
                if (distance <= half)
                    ties.push_back(
                        {order[place], order[(place + distance) % size], TieKind::work_or_study});
            }
        }
    }
}

} // namespace

TieBlocks work_ties(const Population& population, const NetworkSettings& settings,
                    const TieShape& shape) {
    const auto zones = cut_into_zones(find_ranges(population, true), shape.work_zone);
    TieBlocks blocks(zones.size());
    for_blocks(zones.size(), 1, [&](std::size_t index, std::size_t) {
        connect(colleague_order(population, zones[index], settings), settings, shape,
                blocks[index]);
    });
    return blocks;
}

} // namespace kozqaras
