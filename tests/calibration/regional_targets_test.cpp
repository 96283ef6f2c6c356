// What is printed of regions, as targets: distances from the country, signs, orders.

#include "calibration/regional_targets.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "calibration/calibrate.hpp"
#include "calibration/target_components.hpp"
#include "calibration/wave_model.hpp"
#include "model/population/reporting_cells.hpp"
#include "support/errors.hpp"
#include "tests/calibration/small_recovery.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

CalibrationSetup regional_setup() {
    auto setup = read_setup(std::string(KOZQARAS_SOURCE_DIR) +
                            "/calibration/library/with_regional_index.toml");
    setup.scale = 0.0002;
    setup.members = 0;
    return setup;
}

std::vector<Target> regional_set_up_targets() {
    const auto setup = regional_setup();
    return regional_targets(shipped_inputs(), setup.targets, setup.covariance);
}

Target labelled(const std::vector<Target>& targets, const std::string& label) {
    const auto found = std::ranges::find(targets, label, &Target::label);
    EXPECT_NE(found, targets.end()) << label;
    return found == targets.end() ? Target{} : *found;
}

TEST(RegionalTargets, AValueIsItsDistanceFromTheCountry) {
    const auto target =
        labelled(regional_set_up_targets(), "composite, Kyzylorda less country, 2021");
    EXPECT_NEAR(target.value, -0.28 - 0.17, 1e-12);
    EXPECT_FALSE(target.one_sided);
    // About 2,624 x 4 % respondents, design effect 1.5, and the other methodology.
    EXPECT_NEAR(std::sqrt(target.contrast_variance), 0.10, 0.02);
}

TEST(RegionalTargets, ContrastsSumToNothingAndSplitUnitsAreWeightedByAdults) {
    for (const Target& target : regional_set_up_targets()) {
        double sum = 0.0;
        for (const GroupWeight& part : target.contrast)
            sum += part.weight;
        EXPECT_NEAR(sum, 0.0, 1e-12) << target.label;
    }
    // Karaganda before 2022 held Ulytau, which has a sixth of its adults.
    const auto target =
        labelled(regional_set_up_targets(), "composite, Karaganda with Ulytau less country, 2021");
    ASSERT_EQ(target.contrast.size(), 3U);
    const auto [least, most] = std::minmax(target.contrast[0].weight, target.contrast[1].weight);
    EXPECT_NEAR(least, 0.16, 0.03);
    EXPECT_NEAR(most, 0.84, 0.03);
}

TEST(RegionalTargets, ASignIsOneSidedInItsOwnMethodology) {
    // Cultural below 0 in Kyzylorda where the country has -0.18: country less region above -0.18.
    const auto target =
        labelled(regional_set_up_targets(), "cultural, Kyzylorda less country, 2021, sign");
    EXPECT_TRUE(target.one_sided);
    EXPECT_NEAR(target.value, -0.18, 1e-12);
    EXPECT_EQ(target.contrast.back().group, 0);
    EXPECT_NEAR(target.contrast.back().weight, 1.0, 1e-12);
    EXPECT_LT(one_sided_value(target, 0.5), one_sided_value(target, -0.5));
}

TEST(RegionalTargets, OthersAreTheUnitsWithoutARowOfTheirOwn) {
    const auto targets = regional_set_up_targets();
    const auto count = [&](const std::string& indicator) {
        return std::ranges::count_if(targets, [&](const Target& target) {
            return target.label.starts_with(indicator) &&
                   target.label.find("2021") != std::string::npos;
        });
    };
    EXPECT_EQ(count("general"), 17) << "every unit has a value or a sign";
    EXPECT_EQ(count("cultural"), 17);
    EXPECT_EQ(count("composite"), 9) << "values alone";
}

TEST(RegionalTargets, AnOrderComparesEachOfARankWithEachOfTheNext) {
    const auto targets = regional_set_up_targets();
    const auto first = labelled(targets, "composite, North above Almaty, 2023");
    EXPECT_TRUE(first.one_sided);
    EXPECT_EQ(first.value, 0.0);
    EXPECT_EQ(first.contrast.size(), 4U + 1U) << "four regions of the North, one city";
    EXPECT_EQ(std::ranges::count_if(targets,
                                    [](const Target& one) {
                                        return one.label.starts_with("composite, ") &&
                                               one.label.find(" above ") != std::string::npos;
                                    }),
              2 * 4 + 4 * 2)
        << "two on top, four between, two below";
}

