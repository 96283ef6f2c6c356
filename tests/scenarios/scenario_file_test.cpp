#include <gtest/gtest.h>

#include "scenarios/apply.hpp"
#include "scenarios/scenario_file.hpp"
#include "scenarios/table_events.hpp"
#include "tests/scenarios/example_inputs.hpp"

namespace kozqaras::testing_scenarios {
namespace {

const std::filesystem::path kLibrary =
    std::filesystem::path(KOZQARAS_SOURCE_DIR) / "scenarios" / "library";

TEST(ScenarioFile, ShippedScenariosAreValid) {
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(kLibrary)) {
        const auto scenario = read_scenario(entry.path(), example_inputs());
        EXPECT_FALSE(resolve(scenario, example_baseline()).empty()) << entry.path();
        ++files;
    }
    EXPECT_GE(files, 16);
}

TEST(ScenarioFile, VisaFreeHasThreeVariantsAndNoLineOfItsOwn) {
    const auto scenario = read_scenario(kLibrary / "visa_free.toml", example_inputs());
    const auto settings = resolve(scenario, example_baseline());
    ASSERT_EQ(settings.size(), 3U);
    EXPECT_EQ(settings[0].id, "visa_free.withdrawn");
    EXPECT_EQ(settings[1].id, "visa_free.extended");
    EXPECT_EQ(settings[2].id, "visa_free.debated");
}

TEST(ScenarioFile, EveryKeyIsRead) {
    const ScratchFolder folder;
    const auto path = folder.write("all.toml", R"(title = "All"
description = "Story"
start = 2027-01-01
[[lever]]
name = "travel.trips_per_week"
value = 12000
until = 2028-01-01
ramp_weeks = 8
[[plant]]
name = "Plant"
region = "almaty region"
opening = 2028-02-03
amount_musd = 100.5
jobs = 300
chinese_worker_share = 0.25
[[event]]
id = "fair"
title = "Fair"
class = "goods"
direction = -1
salience = 2.5
start = 2026-05-01
end = 2026-06-01
national = true
regions = ["KZ-75", "Astana", "KZ-75"]
concern = { settlement = ["urban"], age = ["25-34", "18-24"], ethnicity = ["kazakh"], language = ["russian"], wealth = ["5"] }
)");
    const auto scenario = read_scenario(path, example_inputs());
    EXPECT_EQ(scenario.id, "all");
    ASSERT_EQ(scenario.changes.levers.size(), 1U);
    const auto& setting = scenario.changes.levers[0];
    EXPECT_EQ(std::get<double>(setting.value), 12000);
    EXPECT_EQ(setting.date, day(2027, 1, 1));
    EXPECT_EQ(setting.until, day(2028, 1, 1));
    EXPECT_EQ(setting.ramp_weeks, 8);
    EXPECT_EQ(setting.origin.line, 4);
    ASSERT_EQ(scenario.changes.tables.size(), 2U);
    const auto plant = plant_of(scenario.changes.tables[0]);
    EXPECT_EQ(plant.region, 3);
    EXPECT_EQ(plant.opening, week_of(day(2028, 2, 3)));
    EXPECT_DOUBLE_EQ(plant.projects, 100.5 / 150.5);
    EXPECT_EQ(plant.jobs, 300);
    EXPECT_EQ(plant.chinese_worker_share, 0.25);
    const auto event = dated_event(scenario.changes.tables[1], *example_inputs().country);
    EXPECT_EQ(event.id, "fair");
    EXPECT_EQ(event.event_class, EventClass::goods);
    EXPECT_EQ(event.direction, -1);
    EXPECT_EQ(event.end, day(2026, 6, 1));
    EXPECT_TRUE(event.national);
    EXPECT_EQ(event.regions, (std::vector<int>{17, 18}));
    EXPECT_EQ(event.concern.ages, (std::vector<int>{0, 1}));
    EXPECT_EQ(event.concern.wealth_classes, (std::vector<int>{4}));
}

TEST(ScenarioFile, RegionsMakeAnEventRegionalUnlessSaid) {
    const ScratchFolder folder;
    const auto path = folder.write(
        "e.toml", "title = \"x\"\n[[event]]\ntitle = \"e\"\nclass = \"goods\"\nsalience = "
                  "1\nstart = 2027-01-01\nregions = [\"Almaty\"]\n");
    const auto event = dated_event(read_scenario(path, example_inputs()).changes.tables.at(0),
                                   *example_inputs().country);
    EXPECT_FALSE(event.national);
    EXPECT_EQ(event.regions, std::vector<int>{18}) << "the city, not Almaty Region";
}

TEST(ScenarioFile, OverlayReplacesSameLeverAndDayAndAddsTheRest) {
    const ScratchFolder folder;
    folder.write("base.toml", R"(title = "Base"
start = 2027-01-01
[[lever]]
name = "travel.trips_per_week"
value = 1000
[[lever]]
name = "goods.chinese_car_share"
value = 0.5
[[variant]]
id = "a"
title = "A of base"
[[variant]]
id = "b"
title = "B of base"
)");
    const auto path = folder.write("over.toml", R"(title = "Over"
based_on = "base.toml"
[[lever]]
name = "travel.trips_per_week"
value = 2000
[[variant]]
id = "b"
title = "B of overlay"
)");
    const auto scenario = read_scenario(path, example_inputs());
    EXPECT_EQ(scenario.id, "over");
    EXPECT_EQ(scenario.title, "Over");
    ASSERT_EQ(scenario.changes.levers.size(), 2U);
    EXPECT_EQ(std::get<double>(scenario.changes.levers[0].value), 0.5);
    EXPECT_EQ(std::get<double>(scenario.changes.levers[1].value), 2000);
    EXPECT_EQ(scenario.changes.levers[1].date, day(2027, 1, 1)) << "start is inherited";
    ASSERT_EQ(scenario.variants.size(), 2U);
    EXPECT_EQ(scenario.variants[0].title, "A of base");
    EXPECT_EQ(scenario.variants[1].title, "B of overlay");
    EXPECT_EQ(scenario.files.size(), 2U);
}

TEST(ScenarioFile, FaultsOfTheBaseAreReportedWithThoseOfTheOverlay) {
    const ScratchFolder folder;
    folder.write("base.toml", "titel = \"Base\"\n");
    const auto path = folder.write("over.toml", "title = 3\nbased_on = \"base.toml\"\n");
    try {
        (void)read_scenario(path, example_inputs());
        FAIL() << "was accepted";
    } catch (const InputError& error) {
        const std::string message = error.what();
        EXPECT_NE(message.find("base.toml:1:1"), std::string::npos) << message;
        EXPECT_NE(message.find("over.toml:1:9"), std::string::npos) << message;
    }
}

TEST(ScenarioFile, CyclesAndLongChainsAreRefused) {
    const ScratchFolder folder;
    folder.write("a.toml", "title = \"a\"\nbased_on = \"b.toml\"\n");
    const auto cycle = folder.write("b.toml", "title = \"b\"\nbased_on = \"a.toml\"\n");
    EXPECT_THROW((void)read_scenario(cycle, example_inputs()), InputError);
    for (int i = 0; i < 12; ++i)
        folder.write("c" + std::to_string(i) + ".toml",
                     "title = \"c\"\nbased_on = \"c" + std::to_string(i + 1) + ".toml\"\n");
    folder.write("c12.toml", "title = \"c\"\n");
    EXPECT_THROW((void)read_scenario(folder.path() / "c0.toml", example_inputs()), InputError);
    EXPECT_NO_THROW((void)read_scenario(folder.path() / "c6.toml", example_inputs()));
}

TEST(ScenarioFile, ByteOrderMarkAndWindowsLinesAreAccepted) {
    const ScratchFolder folder;
    const auto path = folder.write("windows.toml", "\xEF\xBB\xBFtitle = \"Көзқарас\"\r\n");
    EXPECT_EQ(read_scenario(path, example_inputs()).title, "Көзқарас");
}

TEST(SetOption, IsReadLikeALever) {
    const auto setting =
        read_setting("travel.trips_per_week=9000@2028-02-01", default_start(), *shipped_country());
    EXPECT_EQ(std::get<double>(setting.value), 9000);
    EXPECT_EQ(setting.date, day(2028, 2, 1));
    EXPECT_EQ(read_setting("visa.regime=required", default_start(), *shipped_country()).date,
              default_start());
    for (const auto* text : {"travel.trips_per_week", "travel.trips=3", "travel.trips_per_week=x",
                             "travel.trips_per_week=3x", "travel.trips_per_week=nan",
                             "travel.trips_per_week=", "travel.trips_per_week=3@2031-01-01",
                             "visa.regime=maybe", "visa.regime=required@2020-02-01"})
        EXPECT_THROW((void)read_setting(text, default_start(), *shipped_country()), InputError)
            << text;
}

} // namespace
} // namespace kozqaras::testing_scenarios
