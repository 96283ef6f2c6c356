// It is not passed through: when the printed tables are other ones, the calibrated model follows
// them.

#include <algorithm>

#include <gtest/gtest.h>

#include "calibration/calibrate.hpp"
#include "calibration/member_draws.hpp"
#include "model/population/reporting_cells.hpp"
#include "support/errors.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

constexpr int kRussian = 2, kKazakh = 0;

InputData shipped() {
    return load_inputs(std::string(KOZQARAS_SOURCE_DIR) + "/data");
}

CalibrationSetup quick_setup() {
    CalibrationSetup setup;
    setup.title = "quick";
    setup.scale = 0.0002;
    setup.search.most_iterations = 2;
    setup.members = 0;
    return setup;
}

CalibrationReport fit(const InputData& inputs) {
    const ParameterRegistry registry(inputs);
    const Posterior shipped_posterior = read_posterior(
        std::string(KOZQARAS_SOURCE_DIR) + "/calibration/library/posterior_2020_2023", registry);
    const std::vector<double> start(shipped_posterior.mean.begin(), shipped_posterior.mean.end());
    NoProgress progress;
    return calibrate(inputs, quick_setup(), &start, {}, progress);
}

const CalibrationReport& shipped_fit() {
    static const CalibrationReport report = fit(shipped());
    return report;
}

double mean_net_2023(const CalibrationReport& report) {
    double sum = 0.0;
    for (const TargetFit& fit : report.targets)
        if (fit.target.family == "answers 2023" && fit.target.question < kIndexQuestionCount)
            sum += fit.target.kind == TargetKind::positive ? fit.fitted : -fit.fitted;
    return sum / kIndexQuestionCount;
}

/// Mean over questions of Russian minus Kazakh home language, fitted.
double language_gap(const CalibrationReport& report) {
    double gap = 0.0;
    for (const TargetFit& fit : report.breakdowns) {
        if (fit.target.question < 0)
            continue;
        if (fit.target.group == group_index(Factor::language, kRussian))
            gap += fit.fitted;
        if (fit.target.group == group_index(Factor::language, kKazakh))
            gap -= fit.fitted;
    }
    return gap;
}

TEST(Recalibration, FollowsLowerNetsOf2023) {
    InputData inputs = shipped();
    const auto& fitted = shipped_fit();
    const double before = mean_net_2023(fitted);
    double parameters = 0.0; // that the targets are worth
    for (const TargetFit& target : fitted.targets) {
        EXPECT_GE(target.leverage, 0.0) << target.target.label;
        EXPECT_LE(target.leverage, 1.0 + 1e-9) << target.target.label;
        parameters += target.leverage;
    }
    EXPECT_GT(parameters, 50.0);
    EXPECT_LT(parameters, static_cast<double>(fitted.fitted_parameters));
    const FamilyMisfit& all = fitted.misfits.front();
    EXPECT_NEAR(static_cast<double>(all.numbers) - all.misfit.expected, parameters, 1e-6);
    EXPECT_NEAR(all.misfit.chi_squared, fitted.misfit, 1e-6 * fitted.misfit);
    for (const ErrorEvidence& error : fitted.error_evidence) // as the set-up has it: 0
        EXPECT_LT(std::ranges::min(error.candidates, {},
                                   [](const auto& one) { return std::abs(one.evidence); })
                      .evidence,
                  1e-9)
            << error.error;
    for (Observation& one : inputs.survey.observations) {
        if (one.wave != 2 || one.relation != Relation::equal)
            continue;
        if (one.quantity == Quantity::positive_percent)
            one.value = std::max(one.of_group() ? 0.005 : 0.01, one.value - 0.075);
        else if (one.quantity == Quantity::negative_percent)
            one.value += 0.075;
        else if (one.of_group() || one.quantity == Quantity::net)
            one.value -= 0.15;
    }
    EXPECT_NEAR(mean_net_2023(fit(inputs)) - before, -0.15, 0.03);
}

TEST(Recalibration, FollowsAReversedLanguageOrder) {
    InputData inputs = shipped();
    const double before = language_gap(shipped_fit());
    const auto share_of = [&](int question, int group) {
        return std::ranges::find_if(inputs.survey.observations, [&](const Observation& share) {
            return share.of_group() && share.population.factor == Factor::language &&
                   share.population.group == group && share.question == question;
        });
    };
    for (int question = 1; question < kIndexQuestionCount; ++question) // the general one has none
        std::swap(share_of(question, kKazakh)->value, share_of(question, kRussian)->value);
    const double after = language_gap(fit(inputs));
    EXPECT_GT(before * before, 0.01) << "the printed order is plain";
    EXPECT_LT(before * after, 0.0) << before << " against " << after;
}

TEST(Posterior, FilesRoundTrip) {
    const InputData inputs = shipped();
    const ParameterRegistry registry(inputs);
    const Posterior read = read_posterior(
        std::string(KOZQARAS_SOURCE_DIR) + "/calibration/library/posterior_2020_2023", registry);
    EXPECT_GT(read.fitted.size(), 150U);
    ASSERT_GE(read.draws.cols(), 50);
    const auto members = draw_members(read, registry, 50, 7);
    EXPECT_EQ(members.size(), 50U);
    for (const auto& member : members) // each is one of the draws
        EXPECT_GT((read.draws.row(0).array() == member[read.fitted[0]]).count(), 0);
    EXPECT_EQ(draw_members(read, registry, 3, 7)[2], members[2]) << "more members extend the same";
    EXPECT_THROW((void)draw_members(read, registry, 100'000, 7), InputError);
}

} // namespace
} // namespace kozqaras
