// An estimate can be failed: by the mean, by too small and too large a spread; and a model without
// effects meets none.

#include "app/effects_check.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "app/effect_response.hpp"

namespace kozqaras {
namespace {

/// Mean 3, s.d. 2 published; members whose mean and s.d. are as given.
CheckedExpectation line_with(double mean, double deviation) {
    CheckedExpectation line;
    line.published = PublishedEffect{3.0, 2.0, false};
    line.of_members = {mean - deviation / std::sqrt(2.0), mean + deviation / std::sqrt(2.0)};
    line.effect.mean = mean;
    line.deviation = deviation;
    return line;
}

TEST(EffectsCheck, MeanAndSpreadMustBeMet) {
    EXPECT_TRUE(line_with(3.0, 3.0).met()) << "1.5 times as wide as published";
    EXPECT_TRUE(line_with(1.1, 2.1).met());
    EXPECT_FALSE(line_with(0.9, 3.0).mean_met());
    EXPECT_FALSE(line_with(3.0, 1.9).met()) << "0.63 of the widened s.d.";
    EXPECT_FALSE(line_with(3.0, 4.6).met()) << "1.53 of it";
    EXPECT_NEAR(line_with(3.0, 3.0).spread_ratio(), 1.0, 1e-12);
    EXPECT_NEAR(line_with(3.0, 3.0).mean_error(), 3.0 / std::sqrt(2.0), 1e-12);
}

// Eight members of s.d. 9 put the mean of a line that lies at -2.8 to +2.3 of -19 to +2 now and
// then: that must not fail a check, and 4 beyond the bound must.
TEST(EffectsCheck, ASimulationErrorDecidesNothing) {
    CheckedExpectation line;
    line.expected_low = -19.0;
    line.expected_high = 2.0;
    line.of_members.assign(9, 0.0);
    line.deviation = 9.0;
    line.effect.mean = 2.3;
    EXPECT_TRUE(line.undecided());
    EXPECT_FALSE(line.failed());
    EXPECT_EQ(describe_status(line), "undecided");
    line.effect.mean = 8.1;
    EXPECT_TRUE(line.failed()) << "6.1 beyond, two standard errors are 6";
    EXPECT_EQ(describe_status(line), "outside");
    line.explained = "why";
    EXPECT_FALSE(line.failed());
    line.effect.mean = -25.1;
    EXPECT_EQ(describe_status(line), "outside (explained)");
    line.deviation = std::nan("");
    EXPECT_TRUE(line.undecided()) << "one member has no error to go by";
    line.effect.mean = 1.9;
    line.within = true;
    EXPECT_FALSE(line.undecided());
}

TEST(EffectsCheck, AModelWithoutEffectsMeetsNone) {
    std::vector<CheckedExpectation> lines{line_with(0.0, 0.0), line_with(0.0, 0.0),
                                          line_with(0.0, 0.0)};
    lines[1].published->standard_deviation = 4.0;
    lines[2].published.reset();
    const MatchingCounts counts = count_matches(lines);
    EXPECT_EQ(counts.estimates, 2);
    EXPECT_EQ(counts.met, 0);
    EXPECT_EQ(counts.mean_met, 1) << "3 (4) holds 0";
    EXPECT_EQ(counts.zero_mean_met, 1);
}

TEST(EffectResponse, PriorFollowsFromTheEstimate) {
    EffectResponse one;
    one.published = {3.0, 2.0, false};
    one.response = 30.0;
    EXPECT_NEAR(one.mean_following(), 0.1, 1e-12);
    EXPECT_NEAR(one.deviation_following(), 0.1, 1e-12) << "1.5 x 2 / 30";
    one.response = -30.0;
    EXPECT_GT(one.deviation_following(), 0.0);
}

} // namespace
} // namespace kozqaras
