#include "calibration/posterior.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "model/inputs/input_data.hpp"

namespace kozqaras {
namespace {

const ParameterRegistry& registry() {
    static const ParameterRegistry shipped(load_inputs(KOZQARAS_SOURCE_DIR "/data"));
    return shipped;
}

const FamilyInformation& family(const std::vector<FamilyInformation>& families,
                                std::string_view name) {
    return *std::ranges::find(families, name, &FamilyInformation::family);
}

TEST(FamilyInformation, OfThePriorIsNone) {
    const auto families = family_information(prior_as_posterior(registry()), registry());
    std::size_t parameters = 0;
    for (const auto& f : families) {
        EXPECT_EQ(f.informed, 0U) << f.family;
        parameters += f.parameters;
    }
    EXPECT_EQ(parameters, registry().size());
}

/// Two parameters fitted: one to half of its prior's width, one not narrower than the prior.
TEST(FamilyInformation, CountsWhatTheDataNarrowed) {
    Posterior posterior = prior_as_posterior(registry());
    posterior.fitted = {registry().index("social.susceptibility"),
                        registry().index("memory.anchor_rate")};
    const auto width = [](std::size_t i) { return registry().specs()[i].prior_standard_deviation; };
    posterior.factor = Eigen::MatrixXd::Zero(2, 2);
    posterior.factor(0, 0) = 0.5 * width(posterior.fitted[0]);
    posterior.factor(1, 1) = width(posterior.fitted[1]);
    const auto families = family_information(posterior, registry());
    EXPECT_EQ(family(families, "social").informed, 1U);
    EXPECT_EQ(family(families, "memory").informed, 0U);
    EXPECT_EQ(family(families, "threshold").informed, 0U);
}

} // namespace
} // namespace kozqaras
