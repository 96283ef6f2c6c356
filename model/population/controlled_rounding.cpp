// Controlled rounding as a walk on the graph of rounding_network.hpp. Along a cycle, fractions are
// raised and lowered in turn, which keeps the sums at every node, until one of them is whole.
#include <algorithm>
#include <cmath>
#include <limits>

#include "model/population/integerisation_methods.hpp"
#include "model/population/rounding_network.hpp"
#include "support/errors.hpp"
#include "support/random.hpp"

namespace kozqaras {

namespace {

constexpr std::uint64_t kRoundingStream = std::uint64_t{1} << 40; ///< beside the cells' own draws

class FractionGraph {
  public:
    explicit FractionGraph(const RoundingNetwork& network)
        : edges_(network.edges), edges_of_(network.nodes) {
        for (std::size_t edge = 0; edge < edges_.size(); ++edge) {
            if (is_whole(edges_[edge].fraction))
                continue;
            edges_of_[edges_[edge].row].push_back(edge);
            edges_of_[edges_[edge].column].push_back(edge);
        }
    }

    /// Makes every fraction 0 or 1.
    void round(RandomStream& random);

    /// 0 or 1 after round().
    [[nodiscard]] std::int64_t rounded(std::size_t edge) const {
        return std::llround(edges_[edge].fraction);
    }

  private:
    static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

    [[nodiscard]] std::size_t open_edge(std::size_t node, std::size_t but);
    void close_cycle(std::size_t from, RandomStream& random);
    void end_path();
    void walk_from(std::size_t node, RandomStream& random);

    std::vector<RoundingEdge> edges_;
    std::vector<std::vector<std::size_t>> edges_of_; ///< open edges; whole ones leave when met
    std::vector<std::size_t> path_;                  ///< edges walked
    std::vector<std::size_t> nodes_;                 ///< nodes walked, one more than edges
    std::vector<std::size_t> place_in_path_;         ///< of each node; kNone: not on the path
};

/// An edge at `node` that is still a fraction, other than `but`; kNone if there is none.
std::size_t FractionGraph::open_edge(std::size_t node, std::size_t but) {
    auto& edges = edges_of_[node];
    for (std::size_t place = edges.size(); place-- > 0;) {
        const std::size_t edge = edges[place];
        if (is_whole(edges_[edge].fraction)) {
            edges[place] = edges.back();
            edges.pop_back();
        } else if (edge != but) {
            return edge;
        }
    }
    return kNone;
}

/// Moves along the cycle of the path's edges from place `from` on; up or down such that the
/// expectation of every fraction stays.
void FractionGraph::close_cycle(std::size_t from, RandomStream& random) {
    double most_up = 1, most_down = 1;
    for (std::size_t place = from; place < path_.size(); ++place) {
        const double fraction = edges_[path_[place]].fraction;
        const bool even = (place - from) % 2 == 0;
        most_up = std::min(most_up, even ? 1 - fraction : fraction);
        most_down = std::min(most_down, even ? fraction : 1 - fraction);
    }
    const bool up = random.uniform() * (most_up + most_down) < most_down;
    const double change = up ? most_up : -most_down;
    for (std::size_t place = from; place < path_.size(); ++place)
        edges_[path_[place]].fraction += (place - from) % 2 == 0 ? change : -change;
    for (std::size_t place = from + 1; place < nodes_.size(); ++place)
        place_in_path_[nodes_[place]] = kNone;
    path_.resize(from);
    nodes_.resize(from + 1);
    place_in_path_[nodes_.back()] = from;
}

/// Only what sums that count as whole lack or have too much leaves a node with one fraction: it is
/// near a whole number.
void FractionGraph::end_path() {
    if (!path_.empty()) {
        double& fraction = edges_[path_.back()].fraction;
        fraction = std::round(fraction);
        path_.pop_back();
    }
    place_in_path_[nodes_.back()] = kNone;
    nodes_.pop_back();
}

void FractionGraph::walk_from(std::size_t start, RandomStream& random) {
    nodes_.assign(1, start);
    path_.clear();
    place_in_path_[start] = 0;
    while (!nodes_.empty()) {
        const std::size_t node = nodes_.back();
        const std::size_t edge = open_edge(node, path_.empty() ? kNone : path_.back());
        if (edge == kNone) {
            end_path();
            continue;
        }
        const std::size_t next = edges_[edge].row == node ? edges_[edge].column : edges_[edge].row;
        path_.push_back(edge);
        if (place_in_path_[next] != kNone) {
            close_cycle(place_in_path_[next], random);
        } else {
            place_in_path_[next] = nodes_.size();
            nodes_.push_back(next);
        }
    }
}

void FractionGraph::round(RandomStream& random) {
    place_in_path_.assign(edges_of_.size(), kNone);
    for (std::size_t node = 0; node < edges_of_.size(); ++node)
        walk_from(node, random);
}

} // namespace

std::vector<std::int64_t> controlled_rounding(const FitTable& expected, std::span<const int> rows,
                                              std::span<const int> columns, std::uint64_t seed) {
    const RoundingNetwork network = rounding_network(expected, rows, columns);
    FractionGraph graph(network);
    RandomStream random(seed, Purpose::integerise, kRoundingStream);
    graph.round(random);
    std::vector<std::int64_t> counts = network.whole;
    for (std::size_t cell = 0; cell < counts.size(); ++cell)
        counts[cell] += graph.rounded(cell);
    return counts;
}

} // namespace kozqaras
