// Household members, neighbours and kin.
#include <algorithm>
#include <cmath>

#include "model/core/parallel.hpp"
#include "model/core/random.hpp"
#include "model/network/tie_builders.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kAgentBlock = 8192;

std::vector<std::uint32_t> range_numbers(const std::vector<AgentRange>& ranges,
                                         std::size_t agents) {
    std::vector<std::uint32_t> numbers(agents);
    for (std::uint32_t index = 0; index < ranges.size(); ++index)
        std::fill(numbers.begin() + ranges[index].begin, numbers.begin() + ranges[index].end,
                  index);
    return numbers;
}

/// Finds the partners of one agent among those with higher numbers (counted round the stratum), so
/// that no two agents choose each other.
class NeighbourSearch {
  public:
    NeighbourSearch(const Population& population, const NetworkSettings& settings,
                    const TieShape& shape)
        : population_(population), settings_(settings), shape_(shape) {}

    void find(std::uint32_t agent, const AgentRange& stratum, const AgentRange& region,
              std::vector<Tie>& ties);

  private:
    /// Ties an agent begins: uniform between none and twice the mean, rounded by chance.
    std::uint32_t count(RandomStream& random, double mean_degree) const {
        return round_by_chance(mean_degree * random.uniform(), random.uniform());
    }

    void neighbour(RandomStream& random, std::uint32_t agent, const AgentRange& stratum);
    void relative(RandomStream& random, std::uint32_t agent, const AgentRange& region);

    bool fits(std::uint32_t agent, std::uint32_t other) const {
        return population_.household[agent] != population_.household[other] &&
               std::ranges::find(found_, other) == found_.end();
    }

    const Population& population_;
    const NetworkSettings& settings_;
    const TieShape& shape_;
    std::vector<std::uint32_t> found_;
};

void NeighbourSearch::neighbour(RandomStream& random, std::uint32_t agent,
                                const AgentRange& stratum) {
    const std::uint32_t half = (stratum.size() - 1) / 2;
    const bool same = random.uniform() < settings_.neighbourhood_same_language;
    std::uint32_t last_resort = agent;
    for (int attempt = 0; attempt < shape_.search_attempts; ++attempt) {
        // Distances grow with each vain attempt, so that rare languages are found, too.
        const double scale = shape_.neighbour_distance * (1.0 + attempt);
        const auto distance =
            1 + static_cast<std::uint32_t>(std::min(1e9, -std::log(random.uniform()) * scale));
        if (distance > half)
            continue;
        const std::uint32_t place = agent - stratum.begin + distance;
        const std::uint32_t other = stratum.begin + place % stratum.size();
        if (!fits(agent, other))
            continue;
        if ((population_.language[agent] == population_.language[other]) == same) {
            found_.push_back(other);
            return;
        }
        if (last_resort == agent)
            last_resort = other;
    }
    if (last_resort != agent)
        found_.push_back(last_resort);
}

void NeighbourSearch::relative(RandomStream& random, std::uint32_t agent,
                               const AgentRange& region) {
    const bool same = random.uniform() < settings_.neighbourhood_same_language;
    std::uint32_t last_resort = agent;
    for (int attempt = 0; attempt < shape_.search_attempts; ++attempt) {
        const std::uint32_t other = region.begin + random.below(region.size());
        if (!fits(agent, other) || population_.ethnicity[agent] != population_.ethnicity[other])
            continue;
        if ((population_.language[agent] == population_.language[other]) == same) {
            found_.push_back(other);
            return;
        }
        if (last_resort == agent)
            last_resort = other;
    }
    if (last_resort != agent)
        found_.push_back(last_resort);
}

void NeighbourSearch::find(std::uint32_t agent, const AgentRange& stratum, const AgentRange& region,
                           std::vector<Tie>& ties) {
    const double kin = settings_.neighbourhood_degree * shape_.kin_share;
    found_.clear();
    RandomStream near(settings_.seed, Purpose::neighbour_ties, agent);
    for (std::uint32_t left = count(near, settings_.neighbourhood_degree - kin); left > 0; --left)
        neighbour(near, agent, stratum);
    RandomStream far(settings_.seed, Purpose::kin_ties, agent);
    for (std::uint32_t left = count(far, kin); left > 0; --left)
        relative(far, agent, region);
    for (const std::uint32_t other : found_)
        ties.push_back({agent, other, TieKind::neighbourhood});
}

} // namespace

std::vector<AgentRange> find_ranges(const Population& population, bool by_settlement) {
    std::vector<AgentRange> ranges;
    for (std::uint32_t agent = 0; agent < population.size(); ++agent) {
        if (agent == 0 || population.region[agent] != population.region[agent - 1] ||
            (by_settlement && population.settlement[agent] != population.settlement[agent - 1]))
            ranges.push_back({agent, agent});
        ranges.back().end = agent + 1;
    }
    return ranges;
}

TieBlocks household_ties(const Population& population) {
    const std::size_t agents = population.size();
    TieBlocks blocks((agents + kAgentBlock - 1) / kAgentBlock);
    for_blocks(agents, kAgentBlock, [&](std::size_t begin, std::size_t end) {
        auto& ties = blocks[begin / kAgentBlock];
        for (std::size_t agent = begin; agent < end; ++agent)
            for (std::size_t other = agent + 1;
                 other < agents && population.household[other] == population.household[agent];
                 ++other)
                ties.push_back({static_cast<std::uint32_t>(agent),
                                static_cast<std::uint32_t>(other), TieKind::household});
    });
    return blocks;
}

TieBlocks neighbourhood_ties(const Population& population, const NetworkSettings& settings,
                             const TieShape& shape) {
    const std::size_t agents = population.size();
    const auto strata = find_ranges(population, true);
    const auto regions = find_ranges(population, false);
    const auto stratum_of = range_numbers(strata, agents);
    const auto region_of = range_numbers(regions, agents);
    TieBlocks blocks((agents + kAgentBlock - 1) / kAgentBlock);
    for_blocks(agents, kAgentBlock, [&](std::size_t begin, std::size_t end) {
        NeighbourSearch search(population, settings, shape);
        for (std::size_t agent = begin; agent < end; ++agent)
            search.find(static_cast<std::uint32_t>(agent), strata[stratum_of[agent]],
                        regions[region_of[agent]], blocks[begin / kAgentBlock]);
    });
    return blocks;
}

} // namespace kozqaras
