// Differential item functioning by home language and settlement, in the covariance of printed
// shares.

#include "calibration/target_covariance.hpp"

#include <algorithm>
#include <array>

#include <gtest/gtest.h>

#include "model/inputs/input_data.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

constexpr std::array kSpeakers{0.5, 0.3, 0.2};

const SurveyTables& shipped_survey_tables() {
    static const SurveyTables tables =
        load_inputs(std::string(KOZQARAS_SOURCE_DIR) + "/data").survey;
    return tables;
}

constexpr std::array kSettled{0.6, 0.4}; ///< town, village

/// All characteristics are independent of each other; groups of others hold a fifth of all.
Eigen::MatrixXd joint_shares() {
    Eigen::VectorXd share = Eigen::VectorXd::Constant(kGroupCount, 0.2);
    share[0] = 1.0;
    const auto place = [&](Factor factor, const auto& shares) {
        for (std::size_t k = 0; k < shares.size(); ++k)
            share[group_index(factor, static_cast<int>(k))] = shares[k];
    };
    place(Factor::language, kSpeakers);
    place(Factor::settlement, kSettled);
    Eigen::MatrixXd joint = share * share.transpose();
    joint.diagonal() = share;
    for (const Factor factor : {Factor::language, Factor::settlement})
        for (int l = 0; l < shipped_country()->reported_classes(factor); ++l)
            for (int m = 0; m < l; ++m) {
                const int a = group_index(factor, l), b = group_index(factor, m);
                joint(a, b) = joint(b, a) = 0.0;
            }
    return joint;
}

/// What an s.d. of `functioning` adds to the covariance of the numbers of the three waves.
struct Added {
    std::vector<Target> targets = make_targets(shipped_survey_tables(), {});
    Eigen::MatrixXd covariance;

    explicit Added(double functioning) {
        const Eigen::VectorXd expected =
            Eigen::VectorXd::Constant(static_cast<Eigen::Index>(targets.size()), 0.4);
        CovarianceSettings settings;
        const Eigen::MatrixXd without = TargetCovariance(targets, shipped_survey_tables(),
                                                         joint_shares(), 1e4, settings)(expected);
        settings.differential_item_functioning = functioning;
        covariance = TargetCovariance(targets, shipped_survey_tables(), joint_shares(), 1e4,
                                      settings)(expected) -
                     without;
    }

    [[nodiscard]] Eigen::Index place(const std::string& label) const {
        const auto found = std::ranges::find(targets, label, &Target::label);
        EXPECT_NE(found, targets.end()) << label;
        return found - targets.begin();
    }
};

TEST(DifferentialItemFunctioning, SetsSpeakersApartAndAddsUpToNothing) {
    const Added added(0.04);
    // A share moves by half of what a net does; the group by its own part less everyone's.
    const double half = 0.04 * 0.04 / 4.0;
    const auto russian = added.place("econ_trade, language russian, 2023");
    const auto both = added.place("econ_trade, language kazakh_and_russian, 2023");
    EXPECT_NEAR(added.covariance(russian, russian), half * (0.8 * 0.8 + 0.5 * 0.5 + 0.3 * 0.3),
                1e-12);
    EXPECT_NEAR(added.covariance(russian, both), half * (0.5 * 0.5 - 0.3 * 0.7 - 0.2 * 0.8), 1e-12);
}

TEST(DifferentialItemFunctioning, SetsTownApartFromVillage) {
    const Added added(0.04);
    const auto rural = added.place("econ_agriculture, settlement rural, 2023");
    const auto russian = added.place("econ_agriculture, language russian, 2023");
    EXPECT_NEAR(added.covariance(rural, rural), 0.04 * 0.04 / 4.0 * (0.6 * 0.6 + 0.6 * 0.6), 1e-12);
    EXPECT_NEAR(added.covariance(rural, russian), 0.0, 1e-12); // as many speakers as everyone
}

TEST(DifferentialItemFunctioning, LeavesEveryoneAndUnrelatedGroupsAlone) {
    const Added added(0.04);
    for (Eigen::Index i = 0; i < added.covariance.rows(); ++i) {
        const Target& target = added.targets[static_cast<std::size_t>(i)];
        const bool apart = target.question >= 0 && (target.family == "shares by language 2023" ||
                                                    target.family == "shares by settlement 2023");
        if (!apart) {
            EXPECT_NEAR(added.covariance.row(i).cwiseAbs().maxCoeff(), 0.0, 1e-12) << target.label;
        }
    }
}

TEST(DifferentialItemFunctioning, QuestionsAreIndependentAndTheWholePositiveSemidefinite) {
    const Added added(0.04);
    EXPECT_EQ(added.covariance(added.place("econ_trade, language russian, 2023"),
                               added.place("econ_energy, language russian, 2023")),
              0.0);
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(added.covariance);
    EXPECT_GT(solver.eigenvalues().minCoeff(), -1e-12);
}

} // namespace
} // namespace kozqaras
