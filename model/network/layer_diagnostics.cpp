#include "model/network/layer_diagnostics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <boost/graph/clustering_coefficient.hpp>
#include <boost/graph/core_numbers.hpp>
#include <boost/graph/filtered_graph.hpp>

#include "support/parallel.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kLayerKinds = kTieKindCodes.size();
constexpr std::size_t kLayers = kLayerKinds + 1; ///< and all ties together
constexpr std::size_t kLayerBlock = 65536;
constexpr std::size_t kLayerSample = 5000; ///< agents of a layer; s.e. of the mean below 0.007

/// Packed classes of an agent: 3 bits for each of kMixingFactors, then the region.
constexpr std::size_t kClassBits = 3;
constexpr std::size_t kRegionShift = kClassBits * kMixingFactors.size();
static_assert(kMostClasses <= std::size_t{1} << kClassBits &&
              kMostRegions <= std::size_t{1} << (32 - kRegionShift));

std::size_t class_in(std::uint32_t code, std::size_t place) {
    return code >> (kClassBits * place) & ((1U << kClassBits) - 1);
}

/// Ties of one kind, as an edge filter of Boost.Graph.
struct OfKind {
    const TieGraph* graph = nullptr;
    TieKind kind{};

    bool operator()(const TieGraph::edge_descriptor& tie) const { return (*graph)[tie] == kind; }
};

std::vector<Mixing> no_mixing(const Country& country) {
    std::vector<Mixing> all;
    for (const Factor factor : kMixingFactors) {
        const std::size_t classes = country.count(factor);
        all.push_back({factor, classes, std::vector<std::uint64_t>(classes * classes, 0)});
    }
    return all;
}

template <class Number> void add_to(std::vector<Number>& sum, const std::vector<Number>& more) {
    sum.resize(std::max(sum.size(), more.size()), 0);
    for (std::size_t place = 0; place < more.size(); ++place)
        sum[place] += more[place];
}

/// Counts of one block of agents; whole numbers, so that their sum does not depend on threads.
class LayerCounts {
  public:
    explicit LayerCounts(const Country& country) {
        for (LayerDiagnostics& layer : layers_)
            layer.mixing = no_mixing(country);
    }

    void add_agent(const Network& network, std::span<const std::uint32_t> codes, std::size_t agent);

    void add(const LayerCounts& other) {
        for (std::size_t layer = 0; layer < kLayers; ++layer) {
            LayerDiagnostics& mine = layers_[layer];
            const LayerDiagnostics& theirs = other.layers_[layer];
            mine.ends += theirs.ends;
            mine.same_region += theirs.same_region;
            add_to(mine.degree_histogram, theirs.degree_histogram);
            for (std::size_t place = 0; place < mine.mixing.size(); ++place)
                add_to(mine.mixing[place].ends, theirs.mixing[place].ends);
        }
    }

    /// The kinds, and their sum as the last layer.
    [[nodiscard]] std::vector<LayerDiagnostics> finished() const;

  private:
    static void add_degree(LayerDiagnostics& layer, std::size_t degree) {
        if (degree >= layer.degree_histogram.size())
            layer.degree_histogram.resize(degree + 1, 0);
        ++layer.degree_histogram[degree];
    }

    std::array<LayerDiagnostics, kLayers> layers_;
};

/// Ties are counted at their lower end only, in one direction: finished() adds the other.
void LayerCounts::add_agent(const Network& network, std::span<const std::uint32_t> codes,
                            std::size_t agent) {
    const auto neighbours = network.neighbours(agent);
    const auto kinds = network.tie_kinds(agent);
    std::array<std::size_t, kLayerKinds> degrees{};
    for (std::size_t tie = 0; tie < neighbours.size(); ++tie) {
        const auto kind = static_cast<std::size_t>(kinds[tie]);
        ++degrees[kind];
        if (neighbours[tie] < agent)
            continue;
        const std::uint32_t mine = codes[agent], theirs = codes[neighbours[tie]];
        LayerDiagnostics& layer = layers_[kind];
        ++layer.ends;
        layer.same_region += mine >> kRegionShift == theirs >> kRegionShift ? 1 : 0;
        for (std::size_t place = 0; place < kMixingFactors.size(); ++place) {
            Mixing& mixing = layer.mixing[place];
            ++mixing.ends[class_in(mine, place) * mixing.classes + class_in(theirs, place)];
        }
    }
    for (std::size_t kind = 0; kind < kLayerKinds; ++kind)
        add_degree(layers_[kind], degrees[kind]);
    add_degree(layers_[kLayerKinds], neighbours.size());
}

/// A matrix plus its transpose.
std::vector<std::uint64_t> both_directions(const Mixing& mixing) {
    std::vector<std::uint64_t> ends(mixing.ends.size());
    for (std::size_t cell = 0; cell < ends.size(); ++cell)
        ends[cell] = mixing.ends[cell] +
                     mixing.ends[cell % mixing.classes * mixing.classes + cell / mixing.classes];
    return ends;
}

