// Recovery of the model of Kazakhstan: synthetic surveys err as the covariance says, a short
// recovery finds its truths, goes on from a checkpoint to the same bytes, and the report tells a
// sound method from one that is too sure. The long version lies in long/.

#include "calibration/recovery.hpp"

#include <array>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include <gtest/gtest.h>

#include "calibration/synthetic_survey.hpp"
#include "calibration/wave_model.hpp"
#include "support/errors.hpp"
#include "support/statistics.hpp"
#include "tests/calibration/small_recovery.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

/// Positions and z of a method whose s.d. are `narrow` times too small and whose means are off.
RecoveryResult made_up(int data_sets, double narrow, double shift) {
    RecoveryResult result;
    result.title = "made up";
    result.settings.data_sets = data_sets;
    result.parameters = 20;
    for (std::size_t q = 0; q < 24; ++q)
        result.names.push_back(q < 20 ? fmt::format("family{}.p{}", q % 2, q)
                                      : fmt::format("outcome_{}", q));
    result.posterior_over_prior.assign(20, 0.4);
    result.posterior_over_prior[3] = 0.95;
    for (int set = 0; set < data_sets; ++set) {
        RandomStream random(5, Purpose::test, static_cast<std::uint64_t>(set));
        RecoveredDataSet data_set;
        data_set.values.resize(24, 5);
        for (Eigen::Index q = 0; q < 24; ++q) {
            const double z = random.normal() * narrow + shift;
            data_set.values.row(q) << 0.0, z, 1.0, z, normal_cdf(-z);
        }
        data_set.converged = true;
        result.data_sets.push_back(data_set);
    }
    return result;
}

std::size_t unmet(const RecoverySummary& summary) {
    std::size_t count = 0;
    for (const RecoveryCheck& check : summary.checks)
        count += check.met ? 0 : 1;
    return count;
}

TEST(RecoverySummary, TellsSoundFromTooSureAndFromBiased) {
    const auto sound = summarise(made_up(200, 1.0, 0.0));
    EXPECT_EQ(sound.informed.quantities, 19U);
    EXPECT_EQ(sound.others.quantities, 1U);
    EXPECT_EQ(sound.outcomes.quantities, 4U);
    EXPECT_EQ(sound.families.size(), 2U);
    EXPECT_EQ(sound.checks.size(), 12U);
    EXPECT_EQ(unmet(sound), 0U);
    // z with s.d. 1.5: coverage at 50, 80, 90 % and s.d. fail in both groups, ranks too.
    EXPECT_GE(unmet(summarise(made_up(200, 1.5, 0.0))), 10U);
    const auto biased = summarise(made_up(200, 1.0, 0.5));
    EXPECT_NEAR(biased.informed.z_mean, 0.5, 0.05);
    EXPECT_FALSE(biased.checks.front().met);
    EXPECT_GT(biased.informed.outside, 15U);
}

TEST(RecoverySummary, GivesNoVerdictOnFewDataSets) {
    const auto result = made_up(10, 1.0, 0.0);
    const auto summary = summarise(result);
    EXPECT_TRUE(summary.checks.empty());
    EXPECT_NE(recovery_text(result, summary).find("No verdict"), std::string::npos);
}

TEST(SyntheticSurvey, ErrsAsTheCovarianceSaysAndRoundsAsPrinted) {
    NoProgress progress;
    auto inputs = shipped_inputs();
    const auto registry = std::make_shared<const ParameterRegistry>(inputs);
    const auto setup = small_recovery_setup();
    const auto world = make_world(std::move(inputs), setup.scale, 1, progress);
    const WaveModel model(world, registry, setup, {}, progress, nullptr);
    const auto& targets = model.targets();
    const TargetCovariance covariance = covariance_of(*world, targets, setup.covariance);
    const auto problem = problem_of(model, covariance);
    const Eigen::VectorXd expected = model.expected(problem.prior_mean).col(0);
    constexpr double kNoNoise = std::numeric_limits<double>::infinity();
    const Eigen::VectorXd variance =
        covariance_at(*world, with_values(targets, expected), kNoNoise, setup.covariance)(expected)
            .diagonal();
    constexpr int kSurveys = 200;
    double sum = 0.0, chi_squared = 0.0;
    for (std::uint64_t survey = 0; survey < kSurveys; ++survey) {
        const Eigen::VectorXd printed =
            printed_numbers(*world, targets, expected, setup.covariance,
                            RandomStream(3, Purpose::inference_observation, survey));
        const Eigen::ArrayXd z = (printed - expected).array() / variance.array().sqrt();
        sum += z.mean();
        chi_squared += z.square().mean();
        const double steps = printed[0] / (2.0 * targets[0].rounding);
        EXPECT_NEAR(steps, std::round(steps), 1e-6) << "printed with as many digits as the survey";
    }
    // Errors within a wave are correlated: the bounds are wide for 200 x 433 numbers.
    EXPECT_NEAR(sum / kSurveys, 0.0, 0.03);
    EXPECT_NEAR(chi_squared / kSurveys, 1.0, 0.05);
}

/// A checkpoint whose pieces are kept in `text`.
struct KeptCheckpoint {
    std::string text;

    inference::Checkpoint open() {
        return {text, [this](const std::string& piece) { text += piece; }};
    }
};

