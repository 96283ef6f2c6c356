#include "output/scenario_story.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "tests/output/sample_run.hpp"

namespace kozqaras {
namespace {

/// One column per member.
std::vector<std::vector<double>> course_of_members(const std::vector<double>& values) {
    std::vector<std::vector<double>> rows;
    for (const double value : values)
        rows.push_back({value, 2 * value, 3 * value});
    return rows;
}

std::vector<Week> weeks(int count) {
    std::vector<Week> list;
    for (int i = 0; i < count; ++i)
        list.push_back({100 + 4 * i});
    return list;
}

TEST(EffectCourse, PeakHalfAndHalfLifeAreThoseOfTheMedian) {
    std::vector<double> values{0, -1, -2, -4, -3, -1.9, -1};
    values.resize(20, -0.5);
    const auto course = effect_course(course_of_members(values), weeks(20), 0);
    ASSERT_TRUE(course.has_value());
    EXPECT_EQ(course->peak, 3U);
    EXPECT_EQ(course->half_effect, 2U);
    EXPECT_EQ(course->half_life_weeks, 8);
    EXPECT_FALSE(course->still_growing);
    EXPECT_EQ(course->decayed, 1.0);
}

TEST(EffectCourse, WhatGrowsToTheEndHasNoHalfLife) {
    std::vector<double> values;
    for (int i = 0; i < 20; ++i)
        values.push_back(i);
    const auto course = effect_course(course_of_members(values), weeks(20), 0);
    ASSERT_TRUE(course.has_value());
    EXPECT_TRUE(course->still_growing);
    EXPECT_FALSE(course->half_life_weeks);
    EXPECT_EQ(course->decayed, 0.0);
    EXPECT_FALSE(effect_course(course_of_members(std::vector<double>(20, 0.0)), weeks(20), 0));
}

const testing::SampleRun& run() {
    static const auto sample = testing::make_sample_run(6);
    return sample;
}

/// As the sample run has them, each class as many agents.
Story story(std::size_t scenario) {
    const auto& country = *run().plan.world->inputs.country;
    const std::vector<double> agents(country.group_count(), 1000.0);
    return tell(run().result, country, agents, detectable_effect(run().plan.world->inputs.survey),
                scenario);
}

TEST(Story, OnlyAGroupThatMovesOtherwiseStandsOut) {
    const auto local = story(1); // three times as much in one region
    ASSERT_FALSE(local.stand_out.empty());
    EXPECT_EQ(local.stand_out.front().label, "Kyzylorda");
    EXPECT_GT(local.peak.median, 0);
    EXPECT_EQ(local.members, 6U);
    EXPECT_FALSE(story(3).diverges.has_value());
    EXPECT_FALSE(story(3).tells());
}

TEST(Story, AGroupOfFewAgentsNeverStandsOut) {
    const auto& country = *run().plan.world->inputs.country;
    const std::vector<double> few(country.group_count(), 99.0);
    EXPECT_TRUE(tell(run().result, country, few, {}, 1).stand_out.empty());
}

TEST(Story, TheEndIsNothingWhereItCannotBeToldFromZero) {
    Story told;
    told.end_date = Date{std::chrono::year{2030} / 12 / 30};
    told.peak = {-6, -5, -4, -3, -2};
    told.end = {-1, -0.5, -0.3, -0.1, 0.2};
    EXPECT_EQ(end_in_words(told), "-0.3 is left");
    told.end = {-1, 0.1, 0.3, 0.5, 0.9};
    EXPECT_EQ(end_in_words(told), "nothing is left") << "a rebound within noise";
    told.end = {0.1, 0.2, 0.3, 0.5, 0.9};
    EXPECT_EQ(end_in_words(told), "+0.3 on the other side");
    told.end = {-0.1, -0.05, -0.04, 0, 0.1};
    EXPECT_EQ(end_in_words(told), "nothing is left");
}

TEST(Story, IsToldInPlainWordsWithItsParts) {
    ScenarioNote note{"x", "judgement (Incident)", {}};
    note.parts.push_back({"channel", "", "trips to China", {0, 0, -0.2, 0, 0}, {}});
    note.parts.push_back({"channel", "", "news of events", {0, 0, -5.4, 0, 0}, {}});
    note.parts.push_back({"rest", "channel", "together", {0, 0, 0.04, 0, 0}, {}});
    EXPECT_EQ(parts_in_words(note, "channel"), "trips to China -0.2; news of events -5.4");
    EXPECT_EQ(parts_in_words(note, "lever"), "");
    note.parts.push_back(
        {"lever", "", "Chinese plant or project in a region: Mill", {0, 0, 0.2, 0, 0}, {}});
    EXPECT_EQ(parts_in_words(note, "lever"), "Mill +0.2") << "without the name of its lever";
    note.parts.pop_back();
    note.part_members = 3;
    const auto detectable = detectable_effect(run().plan.world->inputs.survey);
    const auto text = story_text(story(2), "A title", note, detectable);
    EXPECT_TRUE(text.starts_with("A title: views of China worsen.")) << text;
    for (const char* part :
         {"How much", "How sure", "6 of 6 say worse", "Survey", "1616",
          "Rests on  judgement (Incident).", "Through   trips", "(of 3 runs", "Who"})
        EXPECT_NE(text.find(part), text.npos) << part << '\n' << text;
    for (const char* jargon : {"composite", "posterior", "baseline", "paired", "nan", "-0.0"})
        EXPECT_EQ(text.find(jargon), text.npos) << jargon << '\n' << text;
    EXPECT_NE(story_text(story(3), "No change", note, detectable).find("changes nothing"),
              text.npos);
}

TEST(Story, SaysWhatBecomesOfFear) {
    ScenarioNote note{"x", "judgement", {}};
    Story told = story(2);
    told.fear = FearEffect{{0, 0.9, 3.44, 5, 6.2}, {0, 0, -0.2, 0, 0}};
    const auto worse = story_text(told, "t", note, {});
    EXPECT_NE(worse.find("3.4 more people of 100 see China as a threat then"), worse.npos) << worse;
    EXPECT_NE(worse.find("+0.0 to +6.2"), worse.npos) << worse;
    EXPECT_NE(worse.find("at once: -0.2"), worse.npos) << worse;
    EXPECT_LT(worse.find("Rests on"), worse.find("Fear")) << "the first five answers come first";
    told.fear->threat = {-2, -1.5, -1.2, -1, 0};
    const auto better = story_text(told, "t", note, {});
    EXPECT_NE(better.find("1.2 fewer people of 100"), better.npos) << better;
    told.fear->threat = {-12.1, -6, -3.9, 1, 4.7};
    const auto unclear = story_text(told, "t", note, {});
    EXPECT_NE(unclear.find("not clear whether more or fewer"), unclear.npos) << unclear;
    EXPECT_EQ(unclear.find("3.9"), unclear.npos) << unclear;
    told.fear->threat = {-0.1, 0, 0.01, 0, 0.1};
    EXPECT_NE(story_text(told, "t", note, {}).find("as many people as before"), better.npos);
    told.fear.reset();
    EXPECT_EQ(story_text(told, "t", note, {}).find("threat"), better.npos);
}

// The effect of fear is a difference of shares: of the question, and of the pair.
TEST(Story, FearIsTheShareAgainstThatOfTheBaseline) {
    const auto told = story(2);
    ASSERT_TRUE(told.fear.has_value());
    const auto& result = run().result;
    const auto place = result.joints.front().second;
    EXPECT_TRUE(is_fear(result.question_attitudes[result.share_questions[place]]));
    const auto shares = view_of(result, &RunResult::positive_share);
    std::vector<double> gained;
    for (std::size_t member = 0; member < result.members; ++member)
        gained.push_back(100.0 *
                         (static_cast<double>(shares(2, member, told.course->peak, place)) -
                          static_cast<double>(shares(0, member, told.course->peak, place))));
    EXPECT_NEAR(told.fear->threat.median, spread_of(gained)->median, 1e-9);
}

TEST(Story, TellsADirectionOnlyWhereThreeOfFourRunsAgree) {
    auto told = story(2);
    ASSERT_EQ(told.members, 6U);
    told.same_sign = 5;
    EXPECT_TRUE(story_text(told, "t", {}, {}).starts_with("t: views of China worsen."));
    told.same_sign = 4;
    EXPECT_TRUE(
        story_text(told, "t", {}, {}).starts_with("t: views of China may improve or worsen."));
    told.course->still_growing = false;
    told.course->half_life_weeks = 12.0;
    EXPECT_EQ(story_text(told, "t", {}, {}).find("half of it"), std::string::npos)
        << "no half-life of what has no clear direction";
    told.same_sign = 5;
    EXPECT_NE(story_text(told, "t", {}, {}).find("half of it is gone 12 weeks later"),
              std::string::npos);
    EXPECT_TRUE(direction_is_clear(3, 4));
    EXPECT_FALSE(direction_is_clear(11, 16)) << "as the visa scenario had them";
    EXPECT_TRUE(direction_is_clear(1, 1));
}

TEST(Story, OfOneMemberSaysThatNothingIsKnownOfTheUncertainty) {
    const auto one = testing::make_sample_run(1);
    const auto& country = *one.plan.world->inputs.country;
    const std::vector<double> agents(country.group_count(), 1000.0);
    const auto text = story_text(tell(one.result, country, agents, {}, 2), "t", {}, {});
    EXPECT_NE(text.find("one run"), text.npos) << text;
    EXPECT_EQ(text.find("nan"), text.npos) << text;
}

} // namespace
} // namespace kozqaras
