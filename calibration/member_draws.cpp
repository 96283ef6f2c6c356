#include "calibration/member_draws.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "support/errors.hpp"
#include "support/random.hpp"
#include "support/statistics.hpp"

namespace kozqaras {

using Eigen::Index;
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

/// The stored draw of a member: one of each pair, then the other ones.
Index stored_place(std::size_t member, std::size_t stored, std::uint64_t seed) {
    const std::size_t pairs = stored / 2, pair = member % std::max<std::size_t>(1, pairs);
    if (member >= 2 * pairs)
        return static_cast<Index>(member); // an odd one at the end
    const std::size_t first = random_block(seed, Purpose::stored_draw, pair)[0] & 1U,
                      second = member < pairs ? 0 : 1;
    return static_cast<Index>(2 * pair + (first ^ second));
}

} // namespace

std::vector<std::vector<double>> draw_members(const Posterior& posterior,
                                              const ParameterRegistry& registry, std::size_t count,
                                              std::uint64_t seed) {
    const auto stored = static_cast<std::size_t>(posterior.draws.cols());
    if (stored > 0 && count > stored)
        throw InputError({"members.csv"},
                         fmt::format("the posterior holds {} members, {} are asked for; calibrate "
                                     "with more draws",
                                     stored, count));
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
            value = stored > 0
                        ? posterior.draws(
                              k, stored_place(member, static_cast<std::size_t>(stored), seed))
                        : value + shift[k];
        }
        members.push_back(std::move(values));
    }
    return members;
}

} // namespace kozqaras
