#include "support/state_space.hpp"

#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include <Eigen/Dense>
#include <boost/math/distributions/students_t.hpp>
#include <gtest/gtest.h>

#include "support/errors.hpp"
#include "support/statistics.hpp"

namespace kozqaras {
namespace {

const std::vector<Reading> kReadings{
    {2009, 3.0, 2.0}, {2010, 9.0, 1.0}, {2013, -4.0, 3.0}, {2013.5, 1.0, 0.5}, {2019, 20.0, 2.5}};

/// Half the variance of the difference of two levels that lie `time` apart.
double semivariance(const LevelModel& model, double time) {
    return model.reversion == 0.0 ? 0.5 * model.level_variance * time
                                  : model.level_variance * (1 - std::exp(-model.reversion * time)) /
                                        (2 * model.reversion);
}

/// Log density of all readings less the first one: a normal distribution written out, which knows
/// nothing of filters.
double direct_log_density(const LevelModel& model, const std::vector<Reading>& readings) {
    const auto count = static_cast<Eigen::Index>(readings.size()) - 1;
    const Reading& first = readings.front();
    Eigen::MatrixXd covariance(count, count);
    Eigen::VectorXd differences(count);
    for (Eigen::Index i = 0; i < count; ++i) {
        const Reading& one = readings[static_cast<std::size_t>(i) + 1];
        differences(i) = one.value - first.value;
        for (Eigen::Index j = 0; j < count; ++j) {
            const Reading& other = readings[static_cast<std::size_t>(j) + 1];
            covariance(i, j) = semivariance(model, one.time - first.time) +
                               semivariance(model, other.time - first.time) -
                               semivariance(model, std::abs(one.time - other.time)) +
                               model.transient_variance + first.error_variance;
        }
        covariance(i, i) += model.transient_variance + one.error_variance;
    }
    const Eigen::LLT<Eigen::MatrixXd> root(covariance);
    const double log_determinant = 2 * root.matrixLLT().diagonal().array().log().sum();
    return -0.5 * (log_determinant + differences.dot(root.solve(differences)) +
                   static_cast<double>(count) * std::log(2 * std::numbers::pi));
}

TEST(LevelFilter, LikelihoodIsThatOfTheNormalDistributionWrittenOut) {
    for (const double reversion : {0.0, 0.02, 0.3, 2.0})
        for (const double transient : {0.0, 7.0}) {
            const LevelModel model{9.0, transient, reversion, {}};
            EXPECT_NEAR(log_likelihood(model, kReadings), direct_log_density(model, kReadings),
                        1e-9)
                << reversion << " " << transient;
        }
}

TEST(LevelFilter, AWalkIsTheLimitOfWeakReversion) {
    EXPECT_NEAR(log_likelihood({9.0, 2.0, 0.0, {}}, kReadings),
                log_likelihood({9.0, 2.0, 1e-6, {}}, kReadings), 1e-4);
}

TEST(LevelFilter, ForecastIsTheConditionalNormal) {
    // What the likelihood says of one more reading is what was foreseen of it.
    const LevelModel model{9.0, 4.0, 0.3, {}};
    LevelFilter filter(model);
    for (const Reading& reading : kReadings)
        filter.add(reading);
    const auto foreseen = filter.predict(2.0, 1.5);
    for (const double value : {-10.0, 8.0, 30.0}) {
        auto longer = kReadings;
        longer.push_back({2021, value, 1.5});
        const double density =
            direct_log_density(model, longer) - direct_log_density(model, kReadings);
        const double deviation = std::sqrt(foreseen.variance());
        EXPECT_NEAR(std::log(normal_density((value - foreseen.mean()) / deviation) / deviation),
                    density, 1e-9);
    }
}

TEST(LevelFilter, TheSecondReadingIsAStudentTPlusNormalErrors) {
    const double degrees = 5.0;
    const LevelModel model{9.0, 2.0, 0.0, student_t_factors(degrees)};
    const boost::math::students_t tails(degrees);
    const double scale = 3.0 * std::sqrt((degrees - 2) / degrees); // of the t of variance 9
    const double error = std::sqrt(2.0 * 2.0 + 1.0 + 0.5);         // transient twice, both errors
    for (const double value : {0.0, 4.0, -9.0, 15.0}) {
        double density = 0.0;
        constexpr double kStep = 0.01;
        for (double step = -200; step < 200; step += kStep)
            density += kStep * boost::math::pdf(tails, step / scale) / scale *
                       normal_density((value - step) / error) / error;
        const std::vector<Reading> readings{{0, 0.0, 1.0}, {1, value, 0.5}};
        EXPECT_NEAR(log_likelihood(model, readings), std::log(density), 0.03) << value;
    }
}

/// Density with every branch kept: one normal law for each choice of a factor for each stretch, as
/// a walk with steps of those variances.
double all_branches(const LevelModel& model, const std::vector<Reading>& readings,
                    std::vector<double> chosen, double chance) {
    if (chosen.size() + 1 < readings.size()) {
        double sum = 0.0;
        for (std::size_t k = 0; k < model.tails.factors.size(); ++k) {
            auto longer = chosen;
            longer.push_back(model.tails.factors[k]);
            sum += all_branches(model, readings, longer, chance * model.tails.probabilities[k]);
        }
        return sum;
    }
    // Time runs faster where the factor is larger: the same walk in another time.
    auto stretched = readings;
    for (std::size_t k = 1; k < readings.size(); ++k)
        stretched[k].time =
            stretched[k - 1].time + chosen[k - 1] * (readings[k].time - readings[k - 1].time);
    return chance * std::exp(direct_log_density(
                        {model.level_variance, model.transient_variance, 0.0, {}}, stretched));
}

TEST(LevelFilter, JoiningBranchesLosesLittle) {
    const LevelModel model{9.0, 4.0, 0.0, student_t_factors(4.0, 6)};
    const std::vector<Reading> calm(kReadings.begin(), kReadings.begin() + 4);
    std::vector<Reading> jump = calm;
    jump[2].value = 40.0;
    for (const auto& readings : {calm, jump})
        EXPECT_NEAR(log_likelihood(model, readings),
                    std::log(all_branches(model, readings, {}, 1.0)), 0.05);
}

TEST(LevelFilter, HeavyTailsBelieveAJumpAndTheNormalLawDoesNot) {
    // After a jump the level follows; the forecast lies nearer to the jump than the normal law's.
    const LevelModel heavy{9.0, 20.0, 0.0, student_t_factors(3.0)}, normal{9.0, 20.0, 0.0, {}};
    LevelFilter of_heavy(heavy), of_normal(normal);
    for (const Reading& reading : {Reading{0, 0, 1}, Reading{1, 0, 1}, Reading{2, 30, 1}}) {
        of_heavy.add(reading);
        of_normal.add(reading);
    }
    EXPECT_GT(of_heavy.predict(1, 1).mean(), of_normal.predict(1, 1).mean() + 2);
}

TEST(LevelFilter, RefusesThePast) {
    const LevelModel model{1.0, 0.0, 0.0, {}};
    LevelFilter filter(model);
    EXPECT_THROW((void)filter.predict(1, 1), BugError);
    filter.add({5, 0, 1});
    EXPECT_THROW((void)filter.add({4, 0, 1}), BugError);
    EXPECT_THROW((void)filter.predict(-1, 1), BugError);
}

} // namespace
} // namespace kozqaras
