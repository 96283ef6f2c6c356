// Every kind of malformed scenario file, with what its message must say.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "scenarios/scenario_file.hpp"
#include "tests/scenarios/example_inputs.hpp"

namespace kozqaras::testing_scenarios {
namespace {

struct Malformed {
    std::string name;
    std::string text;
    std::vector<std::string> parts; ///< what the message must hold
};

void PrintTo(const Malformed& file, std::ostream* stream) {
    *stream << file.name;
}

std::string lever(const std::string& keys) {
    return "title = \"x\"\n[[lever]]\n" + keys + "\n";
}

std::string plant(const std::string& keys) {
    return "title = \"x\"\n[[plant]]\nname = \"p\"\nopening = 2027-01-01\namount_musd = 1\njobs = "
           "1\n" +
           keys + "\n";
}

std::string event(const std::string& keys) {
    return "title = \"x\"\n[[event]]\ntitle = \"e\"\nclass = \"goods\"\nsalience = 1\nstart = "
           "2027-01-01\n" +
           keys + "\n";
}

std::string repeated(const std::string& part, int times) {
    std::string text;
    for (int i = 0; i < times; ++i)
        text += part;
    return text;
}

std::vector<Malformed> broken_texts() {
    return {
        {"empty", "", {"the file is empty"}},
        {"blank", " \n\t\n", {"the file is empty"}},
        {"only_comment", "# nothing\n", {"lacks the key 'title'"}},
        {"not_toml", "title = \n", {".toml:1:9: not TOML: a value is missing or not understood"}},
        {"unclosed_text", "title = \"x\n", {".toml:1:11: not TOML: the text is not closed"}},
        {"key_twice",
         "title = \"x\"\ntitle = \"y\"\n",
         {".toml:2:9: not TOML: this key or table stands twice"}},
        {"word_without_quotes",
         "title = abc\n",
         {".toml:1:9: not TOML: a value is missing or not understood: a text stands in \"...\""}},
        {"unclosed_list",
         "title = [1, 2\n",
         {"not TOML: the list that begins here is never closed with ]"}},
        {"two_values",
         "title = 1 2\n",
         {"not TOML: one value is allowed here; more follows on the line (here: '2')"}},
        {"decimal_comma",
         "title = 1,5\n",
         {"one value is allowed here; more follows on the line (here: ',')"}},
        {"backslash", "title = \"C:\\data\"\n", {"not TOML: a backslash inside"}},
        {"cyrillic_key", "назв = 1\n", {"not TOML: a key is made of the letters a to z"}},
        {"one_bracket", "[[lever]\n", {"not TOML: the heading is not closed"}},
        {"leading_zero", "title = 01\n", {"not TOML: a number must not begin with 0"}},
        {"percent_sign",
         "title = 5%\n",
         {"not TOML: this number is not understood", "(here: '%')"}},
        {"utf16", std::string("\xFF\xFEt\0i\0", 6), {"not a UTF-8 text"}},
        {"nul_byte", std::string("title = \"a\0b\"", 13), {"not a UTF-8 text"}},
        {"windows_1251", "title = \"\xCA\xE8\xF2\xE0\xE9\"\n", {".toml:1:10", "not valid UTF-8"}},
        {"overlong_utf8", "title = \"\xC0\xAF\"\n", {".toml:1:10", "not valid UTF-8"}},
        {"too_large", "title = \"x\"\n#" + std::string(1 << 20, 'x'), {"larger than 1 MiB"}},
        {"brackets_of_50_megabytes", std::string(50'000'000, '['), {"larger than 1 MiB"}},
        {"deep_array", "title = " + repeated("[", 100'000), {".toml:1:", "nested deeper"}},
        {"deep_table", "title = " + repeated("{a=", 100'000), {".toml:1:", "nested deeper"}},
        {"deep_key", repeated("a.", 100'000) + "a = 1\n", {".toml:1:", "nested deeper"}},
        {"deep_after_quotes",
         "a = \"\"\"x\"\"\"\"\nb = " + repeated("[", 100'000),
         {".toml:", "nested deeper"}},
    };
}

std::vector<Malformed> broken_keys() {
    return {
        {"no_title", "description = \"x\"\n", {":1:1: the scenario lacks the key 'title'"}},
        {"blank_title", "title = \"  \"\n", {":1:9: 'title'", "is blank"}},
        {"long_title", "title = \"" + std::string(300, 'x') + "\"\n", {"longer than 200 bytes"}},
        {"unknown_key",
         "titel = \"x\"\n",
         {":1:1: unknown key in the scenario 'titel'", "Did you mean 'title'?", "Allowed: title"}},
        {"title_number",
         "title = 3\n",
         {":1:9: 'title' in the scenario must be a text, not a whole"}},
        {"lever_no_list", "title = \"x\"\nlever = 3\n", {":2:9: 'lever'", "must be a list"}},
        {"lever_of_numbers", "title = \"x\"\nlever = [3]\n", {":2:10", "must be a table"}},
        {"start_text",
         "title = \"x\"\nstart = \"2027-01-01\"\n",
         {":2:9: 'start'", "must be a date, without quotes: 2027-01-01"}},
        {"start_time",
         "title = \"x\"\nstart = 2027-01-01T10:00:00\n",
         {":2:9: 'start'", "must be a date", "not a time"}},
        {"no_such_day",
         "title = \"x\"\nstart = 2027-02-30\n",
         {".toml:2:", "not TOML: this is no date of the calendar"}},
        {"start_too_early",
         "title = \"x\"\nstart = 2019-12-31\n",
         {":2:9: 'start'", "between 2020-01-01 and 2030-12-31, not 2019-12-31"}},
        {"start_too_late", "title = \"x\"\nstart = 2031-01-01\n", {":2:9:", "not 2031-01-01"}},
    };
}

std::vector<Malformed> broken_levers() {
    return {
        {"lever_no_name",
         lever("value = 1\ndate = 2027-01-01"),
         {":2:", "[[lever]] lacks the key 'name'"}},
        {"lever_no_value",
         lever("name = \"travel.trips_per_week\"\ndate = 2027-01-01"),
         {"[[lever]] lacks the key 'value'"}},
        {"lever_unknown",
         lever("name = \"travel.trip_per_week\"\nvalue = 1\ndate = 2027-01-01"),
         {":3:8: unknown name 'travel.trip_per_week'", "Did you mean 'travel.trips_per_week'?"}},
        {"lever_unknown_key",
         lever("name = \"travel.trips_per_week\"\nvalue = 1\ndate = 2027-01-01\nramp = 3"),
         {":6:1: unknown key in [[lever]] 'ramp'",
          "Allowed: name, value, date, until, ramp_weeks, regions, concern"}},
        {"lever_no_date",
         lever("name = \"travel.trips_per_week\"\nvalue = 1"),
         {"needs a 'date' (or the file a 'start')"}},
        {"value_too_large",
         lever("name = \"goods.chinese_car_share\"\nvalue = 39\ndate = 2027-01-01"),
         {":4:9: value of goods.chinese_car_share must lie between 0 and 1", "not 39"}},
        {"value_negative",
         lever("name = \"travel.trips_per_week\"\nvalue = -1\ndate = 2027-01-01"),
         {":4:9:", "not -1"}},
        {"value_nan",
         lever("name = \"travel.trips_per_week\"\nvalue = nan\ndate = 2027-01-01"),
         {":4:9:", "must lie between", "nan"}},
        {"value_infinite",
         lever("name = \"travel.trips_per_week\"\nvalue = inf\ndate = 2027-01-01"),
         {":4:9:", "inf"}},
        {"value_word",
         lever("name = \"travel.trips_per_week\"\nvalue = \"many\"\ndate = 2027-01-01"),
         {":4:9:", "must be a whole number (persons a week)"}},
        {"value_list",
         lever("name = \"travel.trips_per_week\"\nvalue = [1]\ndate = 2027-01-01"),
         {":4:9:", "must be a number or a word, not a list"}},
        {"visa_word",
         lever("name = \"visa.regime\"\nvalue = \"requird\"\ndate = 2027-01-01"),
         {":4:9:", "visa_free, required, required_and_debated, extended",
          "Did you mean 'required'?"}},
        {"visa_number",
         lever("name = \"visa.regime\"\nvalue = 1\ndate = 2027-01-01"),
         {":4:9:", "must be one of"}},
        {"visa_too_early",
         lever("name = \"visa.regime\"\nvalue = \"required\"\ndate = 2021-01-01"),
         {":5:8: visa.regime can be set from 2023-11-10 on"}},
        {"until_before_date",
         lever(
             "name = \"travel.trips_per_week\"\nvalue = 1\ndate = 2027-01-01\nuntil = 2026-01-01"),
         {":6:9: 'until' (2026-01-01) must come after 'date' (2027-01-01)"}},
        {"ramp_fraction",
         lever("name = \"travel.trips_per_week\"\nvalue = 1\ndate = 2027-01-01\nramp_weeks = 1.5"),
         {":6:14: 'ramp_weeks'", "must be a whole number"}},
        {"ramp_too_long",
         lever("name = \"travel.trips_per_week\"\nvalue = 1\ndate = 2027-01-01\nramp_weeks = 1000"),
         {":6:14:", "between 0 and 104"}},
        {"set_twice",
         lever("name = \"travel.trips_per_week\"\nvalue = 1\ndate = 2027-01-01\n[[lever]]\nname = "
               "\"travel.trips_per_week\"\nvalue = 2\ndate = 2027-01-01"),
         {":6:", "'travel.trips_per_week' is set for 2027-01-01 already at line 2"}},
    };
}

std::vector<Malformed> broken_settings() {
    const std::string trips = "name = \"travel.trips_per_week\"\ndate = 2027-01-01\n";
    return {
        {"value_huge", lever(trips + "value = 1e308"), {":5:9:", "between 0 and 100000"}},
        {"value_percent",
         lever("name = \"border.closure\"\ndate = 2027-01-01\nvalue = 100"),
         {":5:9:", "between 0 and 1 (share of travel stopped", "not 100"}},
        {"ramps_overlap",
         lever(trips + "value = 1\nramp_weeks = 20\n[[lever]]\nname = "
                       "\"travel.trips_per_week\"\ndate = 2027-03-01\nvalue = 2"),
         {":7:", "overlaps the setting at line 2", "2027-01-01 to 2027-05-21"}},
        {"ramp_of_a_law",
         lever("name = \"land.law\"\nvalue = \"sale_allowed\"\ndate = 2027-01-01\nramp_weeks = 4"),
         {":6:14:", "takes no ramp"}},
        {"target_not_taken",
         lever(trips + "value = 1\nregions = [\"Abai\"]"),
         {":6:11:", "acts on the whole country"}},
        {"target_missing",
         lever("name = \"education.new_confucius_institutes\"\nvalue = 1\ndate = 2027-01-01"),
         {":3:8:", "needs 'regions'"}},
        {"target_unknown",
         lever("name = \"goods.quality\"\nvalue = 1\ndate = 2027-01-01\nregions = [\"Abaii\"]"),
         {":6:12: unknown region 'Abaii'", "Did you mean 'Abai'?"}},
        {"spread_unknown",
         lever(trips + "value = { distribution = \"gauss\", mean = 1, sd = 1 }"),
         {":5:26: unknown distribution 'gauss'", "normal, uniform, triangular"}},
        {"spread_lacks_sd",
         lever(trips + "value = { distribution = \"normal\", mean = 1 }"),
         {":5:9: 'value' in [[lever]] lacks the key 'sd'"}},
        {"spread_other_key",
         lever(trips + "value = { distribution = \"uniform\", low = 1, high = 2, sd = 1 }"),
         {":5:", "'sd' does not belong to a uniform distribution"}},
        {"spread_zero",
         lever(trips + "value = { distribution = \"normal\", mean = 1, sd = 0 }"),
         {"'sd' must be above 0"}},
        {"spread_turned",
         lever(trips + "value = { distribution = \"uniform\", low = 3, high = 2 }"),
         {"'low' must be below 'high'"}},
        {"spread_outside",
         lever(trips + "value = { distribution = \"uniform\", low = -3, high = 2 }"),
         {"between 0 and 100000"}},
        {"spread_of_a_word",
         lever("name = \"land.law\"\ndate = 2027-01-01\nvalue = { distribution = \"normal\" }"),
         {":5:9:", "must be a number or a word, not a table"}},
    };
}

std::string campaign(const std::string& keys) {
    return "title = \"x\"\n[[campaign]]\nname = \"c\"\nstart = 2027-01-01\nweeks = 4\n" + keys +
           "\n";
}

std::vector<Malformed> broken_tables() {
    return {
        {"campaign_no_tone", campaign("reach = 0.5"), {":2:", "[[campaign]] lacks the key 'tone'"}},
        {"campaign_reach", campaign("tone = 1\nreach = 50"), {":7:9: 'reach'", "between 0 and 1"}},
        {"campaign_outlet",
         campaign("tone = 1\nreach = 0.5\noutlets = [\"tv_kazakh\"]"),
         {":8:12: unknown outlets 'tv_kazakh'", "kz_tv_kazakh"}},
        {"campaign_attitude",
         campaign("tone = 1\nreach = 0.5\nattitudes = [\"economy\"]"),
         {":8:14: unknown attitudes 'economy'", "Did you mean 'economic'?"}},
        {"campaign_weeks",
         campaign("tone = 1\nreach = 0.5").replace(campaign("").find("weeks = 4"), 9, "weeks = 0"),
         {":5:9: 'weeks'", "between 1 and 520"}},
        {"correction_before_start",
         "title = \"x\"\n[[misinformation]]\nname = \"c\"\nstart = 2027-02-01\nweeks = 4\nreach = "
         "0.5\ncorrection = 2027-01-01\n",
         {":7:14: 'correction' (2027-01-01) comes before 'start' (2027-02-01)"}},
        {"correction_of_nothing",
         "title = \"x\"\n[[misinformation]]\nname = \"c\"\nstart = 2027-02-01\nweeks = 4\nreach = "
         "0.5\ncorrection_reach = 1\n",
         {":7:20: 'correction_reach' needs 'correction'"}},
        {"pollution_before_opening",
         plant("region = \"Abai\"\npollution_date = 2026-01-01"),
         {":8:18: 'pollution_date' (2026-01-01) comes before 'opening' (2027-01-01)"}},
        {"visit_kind",
         "title = \"x\"\n[[visit]]\ntitle = \"v\"\nkind = \"king\"\nstart = 2027-01-01\n",
         {":4:8: unknown kind 'king'", "leader, summit, ministers"}},
        {"incident_kind",
         "title = \"x\"\n[[incident]]\ntitle = \"v\"\nkind = \"land\"\nstart = 2027-01-01\n",
         {":4:8: unknown kind 'land'", "land_scandal"}},
        {"expected_variant",
         "title = \"x\"\n[[expected]]\nvariant = \"a\"\nvalue = \"composite\"\ndate = "
         "2027-01-01\nlow = 1\nhigh = 2\nsource = \"s\"\n",
         {":3:11: unknown variant 'a'"}},
        {"expected_turned",
         "title = \"x\"\n[[expected]]\nvalue = \"composite\"\ndate = 2027-01-01\nlow = 3\nhigh = "
         "2\nsource = \"s\"\n",
         {":5:7: 'low' (3) is above 'high' (2)"}},
    };
}

std::vector<Malformed> broken_plants_and_events() {
    return {
        {"plant_no_region", plant(""), {"[[plant]] lacks the key 'region'"}},
        {"plant_unknown_region",
         plant("region = \"Zhetysuu\""),
         {":7:10: unknown region 'Zhetysuu'", "Did you mean 'Zhetysu'?", "also their names"}},
        {"plant_unknown_code", plant("region = \"KZ-99\""), {":7:10: unknown region 'KZ-99'"}},
        {"plant_sector",
         plant("region = \"Abai\"\nsector = \"farming\""),
         {"unknown", "'farming'", "agriculture"}},
        {"plant_share",
         plant("region = \"Abai\"\nchinese_worker_share = 50"),
         {":8:24: 'chinese_worker_share'", "between 0 and 1"}},
        {"event_class",
         event("").replace(event("").find("goods"), 5, "godos"),
         {"unknown class 'godos'", "Did you mean 'goods'?"}},
        {"event_direction", event("direction = 2"), {":7:13: 'direction'", "between -1 and 1"}},
        {"event_end", event("end = 2026-01-01"), {":7:7: 'end' (2026-01-01) comes before"}},
        {"event_nowhere", event("national = false"), {"needs 'regions'"}},
        {"event_of_no_region",
         event("regions = []"),
         {":7:11: 'regions' in [[event]] is an empty list; name at least one, or leave the key "
          "out"}},
        {"event_of_no_region_though_regional",
         event("national = false\nregions = []"),
         {":8:11: 'regions' in [[event]] is an empty list"}},
        {"event_concern_of_no_age",
         event("concern = { age = [] }"),
         {"'age' in concern of [[event]] is an empty list"}},
        {"event_concern_of_nobody",
         event("concern = {}"),
         {":7:11: 'concern' names no group; leave it out if everyone is concerned"}},
        {"lever_of_no_region",
         lever("name = \"travel.trips_per_week\"\nvalue = 1\ndate = 2027-01-01\nregions = []"),
         {":6:11: 'regions' in [[lever]] is an empty list"}},
        {"event_concern", event("concern = { age = [\"young\"] }"), {":7:", "unknown age 'young'"}},
        {"event_concern_key",
         event("concern = { sex = [\"men\"] }"),
         {":7:13: unknown key in concern of [[event]] 'sex'"}},
        {"event_no_title",
         "title = \"x\"\n[[event]]\nclass = \"goods\"\nsalience = 1\nstart = 2027-01-01\n",
         {"[[event]] lacks the key 'title'"}},
        {"variant_no_id",
         "title = \"x\"\n[[variant]]\ntitle = \"y\"\n",
         {"[[variant]] lacks the key 'id'"}},
        {"variant_id",
         "title = \"x\"\n[[variant]]\nid = \"../y\"\ntitle = \"y\"\n",
         {":3:6: 'id' may hold small letters"}},
        {"variant_twice",
         "title = \"x\"\n[[variant]]\nid = \"y\"\ntitle = \"y\"\n[[variant]]\nid = \"y\"\ntitle = "
         "\"z\"\n",
         {":6:6: a variant 'y' stands above already"}},
        {"base_absolute", "title = \"x\"\nbased_on = \"/etc/passwd\"\n", {":2:12:", "relative"}},
        {"base_missing",
         "title = \"x\"\nbased_on = \"nowhere.toml\"\n",
         {":2:12: there is no file"}},
        {"base_itself",
         "title = \"x\"\nbased_on = \"base_itself.toml\"\n",
         {":2:12:", "is based on itself"}},
    };
}

std::vector<Malformed> all_malformed() {
    std::vector<Malformed> all;
    for (const auto& part : {broken_texts(), broken_keys(), broken_levers(), broken_settings(),
                             broken_tables(), broken_plants_and_events()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

class MalformedFile : public ::testing::TestWithParam<Malformed> {};

TEST_P(MalformedFile, IsRefusedWithPlaceAndReason) {
    const ScratchFolder folder;
    const auto path = folder.write(GetParam().name + ".toml", GetParam().text);
    try {
        (void)read_scenario(path, example_inputs());
        FAIL() << "was accepted";
    } catch (const InputError& error) {
        const std::string message = error.what();
        EXPECT_TRUE(message.starts_with(path.string())) << message;
        for (const auto& part : GetParam().parts)
            EXPECT_NE(message.find(part), std::string::npos) << "lacks '" << part << "':\n"
                                                             << message;
    }
}

INSTANTIATE_TEST_SUITE_P(All, MalformedFile, ::testing::ValuesIn(all_malformed()),
                         [](const auto& which) { return which.param.name; });

TEST(MalformedFiles, ThereAreAtLeastFortyKinds) {
    EXPECT_GE(all_malformed().size(), 40U);
}

TEST(MalformedFiles, AllFaultsAreReportedAtOnceInOrderOfTheFile) {
    const ScratchFolder folder;
    const auto path =
        folder.write("many.toml", "titel = \"x\"\nstart = 2031-01-01\n[[lever]]\nname = "
                                  "\"travel.trips\"\nvalu = 3\n[[plant]]\njobs = -1\n");
    try {
        (void)read_scenario(path, example_inputs());
        FAIL() << "was accepted";
    } catch (const InputError& error) {
        const std::string message = error.what();
        std::size_t last = 0;
        for (const auto* part : {"'titel'", "2031-01-01", "lacks the key 'value'", "'travel.trips'",
                                 "'valu'", "lacks the key 'region'", "'jobs'"}) {
            const auto found = message.find(part);
            ASSERT_NE(found, std::string::npos) << part << "\n" << message;
            EXPECT_GE(found, last) << part << " stands too early:\n" << message;
            last = found;
        }
    }
}

TEST(MalformedFiles, MissingFileAndFolderAreFileErrors) {
    const ScratchFolder folder;
    EXPECT_THROW((void)read_scenario(folder.path() / "none.toml", example_inputs()), FileError);
    EXPECT_THROW((void)read_scenario(folder.path(), example_inputs()), FileError);
}

} // namespace
} // namespace kozqaras::testing_scenarios
