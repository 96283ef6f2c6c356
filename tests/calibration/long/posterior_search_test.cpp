// Integrated over one parameter, the whole way: sampling, and where searches for the others end.

#include "calibration/posterior_search.hpp"

#include <gtest/gtest.h>

#include "tests/calibration/small_fit.hpp"

namespace kozqaras {
namespace {

TEST(PosteriorSearchLong, OfIntegratedParametersHoldsThemAndLooksForTheOthers) {
    auto setup = small_setup();
    setup.integrate_over = {"media.gain"};
    const SmallFit fit(setup);
    const auto found = find_posterior(fit.model, fit.problem, setup, fit.model.prior_mean(), {});
    EXPECT_EQ(found.sampling.r_hat.size(), static_cast<Eigen::Index>(fit.model.fitted().size()));
    EXPECT_EQ(found.sampling.parameters, fit.model.fitted_names());
    EXPECT_GT(found.sampling.effective_size, 10.0);
    EXPECT_GT(found.sampling.r_hat.minCoeff(), 1.0);
    EXPECT_EQ(found.searches.parameters, fit.model.fitted().size() - 1);
    ASSERT_EQ(found.searches.ends.size(), 2U);
    EXPECT_NE(found.searches.ends[0].objective, found.searches.ends[1].objective);
}

} // namespace
} // namespace kozqaras
