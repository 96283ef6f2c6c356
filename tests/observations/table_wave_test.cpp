#include "observations/table_wave.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "model/inputs/input_data.hpp"
#include "support/errors.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

const SurveyTables& survey() {
    static const SurveyTables tables =
        load_survey_tables(std::string(KOZQARAS_SOURCE_DIR) + "/data/survey", shipped_country());
    return tables;
}

double value_of(const ObservedWave& wave, const std::string& target, const std::string& group) {
    for (const ObservedValue& value : wave.values)
        if (value.target == target && value.group == group)
            return value.net;
    return -9.0;
}

TEST(TableWave, HoldsWhatIsPrintedOfAllAndOfGroups) {
    const auto wave = wave_of_tables(survey(), "2023");
    EXPECT_EQ(value_of(wave, "composite", "all"), 0.39);
    EXPECT_EQ(value_of(wave, "geo_rich", "all"), 0.62);
    EXPECT_EQ(value_of(wave, "general", "age:18_34"), 0.62);
    EXPECT_EQ(value_of(wave, "geo_rich", "age:18_34"), -9.0) << "a share, not a net";
    EXPECT_TRUE(std::ranges::all_of(wave.values, [](const ObservedValue& value) {
        return value.date == *parse_date("2023-12-16") && value.respondents > 0;
    }));
    EXPECT_EQ(std::ranges::count(wave.values, std::string("all"), &ObservedValue::group),
              29 + 5 + 5)
        << "questions, indicators with the composite, and five questions outside the index";
}

TEST(TableWave, SaysWhatHasNoRespondents) {
    const auto wave = wave_of_tables(survey(), "2020");
    EXPECT_TRUE(wave.values.empty());
    ASSERT_EQ(wave.notes.size(), 1U);
    EXPECT_NE(wave.notes[0].find("27 numbers of 2020 are left out"), std::string::npos)
        << wave.notes[0];
}

TEST(TableWave, UnknownWavesAreRefused) {
    EXPECT_THROW((void)wave_of_tables(survey(), "2022"), InputError);
}

} // namespace
} // namespace kozqaras
