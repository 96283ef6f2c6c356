#include "calibration/member_draws.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string_view>

#include <fmt/format.h>

#include "support/errors.hpp"
#include "support/random.hpp"
#include "support/statistics.hpp"

namespace kozqaras {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

constexpr std::size_t kStrata = 8;

/// 0 .. kStrata - 1, each once, in an order by key.
std::array<std::size_t, kStrata> order_of_strata(std::uint64_t seed, std::size_t dimension,
                                                 std::size_t key) {
    std::array<std::size_t, kStrata> order{};
    std::iota(order.begin(), order.end(), std::size_t{0});
    RandomStream stream(seed, Purpose::parameter_draw,
                        static_cast<std::uint64_t>(dimension) << 32U | key);
    for (std::size_t left = kStrata; left > 1; --left)
        std::swap(order[left - 1], order[stream.below(static_cast<std::uint32_t>(left))]);
    return order;
}

/// Standard normal numbers [member][dimension]: Latin hypercubes of kStrata members, one behind the
/// other, so that more members extend the same ensemble; kStrata of them are one of kStrata^2.
std::vector<std::vector<double>> normals(std::size_t count, std::size_t dimensions,
                                         std::uint64_t seed) {
    constexpr std::size_t kFinerKeys = std::size_t{1} << 24U; // behind those of the hypercubes
    constexpr auto kWidth = 1.0 / static_cast<double>(kStrata);
    std::vector<std::vector<double>> numbers(count, std::vector<double>(dimensions));
    for (std::size_t d = 0; d < dimensions; ++d)
        for (std::size_t first = 0; first < count; first += kStrata) {
            const std::size_t cube = first / kStrata, of_cubes = cube / kStrata;
            const auto strata = order_of_strata(seed, d, cube);
            for (std::size_t member = first; member < std::min(count, first + kStrata); ++member) {
                const std::size_t stratum = strata[member - first];
                const auto finer = order_of_strata(seed, d, kFinerKeys * (1 + stratum) + of_cubes);
                const double within = random_uniform(seed, Purpose::prior_draw, member,
                                                     static_cast<std::uint32_t>(d)),
                             in_stratum =
                                 kWidth * (static_cast<double>(finer[cube % kStrata]) + within);
                numbers[member][d] =
                    normal_quantile(kWidth * (static_cast<double>(stratum) + in_stratum));
            }
        }
    return numbers;
}

/// Rows of `draws` that decide where the country goes when no wave holds it: not the thresholds,
/// which the waves pin, nor what sets groups and regions apart. All rows if there are no others.
MatrixXd of_the_country(const Posterior& posterior, const ParameterRegistry& registry) {
    constexpr std::array<std::string_view, 3> kOfGroupsAndQuestions{"anchor.", "growth.",
                                                                    "threshold."};
    std::vector<Index> rows;
    for (Index row = 0; row < posterior.draws.rows(); ++row) {
        const auto& name = registry.specs()[posterior.fitted[static_cast<std::size_t>(row)]].name;
        if (std::ranges::none_of(kOfGroupsAndQuestions,
                                 [&](std::string_view family) { return name.starts_with(family); }))
            rows.push_back(row);
    }
    if (rows.empty())
        return posterior.draws;
    return posterior.draws(rows, Eigen::all);
}

/// Draws on the few directions in which they differ most, in standard deviations of the first of
/// these: [direction][draw].
MatrixXd leading_scores(const MatrixXd& draws) {
    constexpr Index kDirections = 8;
    MatrixXd standard = draws.colwise() - draws.rowwise().mean();
    for (Index row = 0; row < standard.rows(); ++row)
        if (const double size = standard.row(row).norm(); size > 0.0)
            standard.row(row) /= size;
    const Eigen::SelfAdjointEigenSolver<MatrixXd> similar(standard.transpose() * standard);
    const Index kept = std::min(kDirections, draws.cols());
    const auto sizes = similar.eigenvalues().tail(kept).cwiseMax(0.0).cwiseSqrt();
    return (similar.eigenvectors().rightCols(kept) * (sizes / sizes[kept - 1]).asDiagonal())
               .transpose() *
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
    const auto order = herded_order(of_the_country(posterior, registry), seed);
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
