#include "output/summary.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>

#include <gtest/gtest.h>

#include "output/summary_data.hpp"
#include "tests/output/sample_run.hpp"

namespace kozqaras {
namespace {

const testing::SampleRun& summarised_run() {
    static const auto run = testing::make_sample_run(12);
    return run;
}

std::string text() {
    return run_summary(summarised_run().plan, summarised_run().result,
                       summarised_run().documentation);
}

/// Letters, not bytes: a UTF-8 letter goes on with bytes 10xxxxxx.
std::ptrdiff_t letters_in(const std::string& line) {
    return std::ranges::count_if(line, [](char c) { return (c & 0xC0) != 0x80; });
}

std::string in_one_line(std::string text) {
    std::ranges::replace(text, '\n', ' ');
    return text;
}

TEST(Summary, FitsATerminalOfHundredColumns) {
    std::istringstream lines(text());
    for (std::string line; std::getline(lines, line);)
        EXPECT_LE(letters_in(line), 100) << line;
}

TEST(Summary, SaysWhatItIs) {
    EXPECT_NE(text().find("not a forecast"), std::string::npos);
    auto documentation = summarised_run().documentation;
    documentation.kind = "forecast";
    const auto forecast =
        run_summary(summarised_run().plan, summarised_run().result, documentation);
    EXPECT_EQ(forecast.find("Scenario projection, not a forecast"), std::string::npos);
    EXPECT_NE(forecast.find("Forecast"), std::string::npos);
    for (const char* part : {"12 members", "seed 7", "revised_2023", "not printed",
                             "no number here", "2030", "Kyzylorda"})
        EXPECT_NE(in_one_line(text()).find(part), std::string::npos) << part;
    EXPECT_EQ(text().find("nan"), std::string::npos);
}

TEST(Summary, DetectableEffectIsTheOneOfTheEvidence) {
    const auto effect = detectable_effect(summarised_run().plan.world->inputs.survey);
    ASSERT_TRUE(effect.has_value());
    EXPECT_EQ(effect->respondents, 1616);
    // Standard errors of the composite by the survey's own tables: 0.0057 to 0.0199.
    EXPECT_NEAR(effect->effect.independent / (2.8 * std::sqrt(2.0)), 0.0057, 0.0001);
    EXPECT_NEAR(effect->effect.correlated / (2.8 * std::sqrt(2.0)), 0.0199, 0.0001);
}

TEST(Summary, VisibilityHasThreeSteps) {
    const DetectableEffect effect{1616, {0.02, 0.08}};
    EXPECT_EQ(visibility_of(-0.01, effect), Visibility::invisible);
    EXPECT_EQ(visibility_of(0.05, effect), Visibility::doubtful);
    EXPECT_EQ(visibility_of(-0.09, effect), Visibility::visible);
}

TEST(Summary, DifferencesArePairedAndSigned) {
    const auto data = summarise(summarised_run().plan, summarised_run().result);
    ASSERT_EQ(data.scenarios.size(), 3U);
    EXPECT_GT(data.scenarios[0].differences.back().spread.median, 0);
    EXPECT_LT(data.scenarios[1].differences.back().spread.median, 0);
    EXPECT_EQ(data.scenarios[0].differences.size(), 3U);
    EXPECT_FALSE(data.scenarios[2].diverges.has_value());
    const auto regions = greatest(data.scenarios[0].movements, true, 3);
    ASSERT_EQ(regions.size(), 3U);
    EXPECT_EQ(regions[0].code, "region:KZ-43");
}

TEST(Summary, PublishedCompositeOf2021IsNeverFilledIn) {
    for (const WaveRow& row : summarise(summarised_run().plan, summarised_run().result).waves) {
        const bool lost = row.wave == 1 && (row.id == "composite" || row.id == "general");
        EXPECT_EQ(row.published.has_value(), !lost) << row.wave << row.id;
        EXPECT_TRUE(row.model.has_value());
    }
}

TEST(Summary, IntervalsOfDrawnSurveysAreWiderThanThoseOfTheModel) {
    for (const WaveRow& row : summarise(summarised_run().plan, summarised_run().result).waves) {
        ASSERT_TRUE(row.model && row.drawn) << row.id;
        EXPECT_GT(row.drawn->high90 - row.drawn->low90, row.model->high90 - row.model->low90);
        EXPECT_NEAR(row.drawn->median, row.model->median, 0.021);
    }
}

// The drawn surveys of the sample run are off by 2 points of net, the weighted ones by 1.
TEST(Summary, SamplesAreComparedWithTheAdultsMemberByMember) {
    const auto rows = summarise(summarised_run().plan, summarised_run().result).samples;
    ASSERT_EQ(rows.size(), 15U);
    for (const SampleRow& row : rows) {
        EXPECT_NEAR(row.as_fielded_error.high90, 0.02, 1e-5);
        EXPECT_NEAR(row.as_fielded_error.low90, -0.02, 1e-5);
        EXPECT_NEAR(row.poststratified_error.high90, 0.01, 1e-5);
        EXPECT_NEAR(row.as_fielded.median, row.adults.median, 0.021);
    }
    const auto text =
        run_summary(summarised_run().plan, summarised_run().result, summarised_run().documentation);
    EXPECT_NE(text.find("SAMPLE AND ADULTS"), std::string::npos);
}

TEST(Summary, ARunThatEndsBeforeTheLastWaveHasNoNumbersForIt) {
    RunPlan plan = summarised_run().plan;
    RunResult result = summarised_run().result;
    // Waves after the end hold NaN.
    std::ranges::fill(result.wave_shares, std::nanf(""));
    std::ranges::fill(result.wave_drawn, std::nanf(""));
    std::ranges::fill(result.wave_poststratified, std::nanf(""));
    EXPECT_TRUE(summarise(plan, result).samples.empty());
    EXPECT_NE(run_summary(plan, result, summarised_run().documentation).find("after the end"),
              std::string::npos);
    EXPECT_EQ(run_summary_json(plan, result, summarised_run().documentation).find("nan"),
              std::string::npos);
}

TEST(Quantiles, TypeSevenAndMissing) {
    const auto spread = spread_of({4, 1, 3, 2, 5});
    ASSERT_TRUE(spread.has_value());
    EXPECT_DOUBLE_EQ(spread->median, 3);
    EXPECT_DOUBLE_EQ(spread->low50, 2);
    EXPECT_DOUBLE_EQ(spread->high90, 4.8);
    EXPECT_FALSE(spread_of({1, std::nan("")}).has_value());
    EXPECT_FALSE(spread_of({}).has_value());
    const auto single = spread_of({0.388});
    ASSERT_TRUE(single.has_value());
    EXPECT_DOUBLE_EQ(single->median, 0.388);
    EXPECT_TRUE(std::isnan(single->low90) && std::isnan(single->high50)) << "one has no interval";
    EXPECT_TRUE(std::isnan(signs_of(std::vector<double>{1}).higher));
    const auto signs = signs_of(std::vector<double>{0, 1, -1, 2});
    EXPECT_DOUBLE_EQ(signs.higher, 0.5);
    EXPECT_DOUBLE_EQ(signs.lower, 0.25);
}

} // namespace
} // namespace kozqaras
