#include <algorithm>
#include <array>

#include <boost/graph/clustering_coefficient.hpp>
#include <boost/graph/incremental_components.hpp>
#include <boost/pending/disjoint_sets.hpp>

#include "model/network/network.hpp"
#include "model/network/tie_builders.hpp"
#include "support/parallel.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kClusteringSample = 5000; // agents; s.e. of the mean below 0.005
constexpr std::size_t kKinds = kTieKindCodes.size();
constexpr std::size_t kDescriptionBlock = 65536;

void fill_degrees(const Network& network, std::size_t agents, NetworkReport& report) {
    std::uint64_t ends = 0;
    for (std::size_t agent = 0; agent < agents; ++agent) {
        const std::size_t degree = network.neighbours(agent).size();
        if (degree >= report.degree_histogram.size())
            report.degree_histogram.resize(degree + 1, 0);
        ++report.degree_histogram[degree];
        ends += degree;
    }
    report.ties = ends / 2;
    report.mean_degree = static_cast<double>(ends) / static_cast<double>(agents);
}

/// Watts and Strogatz (1998) over a sample of agents spread evenly; 0 with fewer than two
/// neighbours.
double mean_clustering(const Network& network, std::size_t agents) {
    const std::size_t sample = std::min(agents, kClusteringSample);
    double sum = 0;
    for (std::size_t i = 0; i < sample; ++i)
        sum += boost::clustering_coefficient(network.graph,
                                             static_cast<std::uint32_t>(i * agents / sample));
    return sum / static_cast<double>(sample);
}

/// Disjoint sets of Boost.Graph's incremental components: ties need no direction, and memory is
/// that of two numbers per agent.
void fill_components(const Network& network, std::size_t agents, NetworkReport& report) {
    std::vector<std::uint32_t> parent(agents);
    std::vector<std::uint8_t> rank(agents);
    boost::disjoint_sets sets(rank.data(), parent.data());
    boost::initialize_incremental_components(network.graph, sets);
    for (std::uint32_t agent = 0; agent < agents; ++agent)
        for (const std::uint32_t other : network.neighbours(agent))
            if (other > agent) // every tie is stored in both directions
                sets.union_set(agent, other);
    std::uint32_t* const first = parent.data();
    boost::compress_components(first, first + agents);
    report.components = static_cast<std::uint64_t>(boost::component_count(first, first + agents));
    std::vector<std::uint32_t> sizes(agents, 0);
    for (const std::uint32_t representative : parent)
        ++sizes[representative];
    report.largest_component_share =
        static_cast<double>(std::ranges::max(sizes)) / static_cast<double>(agents);
}

/// Counts of tie ends, of those that stay within a class, and of the agents concerned.
struct KindCounts {
    std::uint64_t agents = 0, ends = 0;
    std::uint64_t region = 0, settlement = 0, language = 0, ethnicity = 0, age = 0;

    void add(const Population& population, std::size_t from, std::size_t to) {
        ends += 1;
        region += population.region[from] == population.region[to] ? 1 : 0;
        settlement += population.settlement[from] == population.settlement[to] ? 1 : 0;
        language += population.language[from] == population.language[to] ? 1 : 0;
        ethnicity += population.ethnicity[from] == population.ethnicity[to] ? 1 : 0;
        age += population.age[from] == population.age[to] ? 1 : 0;
    }

    KindCounts& operator+=(const KindCounts& other) {
        agents += other.agents;
        ends += other.ends;
        region += other.region;
        settlement += other.settlement;
        language += other.language;
        ethnicity += other.ethnicity;
        age += other.age;
        return *this;
    }

    [[nodiscard]] TieKindReport report(std::string_view kind, double target) const {
        const auto share = [&](std::uint64_t count, std::uint64_t of) {
            return static_cast<double>(count) / std::max(static_cast<double>(of), 1.0);
        };
        return {std::string(kind),      share(ends, agents),     target,
                share(region, ends),    share(settlement, ends), share(language, ends),
                share(ethnicity, ends), share(age, ends)};
    }
};

/// Whole numbers, so that the sum over blocks does not depend on threads.
struct TieCounts {
    std::array<KindCounts, kKinds> kinds;
    std::size_t language_count = 0;
    std::vector<std::uint64_t> languages; ///< [from][to]

    explicit TieCounts(std::size_t count) : language_count(count), languages(count * count, 0) {}

