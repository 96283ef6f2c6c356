#include "model/population/cohort_projection.hpp"

#include <cmath>
#include <numeric>

#include <Eigen/Dense>
#include <gtest/gtest.h>

#include "support/errors.hpp"

namespace kozqaras {
namespace {

/// Two units, one sex, ages 0, 1, 2 and 3 or over.
Cohorts example_cohorts() {
    return {2, 1, 4, {100, 80, 60, 40, 50, 70, 20, 90}};
}

YearRates example_rates() {
    return {{0.99, 0.95, 0.9, 0.6}, {0.1, 0.2, 0.05, 0.0, 0.0, 0.3, 0.15, 0.02}, {0.25, 0.75}};
}

double total(const Cohorts& cohorts) {
    return std::accumulate(cohorts.persons.begin(), cohorts.persons.end(), 0.0);
}

/// The multiregional Leslie matrix written down entry by entry: from (unit, age) to (unit, age).
Eigen::MatrixXd leslie_matrix(const YearRates& rates) {
    constexpr int kUnits = 2, kAges = 4;
    Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(kUnits * kAges, kUnits * kAges);
    for (int from = 0; from < kUnits; ++from)
        for (int age = 0; age < kAges; ++age) {
            const int reached = std::min(age + 1, kAges - 1);
            const double alive = rates.survival[static_cast<std::size_t>(age)];
            const double leaves = rates.leaving[static_cast<std::size_t>(from * kAges + reached)];
            for (int to = 0; to < kUnits; ++to)
                matrix(to * kAges + reached, from * kAges + age) +=
                    alive * ((from == to ? 1 - leaves : 0.0) +
                             leaves * rates.destination[static_cast<std::size_t>(to)]);
        }
    return matrix;
}

TEST(CohortProjection, IsAPowerOfTheLeslieMatrix) {
    Cohorts cohorts = example_cohorts();
    const Eigen::MatrixXd matrix = leslie_matrix(example_rates());
    Eigen::VectorXd expected = Eigen::Map<const Eigen::VectorXd>(cohorts.persons.data(), 8);
    for (int year = 0; year < 7; ++year) {
        cohorts = advance(cohorts, example_rates());
        expected = matrix * expected;
        for (Eigen::Index cell = 0; cell < 8; ++cell)
            ASSERT_NEAR(cohorts.persons[static_cast<std::size_t>(cell)], expected[cell], 1e-11);
    }
}

// The open-ended age feeds itself: the largest eigenvalue of the matrix, and the rate at which
// everybody finally dwindles.
TEST(CohortProjection, DwindlesAtTheLargestEigenvalue) {
    YearRates rates = example_rates();
    const auto eigenvalues = leslie_matrix(rates).eigenvalues();
    const double largest = eigenvalues.cwiseAbs().maxCoeff();
    Cohorts cohorts = example_cohorts();
    for (int year = 0; year < 80; ++year)
        cohorts = advance(cohorts, rates);
    EXPECT_NEAR(total(advance(cohorts, rates)) / total(cohorts), largest, 1e-6);
}

// With the same survival s and the same share l that leaves everywhere, N(t) = s^t N(0), and the
// share of a unit is d + (1 - l)^t (p - d) where d is its share of the pool.
TEST(CohortProjection, MeetsTheClosedFormOfEqualRates) {
    constexpr double kSurvival = 0.97, kLeaving = 0.1, kDestination = 0.3;
    const YearRates rates{std::vector<double>(4, kSurvival),
                          std::vector<double>(8, kLeaving),
                          {kDestination, 1 - kDestination}};
    const Cohorts start = example_cohorts();
    const double first_share =
        std::accumulate(start.persons.begin(), start.persons.begin() + 4, 0.0) / total(start);
    Cohorts cohorts = start;
    for (int year = 1; year <= 20; ++year) {
        cohorts = advance(cohorts, rates);
        ASSERT_NEAR(total(cohorts), std::pow(kSurvival, year) * total(start), 1e-9);
        const double share =
            std::accumulate(cohorts.persons.begin(), cohorts.persons.begin() + 4, 0.0) /
            total(cohorts);
        ASSERT_NEAR(share,
                    kDestination + std::pow(1 - kLeaving, year) * (first_share - kDestination),
                    1e-12);
    }
}

TEST(CohortProjection, MovingNeitherMakesNorLosesAnyone) {
    YearRates rates = example_rates();
    rates.survival.assign(4, 1.0);
    EXPECT_NEAR(total(advance(example_cohorts(), rates)), total(example_cohorts()), 1e-10);
}

TEST(CohortProjection, AYearBackAndForthIsWhereItStarted) {
    const Cohorts start = example_cohorts();
    const Cohorts again = advance(retreat(start, example_rates()), example_rates());
    for (std::size_t unit = 0; unit < 2; ++unit)
        for (std::size_t age = 1; age < 4; ++age)
            EXPECT_NEAR(again.at(unit, 0, age), start.at(unit, 0, age), 1e-10) << unit << age;
}

// Where units draw more than the pool holds, the rest comes from abroad: with survival 1 everywhere
// the total grows by (sum of destinations - 1) x pool; back again nobody is left over.
TEST(CohortProjection, FromAbroadComesWhatThePoolLacks) {
    const Cohorts start = example_cohorts();
    YearRates rates = example_rates();
    std::ranges::fill(rates.survival, 1.0);
    rates.destination = {0.9, 0.6};
    const Cohorts open = advance(start, rates);
    for (double& share : rates.destination)
        share /= 1.5;
    const Cohorts closed = advance(start, rates);
    EXPECT_NEAR(total(closed), total(start), 1e-9);
    for (double& share : rates.destination)
        share = 0;
    const Cohorts none = advance(start, rates);
    const double pool = total(start) - total(none);
    EXPECT_GT(pool, 1.0);
    EXPECT_NEAR(total(open) - total(closed), 0.5 * pool, 1e-9);
}

TEST(CohortProjection, RefusesRatesOutOfRange) {
    YearRates rates = example_rates();
    rates.destination = {0.5, -0.4};
    EXPECT_THROW((void)advance(example_cohorts(), rates), BugError);
    rates = example_rates();
    rates.survival[1] = 1.2;
    EXPECT_THROW((void)advance(example_cohorts(), rates), BugError);
    rates = example_rates();
    rates.leaving.pop_back();
    EXPECT_THROW((void)retreat(example_cohorts(), rates), BugError);
}

} // namespace
} // namespace kozqaras