// The richest above each other class, and education step by step; a group's error is that of its
// respondents.
TEST(RegionalTargets, AnOrderOfGroupsComparesTheirShares) {
    const auto targets = regional_set_up_targets();
    const auto count = [&](std::string_view start) {
        return std::ranges::count_if(
            targets, [&](const Target& one) { return one.label.starts_with(start); });
    };
    EXPECT_EQ(count("china_is_threat, 5 above "), 4);
    EXPECT_EQ(count("china_is_threat, higher above "), 1) << "of professional alone";
    EXPECT_EQ(count("china_is_threat, South above "), 1);
    EXPECT_EQ(count("china_is_threat, 5 above South"), 0) << "two orders, not one";
    const auto rich = labelled(targets, "china_is_threat, 5 above 1, 2023");
    EXPECT_TRUE(rich.one_sided);
    EXPECT_EQ(rich.family, "order of groups 2023");
    ASSERT_EQ(rich.contrast.size(), 2U);
    EXPECT_EQ(rich.contrast[0].group, group_index(Factor::wealth, 4));
    EXPECT_EQ(rich.contrast[1].group, group_index(Factor::wealth, 0));
    EXPECT_NEAR(rich.contrast_variance, 1.5 * 0.5 * (1.0 / 50 + 1.0 / 62), 1e-12);
}

// Who gained more: four parts, two of them of the earlier wave, and twice the error of an order.
TEST(RegionalTargets, GrowthComparesTwoWaves) {
    const auto targets = regional_set_up_targets();
    const auto middle = labelled(targets, "general, growth, 35_54 above 18_34, 2023");
    EXPECT_TRUE(middle.one_sided);
    EXPECT_EQ(middle.family, "growth of groups 2023");
    ASSERT_EQ(middle.contrast.size(), 4U);
    double sum = 0.0, later = 0.0;
    for (const GroupWeight& part : middle.contrast) {
        sum += part.weight;
        later += part.wave ? 0.0 : part.weight;
        if (part.wave) {
            EXPECT_EQ(*part.wave, 0) << "since 2020";
        }
    }
    EXPECT_EQ(sum, 0.0);
    EXPECT_EQ(later, 0.0) << "more above less in either wave";
    const auto same = labelled(targets, "general, growth, russian as kazakh, 2023");
    EXPECT_FALSE(same.one_sided);
    EXPECT_EQ(same.value, 0.0);
    EXPECT_EQ(labelled(targets, "general, growth, kazakh above russian, 2023").contrast.back().wave,
              1)
        << "homes that speak Kazakh, since 2021";
}

// What is computed from shares of two waves: the gain of one group less that of the other.
TEST(RegionalTargets, SimulatedGrowthIsTheDifferenceOfGains) {
    const auto inputs = shipped_inputs();
    const SurveyTables& survey = inputs.survey;
    const auto target =
        labelled(regional_set_up_targets(), "general, growth, 35_54 above 18_34, 2023");
    std::vector<float> shares(survey.waves.size() * survey.country->group_count() *
                              survey.questions.size() * 2);
    const auto asked = static_cast<std::size_t>(
        std::ranges::find(survey.questions, "general_attitude", &Question::id) -
        survey.questions.begin());
    const auto set = [&](std::size_t wave, int group, float positive) {
        shares[((wave * survey.country->group_count() + static_cast<std::size_t>(group)) *
                    survey.questions.size() +
                asked) *
               2] = positive;
    };
    set(0, group_index(Factor::age, 0), 0.5F);
    set(0, group_index(Factor::age, 1), 0.4F);
    set(2, group_index(Factor::age, 0), 0.6F);
    set(2, group_index(Factor::age, 1), 0.8F);
    EXPECT_NEAR(simulated_value(target, shares, survey), 0.4 - 0.1, 1e-6);
}

TEST(RegionalTargets, AUnitThatNeverWasIsRefused) {
    auto inputs = shipped_inputs();
    for (Observation& row : inputs.survey.observations)
        if (row.population.name == "KZ-43")
            row.population.name = "KZ-33"; // Jetisu, since 2022
    const auto setup = regional_setup();
    EXPECT_THROW((void)regional_targets(inputs, setup.targets, setup.covariance), InputError);
}

