#include "inference/separable_differences.hpp"

#include <algorithm>
#include <numeric>

#include "support/errors.hpp"

namespace kozqaras::inference {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using Moves = Eigen::Array<bool, Eigen::Dynamic, Eigen::Dynamic>;

/// Points to simulate: the point itself, then one for each run in which a parameter is moved.
struct Points {
    MatrixXd columns;
    std::vector<Index> column_of_run; ///< 0: nothing is moved in it
};

Points points_of(const VectorXd& at, const VectorXd& steps, const std::vector<Index>& runs) {
    const Index count = runs.empty() ? 0 : *std::ranges::max_element(runs) + 1;
    Points points{at, std::vector<Index>(static_cast<std::size_t>(count), 0)};
    for (Index k = 0; k < at.size(); ++k) {
        if (steps[k] <= 0.0)
            continue;
        Index& column =
            points.column_of_run[static_cast<std::size_t>(runs[static_cast<std::size_t>(k)])];
        if (column == 0) {
            column = points.columns.cols();
            points.columns.conservativeResize(Eigen::NoChange, column + 1);
            points.columns.col(column) = at;
        }
        points.columns(k, column) += steps[k];
    }
    return points;
}

} // namespace

std::vector<Index> shared_runs(const Moves& moves) {
    std::vector<Index> order(static_cast<std::size_t>(moves.cols()));
    std::iota(order.begin(), order.end(), Index{0});
    std::ranges::stable_sort(order, std::greater{}, [&](Index k) { return moves.col(k).count(); });
    std::vector<Index> runs(order.size());
    std::vector<Eigen::Array<bool, Eigen::Dynamic, 1>> taken; // components moved in each run
    for (const Index k : order) {
        const auto free = std::ranges::find_if(
            taken, [&](const auto& components) { return !(components && moves.col(k)).any(); });
        runs[static_cast<std::size_t>(k)] = free - taken.begin();
        if (free == taken.end())
            taken.emplace_back(moves.col(k));
        else
            *free = *free || moves.col(k);
    }
    return runs;
}

Lineariser separable_differences(SeparableSimulator simulator) {
    require(simulator.outputs.cols() == simulator.moves.rows(), "components of another number");
    auto runs = shared_runs(simulator.moves);
    return [simulator = std::move(simulator), runs = std::move(runs)](const VectorXd& at,
                                                                      const VectorXd& steps) {
        const Points points = points_of(at, steps, runs);
        const MatrixXd values = simulator.components(points.columns);
        Linearisation found{simulator.outputs * values.col(0),
                            MatrixXd::Zero(simulator.outputs.rows(), at.size()),
                            static_cast<int>(points.columns.cols())};
        for (Index k = 0; k < at.size(); ++k) {
            if (steps[k] <= 0.0)
                continue;
            const Index column =
                points.column_of_run[static_cast<std::size_t>(runs[static_cast<std::size_t>(k)])];
            const VectorXd moved =
                simulator.moves.col(k).select((values.col(column) - values.col(0)).array(), 0.0);
            found.jacobian.col(k) = simulator.outputs * moved / steps[k];
        }
        if (simulator.curve) {
            auto [expected, slopes] = simulator.curve(found.expected);
            found.expected = std::move(expected);
            found.jacobian = slopes.asDiagonal() * found.jacobian;
        }
        return found;
    };
}

} // namespace kozqaras::inference
