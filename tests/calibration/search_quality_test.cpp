// Distinct optima among the ends of searches, what is stored of them, and the warnings.

#include "calibration/search_quality.hpp"

#include <cmath>
#include <filesystem>

#include <gtest/gtest.h>

#include "inference/optimise/levenberg_marquardt.hpp"
#include "inference/sample/nested_posterior.hpp"
#include "support/errors.hpp"
#include "support/parallel.hpp"
#include "tests/calibration/sealed_folder.hpp"

namespace kozqaras {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;
using inference::CalibrationProblem;
using inference::MaximumAPosteriori;

/// y = t_0^2 + error, one known direction more: two optima of equal height, at +-t_0.
CalibrationProblem two_valleys() {
    CalibrationProblem problem;
    problem.simulate = [](const MatrixXd& t) -> MatrixXd {
        MatrixXd result = t;
        result.row(0) = t.row(0).array().square();
        return result;
    };
    problem.covariance = [](const VectorXd&, const VectorXd&) -> MatrixXd {
        return 0.01 * MatrixXd::Identity(2, 2);
    };
    problem.observed = VectorXd{{1.0, 0.3}};
    problem.prior_mean = VectorXd::Zero(2);
    problem.prior_standard_deviation = VectorXd::Ones(2);
    return problem;
}

MaximumAPosteriori search_from(double start, int most_iterations) {
    inference::LevenbergMarquardtSettings settings;
    settings.most_iterations = most_iterations;
    settings.difference_step = 1e-3;
    settings.tolerance = 1e-6;
    NoProgress silent;
    return levenberg_marquardt(two_valleys(), VectorXd{{start, 0.0}}, settings, {}, silent);
}

TEST(SearchEnds, TellTwoValleysFromOneAndFromASearchThatStopped) {
    const auto left = search_from(-0.7, 60), right = search_from(0.6, 60),
               again = search_from(1.5, 60), stopped = search_from(3.0, 1);
    ASSERT_TRUE(left.converged && right.converged && again.converged && !stopped.converged);
    EXPECT_EQ(search_ends({right, again}).optima(), 1);
    const auto searches = search_ends({stopped, left, right, again});
    EXPECT_EQ(searches.parameters, 2U);
    EXPECT_EQ(searches.optima(), 2);
    EXPECT_EQ(searches.ends[0].optimum, 0);
    EXPECT_FALSE(searches.ends[0].converged);
    EXPECT_NE(searches.ends[1].optimum, searches.ends[2].optimum);
    EXPECT_EQ(searches.ends[2].optimum, searches.ends[3].optimum);
    const double between = std::abs(searches.ends[1].distance - searches.ends[2].distance);
    EXPECT_NEAR(between, 2.0 / 0.05, 1.5); // 2 t_0 apart, s.d. 0.1 / (2 t_0)
    const std::string text = search_quality_text(searches, {});
    EXPECT_TRUE(text.starts_with("Optima: 2, from 4 searches")) << text;
    EXPECT_NE(text.find("WARNING: more than one optimum"), std::string::npos);
    EXPECT_EQ(search_quality_text(search_ends({right, again}), {}).find("WARNING"),
              std::string::npos);
}

TEST(SearchEnds, AreJudgedByTheBestThatConverged) {
    auto low = search_from(0.6, 60), far = search_from(-0.7, 60);
    far.converged = false;
    far.misfit = far.penalty = 0.0; // lower than any optimum
    const auto searches = search_ends({far, low});
    EXPECT_EQ(searches.ends[0].optimum, 0);
    EXPECT_EQ(searches.ends[1].optimum, 1);
    EXPECT_EQ(searches.ends[1].distance, 0.0);
}

SamplingQuality sampled(double r_hat, double pareto_k) {
    return {50.0, 400.0, pareto_k, {"memory.noise", "media.gain"}, VectorXd{{1.01, r_hat}}};
}

// The first words say whether the draws are sound, by each of the three thresholds.
TEST(SamplingQuality, SaysFirstWhetherTheDrawsAreSound) {
    SamplingQuality quality = sampled(1.005, 0.3);
    quality.r_hat[0] = 1.0;
    quality.effective_size = 400.0;
    quality.proposals = 1000.0;
    EXPECT_TRUE(search_quality_text({}, quality).starts_with("Sampling: sound"));
    quality.effective_size = 399.0;
    const std::string few = search_quality_text({}, quality);
    EXPECT_TRUE(few.starts_with("Sampling: NOT SOUND")) << few;
    // 1 / sqrt(399), and sqrt(0.05 * 0.95 / 399) / 0.1031
    EXPECT_NE(few.find("known to 0.05 of its s.d., a bound of 90 % to 0.11"), std::string::npos)
        << few;
    quality.effective_size = 400.0;
    quality.r_hat[1] = 1.01;
    const std::string apart = search_quality_text({}, quality);
    EXPECT_TRUE(apart.starts_with("Sampling: NOT SOUND")) << apart;
    EXPECT_NE(apart.find("at most 1.010, in media.gain"), std::string::npos) << apart;
    quality.r_hat[1] = 1.0;
    quality.pareto_k = 0.7;
    const std::string heavy = search_quality_text({}, quality);
    EXPECT_TRUE(heavy.starts_with("Sampling: NOT SOUND")) << heavy;
    EXPECT_NE(heavy.find("WARNING: a few draws"), std::string::npos) << heavy;
    EXPECT_TRUE(search_quality_text({}, {}).empty());
}

class StoredQuality : public testing::Test {
  protected:
    StoredQuality() { std::filesystem::create_directories(folder_); }

    ~StoredQuality() override { std::filesystem::remove_all(folder_); }

    void store(const char* name, const std::string& text) const {
        store_sealed(folder_, name, text);
    }

    std::filesystem::path folder_ =
        std::filesystem::path(testing::TempDir()) / "kozqaras_search_quality";
};

TEST_F(StoredQuality, ComesBackAsItWas) {
    const auto searches = search_ends({search_from(-0.7, 60), search_from(3.0, 1)});
    store("starts.csv", starts_table(searches));
    store("sampling.csv", sampling_table(sampled(1.2, 0.3)));
    EXPECT_EQ(search_quality_text(read_starts(folder_), read_sampling(folder_)),
              search_quality_text(searches, sampled(1.2, 0.3)));
}

TEST_F(StoredQuality, IsEmptyWhereNothingWasSampledAndRefusedWhereFaulty) {
    store("starts.csv", starts_table(search_ends({search_from(-0.7, 60)})));
    EXPECT_EQ(read_sampling(folder_).r_hat.size(), 0);
    store("starts.csv", "start,parameters,objective,converged,optimum,distance\n"
                        "1,2,3.0,perhaps,1,0\n");
    store("sampling.csv", "parameter,r_hat,effective_size,proposals,pareto_k\na,many,50,400,0.1\n");
    EXPECT_THROW((void)read_starts(folder_), InputError);
    EXPECT_THROW((void)read_sampling(folder_), InputError);
    store("starts.csv", "start,parameters,objective,converged,optimum,distance\n"
                        "1,2,3.0,yes,1,0\n1,2,3.0,yes,1,0\n");
    EXPECT_THROW((void)read_starts(folder_), InputError) << "a row twice";
}

} // namespace
} // namespace kozqaras
