#include "calibration/further_wave.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "calibration/target_covariance.hpp"
#include "model/population/reporting_cells.hpp"
#include "support/errors.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

const std::string kSource = KOZQARAS_SOURCE_DIR;

const SurveyTables& survey() {
    static const SurveyTables tables =
        load_survey_tables(kSource + "/data/survey", shipped_country());
    return tables;
}

/// A file of the test's own, removed at the end.
class FurtherWaveFile : public testing::Test {
  protected:
    std::filesystem::path write(const std::string& rows) {
        path_ =
            std::filesystem::path(testing::TempDir()) /
            (testing::UnitTest::GetInstance()->current_test_info()->name() + std::string(".csv"));
        std::ofstream(path_) << "target,group,net,positive_percent,negative_percent,respondents,"
                                "date,source\n"
                             << rows;
        return path_;
    }

    [[nodiscard]] std::string fault_of(const std::string& rows) {
        try {
            (void)read_further_wave(write(rows), kWaveCount, survey(), {});
        } catch (const InputError& error) {
            return error.what();
        }
        return "accepted";
    }

    void TearDown() override { std::filesystem::remove(path_); }

  private:
    std::filesystem::path path_;
};

TEST_F(FurtherWaveFile, FinestNumbersEnter) {
    const auto wave =
        read_further_wave(write("composite,all,0.4,,,1600,2026-12-15,INVENTED\n"
                                "economic,all,0.5,,,1600,2026-12-15,INVENTED\n"
                                "cultural,all,0.0,,,1600,2026-12-15,INVENTED\n"
                                "econ_trade,all,,86,6,1600,2026-12-15,INVENTED\n"
                                "composite,region:KZ-75,0.3,,,170,2026-12-15,INVENTED\n"),
                          kWaveCount, survey(), {});
    ASSERT_EQ(wave.targets.size(), 3U);
    EXPECT_EQ(wave.left_out.size(), 2U) << "the composite and the economic indicator";
    EXPECT_EQ(wave.targets[0].kind, TargetKind::group_indicator);
    EXPECT_EQ(wave.targets[0].indicator, kCultural);
    EXPECT_EQ(wave.targets[1].kind, TargetKind::net);
    EXPECT_NEAR(wave.targets[1].value, 0.80, 1e-12);
    EXPECT_EQ(wave.targets[2].kind, TargetKind::group_composite);
    EXPECT_EQ(wave.targets[2].group, group_index(Factor::region, 18)) << "KZ-75 is the 19th";
    for (const Target& target : wave.targets)
        EXPECT_EQ(target.family.find_first_of(",\""), std::string::npos) << "a cell of targets.csv";
}

TEST_F(FurtherWaveFile, RefusesWhatIsNoFurtherWave) {
    EXPECT_NE(fault_of("composite,all,0.4,,,1600,2023-12-15,INVENTED\n").find("must lie after"),
              std::string::npos);
    EXPECT_NE(fault_of("composite,all,0.4,,,1600,2031-12-15,INVENTED\n").find("must lie after"),
              std::string::npos);
    EXPECT_NE(fault_of("general,all,0.4,,,1600,2026-12-15,INVENTED\n"
                       "cultural,all,0.4,,,1600,2026-12-16,INVENTED\n")
                  .find("two dates"),
              std::string::npos);
    EXPECT_NE(fault_of("econ_trad,all,0.4,,,1600,2026-12-15,INVENTED\n").find("'econ_trade'"),
              std::string::npos);
}

TEST_F(FurtherWaveFile, SimulatedValueReadsTheWaveBehindTheShipped) {
    const auto wave =
        read_further_wave(write("composite,all,0.4,,,1600,2026-12-15,INVENTED\n"
                                "econ_trade,age:18_34,0.4,,,600,2026-12-15,INVENTED\n"),
                          kWaveCount + 1, survey(), {});
    constexpr std::size_t kWave = std::size_t{kGroupCount} * kQuestionCount * 2;
    std::vector<float> shares((kWaveCount + 2) * kWave, 0.0F);
    for (std::size_t i = 0; i < kWave; i += 2) {
        shares[(kWaveCount + 1) * kWave + i] = 0.75F; // positive
        shares[(kWaveCount + 1) * kWave + i + 1] = 0.25F;
    }
    for (const Target& target : wave.targets)
        EXPECT_NEAR(simulated_value(target, shares, survey()), 0.5, 1e-6);
}

/// Targets of the invented wave of the docs with every group equally large and nested in everyone.
TargetCovariance covariance_of(const std::vector<Target>& targets) {
    Eigen::MatrixXd joint = Eigen::MatrixXd::Constant(kGroupCount, kGroupCount, 0.04);
    joint.diagonal().setConstant(0.2);
    joint.row(0) = joint.diagonal().transpose();
    joint.col(0) = joint.diagonal();
    joint(0, 0) = 1.0;
    return {targets, survey(), joint, 10'000.0, {}};
}

TEST(FurtherWaveCovariance, IsPositiveDefinite) {
    const auto wave = read_further_wave(kSource + "/docs/examples/invented_wave_2026.csv",
                                        kWaveCount, survey(), {});
    ASSERT_GE(wave.targets.size(), 10U);
    Eigen::VectorXd expected(static_cast<Eigen::Index>(wave.targets.size()));
    for (std::size_t i = 0; i < wave.targets.size(); ++i)
        expected[static_cast<Eigen::Index>(i)] = wave.targets[i].value;
    const Eigen::MatrixXd covariance = covariance_of(wave.targets)(expected);
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(covariance);
    EXPECT_GT(solver.eigenvalues().minCoeff(), 0.0);
}

TEST(FurtherWaves, GiveTheCountryAStepOfItsOwn) {
    const InputData inputs = load_inputs(kSource + "/data");
    const auto registry =
        registry_with(inputs, {kSource + "/docs/examples/invented_wave_2026.csv"});
    ASSERT_EQ(registry->waves().size(),
              inputs.survey.waves.size() + inputs.survey.polls.size() + 1);
    EXPECT_EQ(registry->specs()[registry->index("national.step.invented_wave_2026.common")].fitted,
              true);
    EXPECT_EQ(registry->size(), ParameterRegistry(inputs).size() + 1 + kAttitudeCount);
}

} // namespace
} // namespace kozqaras
