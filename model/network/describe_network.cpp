#include <algorithm>
#include <array>
#include <iterator>

#include <boost/graph/strong_components.hpp>
#include <boost/property_map/property_map.hpp>

#include "model/network/network.hpp"
#include "model/network/tie_builders.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kClusteringSample = 5000; // agents; s.e. of the mean below 0.005
constexpr std::size_t kKinds = kTieKindCodes.size();

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

/// Share of pairs of neighbours that are tied themselves; 0 with fewer than two neighbours.
double local_clustering(const Network& network, std::size_t agent) {
    const auto neighbours = network.neighbours(agent);
    if (neighbours.size() < 2)
        return 0;
    std::size_t closed = 0; // counts each tie between neighbours twice
    for (const std::uint32_t neighbour : neighbours) {
        const auto others = network.neighbours(neighbour);
        auto candidate = neighbours.begin();
        for (const std::uint32_t other : others) {
            candidate = std::lower_bound(candidate, neighbours.end(), other);
            if (candidate == neighbours.end())
                break;
            closed += *candidate == other ? 1 : 0;
        }
    }
    return static_cast<double>(closed) /
           static_cast<double>(neighbours.size() * (neighbours.size() - 1));
}

double mean_clustering(const Network& network, std::size_t agents) {
    const std::size_t sample = std::min(agents, kClusteringSample);
    double sum = 0;
    for (std::size_t i = 0; i < sample; ++i)
        sum += local_clustering(network, i * agents / sample);
    return sum / static_cast<double>(sample);
}

/// Every tie is stored in both directions, so strong components are the connected components.
void fill_components(const Network& network, std::size_t agents, NetworkReport& report) {
    std::vector<std::uint32_t> component(agents);
    const auto index = boost::get(boost::vertex_index, network.graph);
    report.components = boost::strong_components(
        network.graph, boost::make_iterator_property_map(component.begin(), index));
    std::vector<std::uint64_t> sizes(report.components, 0);
    for (const std::uint32_t number : component)
        ++sizes[number];
    report.largest_component_share =
        static_cast<double>(std::ranges::max(sizes)) / static_cast<double>(agents);
}

/// Counts of tie ends, of those that stay within a class, and of the agents concerned.
struct KindCounts {
    double agents = 0, ends = 0;
    double region = 0, settlement = 0, language = 0, ethnicity = 0, age = 0;

    void add(const Population& population, std::size_t from, std::size_t to) {
        ends += 1;
        region += population.region[from] == population.region[to];
        settlement += population.settlement[from] == population.settlement[to];
        language += population.language[from] == population.language[to];
        ethnicity += population.ethnicity[from] == population.ethnicity[to];
        age += population.age[from] == population.age[to];
    }

    [[nodiscard]] TieKindReport report(std::string_view kind, double target) const {
        const double divisor = std::max(ends, 1.0);
        return {std::string(kind),
                ends / std::max(agents, 1.0),
                target,
                region / divisor,
                settlement / divisor,
                language / divisor,
                ethnicity / divisor,
                age / divisor};
    }
};

bool is_concerned(const Population& population, std::size_t agent, std::size_t kind) {
    switch (static_cast<TieKind>(kind)) {
    case TieKind::work_or_study:
        return population.age[agent] < kRetiredAgeClass;
    case TieKind::online:
        return (population.media_diet[agent] & kOnlineDiet) != 0;
    case TieKind::household:
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

void fill_kinds(const Network& network, const Population& population,
                const NetworkSettings& settings, NetworkReport& report) {
    std::array<KindCounts, kKinds> kinds;
    KindCounts all;
    all.agents = static_cast<double>(population.size());
    for (std::size_t agent = 0; agent < population.size(); ++agent) {
        for (std::size_t kind = 0; kind < kKinds; ++kind)
            kinds[kind].agents += is_concerned(population, agent, kind) ? 1 : 0;
        const auto neighbours = network.neighbours(agent);
        const auto tie_kinds = network.tie_kinds(agent);
        for (std::size_t tie = 0; tie < neighbours.size(); ++tie) {
            kinds[static_cast<std::size_t>(tie_kinds[tie])].add(population, agent, neighbours[tie]);
            all.add(population, agent, neighbours[tie]);
        }
    }
    const std::array<double, kKinds> targets{household_degree(population),
                                             settings.neighbourhood_degree,
                                             settings.work_or_study_degree, settings.online_degree};
    double target = 0;
    for (std::size_t kind = 0; kind < kKinds; ++kind) {
        report.kinds.push_back(kinds[kind].report(kTieKindCodes[kind], targets[kind]));
        target += targets[kind] * kinds[kind].agents / all.agents;
    }
    report.kinds.push_back(all.report("all", target));
}

std::vector<double> language_mixing(const Network& network, const Population& population) {
    constexpr std::size_t kLanguages = kLanguageCodes.size();
    std::vector<double> mixing(kLanguages * kLanguages, 0.0);
    for (std::size_t agent = 0; agent < population.size(); ++agent)
        for (const std::uint32_t other : network.neighbours(agent))
            mixing[population.language[agent] * kLanguages + population.language[other]] += 1;
    for (std::size_t row = 0; row < kLanguages; ++row) {
        double sum = 0;
        for (std::size_t column = 0; column < kLanguages; ++column)
            sum += mixing[row * kLanguages + column];
        for (std::size_t column = 0; column < kLanguages && sum > 0; ++column)
            mixing[row * kLanguages + column] /= sum;
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
    fill_kinds(network, population, settings, report);
    report.language_mixing = language_mixing(network, population);
    return report;
}

} // namespace kozqaras
