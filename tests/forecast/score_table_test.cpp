#include "forecast/score_table.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "support/scoring_rules.hpp"

namespace kozqaras {
namespace {

Date scored_day(const char* text) {
    return *parse_date(text);
}

/// Invented numbers: members 0.4 and 0.4, so that the forecast is one normal.
ForecastRecord scored_example() {
    ForecastRecord record;
    record.survey_error = {1.5, 0.0, 0.0, 0.5, 2000};
    record.dates = {scored_day("2026-03-31"), scored_day("2026-12-31")};
    record.members = 2;
    const auto add = [&](const char* id, const char* kind, const char* group) {
        ForecastTarget target{id, kind, group, "sample", 0.6, 0.0001, {}, {}, {}};
        target.known = {{"2021", scored_day("2021-12-01"), 0.3, 2000},
                        {"2023", scored_day("2023-12-01"), 0.35, 1600}};
        target.members = {{0.4, 0.4}, {0.4, 0.4}};
        record.targets.push_back(target);
    };
    add("economic", "indicator", "all");
    add("economic", "indicator", "age:18_34");
    add("econ_trade", "question", "all");
    return record;
}

ObservedValue observed(const char* target, const char* group, double net) {
    return {target, group, net, 1500, scored_day("2026-09-01"), "INVENTED", {"w.csv", 2, 1}};
}

TEST(ScoreWave, UsesTheErrorOfTheWavesOwnSize) {
    const auto rows = score_wave(scored_example(), {observed("economic", "all", 0.5)}).rows;
    ASSERT_EQ(rows.size(), 1U);
    const double deviation = std::sqrt(1.5 * 0.6 / 1500 + 0.0001);
    EXPECT_NEAR(rows[0].crps, crps_normal(0.4, deviation, 0.5), 1e-12);
    EXPECT_NEAR(rows[0].low90, 0.4 - 1.6448536 * deviation, 1e-6);
    EXPECT_FALSE(rows[0].inside[2]);
    EXPECT_GT(rows[0].pit, 0.99);
    EXPECT_NEAR(*rows[0].baseline_mean[0], 0.35, 1e-12);
    EXPECT_GT(*rows[0].baseline_mean[1], *rows[0].baseline_mean[2]);
}

TEST(ScoreWave, SummarisesByKind) {
    const auto rows = score_wave(scored_example(), {observed("econ_trade", "all", 0.4),
                                                    observed("economic", "age:18_34", 0.41),
                                                    observed("economic", "all", 0.4)})
                          .rows;
    const auto summaries = summarise_scores(rows);
    ASSERT_EQ(summaries.size(), 3U);
    EXPECT_EQ(summaries[0].kind, "indicator");
    EXPECT_EQ(summaries[1].kind, "question");
    EXPECT_EQ(summaries[2].kind, "group");
    EXPECT_EQ(summaries[0].coverage[0], 1.0);
    EXPECT_EQ(summaries[0].compared[0], 1);
    EXPECT_NEAR(summaries[0].skill[0], 1 - rows[2].crps / *rows[2].baseline_crps[0], 1e-12);
}

TEST(ScoreWave, RefusesAWaveThatWasFittedAndMarksAPart) {
    auto record = scored_example();
    record.posterior_name = "posterior_x";
    record.fitted_waves = {
        {"w", scored_day("2026-09-01"), scored_day("2026-09-01"), 1500, true, {"all"}}};
    record.targets[0].known.push_back({"w", scored_day("2026-09-01"), 0.4, 1500, true});
    try {
        (void)score_wave(record, {observed("economic", "all", 0.4)});
        FAIL() << "accepted";
    } catch (const InputError& error) {
        EXPECT_NE(std::string(error.what())
                      .find("w.csv: the posterior of this forecast "
                            "(posterior_x) was fitted to this wave"),
                  std::string::npos)
            << error.what();
    }
    const auto rows =
        score_wave(record, {observed("economic", "all", 0.4), observed("econ_trade", "all", 0.4),
                            observed("economic", "age:18_34", 0.4)})
            .rows;
    EXPECT_TRUE(rows[0].fitted);
    EXPECT_FALSE(rows[1].fitted);
    EXPECT_FALSE(rows[2].fitted);
    for (const auto& summary : summarise_scores(rows))
        EXPECT_NE(summary.kind, "indicator") << "what was fitted does not count";
    auto other_day = observed("economic", "all", 0.4);
    other_day.date = scored_day("2026-10-01");
    EXPECT_FALSE(was_fitted(record, other_day));
}

TEST(ScoreWave, NumbersOfAShippedWaveAreFittedByTheirBreakdown) {
    auto record = scored_example();
    record.fitted_waves = {
        {"2023", scored_day("2026-08-20"), scored_day("2026-09-05"), 1616, false, {"all"}}};
    EXPECT_TRUE(was_fitted(record, observed("economic", "all", 0.4)));
    EXPECT_TRUE(was_fitted(record, observed("econ_trade", "all", 0.4)));
    EXPECT_FALSE(was_fitted(record, observed("economic", "age:18_34", 0.4)));
}

TEST(ScoreWave, RefusesDatesThatWereNotForecast) {
    auto late = observed("economic", "all", 0.4);
    late.date = scored_day("2031-01-01");
    try {
        (void)score_wave(scored_example(), {late, observed("economic", "all", 0.1)});
        FAIL() << "accepted";
    } catch (const InputError& error) {
        EXPECT_STREQ(error.what(),
                     "w.csv:2:1: 2031-01-01 lies outside the forecast, 2026-03-31 to 2026-12-31");
    }
}

TEST(ScoreWave, ListsWhatIsNotForecastAndScoresTheRest) {
    const auto question_of_group = observed("econ_trade", "age:18_34", 0.1);
    const auto scores =
        score_wave(scored_example(), {question_of_group, observed("economic", "all", 0.4)});
    EXPECT_EQ(scores.rows.size(), 1U);
    EXPECT_EQ(scores.left_out, std::vector<std::string>{"econ_trade of age:18_34"});
    EXPECT_THROW((void)score_wave(scored_example(), {question_of_group}), InputError)
        << "a score of nothing is none";
    auto record = scored_example();
    for (auto& members : record.targets[1].members)
        members[1] = std::nan("");
    const auto without_agents = score_wave(
        record, {observed("economic", "age:18_34", 0.4), observed("economic", "all", 0.4)});
    EXPECT_EQ(without_agents.left_out, std::vector<std::string>{"economic of age:18_34"});
}

} // namespace
} // namespace kozqaras
