// Another pollster's question enters a fit as answers of adults at large in its own weeks, and
// gives the country a step of its own there.

#include "calibration/poll_targets.hpp"

#include <gtest/gtest.h>

#include "calibration/fitted_waves.hpp"
#include "calibration/member_waves.hpp"
#include "model/engine/member_shares.hpp"
#include "tests/calibration/small_fit.hpp"

namespace kozqaras {
namespace {

CalibrationSetup setup_with_polls() {
    auto setup = small_setup();
    setup.targets.polls = true;
    return setup;
}

/// Targets of polls among those of the model, and where.
std::vector<std::size_t> places_of_polls(const WaveModel& model) {
    std::vector<std::size_t> places;
    for (std::size_t t = 0; t < model.targets().size(); ++t)
        if (model.targets()[t].of_poll)
            places.push_back(t);
    return places;
}

TEST(PollTargets, AreTwoSharesOfEachPoll) {
    const InputData inputs = shipped_inputs();
    const auto targets = poll_targets(inputs.survey);
    ASSERT_EQ(targets.size(), 2 * inputs.survey.polls.size());
    EXPECT_EQ(targets[3].label, "favourable_opinion, negative, cab_2022");
    EXPECT_EQ(targets[3].kind, TargetKind::negative);
    EXPECT_DOUBLE_EQ(targets[3].value, 0.3540);
    EXPECT_EQ(targets[3].wave, static_cast<int>(inputs.survey.waves.size()) + 1);
}

TEST(PollTargets, EnterOnlyWhereTheSetupSaysSo) {
    const SmallFit with(setup_with_polls()), without(small_setup());
    EXPECT_EQ(places_of_polls(with.model).size(), 4U);
    EXPECT_TRUE(places_of_polls(without.model).empty());
    const auto& survey = with.inputs.survey;
    const auto fitted = fitted_waves(survey, setup_with_polls().targets, {}),
               not_fitted = fitted_waves(survey, small_setup().targets, {});
    EXPECT_EQ(fitted.waves.size(), survey.waves.size()) << "a poll is no wave";
    ASSERT_EQ(fitted.polls.size(), 2U);
    EXPECT_EQ(fitted.polls[1].id, "cab_2022");
    EXPECT_EQ(fitted.polls[1].numbers, std::vector<std::string>{"all"});
    EXPECT_TRUE(not_fitted.polls.empty());
}

/// The sample of the waves holds more Kazakhs than the country: the two shares differ.
TEST(PollTargets, AreAnsweredByAdultsAtLarge) {
    SmallFit fit(setup_with_polls());
    const World& world = fit.model.world();
    const SurveyTables& survey = world.inputs.survey;
    RunPlan plan = wave_plan(std::make_shared<const World>(world), fit.registry);
    plan.members = {fit.model.all_parameters(fit.problem.prior_mean)};
    const auto asked = simulate(plan, {}, fit.silent);
    for (MoreWave& more : plan.more_waves)
        more.of_adults = false;
    const auto sampled = simulate(plan, {}, fit.silent);
    const Poll& poll = survey.polls.back();
    const std::size_t wave = survey.waves.size() + survey.polls.size() - 1;
    const auto positive = [&](const RunResult& result) {
        return view_of(result, &RunResult::wave_shares)
            .behind(std::size_t{0}, wave, std::size_t{0},
                    static_cast<std::size_t>(poll.question))[0];
    };
    // Of adults at large the run reports the same share every reported week.
    const auto week = std::ranges::find(asked.weeks, week_of(poll.middle())) - asked.weeks.begin();
    const auto place =
        std::ranges::find(asked.share_questions, static_cast<std::size_t>(poll.question)) -
        asked.share_questions.begin();
    EXPECT_NEAR(positive(asked),
                view_of(asked, &RunResult::positive_share)(0, 0, static_cast<std::size_t>(week),
                                                           static_cast<std::size_t>(place)),
                1e-5);
    EXPECT_GT(std::abs(positive(asked) - positive(sampled)), 1e-4);
}

TEST(PollTargets, DriftAsNetsDo) {
    auto setup = setup_with_polls();
    setup.covariance.item_drift = 0.0;
    const SmallFit still(setup);
    setup.covariance.item_drift = 0.1;
    const SmallFit drifting(setup);
    const auto places = places_of_polls(still.model);
    const Eigen::VectorXd expected =
        Eigen::VectorXd::Constant(static_cast<Eigen::Index>(still.model.targets().size()), 0.4);
    const Eigen::MatrixXd added = drifting.covariance(expected) - still.covariance(expected);
    const auto at = [&](std::size_t i, std::size_t j) {
        return added(static_cast<Eigen::Index>(places[i]), static_cast<Eigen::Index>(places[j]));
    };
    // A net that drifts by 0.1 has shares that drift by half of it, against each other.
    EXPECT_NEAR(at(0, 0), 0.05 * 0.05, 1e-12);
    EXPECT_NEAR(at(0, 1), -0.05 * 0.05, 1e-12);
    EXPECT_NEAR(at(0, 2), 0.0, 1e-12) << "another poll drifts by itself";
}

TEST(PollTargets, GiveTheCountryAStepOfItsOwn) {
    const ParameterRegistry registry(shipped_inputs());
    InputData without = shipped_inputs();
    without.survey.polls.clear();
    EXPECT_EQ(registry.size(), ParameterRegistry(without).size() + 2 * (1 + kAttitudeCount));
    EXPECT_TRUE(registry.specs()[registry.index("national.step.cab_2022.general")].fitted);
}

/// What the polls say moves the fit: opinion of October 2022 follows the share that is put in.
TEST(PollTargets, MoveTheGeneralAttitudeBetweenTheWaves) {
    const auto fitted_share = [](double shift) {
        SmallFit fit(setup_with_polls());
        auto setup = setup_with_polls();
        const auto places = places_of_polls(fit.model);
        fit.problem.observed[static_cast<Eigen::Index>(places[2])] += shift;
        fit.problem.observed[static_cast<Eigen::Index>(places[3])] -= shift;
        const auto map = inference::levenberg_marquardt(fit.problem, fit.problem.prior_mean,
                                                        setup.search, {}, fit.silent);
        return map.expected[static_cast<Eigen::Index>(places[2])] -
               map.expected[static_cast<Eigen::Index>(places[0])];
    };
    EXPECT_GT(fitted_share(0.1), fitted_share(0.0) + 0.05);
}

} // namespace
} // namespace kozqaras
