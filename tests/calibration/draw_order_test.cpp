// The first of the stored draws stand for all.
#include "calibration/draw_order.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "support/random.hpp"
#include "support/statistics.hpp"

namespace kozqaras {
namespace {

/// Outcomes of a hundred draws: seven values that follow two independent directions, the first
/// twice as wide and skewed.
Eigen::MatrixXd drawn_outcomes() {
    Eigen::MatrixXd outcomes(7, 100);
    for (Eigen::Index draw = 0; draw < outcomes.cols(); ++draw) {
        RandomStream stream(3, Purpose::test, static_cast<std::uint64_t>(draw));
        const double first = std::exp(0.6 * stream.normal()), second = 0.3 * stream.normal();
        for (Eigen::Index value = 0; value < outcomes.rows(); ++value)
            outcomes(value, draw) = 0.1 * (first + (value % 2 == 0 ? second : -second));
    }
    return outcomes;
}

std::vector<double> first_of(const Eigen::MatrixXd& outcomes, Eigen::Index value,
                             const std::vector<std::size_t>& order, std::size_t count) {
    std::vector<double> values;
    for (std::size_t place = 0; place < count; ++place)
        values.push_back(outcomes(value, static_cast<Eigen::Index>(order[place])));
    std::ranges::sort(values);
    return values;
}

TEST(RepresentativeOrder, HoldsEachDrawOnce) {
    auto order = representative_order(drawn_outcomes());
    std::ranges::sort(order);
    ASSERT_EQ(order.size(), 100U);
    for (std::size_t place = 0; place < order.size(); ++place)
        EXPECT_EQ(order[place], place);
    EXPECT_EQ(representative_order(Eigen::MatrixXd::Constant(3, 4, 0.5)),
              (std::vector<std::size_t>{0, 1, 2, 3}))
        << "equal ones stay as they are";
}

/// As a seed takes them: one of each pair by a coin, then the others.
std::vector<std::size_t> taken_by(const std::vector<std::size_t>& order, std::uint64_t seed) {
    std::vector<std::size_t> firsts, others;
    for (std::size_t pair = 0; pair < order.size() / 2; ++pair) {
        const std::size_t coin = random_block(seed, Purpose::test, pair)[0] & 1U;
        firsts.push_back(order[2 * pair + coin]);
        others.push_back(order[2 * pair + 1 - coin]);
    }
    firsts.insert(firsts.end(), others.begin(), others.end());
    return firsts;
}

/// The largest error of a quantile by the first 8, 9 .. 50 draws, in s.d. of one draw.
double worst_error(const Eigen::MatrixXd& outcomes, const std::vector<std::size_t>& order,
                   double probability) {
    double worst = 0.0;
    for (const Eigen::Index value : {0, 1}) {
        const auto all = first_of(outcomes, value, order, 100);
        for (std::size_t count = 8; count <= 50; ++count) {
            const auto few = first_of(outcomes, value, order, count);
            worst =
                std::max(worst, std::abs(quantile(few, probability) - quantile(all, probability)) /
                                    standard_deviation(all));
        }
    }
    return worst;
}

// Eight draws at random miss a median by 0.44 (one standard error), fifty of a hundred by 0.13. The
// last outcomes of a long tail are missed longest.
TEST(RepresentativeOrder, AFewHaveTheQuantilesOfAll) {
    const auto outcomes = drawn_outcomes();
    const auto order = representative_order(outcomes);
    std::vector<std::size_t> as_drawn(100);
    std::iota(as_drawn.begin(), as_drawn.end(), std::size_t{0});
    EXPECT_GT(worst_error(outcomes, as_drawn, 0.5), 0.3) << "or any order would do";
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        EXPECT_LT(worst_error(outcomes, taken_by(order, seed), 0.5), 0.25) << seed;
        EXPECT_LT(worst_error(outcomes, taken_by(order, seed), 0.25), 0.25) << seed;
        EXPECT_LT(worst_error(outcomes, taken_by(order, seed), 0.9), 1.0) << seed;
    }
}

} // namespace
} // namespace kozqaras