TEST(RegionalSetup, SharedRunsGiveTheDerivativesOfSingleOnes) {
    auto setup = regional_setup();
    setup.scale = 0.0001;
    auto inputs = inputs_of(shipped_inputs(), setup);
    const auto registry = std::make_shared<const ParameterRegistry>(inputs);
    NoProgress silent;
    const auto world = make_world(std::move(inputs), setup.scale, 1, silent);
    const WaveModel model(world, registry, setup, {}, silent, nullptr);
    // Of fear: events, groups, thresholds, regions, steps. Of favour besides: common effects of
    // events, a class of them, half-lives, growth of groups, thresholds outside the index, events
    // later than all waves.
    constexpr std::size_t kFearFitted = 10 + 13 + 14 * 2 + 20 + 2,
                          kFavourBesides = 10 + 6 + 9 + 13 + 7 * 2 + 10, kPollSteps = 2 * 8;
    EXPECT_EQ(model.fitted().size(),
              204U + 14U + 20U * 7U + kFearFitted + kFavourBesides + kPollSteps);
    const TargetCovariance covariance = covariance_of(*world, model.targets(), setup.covariance);
    auto problem = problem_of(model, covariance);
    const Eigen::VectorXd steps = 0.02 * problem.prior_standard_deviation;
    const auto shared = inference::linearised(problem, problem.prior_mean, steps);
    EXPECT_EQ(
        Eigen::LLT<Eigen::MatrixXd>(problem.covariance(problem.prior_mean, shared.expected)).info(),
        Eigen::Success);
    problem.linearise = nullptr;
    const auto single = inference::linearised(problem, problem.prior_mean, steps);
    EXPECT_LT((shared.expected - single.expected).cwiseAbs().maxCoeff(), 1e-12);
    // What is common to all attitudes is the sum of what each does, but for rounded opinions and
    // the size of the steps: within a hundredth of a share for a prior s.d. Then it is set aside.
    const auto sums = sums_of_attitudes(model.fitted_names());
    Eigen::MatrixXd shared_jacobian = shared.jacobian;
    for (Eigen::Index k = 0; k < shared_jacobian.cols(); ++k)
        if (!sums[static_cast<std::size_t>(k)].empty()) {
            for (std::size_t t = 0; t < model.targets().size(); ++t) {
                const auto row = static_cast<Eigen::Index>(t);
                if (model.targets()[t].one_sided)
                    continue;
                EXPECT_NEAR(shared_jacobian(row, k), single.jacobian(row, k),
                            0.01 / problem.prior_standard_deviation[k])
                    << model.fitted_names()[static_cast<std::size_t>(k)];
            }
            shared_jacobian.col(k) = single.jacobian.col(k);
        }
    for (std::size_t t = 0; t < model.targets().size(); ++t) {
        const auto row = static_cast<Eigen::Index>(t);
        const double most = single.jacobian.row(row).cwiseAbs().maxCoeff();
        // One-sided targets are curved: derivative at the point against a difference.
        EXPECT_LT((shared_jacobian - single.jacobian).row(row).cwiseAbs().maxCoeff(),
                  model.targets()[t].one_sided ? 0.1 * most + 1e-6 : 1e-9)
            << model.targets()[t].label;
    }
}

/// Fitted distance of Kyzylorda's composite from the country, if all its values were `printed`.
double kyzylorda(double printed) {
    auto inputs = shipped_inputs();
    for (Observation& row : inputs.survey.observations)
        if (row.population.name == "KZ-43" && row.relation == Relation::equal)
            row.value = printed;
    auto setup = regional_setup();
    setup.search.most_iterations = 3;
    NoProgress silent;
    const auto report = calibrate(inputs, setup, nullptr, {}, silent);
    for (const TargetFit& fit : report.targets)
        if (fit.target.label == "composite, Kyzylorda less country, 2021")
            return fit.fitted;
    return std::nan("");
}

TEST(RegionalSetup, IsNotRecovered) {
    NoProgress silent;
    EXPECT_THROW((void)recover_calibration(
                     shipped_inputs(),
                     [] {
                         auto setup = regional_setup();
                         setup.members = 20;
                         return setup;
                     }(),
                     small_recovery_settings(1), {}, silent),
                 InputError);
}

TEST(RegionalSetup, FollowsAnotherPrintedValue) {
    const double low = kyzylorda(-0.28), high = kyzylorda(0.45);
    EXPECT_LT(low, -0.05);
    EXPECT_GT(high, 0.05);
}

} // namespace
} // namespace kozqaras
