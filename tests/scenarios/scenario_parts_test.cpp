#include "scenarios/scenario_parts.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "scenarios/scenario_file.hpp"
#include "tests/scenarios/example_inputs.hpp"

namespace kozqaras::testing_scenarios {
namespace {

/// The only line of a scenario file, applied, and its parts.
struct Parted {
    ScenarioLine line;
    ScenarioSetting whole;
    std::vector<ScenarioPart> parts;
};

Parted parted(const std::string& text, const LeverDraws& draws = {}) {
    const ScratchFolder folder;
    const auto path = folder.write("s.toml", "title = \"x\"\nstart = 2027-01-06\n" + text);
    Parted result;
    result.line = lines_of(read_scenario(path, example_inputs())).at(0);
    result.whole = setting_of(result.line.id, "", result.line.changes, example_baseline(), draws);
    result.parts = parts_of(result.line, result.whole, example_baseline(), draws);
    return result;
}

std::vector<std::string> names(const Parted& parted, PartKind kind) {
    std::vector<std::string> found;
    for (const auto& part : parted.parts)
        if (part.kind == kind)
            found.push_back(part.name);
    return found;
}

const std::string kVisa = "[[lever]]\nname = \"visa.regime\"\nvalue = \"required\"\n";
const std::string kDebated =
    "[[lever]]\nname = \"visa.regime\"\nvalue = \"required_and_debated\"\n";
const std::string kPlant = "[[plant]]\nname = \"Mill\"\nregion = \"Abai\"\nopening = 2027-01-06\n"
                           "amount_musd = 200\njobs = 50\n";

TEST(ScenarioParts, ALeverThatActsInSeveralWaysIsSplitByThem) {
    const auto visa = parted(kDebated);
    EXPECT_EQ(
        names(visa, PartKind::channel),
        (std::vector<std::string>{"news of events", "trips to China", "visitors from China"}));
    EXPECT_TRUE(names(visa, PartKind::lever).empty()) << "one lever is the whole";
    const auto& trips = visa.parts[1].setting.environment;
    EXPECT_EQ(trips.trips_to_china, visa.whole.environment.trips_to_china);
    EXPECT_EQ(trips.events, example_baseline().events) << "nothing but the trips";
    // All of them together are the whole.
    Environment all = example_baseline();
    all.events = visa.parts[0].setting.environment.events;
    all.trips_to_china = visa.parts[1].setting.environment.trips_to_china;
    all.visitors_from_china = visa.parts[2].setting.environment.visitors_from_china;
    EXPECT_TRUE(all == visa.whole.environment);
}

// What travel does was measured elsewhere; what the news of a withdrawal does is judgement.
TEST(ScenarioParts, AWordMayRestOnJudgementThoughItsLeverDoesNot) {
    const auto grade_of = [](const char* word) {
        LeverSetting setting;
        setting.lever = "visa.regime";
        setting.value = std::string(word);
        Changes changes;
        changes.levers = {setting};
        return grades_of(changes).front().grade;
    };
    EXPECT_EQ(grade_of("required"), Grade::measured_elsewhere);
    EXPECT_EQ(grade_of("required_and_debated"), Grade::judgement);
}

TEST(ScenarioParts, SeveralLeversAreSplitByLeverToo) {
    const auto both = parted(kVisa + kPlant);
    EXPECT_EQ(names(both, PartKind::lever).size(), 2U);
    const auto plant = std::ranges::find(both.parts, "Chinese plant or project in a region: Mill",
                                         &ScenarioPart::name);
    ASSERT_NE(plant, both.parts.end());
    EXPECT_EQ(plant->line, "s");
    EXPECT_EQ(plant->setting.environment.plants.size(), 1U);
    EXPECT_EQ(plant->setting.environment.trips_to_china, example_baseline().trips_to_china);
}

TEST(ScenarioParts, WhatIsOneThingHasNoParts) {
    EXPECT_TRUE(parted(kPlant).parts.empty());
    EXPECT_TRUE(parted("").parts.empty());
}

TEST(ScenarioParts, UncertainPartsAreDrawnAsTheWhole) {
    const auto uncertain = parted(
        "[[lever]]\nname = \"travel.trips_per_week\"\nvalue = { distribution = \"uniform\", low = "
        "9000, high = 20000 }\n" +
            kPlant,
        {3, 4, 0});
    ASSERT_EQ(uncertain.whole.member_environments.size(), 4U);
    for (const auto& part : uncertain.parts) {
        if (part.name != "trips to China")
            continue;
        ASSERT_EQ(part.setting.member_environments.size(), 4U);
        for (std::size_t m = 0; m < 4; ++m)
            EXPECT_EQ(part.setting.member_environments[m].trips_to_china,
                      uncertain.whole.member_environments[m].trips_to_china);
    }
}

TEST(ScenarioParts, EvidenceNamesTheWeakestFirst) {
    const auto both = parted(kVisa + "[[lever]]\nname = \"goods.quality\"\nvalue = 1\n");
    const auto words = evidence_in_words(both.line.changes, *example_inputs().country);
    EXPECT_TRUE(words.starts_with("judgement (")) << words;
    EXPECT_NE(words.find("; measured elsewhere (Visa regime"), words.npos) << words;
    const auto grades = grades_of(both.line.changes);
    ASSERT_EQ(grades.size(), 2U);
    EXPECT_EQ(grades[0].lever->name, "goods.quality");
    EXPECT_EQ(grades[0].grade, Grade::judgement);
    EXPECT_EQ(grades[1].grade, Grade::measured_elsewhere);
    EXPECT_EQ(evidence_in_words({}, *example_inputs().country), "");
}

} // namespace
} // namespace kozqaras::testing_scenarios