std::vector<LayerDiagnostics> LayerCounts::finished() const {
    std::vector<LayerDiagnostics> layers(layers_.begin(), layers_.end());
    LayerDiagnostics& all = layers.back();
    all.kind = "all";
    for (std::size_t kind = 0; kind < kLayerKinds; ++kind) {
        LayerDiagnostics& layer = layers[kind];
        layer.kind = kTieKindCodes[kind];
        layer.ends *= 2;
        layer.same_region *= 2;
        all.ends += layer.ends;
        all.same_region += layer.same_region;
        for (std::size_t place = 0; place < all.mixing.size(); ++place) {
            layer.mixing[place].ends = both_directions(layer.mixing[place]);
            add_to(all.mixing[place].ends, layer.mixing[place].ends);
        }
    }
    return layers;
}

/// All classes of an agent in one number, so that a tie costs one look at the other end.
std::vector<std::uint32_t> codes_of_agents(const Population& population) {
    std::vector<std::uint32_t> codes(population.size());
    for_blocks(codes.size(), kLayerBlock, [&](std::size_t begin, std::size_t end) {
        for (std::size_t agent = begin; agent < end; ++agent)
            codes[agent] = std::uint32_t{population.region[agent]} << kRegionShift;
        for (std::size_t place = 0; place < kMixingFactors.size(); ++place) {
            const auto classes = population.classes(kMixingFactors[place]);
            for (std::size_t agent = begin; agent < end; ++agent)
                codes[agent] |= std::uint32_t{classes[agent]} << (kClassBits * place);
        }
    });
    return codes;
}

std::vector<LayerDiagnostics> count_layers(const Network& network, const Population& population) {
    const std::size_t agents = population.size();
    const auto codes = codes_of_agents(population);
    const LayerCounts none(*population.country);
    std::vector<LayerCounts> blocks((agents + kLayerBlock - 1) / kLayerBlock, none);
    for_blocks(agents, kLayerBlock, [&](std::size_t begin, std::size_t end) {
        for (std::size_t agent = begin; agent < end; ++agent)
            blocks[begin / kLayerBlock].add_agent(network, codes, agent);
    });
    LayerCounts all = none;
    for (const LayerCounts& block : blocks)
        all.add(block);
    return all.finished();
}

/// Agents spread evenly, those with fewer than two ties in the layer left out.
template <class Graph> double mean_clustering(const Graph& layer, std::size_t agents) {
    const std::size_t sample = std::min(agents, kLayerSample);
    double sum = 0;
    std::size_t counted = 0;
    for (std::size_t i = 0; i < sample; ++i) {
        const auto agent = static_cast<std::uint32_t>(i * agents / sample);
        const auto [first, last] = boost::adjacent_vertices(agent, layer);
        if (std::distance(first, last) < 2)
            continue;
        sum += boost::clustering_coefficient(layer, agent);
        ++counted;
    }
    return counted > 0 ? sum / static_cast<double>(counted)
                       : std::numeric_limits<double>::quiet_NaN();
}

double layer_clustering(const Network& network, std::size_t layer, std::size_t agents) {
    if (layer == kLayerKinds)
        return mean_clustering(network.graph, agents);
    return mean_clustering(
        boost::filtered_graph(network.graph, OfKind{&network.graph, static_cast<TieKind>(layer)}),
        agents);
}

std::vector<std::uint64_t> count_cores(const TieGraph& graph, std::size_t agents) {
    std::vector<std::uint16_t> cores(agents); // narrow: they are looked up all over the network
    boost::core_numbers(graph, boost::make_iterator_property_map(
                                   cores.begin(), boost::get(boost::vertex_index, graph)));
    std::vector<std::uint64_t> histogram(std::size_t{std::ranges::max(cores)} + 1, 0);
    for (const std::uint16_t core : cores)
        ++histogram[core];
    return histogram;
}

} // namespace

double Mixing::within() const {
    double same = 0, all = 0;
    for (std::size_t cell = 0; cell < ends.size(); ++cell) {
        all += static_cast<double>(ends[cell]);
        same += cell % (classes + 1) == 0 ? static_cast<double>(ends[cell]) : 0.0;
    }
    return same / all;
}

double Mixing::assortativity() const {
    std::vector<double> share(classes, 0.0);
    double all = 0, by_chance = 0;
    for (std::size_t cell = 0; cell < ends.size(); ++cell) {
        share[cell / classes] += static_cast<double>(ends[cell]);
        all += static_cast<double>(ends[cell]);
    }
    for (const double ends_of_class : share)
        by_chance += ends_of_class / all * (ends_of_class / all);
    return (within() - by_chance) / (1 - by_chance);
}

NetworkDiagnostics diagnose_layers(const Network& network, const Population& population) {
    NetworkDiagnostics diagnostics;
    const std::size_t agents = population.size();
    if (agents == 0)
        return diagnostics;
    std::array<double, kLayers> clustering{};
    // Cores can only be found one after the other: meanwhile the rest is counted.
    for_blocks(kLayers + 2, 1, [&](std::size_t part, std::size_t) {
        if (part == 0)
            diagnostics.core_histogram = count_cores(network.graph, agents);
        else if (part == 1)
            diagnostics.layers = count_layers(network, population);
        else
            clustering[part - 2] = layer_clustering(network, part - 2, agents);
    });
    for (std::size_t layer = 0; layer < kLayers; ++layer)
        diagnostics.layers[layer].clustering = clustering[layer];
    return diagnostics;
}

} // namespace kozqaras
