#include "forecast/national_law_fit.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>

#include <gtest/gtest.h>

#include "forecast/national_law_estimate.hpp"
#include "model/inputs/opinion_panel.hpp"
#include "support/errors.hpp"
#include "support/minimise.hpp"
#include "tests/forecast/simulated_panel.hpp"

namespace kozqaras {
namespace {

using tests::simulated_panel;

const NationalLaw kTruth{7.0, 5.0, 0.15, 5.0, 0.0};

TEST(NationalLawFit, RecoversTheLawThatDrewThePolls) {
    // 400 countries, 12 polls: standard errors of the logarithms are about 0.03, 0.04, 0.1 and 0.2;
    // tolerances are about three of them.
    const auto panel = simulated_panel(kTruth, 400, 12, 4.0, 1);
    const auto law = fit_national_law(panel.countries, std::nullopt, FitPrecision::estimate);
    EXPECT_NEAR(std::log(law.level_deviation / 7.0), 0.0, 0.12);
    EXPECT_NEAR(std::log(law.transient_deviation / 5.0), 0.0, 0.12);
    EXPECT_NEAR(std::log(law.reversion / 0.15), 0.0, 0.35);
    EXPECT_NEAR(std::log((law.degrees_of_freedom - 2.0) / 3.0), 0.0, 0.6);
}

TEST(NationalLawFit, StandardErrorsAreThoseOfRepeatedPanels) {
    // Means of the jackknife's over eight panels against the spread of the estimates. The s.d. of
    // eight numbers has a relative error of 27 %.
    constexpr int kPanels = 8;
    double squares = 0.0, sum = 0.0, errors = 0.0;
    NoProgress progress;
    for (int k = 0; k < kPanels; ++k) {
        const auto panel = simulated_panel(kTruth, 25, 8, 4.0, 10 + static_cast<std::uint64_t>(k));
        const auto estimate = estimate_laws({&panel, 1}, PanelUnit::net, {}, progress).front();
        sum += estimate.logs[0];
        squares += estimate.logs[0] * estimate.logs[0];
        errors += estimate.errors[0] / kPanels;
    }
    const double spread = std::sqrt((squares - sum * sum / kPanels) / (kPanels - 1));
    EXPECT_GT(errors, 0.5 * spread);
    EXPECT_LT(errors, 2.0 * spread);
}

TEST(NationalLawFit, TheCountryLeftOutIsNotLookedAt) {
    auto panel = simulated_panel(kTruth, 20, 8, 4.0, 2);
    const auto before = fit_national_law(panel.countries, 3, FitPrecision::forecast);
    const auto with_it = fit_national_law(panel.countries, std::nullopt, FitPrecision::forecast);
    for (Reading& reading : panel.countries[3].readings) // a country of wild changes is planted
        reading.value *= 20;
    EXPECT_EQ(fit_national_law(panel.countries, 3, FitPrecision::forecast), before);
    const auto wild = fit_national_law(panel.countries, std::nullopt, FitPrecision::forecast);
    EXPECT_GT(std::abs(std::log(wild.level_deviation / with_it.level_deviation)), 0.1);
}

TEST(NationalLawFit, AsAWalkItHasTheFiguresOfTheEvidence) {
    // Level and transient s.d. of a normal random walk with transient noise, net, as found with
    // another program on the same polls (state_space_fits.txt of the panel's evidence).
    struct Known {
        std::string panel;
        double level, transient, log_likelihood;
    };

    const auto polls = read_opinion_panel(std::string(KOZQARAS_SOURCE_DIR) + "/data");
    const auto panels = panels_of(polls, PanelUnit::net);
    for (const Known& known :
         {Known{"Pew: elsewhere", 6.9, 6.8, -853.7}, Known{"Gallup", 7.5, 5.7, -1776.4},
          Known{"Gallup: former USSR and Mongolia", 5.7, 0.4, -251.9},
          Known{"Latinobarometro", 4.8, 7.9, -835.1}}) {
        const auto panel = std::ranges::find(panels, known.panel, &Panel::name);
        ASSERT_NE(panel, panels.end());
        const auto misfit = [&](std::span<const double> at) {
            return -log_likelihood(
                {at[0], at[1], 0.0, std::numeric_limits<double>::infinity(), 0.0},
                panel->countries);
        };
        const std::array start{7.0, 5.0};
        const auto found = minimise(misfit, start);
        EXPECT_NEAR(found.place[0], known.level, 0.1) << known.panel;
        EXPECT_NEAR(std::abs(found.place[1]), known.transient, 0.25) << known.panel;
        EXPECT_NEAR(-found.value, known.log_likelihood, 0.4) << known.panel;
    }
}

TEST(NationalLawFit, TooFewCountriesAreNoPanel) {
    EXPECT_FALSE(can_be_fitted(simulated_panel(kTruth, 7, 8, 4.0, 3)));
    EXPECT_TRUE(can_be_fitted(simulated_panel(kTruth, 8, 2, 4.0, 3)));
    EXPECT_FALSE(can_be_fitted(simulated_panel(kTruth, 20, 1, 4.0, 3)));
    auto still = simulated_panel(kTruth, 10, 4, 4.0, 3);
    for (CountrySeries& series : still.countries)
        for (Reading& reading : series.readings)
            reading.value = 0;
    EXPECT_FALSE(can_be_fitted(still));
}

LawEstimate estimate_with(double log_level, double error) {
    LawEstimate estimate;
    estimate.part = estimate.transfer = true;
    estimate.unit = PanelUnit::net;
    estimate.logs.fill(log_level);
    estimate.errors.fill(error);
    return estimate;
}

TEST(TransferredLaw, PanelsThatAgreeStillLeaveRoom) {
    const std::vector estimates{estimate_with(2.0, 0.1), estimate_with(2.0, 0.1),
                                estimate_with(2.0, 0.1), estimate_with(2.0, 0.1)};
    const auto law = transferred_law(estimates, PanelUnit::net);
    EXPECT_NEAR(law.means[0], 2.0, 1e-12);
    EXPECT_GT(law.deviations[0], 0.1); // more than the error of the mean, 0.05
    EXPECT_LT(law.deviations[0], 0.2);
}

TEST(TransferredLaw, PanelsThatDifferWidenIt) {
    // The s.d. of 1, 2, 3, 4 is 1.29; the half-normal prior of scale 0.5 draws it down.
    const std::vector estimates{estimate_with(1.0, 0.01), estimate_with(2.0, 0.01),
                                estimate_with(3.0, 0.01), estimate_with(4.0, 0.01)};
    const auto law = transferred_law(estimates, PanelUnit::net);
    EXPECT_NEAR(law.means[0], 2.5, 1e-3);
    EXPECT_GT(law.between[0], 0.7);
    EXPECT_LT(law.between[0], 1.29);
    EXPECT_GT(law.deviations[0], law.between[0]);
    EXPECT_THROW((void)transferred_law(std::span(estimates).first(1), PanelUnit::net), BugError);
    EXPECT_THROW((void)transferred_law(estimates, PanelUnit::latent), BugError);
}

TEST(PanelSeries, UnitsOfAPoll) {
    PanelPoll poll;
    poll.year = 2020;
    poll.favourable = 0.4;
    poll.unfavourable = 0.4;
    poll.respondents = 1000;
    poll.design_effect = 1.5;
    const auto net = reading_of(poll, PanelUnit::net), latent = reading_of(poll, PanelUnit::latent);
    EXPECT_DOUBLE_EQ(net.time, 2020.5);
    EXPECT_NEAR(net.value, 0.0, 1e-12);
    EXPECT_NEAR(net.error_variance, 1e4 * 1.5 * 0.8 / 1000, 1e-9);
    EXPECT_NEAR(latent.value, 0.0, 1e-9);
    EXPECT_NEAR(latent.error_variance, 1.5 * 0.25 / 800 * 2 * 3.14159265358979, 1e-6);
    poll.unfavourable = 0.0; // everyone with a view is favourable: no infinity
    EXPECT_LT(reading_of(poll, PanelUnit::latent).value, 4.0);
    EXPECT_GT(reading_of(poll, PanelUnit::latent).value, 2.5);
}

TEST(PanelSeries, PollstersAndTheirParts) {
    std::vector<PanelPoll> polls(4);
    const auto fill = [](PanelPoll& poll, const char* pollster, const char* panel,
                         const char* country, bool transfer) {
        poll.pollster = pollster;
        poll.panel = panel;
        poll.country = country;
        poll.transfer = transfer;
        poll.favourable = 0.5;
        poll.respondents = 100;
    };
    fill(polls[0], "A", "A: east", "X", true);
    fill(polls[1], "A", "A: west", "Y", false);
    fill(polls[2], "B", "B", "X", true);
    fill(polls[3], "B", "B", "Y", true);
    const auto panels = panels_of(polls, PanelUnit::net);
    ASSERT_EQ(panels.size(), 4U);
    EXPECT_EQ(panels[0].name, "A");
    EXPECT_TRUE(panels[0].whole && !panels[0].part && !panels[0].transfer);
    EXPECT_EQ(panels[1].name, "A: east");
    EXPECT_TRUE(!panels[1].whole && panels[1].part && panels[1].transfer);
    EXPECT_TRUE(panels[3].whole && panels[3].part && panels[3].transfer);
    EXPECT_EQ(panels[0].countries.size(), 2U);
}

} // namespace
} // namespace kozqaras
