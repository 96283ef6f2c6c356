// Searches from several points, and the noise of the simulation, which depends on where it is
// measured. With parameters integrated over: long/.

#include "calibration/posterior_search.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "calibration/simulation_noise.hpp"
#include "tests/calibration/small_fit.hpp"

namespace kozqaras {
namespace {

using Eigen::VectorXd;

TEST(PosteriorSearch, OfTheJointModeKeepsTheBestEnd) {
    const auto setup = small_setup();
    const SmallFit fit(setup);
    const auto found = find_posterior(fit.model, fit.problem, setup, fit.model.prior_mean(), {});
    ASSERT_EQ(found.searches.ends.size(), 2U);
    EXPECT_EQ(found.searches.parameters, fit.model.fitted().size());
    EXPECT_NE(found.searches.ends[0].objective, found.searches.ends[1].objective);
    EXPECT_EQ(found.best.objective(),
              std::min(found.searches.ends[0].objective, found.searches.ends[1].objective));
    EXPECT_EQ(found.sampling.r_hat.size(), 0);
}

TEST(SimulationNoise, GrowsWithWhatMovesOpinionsApart) {
    auto setup = small_setup();
    setup.noise_countries = 40;
    const SmallFit fit(setup);
    const auto variance_at = [&](double shift) {
        VectorXd at = fit.model.prior_mean();
        for (const auto place : fit.model.positions_of({"memory.personal_deviation"}))
            at[place] += shift;
        NoProgress silent;
        return measure_simulation_noise(fit.inputs, fit.registry, setup, at, {}, silent)
            ->covariance.trace();
    };
    ASSERT_EQ(fit.model.positions_of({"memory.personal_deviation"}).size(), 1U);
    const double here = variance_at(0.0);
    EXPECT_EQ(variance_at(0.0), here);
    EXPECT_GT(std::abs(std::log(variance_at(0.7) / here)), 0.2);
}

TEST(SimulationNoise, IsMeasuredWhereTheFitLies) {
    auto setup = small_setup();
    setup.noise_countries = 20;
    const SmallFit fit(setup);
    NoProgress silent;
    const auto found =
        noise_where_the_fit_lies(fit.model, fit.problem, setup, setup.seed, {}, silent);
    const auto noise_at = [&](const VectorXd& fitted) {
        NoProgress none;
        return measure_simulation_noise(fit.inputs, fit.registry, setup, fitted, {}, none);
    };
    EXPECT_EQ(found.noise->covariance, noise_at(found.look.parameters)->covariance);
    EXPECT_NE(found.noise->covariance, noise_at(fit.model.prior_mean())->covariance);
}

} // namespace
} // namespace kozqaras
