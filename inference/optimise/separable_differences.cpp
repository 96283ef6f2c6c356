#include "inference/optimise/separable_differences.hpp"

#include <algorithm>
#include <numeric>

#include "support/errors.hpp"

namespace kozqaras::inference {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using Moves = Eigen::Array<bool, Eigen::Dynamic, Eigen::Dynamic>;

constexpr Index kNoRun = -1;

bool is_sum(const std::vector<std::vector<Index>>& sum_of, Index k) {
    return !sum_of.empty() && !sum_of[static_cast<std::size_t>(k)].empty();
}

/// Points to simulate: the point itself, then one for each run in which a parameter is moved.
struct Points {
    MatrixXd columns;
    std::vector<Index> column_of; ///< of each parameter; 0: it is not moved
};

/// A sum is moved itself, in a run of its own, if one of its parts is not.
Points points_of(const VectorXd& at, const VectorXd& steps, const std::vector<Index>& runs,
                 const std::vector<std::vector<Index>>& sum_of) {
    Points points{at, std::vector<Index>(static_cast<std::size_t>(at.size()), 0)};
    const auto add_column = [&] {
        const Index column = points.columns.cols();
        points.columns.conservativeResize(Eigen::NoChange, column + 1);
        points.columns.col(column) = at;
        return column;
    };
    std::vector<Index> column_of_run(runs.size(), 0);
    for (Index k = 0; k < at.size(); ++k) {
        const auto place = static_cast<std::size_t>(k);
        const auto held = [&](Index part) { return steps[part] <= 0.0; };
        if (steps[k] <= 0.0 || (runs[place] == kNoRun && std::ranges::none_of(sum_of[place], held)))
            continue;
        Index own = 0;
        Index& column =
            runs[place] == kNoRun ? own : column_of_run[static_cast<std::size_t>(runs[place])];
        if (column == 0)
            column = add_column();
        points.columns(k, column) += steps[k];
        points.column_of[place] = column;
    }
    return points;
}

void require_parts_apart(const SeparableSimulator& simulator) {
    for (Index k = 0; k < simulator.moves.cols(); ++k) {
        if (!is_sum(simulator.sum_of, k))
            continue;
        Eigen::Array<int, Eigen::Dynamic, 1> count =
            Eigen::Array<int, Eigen::Dynamic, 1>::Zero(simulator.moves.rows());
        for (const Index part : simulator.sum_of[static_cast<std::size_t>(k)])
            count += simulator.moves.col(part).cast<int>();
        require((count <= 1).all(), "parts of a sum that move the same component");
    }
}

} // namespace

std::vector<Index> shared_runs(const Moves& moves, const std::vector<std::vector<Index>>& sum_of) {
    std::vector<Index> order(static_cast<std::size_t>(moves.cols()));
    std::iota(order.begin(), order.end(), Index{0});
    std::erase_if(order, [&](Index k) { return is_sum(sum_of, k); });
    std::ranges::stable_sort(order, std::greater{}, [&](Index k) { return moves.col(k).count(); });
    std::vector<Index> runs(static_cast<std::size_t>(moves.cols()), kNoRun);
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
    require(simulator.sum_of.empty() ||
                simulator.sum_of.size() == static_cast<std::size_t>(simulator.moves.cols()),
            "sums of another number of parameters");
    require_parts_apart(simulator);
    auto runs = shared_runs(simulator.moves, simulator.sum_of);
    return [simulator = std::move(simulator), runs = std::move(runs)](const VectorXd& at,
                                                                      const VectorXd& steps) {
        const Points points = points_of(at, steps, runs, simulator.sum_of);
        const MatrixXd values = simulator.components(points.columns);
        Linearisation found{simulator.outputs * values.col(0),
                            MatrixXd::Zero(simulator.outputs.rows(), at.size()),
                            static_cast<int>(points.columns.cols())};
        for (Index k = 0; k < at.size(); ++k) {
            const Index column = points.column_of[static_cast<std::size_t>(k)];
            if (column == 0)
                continue;
            const VectorXd moved =
                simulator.moves.col(k).select((values.col(column) - values.col(0)).array(), 0.0);
            found.jacobian.col(k) = simulator.outputs * moved / steps[k];
        }
        for (Index k = 0; k < at.size(); ++k)
            if (steps[k] > 0.0 && points.column_of[static_cast<std::size_t>(k)] == 0)
                for (const Index part : simulator.sum_of[static_cast<std::size_t>(k)])
                    found.jacobian.col(k) += found.jacobian.col(part);
        if (simulator.curve) {
            auto [expected, slopes] = simulator.curve(found.expected);
            found.expected = std::move(expected);
            found.jacobian = slopes.asDiagonal() * found.jacobian;
        }
        return found;
    };
}

} // namespace kozqaras::inference
