#include "calibration/draw_order.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

#include "calibration/member_waves.hpp"
#include "model/engine/ensemble.hpp"

namespace kozqaras {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

/// Draws on the directions in which they differ, in standard deviations of the first: [direction]
/// [draw]. Directions with less than a twentieth of its spread are left out.
MatrixXd leading_scores(const MatrixXd& outcomes) {
    constexpr double kSmallest = 0.05;
    const MatrixXd centred = outcomes.colwise() - outcomes.rowwise().mean();
    const Eigen::SelfAdjointEigenSolver<MatrixXd> spread(centred * centred.transpose() /
                                                         static_cast<double>(outcomes.cols()));
    const VectorXd sizes = spread.eigenvalues().cwiseMax(0.0).cwiseSqrt();
    const double largest = sizes[sizes.size() - 1];
    if (largest <= 0.0)
        return MatrixXd::Zero(1, outcomes.cols());
    const auto kept = (sizes.array() >= kSmallest * largest).count();
    return spread.eigenvectors().rightCols(kept).transpose() * centred / largest;
}

/// Likeness of each two draws: a wide kernel for means and spreads, a narrow one for quantiles.
MatrixXd likeness(const MatrixXd& scores) {
    constexpr double kWide = 1.0, kNarrow = 0.3;
    MatrixXd like(scores.cols(), scores.cols());
    for (Index i = 0; i < like.rows(); ++i)
        for (Index j = 0; j < like.cols(); ++j) {
            const double squared = (scores.col(i) - scores.col(j)).squaredNorm();
            like(i, j) = 0.5 * (std::exp(-0.5 * squared / (kWide * kWide)) +
                                std::exp(-0.5 * squared / (kNarrow * kNarrow)));
        }
    return like;
}

/// Weeks in which years end, after the last wave.
std::vector<Week> ends_of_years(const RunPlan& plan) {
    std::vector<Week> ends;
    for (Week week = plan.end + 1; week < last_week(); ++week.value)
        if (year_of(week) != year_of(week + 1))
            ends.push_back(week);
    return ends;
}

/// Columns so that the first ones are as alike to all as can be.
std::vector<std::size_t> herded(const MatrixXd& scores) {
    std::vector<std::size_t> left(static_cast<std::size_t>(scores.cols())), order;
    std::iota(left.begin(), left.end(), std::size_t{0});
    const MatrixXd like = likeness(scores);
    const VectorXd like_all = like.rowwise().mean();
    VectorXd like_chosen = VectorXd::Zero(scores.cols());
    while (!left.empty()) {
        const auto gain = [&](std::size_t draw) {
            const auto at = static_cast<Index>(draw);
            return like_all[at] - like_chosen[at] / static_cast<double>(order.size() + 1);
        };
        const auto best = std::ranges::max_element(left, {}, gain);
        order.push_back(*best);
        like_chosen += like.col(static_cast<Index>(*best));
        left.erase(best);
    }
    return order;
}

using Pair = std::array<Index, 2>;

/// Each column with the nearest that is free, the nearest two first; by number of the first.
std::vector<Pair> pairs_of(const MatrixXd& scores) {
    std::vector<std::pair<double, Pair>> near;
    for (Index i = 0; i < scores.cols(); ++i)
        for (Index j = i + 1; j < scores.cols(); ++j)
            near.emplace_back((scores.col(i) - scores.col(j)).squaredNorm(), Pair{i, j});
    std::ranges::sort(near);
    std::vector<bool> taken(static_cast<std::size_t>(scores.cols()), false);
    std::vector<Pair> pairs;
    for (const auto& [distance, pair] : near) {
        const auto one = static_cast<std::size_t>(pair[0]),
                   other = static_cast<std::size_t>(pair[1]);
        if (taken[one] || taken[other])
            continue;
        taken[one] = taken[other] = true;
        pairs.push_back(pair);
    }
    std::ranges::sort(pairs);
    return pairs;
}

} // namespace

std::vector<std::size_t> representative_order(const MatrixXd& outcomes) {
    const auto count = static_cast<std::size_t>(outcomes.cols());
    std::vector<std::size_t> order;
    if (count >= 2 && outcomes.rows() > 0) {
        const MatrixXd scores = leading_scores(outcomes);
        const auto pairs = pairs_of(scores);
        MatrixXd middles(scores.rows(), std::ssize(pairs));
        for (std::size_t p = 0; p < pairs.size(); ++p)
            middles.col(static_cast<Index>(p)) =
                0.5 * (scores.col(pairs[p][0]) + scores.col(pairs[p][1]));
        for (const std::size_t p : herded(middles))
            for (const Index draw : pairs[p])
                order.push_back(static_cast<std::size_t>(draw));
    }
    for (std::size_t draw = 0; draw < count; ++draw)
        if (std::ranges::find(order, draw) == order.end())
            order.push_back(draw);
    return order;
}

MatrixXd projected_outcomes(std::shared_ptr<const World> world,
                            std::shared_ptr<const ParameterRegistry> registry,
                            std::vector<std::vector<double>> members, const std::stop_token& stop,
                            ProgressSink& progress) {
    RunPlan plan = wave_plan(std::move(world), std::move(registry));
    plan.members = std::move(members);
    plan.also_report = ends_of_years(plan);
    plan.end = last_week();
    const RunResult result = simulate(plan, stop, progress);
    if (!result.failed.empty())
        return {};
    const auto values = static_cast<Index>(result.index_values);
    std::vector<std::size_t> weeks;
    for (std::size_t week = 0; week < result.weeks.size(); ++week)
        if (std::ranges::binary_search(plan.also_report, result.weeks[week]) ||
            result.weeks[week] == plan.end)
            weeks.push_back(week);
    const auto adults = view_of(result, &RunResult::index_adults);
    MatrixXd outcomes(values * std::ssize(weeks), static_cast<Index>(result.members));
    for (Index member = 0; member < outcomes.cols(); ++member)
        for (Index row = 0; row < outcomes.rows(); ++row)
            outcomes(row, member) = static_cast<double>(
                adults(0, member, weeks[static_cast<std::size_t>(row / values)], 0, row % values));
    return outcomes;
}

} // namespace kozqaras