/// Correlation of posterior means with truths over the centres of all questions.
double correlation_of_centres(const RecoveryResult& result) {
    std::vector<double> truths, means;
    for (const RecoveredDataSet& set : result.data_sets)
        for (std::size_t p = 0; p < result.parameters; ++p)
            if (result.names[p].ends_with(".centre")) {
                truths.push_back(set.values(static_cast<Eigen::Index>(p), 0));
                means.push_back(set.values(static_cast<Eigen::Index>(p), 1));
            }
    const Eigen::Map<const Eigen::ArrayXd> x(truths.data(),
                                             static_cast<Eigen::Index>(truths.size()));
    const Eigen::Map<const Eigen::ArrayXd> y(means.data(), x.size());
    return ((x - x.mean()) * (y - y.mean())).sum() /
           std::sqrt((x - x.mean()).square().sum() * (y - y.mean()).square().sum());
}

/// The composite of 2023 of a data set's true parameters in the country that is fitted to it.
double true_composite(const RecoveryResult& result, const CalibrationSetup& setup,
                      std::uint64_t data_set) {
    NoProgress progress;
    const auto inputs = inputs_of(shipped_inputs(), setup);
    const WaveModel model(make_world(inputs, setup.scale, setup.seed + 2 * data_set, progress),
                          std::make_shared<const ParameterRegistry>(inputs), setup, {}, progress,
                          nullptr);
    Target composite;
    composite.kind = TargetKind::group_composite;
    composite.wave = kWaveCount - 1;
    const auto& truth = result.data_sets[data_set].values.col(0);
    return expected_targets(model.run(truth.head(static_cast<Eigen::Index>(result.parameters))),
                            {composite}, inputs.survey)(0, 0);
}

/// Far from converged: seconds in place of minutes.
CalibrationSetup two_iterations() {
    auto setup = small_recovery_setup();
    setup.search.most_iterations = 2;
    return setup;
}

TEST(RecoveryOfTheModel, FindsCentresWithTheNoiseOfTheSimulation) {
    NoProgress progress;
    const auto result = recover_calibration(shipped_inputs(), two_iterations(),
                                            small_recovery_settings(1), {}, progress);
    const auto summary = summarise(result);
    EXPECT_GT(summary.informed.quantities, 50U);
    EXPECT_GT(correlation_of_centres(result), 0.8) << recovery_text(result, summary);
}

// Without measured noise, which takes most of the time; tests/cli/recover_test.sh goes on with it.
TEST(RecoveryOfTheModel, FindsCentresAndGoesOnToTheSameBytes) {
    NoProgress progress;
    KeptCheckpoint kept;
    const auto setup = two_iterations();
    auto settings = small_recovery_settings(1);
    settings.noise_countries = 0;
    auto first = kept.open();
    (void)recover_calibration(shipped_inputs(), setup, settings, {}, progress, &first);
    settings.data_sets = 2;
    auto second = kept.open();
    EXPECT_EQ(second.known(), 1U);
    const auto resumed =
        recover_calibration(shipped_inputs(), setup, settings, {}, progress, &second);
    const auto whole = recover_calibration(shipped_inputs(), setup, settings, {}, progress);
    EXPECT_EQ(recovery_table(resumed), recovery_table(whole));
    EXPECT_EQ(recovery_fits_table(resumed), recovery_fits_table(whole));
    const auto summary = summarise(whole);
    EXPECT_GT(summary.informed.quantities, 50U);
    EXPECT_EQ(summary.single.size(), 7U);
    EXPECT_GT(correlation_of_centres(whole), 0.8) << recovery_text(whole, summary);
    // Outcomes are the parameters' own, whatever country the survey was held in.
    const auto after_likelihood = static_cast<Eigen::Index>(whole.parameters) + 1;
    EXPECT_NEAR(whole.data_sets[1].values(after_likelihood, 0), true_composite(whole, setup, 1),
                1e-6);
}

/// A rank errs by chance: by how far the draws' share below the truth is from the normal one. The
/// correlation of these errors between data sets, over parameters whose truths lie at the same
/// place of their posteriors; near 1 if all have the same draws.
double correlation_of_rank_errors(const RecoveryResult& result) {
    constexpr double kSamePlace = 0.05;
    double products = 0.0, squares = 0.0;
    for (std::size_t p = 0; p < result.parameters; ++p)
        for (std::size_t left = 0; left < result.data_sets.size(); ++left)
            for (std::size_t right = 0; right < left; ++right) {
                std::array<double, 2> place{}, error{};
                for (std::size_t one = 0; one < 2; ++one) {
                    const auto row = result.data_sets[one == 0 ? left : right].values.row(
                        static_cast<Eigen::Index>(p));
                    place[one] = normal_cdf((row[0] - row[1]) / row[2]);
                    error[one] = row[4] - place[one];
                }
                if (std::abs(place[0] - place[1]) < kSamePlace) {
                    products += error[0] * error[1];
                    squares += 0.5 * (error[0] * error[0] + error[1] * error[1]);
                }
            }
    return products / squares;
}

TEST(RecoveryOfTheModel, EveryDataSetHasDrawsOfItsOwn) {
    NoProgress progress;
    auto settings = small_recovery_settings(3);
    settings.same_country = true;
    const auto result =
        recover_calibration(shipped_inputs(), two_iterations(), settings, {}, progress);
    EXPECT_LT(correlation_of_rank_errors(result), 0.3);
}

TEST(RecoveryOfTheModel, RefusesAForecastOfAFittedWave) {
    NoProgress progress;
    auto settings = small_recovery_settings(1);
    settings.forecast = Date{std::chrono::year{2023} / std::chrono::June / 1};
    EXPECT_THROW(
        (void)recover_calibration(shipped_inputs(), small_recovery_setup(), settings, {}, progress),
        InputError);
}

} // namespace
} // namespace kozqaras
