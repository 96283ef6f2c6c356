// The synthetic population of the shipped margins.
#include <cmath>
#include <filesystem>

#include <gtest/gtest.h>

#include "model/inputs/input_data.hpp"
#include "model/population/synthesis.hpp"

namespace kozqaras {
namespace {

constexpr double kScale = 0.01;

const SynthesisResult& shipped_synthesis() {
    static const SynthesisResult result =
        synthesise(load_inputs(std::filesystem::path(KOZQARAS_SOURCE_DIR) / "data"),
                   {.scale = kScale, .seed = 1});
    return result;
}

TEST(ShippedMargins, AreFittedExactly) {
    const FitReport& report = shipped_synthesis().report;
    EXPECT_TRUE(report.converged) << report.stop_reason;
    EXPECT_LT(report.worst_absolute_error, 1e-6);
    ASSERT_EQ(report.margins.size(), 13U);
    for (const MarginFit& fit : report.margins) {
        EXPECT_LT(fit.worst_relative_error_fit, 1e-9) << fit.margin;
        EXPECT_EQ(fit.target.size(), fit.cell_labels.size());
        EXPECT_EQ(fit.target.size(), fit.achieved_agents.size());
        EXPECT_FALSE(fit.source.empty());
    }
}

TEST(ShippedMargins, AgentsMeetTheHardMarginWithinOne) {
    const MarginFit& hard = shipped_synthesis().report.margins.front();
    EXPECT_EQ(hard.margin, "region x settlement x sex x age");
    for (std::size_t cell = 0; cell < hard.target.size(); ++cell)
        EXPECT_LT(std::abs(hard.achieved_agents[cell] - hard.target[cell]) * kScale, 1.0 + 1e-9)
            << hard.cell_labels[cell];
}

// Systematic sampling leaves the soft margins well below the sampling error of a survey of 1,616.
TEST(ShippedMargins, AgentsMeetTheOtherMarginsClosely) {
    for (const MarginFit& fit : shipped_synthesis().report.margins) {
        // small classes of many regions: 5 classes of wealth, or three factors
        const bool small_cells = fit.cells > 60;
        EXPECT_LT(fit.total_variation_agents, small_cells ? 0.004 : 0.002) << fit.margin;
        EXPECT_LT(fit.worst_relative_error_agents, small_cells ? 0.12 : 0.06) << fit.margin;
    }
}

} // namespace
} // namespace kozqaras
