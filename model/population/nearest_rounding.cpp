// Nearest controlled rounding as a flow of least cost on the graph of rounding_network.hpp. Every
// fraction goes to its nearest end; where a class then has too few or too many, flow from class to
// class turns fractions over, each at the distance it adds.
#include <cmath>
#include <cstdlib>
#include <span>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/successive_shortest_path_nonnegative_weights.hpp>
#include <boost/range/iterator_range.hpp>

#include "model/population/integerisation_methods.hpp"
#include "model/population/rounding_network.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

using Arc =
    boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>::edge_descriptor;

struct ArcProperties {
    std::int64_t capacity = 0, residual = 0;
    double cost = 0; ///< whole numbers, so that sums along paths are exact
    Arc reverse{};
};

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property,
                                    ArcProperties>;

class TurningFlow {
  public:
    explicit TurningFlow(const RoundingNetwork& network)
        : network_(network),
          rounded_(network.edges.size()),
          arcs_(network.edges.size()),
          source_(network.nodes),
          sink_(network.nodes + 1),
          graph_(network.nodes + 2) {
        std::vector<double> lacking(network.nodes, 0.0);
        for (std::size_t edge = 0; edge < rounded_.size(); ++edge) {
            const RoundingEdge& one = network.edges[edge];
            rounded_[edge] = one.fraction > 0.5;
            for (const std::size_t node : {one.row, one.column})
                lacking[node] += one.fraction - static_cast<double>(rounded_[edge]);
            if (!is_whole(one.fraction))
                add_turn(edge);
        }
        add_supplies(lacking);
    }

    /// 0 or 1 for each edge of the network.
    [[nodiscard]] std::vector<std::int64_t> solve() {
        boost::successive_shortest_path_nonnegative_weights(
            graph_, source_, sink_,
            boost::capacity_map(get(&ArcProperties::capacity, graph_))
                .residual_capacity_map(get(&ArcProperties::residual, graph_))
                .weight_map(get(&ArcProperties::cost, graph_))
                .reverse_edge_map(get(&ArcProperties::reverse, graph_)));
        for (const Arc arc : boost::make_iterator_range(boost::out_edges(source_, graph_)))
            require(graph_[arc].residual == 0, "controlled rounding: a margin class is not met");
        for (std::size_t edge = 0; edge < rounded_.size(); ++edge)
            if (!is_whole(network_.edges[edge].fraction) && graph_[arcs_[edge]].residual == 0)
                rounded_[edge] = 1 - rounded_[edge];
        return rounded_;
    }

  private:
    Arc add_arc(std::size_t from, std::size_t to, std::int64_t capacity, double cost) {
        const Arc there = boost::add_edge(from, to, {capacity, 0, cost, {}}, graph_).first;
        const Arc back = boost::add_edge(to, from, {0, 0, -cost, there}, graph_).first;
        graph_[there].reverse = back;
        return there;
    }

    /// Turning a fraction raises its row and column or lowers both. Only cells cost: how a sum that
    /// is not whole is rounded does not.
    void add_turn(std::size_t edge) {
        constexpr double kUnit = 0x1p30;
        const RoundingEdge& one = network_.edges[edge];
        const bool is_cell = edge < network_.whole.size();
        const double cost = is_cell ? std::round(std::abs(1 - 2 * one.fraction) * kUnit) : 0.0;
        arcs_[edge] = rounded_[edge] == 0 ? add_arc(one.row, one.column, 1, cost)
                                          : add_arc(one.column, one.row, 1, cost);
    }

    /// Rows and columns lack the same. The added column takes what sums that count as whole have
    /// too much or too little.
    void add_supplies(std::span<const double> lacking) {
        const std::size_t added_column = network_.nodes - 2;
        std::int64_t balance = 0;
        for (std::size_t node = 0; node < network_.nodes; ++node)
            if (node != added_column) {
                const std::int64_t supply = std::llround(lacking[node]);
                add_supply(node, supply);
                balance += network_.is_row(node) ? supply : -supply;
            }
        add_supply(added_column, balance);
    }

    /// What leaves a row enters a column: rows that lack give, columns that lack take.
    void add_supply(std::size_t node, std::int64_t lacking) {
        if (lacking == 0)
            return;
        if (network_.is_row(node) == (lacking > 0))
            add_arc(source_, node, std::abs(lacking), 0);
        else
            add_arc(node, sink_, std::abs(lacking), 0);
    }

    const RoundingNetwork& network_;
    std::vector<std::int64_t> rounded_;
    std::vector<Arc> arcs_;
    std::size_t source_, sink_;
    Graph graph_;
};

} // namespace

std::vector<std::int64_t> nearest_controlled_rounding(const FitTable& expected,
                                                      std::span<const int> rows,
                                                      std::span<const int> columns) {
    const RoundingNetwork network = rounding_network(expected, rows, columns);
    const auto rounded = TurningFlow(network).solve();
    std::vector<std::int64_t> counts = network.whole;
    for (std::size_t cell = 0; cell < counts.size(); ++cell)
        counts[cell] += rounded[cell];
    return counts;
}

} // namespace kozqaras
