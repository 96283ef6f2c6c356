// Ties between users of social networks and messengers, inside a language community.
#include <algorithm>
#include <array>
#include <cmath>

#include "model/network/tie_builders.hpp"
#include "support/parallel.hpp"
#include "support/random.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kOnlineBlock = 8192;

/// The users of one language, by agent number and so by region.
struct Community {
    std::vector<std::uint32_t> users;
    std::vector<std::uint32_t> region_begin;
};

using Communities = std::vector<Community>; ///< by home language

bool is_online(const Population& population, std::size_t agent) {
    return (population.media_diet[agent] & population.country->online_sources) != 0;
}

Communities find_communities(const Population& population) {
    const Country& country = *population.country;
    const std::size_t regions = country.regions.size();
    Communities communities(country.count(Factor::language));
    for (Community& community : communities)
        community.region_begin.assign(regions + 1, 0);
    for (std::uint32_t agent = 0; agent < population.size(); ++agent) {
        if (!is_online(population, agent))
            continue;
        Community& community = communities[population.language[agent]];
        community.users.push_back(agent);
        ++community.region_begin[population.region[agent] + std::size_t{1}];
    }
    for (Community& community : communities)
        for (std::size_t region = 0; region < regions; ++region)
            community.region_begin[region + 1] += community.region_begin[region];
    return communities;
}

/// Users whose language bridges others begin part of their ties in one of those communities.
std::size_t choose_community(const Country& country, std::size_t language, double bridge,
                             double uniform) {
    const auto& bridged = country.bridges[language];
    if (bridged.empty() || uniform >= bridge)
        return language;
    const auto parts = static_cast<double>(bridged.size());
    std::size_t part = 0;
    while (part + 1 < bridged.size() && uniform >= bridge * static_cast<double>(part + 1) / parts)
        ++part;
    return static_cast<std::size_t>(bridged[part]);
}

/// A user of the region, or of all other regions; the agent itself if there is none.
std::uint32_t choose_user(const Community& community, std::uint32_t agent, std::size_t region,
                          bool far, RandomStream& random) {
    const std::uint32_t begin = community.region_begin[region];
    const std::uint32_t end = community.region_begin[region + 1];
    const auto all = static_cast<std::uint32_t>(community.users.size());
    const std::uint32_t outside = all - (end - begin);
    if (far && outside > 0) {
        const std::uint32_t place = random.below(outside);
        return community.users[place < begin ? place : place + (end - begin)];
    }
    return end > begin ? community.users[begin + random.below(end - begin)] : agent;
}

/// Ties an agent begins: exponential around half the mean degree (a few have many), rounded by
/// chance.
std::uint32_t tie_count(RandomStream& random, double mean_degree, double largest_factor) {
    const double drawn = std::min(largest_factor, -std::log(random.uniform()));
    // The cut at the largest factor takes exp(-factor) off the mean.
    const double mean = mean_degree / 2 / (1.0 - std::exp(-largest_factor));
    return round_by_chance(mean * drawn, random.uniform());
}

void connect(std::uint32_t agent, const Population& population, const Communities& communities,
             const NetworkSettings& settings, const TieShape& shape, std::vector<Tie>& ties) {
    RandomStream random(settings.seed, Purpose::online_ties, agent);
    const std::size_t first = ties.size();
    for (std::uint32_t left = tie_count(random, settings.online_degree, shape.largest_ties_factor);
         left > 0; --left) {
        const bool far = random.uniform() < settings.online_far_share;
        for (int attempt = 0; attempt < shape.search_attempts; ++attempt) {
            const std::size_t language =
                choose_community(*population.country, population.language[agent],
                                 shape.bilingual_bridge, random.uniform());
            const std::uint32_t other =
                choose_user(communities[language], agent, population.region[agent], far, random);
            const bool known =
                other == agent ||
                std::any_of(ties.begin() + static_cast<std::ptrdiff_t>(first), ties.end(),
                            [&](const Tie& tie) { return tie.to == other; });
            if (known)
                continue;
            ties.push_back({agent, other, TieKind::online});
            break;
        }
    }
}

} // namespace

TieBlocks online_ties(const Population& population, const NetworkSettings& settings,
                      const TieShape& shape) {
    const auto communities = find_communities(population);
    const std::size_t agents = population.size();
    TieBlocks blocks((agents + kOnlineBlock - 1) / kOnlineBlock);
    for_blocks(agents, kOnlineBlock, [&](std::size_t begin, std::size_t end) {
        for (std::size_t agent = begin; agent < end; ++agent)
            if (is_online(population, agent))
                connect(static_cast<std::uint32_t>(agent), population, communities, settings, shape,
                        blocks[begin / kOnlineBlock]);
    });
    return blocks;
}

} // namespace kozqaras
