// Household members and neighbours.
#include <algorithm>
#include <cmath>

#include "model/network/tie_builders.hpp"
#include "support/parallel.hpp"
#include "support/random.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kAgentBlock = 8192;

/// Streams of households: subjects above all agent numbers.
constexpr std::uint64_t kHouseholdStream = std::uint64_t{1} << 40;

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

    void find(std::uint32_t agent, const AgentRange& stratum, std::vector<Tie>& ties);

  private:
    /// Ties an agent begins: uniform between none and twice the mean, rounded by chance.
    std::uint32_t count(RandomStream& random, double mean_degree) const {
        return round_by_chance(mean_degree * random.uniform(), random.uniform());
    }

    /// Keeps `other` if it fits and has the wanted language; remembers the first that only fits.
    bool consider(std::uint32_t other);
    void neighbour(RandomStream& own, RandomStream& shared, const AgentRange& stratum);
    bool fellow_of_last(const AgentRange& stratum);
    void begin_tie(double uniform);
    void end_tie();

    const Population& population_;
    const NetworkSettings& settings_;
    const TieShape& shape_;
    std::vector<std::uint32_t> found_;
    std::uint32_t agent_ = 0;
    std::uint32_t household_begin_ = 0;
    bool same_language_ = true;     ///< wanted of the tie looked for
    std::uint32_t last_resort_ = 0; ///< the agent itself: none
};

void NeighbourSearch::begin_tie(double uniform) {
    same_language_ = uniform < settings_.neighbourhood_same_language;
    last_resort_ = agent_;
}

void NeighbourSearch::end_tie() {
    if (last_resort_ != agent_)
        found_.push_back(last_resort_);
}

bool NeighbourSearch::consider(std::uint32_t other) {
    if (population_.household[agent_] == population_.household[other] ||
        std::ranges::find(found_, other) != found_.end())
        return false;
    if ((population_.language[agent_] == population_.language[other]) == same_language_) {
        found_.push_back(other);
        return true;
    }
    if (last_resort_ == agent_)
        last_resort_ = other;
    return false;
}

/// Someone of the household of the neighbour found last.
bool NeighbourSearch::fellow_of_last(const AgentRange& stratum) {
    if (found_.empty())
        return false;
    const std::uint32_t last = found_.back();
    for (const std::uint32_t other : {last - 1, last + 1})
        if (other >= stratum.begin && other < stratum.end &&
            population_.household[other] == population_.household[last] && consider(other))
            return true;
    return false;
}

/// Members of a household share draws, and so neighbours: the stream of the household counts
/// distances from its first member.
void NeighbourSearch::neighbour(RandomStream& own, RandomStream& shared,
                                const AgentRange& stratum) {
    const std::uint32_t half = (stratum.size() - 1) / 2;
    begin_tie(own.uniform());
    if (own.uniform() < shape_.neighbour_household && fellow_of_last(stratum))
        return;
    const bool together = own.uniform() < shape_.shared_neighbours;
    RandomStream& random = together ? shared : own;
    const std::uint32_t start = (together ? household_begin_ : agent_) - stratum.begin;
    for (int attempt = 0; attempt < shape_.search_attempts; ++attempt) {
        // Distances grow with each vain attempt, so that rare languages are found, too.
        const double scale = shape_.neighbour_distance * (1.0 + attempt);
        const auto distance =
            1 + static_cast<std::uint32_t>(std::min(1e9, -std::log(random.uniform()) * scale));
        if (distance <= half && consider(stratum.begin + (start + distance) % stratum.size()))
            return;
    }
    end_tie();
}

void NeighbourSearch::find(std::uint32_t agent, const AgentRange& stratum, std::vector<Tie>& ties) {
    found_.clear();
    agent_ = household_begin_ = agent;
    while (household_begin_ > stratum.begin &&
           population_.household[household_begin_ - 1] == population_.household[agent])
        --household_begin_;
    RandomStream own(settings_.seed, Purpose::neighbour_ties, agent);
    RandomStream shared(settings_.seed, Purpose::neighbour_ties,
                        kHouseholdStream + population_.household[agent]);
    for (std::uint32_t left = count(own, settings_.neighbourhood_degree); left > 0; --left)
        neighbour(own, shared, stratum);
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
    const auto stratum_of = range_numbers(strata, agents);
    TieBlocks blocks((agents + kAgentBlock - 1) / kAgentBlock);
    for_blocks(agents, kAgentBlock, [&](std::size_t begin, std::size_t end) {
        NeighbourSearch search(population, settings, shape);
        for (std::size_t agent = begin; agent < end; ++agent)
            search.find(static_cast<std::uint32_t>(agent), strata[stratum_of[agent]],
                        blocks[begin / kAgentBlock]);
    });
    return blocks;
}

} // namespace kozqaras