    TieCounts& operator+=(const TieCounts& other) {
        for (std::size_t kind = 0; kind < kKinds; ++kind)
            kinds[kind] += other.kinds[kind];
        for (std::size_t cell = 0; cell < languages.size(); ++cell)
            languages[cell] += other.languages[cell];
        return *this;
    }
};

bool is_concerned(const Population& population, std::size_t agent, std::size_t kind) {
    switch (static_cast<TieKind>(kind)) {
    case TieKind::work_or_study:
        return population.country->ages[population.age[agent]].works;
    case TieKind::online:
        return (population.media_diet[agent] & population.country->online_sources) != 0;
    case TieKind::household:
    case TieKind::kin:
    case TieKind::neighbourhood:
        return true;
    }
    return true;
}

/// Mean number of other members of one's household.
double household_degree(const Population& population) {
    double ends = 0;
    std::size_t begin = 0;
    for (std::size_t agent = 1; agent <= population.size(); ++agent)
        if (agent == population.size() ||
            population.household[agent] != population.household[begin]) {
            const auto size = static_cast<double>(agent - begin);
            ends += size * (size - 1);
            begin = agent;
        }
    return ends / static_cast<double>(population.size());
}

void count_ties_of(const Network& network, const Population& population, std::size_t agent,
                   TieCounts& counts) {
    for (std::size_t kind = 0; kind < kKinds; ++kind)
        counts.kinds[kind].agents += is_concerned(population, agent, kind) ? 1 : 0;
    const auto neighbours = network.neighbours(agent);
    const auto tie_kinds = network.tie_kinds(agent);
    for (std::size_t tie = 0; tie < neighbours.size(); ++tie) {
        counts.kinds[static_cast<std::size_t>(tie_kinds[tie])].add(population, agent,
                                                                   neighbours[tie]);
        ++counts.languages[population.language[agent] * counts.language_count +
                           population.language[neighbours[tie]]];
    }
}

TieCounts count_ties(const Network& network, const Population& population) {
    const std::size_t agents = population.size();
    const std::size_t languages = population.country->count(Factor::language);
    std::vector<TieCounts> blocks((agents + kDescriptionBlock - 1) / kDescriptionBlock,
                                  TieCounts(languages));
    for_blocks(agents, kDescriptionBlock, [&](std::size_t begin, std::size_t end) {
        TieCounts counts(languages);
        for (std::size_t agent = begin; agent < end; ++agent)
            count_ties_of(network, population, agent, counts);
        blocks[begin / kDescriptionBlock] = counts;
    });
    TieCounts all(languages);
    for (const TieCounts& block : blocks)
        all += block;
    return all;
}

void fill_kinds(const TieCounts& counts, const Population& population,
                const NetworkSettings& settings, NetworkReport& report) {
    KindCounts all;
    for (const KindCounts& kind : counts.kinds)
        all += kind;
    all.agents = population.size();
    const std::array<double, kKinds> targets{household_degree(population), settings.kin_degree,
                                             settings.neighbourhood_degree,
                                             settings.work_or_study_degree, settings.online_degree};
    double target = 0;
    for (std::size_t kind = 0; kind < kKinds; ++kind) {
        report.kinds.push_back(counts.kinds[kind].report(kTieKindCodes[kind], targets[kind]));
        target += targets[kind] * static_cast<double>(counts.kinds[kind].agents) /
                  static_cast<double>(all.agents);
    }
    report.kinds.push_back(all.report("all", target));
}

std::vector<double> language_mixing(const TieCounts& counts) {
    const std::size_t languages = counts.language_count;
    std::vector<double> mixing(counts.languages.begin(), counts.languages.end());
    for (std::size_t row = 0; row < languages; ++row) {
        double sum = 0;
        for (std::size_t column = 0; column < languages; ++column)
            sum += mixing[row * languages + column];
        for (std::size_t column = 0; column < languages && sum > 0; ++column)
            mixing[row * languages + column] /= sum;
    }
    return mixing;
}

} // namespace

NetworkReport describe_network(const Network& network, const Population& population,
                               const NetworkSettings& settings) {
    NetworkReport report;
    const std::size_t agents = population.size();
    if (agents == 0)
        return report;
    fill_degrees(network, agents, report);
    report.clustering = mean_clustering(network, agents);
    fill_components(network, agents, report);
    const TieCounts counts = count_ties(network, population);
    fill_kinds(counts, population, settings, report);
    report.language_mixing = language_mixing(counts);
    return report;
}

} // namespace kozqaras
