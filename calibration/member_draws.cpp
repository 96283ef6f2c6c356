#include "calibration/member_draws.hpp"

#include <algorithm>
#include <cmath>

#include <boost/random/sobol.hpp>
#include <fmt/format.h>

#include "support/errors.hpp"
#include "support/random.hpp"
#include "support/statistics.hpp"

namespace kozqaras {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

/// Standard normal numbers [member][dimension].
std::vector<std::vector<double>> normals(std::size_t count, std::size_t dimensions,
                                         std::uint64_t seed) {
    constexpr std::size_t kMostSobol = boost::random::default_sobol_table::max_dimension;
    const std::size_t led = std::min(dimensions, kMostSobol);
    std::vector<std::vector<double>> numbers(count, std::vector<double>(dimensions));
    if (led == 0)
        return numbers;
    std::vector<std::uint32_t> shifts(led);
    for (std::size_t d = 0; d < led; ++d)
        shifts[d] = random_block(seed, Purpose::parameter_draw, d)[0];
    boost::random::sobol sobol(led);
    for (std::size_t member = 0; member < count; ++member) {
        for (std::size_t d = 0; d < led; ++d)
            numbers[member][d] =
                normal_quantile(to_uniform(static_cast<std::uint32_t>(sobol() >> 32U) ^ shifts[d]));
        RandomStream rest(seed, Purpose::prior_draw, member);
        for (std::size_t d = led; d < dimensions; ++d)
            numbers[member][d] = rest.normal();
    }
    return numbers;
}

/// Draws on the few directions in which they differ most, in standard deviations:
/// [direction][draw].
MatrixXd leading_scores(const MatrixXd& draws) {
    constexpr Index kDirections = 4;
    MatrixXd standard = draws.colwise() - draws.rowwise().mean();
    for (Index row = 0; row < standard.rows(); ++row)
        if (const double size = standard.row(row).norm(); size > 0.0)
            standard.row(row) /= size;
    const Eigen::SelfAdjointEigenSolver<MatrixXd> similar(standard.transpose() * standard);
    const Index kept = std::min(kDirections, draws.cols());
    return similar.eigenvectors().rightCols(kept).transpose() *
           std::sqrt(static_cast<double>(draws.cols()));
}

} // namespace

std::vector<std::size_t> herded_order(const MatrixXd& draws, std::uint64_t seed) {
    const auto count = static_cast<std::size_t>(draws.cols());
    if (count < 2)
        return std::vector<std::size_t>(count, 0);
    const MatrixXd scores = leading_scores(draws);
    MatrixXd kernel(draws.cols(), draws.cols());
    for (Index i = 0; i < kernel.rows(); ++i)
        for (Index j = 0; j < kernel.cols(); ++j)
            kernel(i, j) = std::exp(-0.5 * (scores.col(i) - scores.col(j)).squaredNorm());
    const VectorXd like_all = kernel.rowwise().mean();
    VectorXd like_chosen = VectorXd::Zero(draws.cols());
    std::vector<std::size_t> order{random_order(seed, Purpose::stored_draw, count).front()};
    std::vector<bool> taken(count, false);
    while (true) {
        taken[order.back()] = true;
        like_chosen += kernel.col(static_cast<Index>(order.back()));
        if (order.size() == count)
            return order;
        std::size_t best = count;
        double most = 0.0;
        for (std::size_t draw = 0; draw < count; ++draw) {
            const auto at = static_cast<Index>(draw);
            const double gain =
                like_all[at] - like_chosen[at] / static_cast<double>(order.size() + 1);
            if (!taken[draw] && (best == count || gain > most)) {
                best = draw;
                most = gain;
            }
        }
        order.push_back(best);
    }
}

std::vector<std::vector<double>> draw_members(const Posterior& posterior,
                                              const ParameterRegistry& registry, std::size_t count,
                                              std::uint64_t seed) {
    const auto stored = static_cast<std::size_t>(posterior.draws.cols());
    if (stored > 0 && count > stored)
        throw InputError({"members.csv"},
                         fmt::format("the posterior holds {} members, {} are asked for; calibrate "
                                     "with more draws",
                                     stored, count));
    const auto order = herded_order(posterior.draws, seed);
    const auto numbers = normals(count, registry.size(), seed);
    std::vector<std::vector<double>> members;
    for (std::size_t member = 0; member < count; ++member) {
        std::vector<double> values(posterior.mean.begin(), posterior.mean.end());
        for (std::size_t i = 0; i < values.size(); ++i)
            if (!std::ranges::binary_search(posterior.fitted, i))
                values[i] = registry.specs()[i].prior_mean +
                            registry.specs()[i].prior_standard_deviation * numbers[member][i];
        VectorXd z(static_cast<Index>(posterior.fitted.size()));
        for (Index k = 0; k < z.size(); ++k)
            z[k] = numbers[member][posterior.fitted[static_cast<std::size_t>(k)]];
        const VectorXd shift = posterior.factor.triangularView<Eigen::Lower>() * z;
        for (Index k = 0; k < z.size(); ++k) {
            double& value = values[posterior.fitted[static_cast<std::size_t>(k)]];
            value = stored > 0 ? posterior.draws(k, static_cast<Index>(order[member]))
                               : value + shift[k];
        }
        members.push_back(std::move(values));
    }
    return members;
}

} // namespace kozqaras
