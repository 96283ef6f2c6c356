// Members as draws of a posterior: each stored draw once, few of them like all.

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "calibration/member_draws.hpp"
#include "model/inputs/input_data.hpp"
#include "support/errors.hpp"
#include "support/random.hpp"
#include "support/statistics.hpp"

namespace kozqaras {
namespace {

const ParameterRegistry& drawn_registry() {
    static const ParameterRegistry parameters(
        load_inputs(std::string(KOZQARAS_SOURCE_DIR) + "/data"));
    return parameters;
}

/// Ten stored draws, each named by its value.
Posterior stored_draws() {
    Posterior posterior = prior_as_posterior(drawn_registry());
    posterior.draws.resize(static_cast<Eigen::Index>(posterior.fitted.size()), 10);
    for (Eigen::Index draw = 0; draw < posterior.draws.cols(); ++draw)
        posterior.draws.col(draw).setConstant(static_cast<double>(draw));
    return posterior;
}

/// The stored draws that the members took, in their order.
std::vector<double> taken(std::size_t count, std::uint64_t seed) {
    const Posterior posterior = stored_draws();
    std::vector<double> draws;
    for (const auto& member : draw_members(posterior, drawn_registry(), count, seed)) {
        for (const std::size_t i : posterior.fitted)
            EXPECT_EQ(member[i], member[posterior.fitted.front()]) << "two draws mixed";
        draws.push_back(member[posterior.fitted.front()]);
    }
    return draws;
}

TEST(DrawMembers, EachSeedTakesOneOfEachPairFirst) {
    const auto one = taken(10, 1), two = taken(10, 2);
    EXPECT_NE(one, two);
    for (const auto& draws : {one, two})
        for (std::size_t pair = 0; pair < 5; ++pair) {
            EXPECT_EQ(static_cast<std::size_t>(draws[pair]) / 2, pair);
            EXPECT_EQ(static_cast<std::size_t>(draws[5 + pair]) / 2, pair);
            EXPECT_NE(draws[pair], draws[5 + pair]) << "each once before any twice";
        }
    const auto few = taken(4, 1);
    EXPECT_TRUE(std::equal(few.begin(), few.end(), one.begin())) << "more members extend it";
    EXPECT_THROW((void)draw_members(stored_draws(), drawn_registry(), 11, 1), InputError);
}

TEST(DrawMembers, WhatIsNotStoredIsSpreadLikeItsPrior) {
    const Posterior prior = prior_as_posterior(drawn_registry());
    const auto members = draw_members(prior, drawn_registry(), 64, 5);
    for (const std::size_t i :
         {std::size_t{0}, drawn_registry().size() / 2, drawn_registry().size() - 1}) {
        std::vector<double> values;
        for (const auto& member : members)
            values.push_back((member[i] - drawn_registry().specs()[i].prior_mean) /
                             drawn_registry().specs()[i].prior_standard_deviation);
        std::ranges::sort(values);
        EXPECT_NEAR(quantile(values, 0.5), 0.0, 0.06); // at random 0.16
        EXPECT_NEAR(quantile(values, 0.84), 1.0, 0.12);
    }
}

// Every eighth of a prior once in each eight members, in every dimension.
TEST(DrawMembers, EightMembersTakeEveryEighthOfAPrior) {
    const Posterior prior = prior_as_posterior(drawn_registry());
    const auto members = draw_members(prior, drawn_registry(), 24, 3);
    for (const std::size_t i : {std::size_t{3}, drawn_registry().size() - 2})
        for (std::size_t first = 0; first < 24; first += 8) {
            std::vector<bool> seen(8, false);
            for (std::size_t member = first; member < first + 8; ++member) {
                const auto& spec = drawn_registry().specs()[i];
                const double z =
                    (members[member][i] - spec.prior_mean) / spec.prior_standard_deviation;
                seen[static_cast<std::size_t>(8.0 * 0.5 * std::erfc(-z / std::sqrt(2.0)))] = true;
            }
            EXPECT_TRUE(std::ranges::all_of(seen, [](bool each) { return each; })) << i;
        }
}

// Parameters that have nothing to do with each other do not go together: the largest of all
// correlations among a hundred members is that of chance, as normal numbers have it (5 s.e. and
// more; with a Sobol sequence of as many dimensions it was 0.87).
TEST(DrawMembers, NoTwoPriorsGoTogether) {
    const Posterior prior = prior_as_posterior(drawn_registry());
    constexpr std::size_t kCount = 104;
    const auto members = draw_members(prior, drawn_registry(), kCount, 1);
    const auto parameters = static_cast<Eigen::Index>(drawn_registry().size());
    Eigen::MatrixXd z(static_cast<Eigen::Index>(kCount), parameters);
    for (std::size_t member = 0; member < kCount; ++member)
        z.row(static_cast<Eigen::Index>(member)) =
            Eigen::Map<const Eigen::RowVectorXd>(members[member].data(), parameters);
    z.rowwise() -= z.colwise().mean().eval();
    z.array().rowwise() /= z.colwise().norm().array().eval();
    Eigen::MatrixXd correlation = z.transpose() * z;
    correlation.diagonal().setZero();
    EXPECT_LT(correlation.cwiseAbs().maxCoeff(), 0.55);
    EXPECT_NEAR(std::sqrt(correlation.squaredNorm() / static_cast<double>(correlation.size())),
                1.0 / std::sqrt(static_cast<double>(kCount)), 0.01);
}

} // namespace
} // namespace kozqaras
