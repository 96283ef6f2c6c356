// A set-up that leaves nothing to fit is refused with the reason.

#include <gtest/gtest.h>

#include "calibration/wave_model.hpp"
#include "support/errors.hpp"

namespace kozqaras {
namespace {

std::string refusal(const InputData& inputs, const CalibrationSetup& setup) {
    try {
        require_something_to_fit(inputs, setup, "setup.toml");
    } catch (const InputError& error) {
        return error.what();
    }
    return {};
}

class NothingToFit : public testing::Test {
  protected:
    InputData inputs_ = load_inputs(KOZQARAS_SOURCE_DIR "/data");
    CalibrationSetup setup_;
};

TEST_F(NothingToFit, IsNotSaidOfTheDefaults) {
    EXPECT_EQ(refusal(inputs_, setup_), "");
}

TEST_F(NothingToFit, WithoutAWave) {
    setup_.targets.waves.emplace();
    EXPECT_NE(refusal(inputs_, setup_)
                  .find("setup.toml: nothing is to be fitted: [targets] waves "
                        "names no wave"),
              std::string::npos)
        << refusal(inputs_, setup_);
    setup_.further_waves = {KOZQARAS_SOURCE_DIR "/docs/examples/invented_wave_2026.csv"};
    EXPECT_EQ(refusal(inputs_, setup_), "") << "a further wave is enough";
}

TEST_F(NothingToFit, WithoutNumbersOfTheWaves) {
    setup_.targets.waves = {"2020"};
    for (Observation& one : inputs_.survey.observations)
        one.wave = 1;
    EXPECT_NE(refusal(inputs_, setup_).find("no number"), std::string::npos)
        << refusal(inputs_, setup_);
}

TEST_F(NothingToFit, WithoutAParameter) {
    for (PriorRow& prior : inputs_.priors)
        prior.fitted = false;
    EXPECT_NE(refusal(inputs_, setup_).find("priors.csv"), std::string::npos)
        << refusal(inputs_, setup_);
}

} // namespace
} // namespace kozqaras
