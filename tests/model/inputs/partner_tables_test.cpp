// Friendly countries: whole as shipped, refused when damaged.
#include "model/inputs/partner_tables.hpp"

#include <gtest/gtest.h>

#include "model/inputs/input_data.hpp"
#include "support/errors.hpp"
#include "tests/model/inputs/data_copy.hpp"

namespace kozqaras {
namespace {

using tests::DataCopy;
using tests::error_of;

SurveyTables survey_of(const DataCopy& copy) {
    return load_survey_tables(copy.path() / "survey", load_country(copy.path()));
}

std::string partner_fault(const std::string& file, const std::string& before,
                          const std::string& after) {
    const DataCopy copy;
    const auto survey = survey_of(copy);
    copy.replace("partners/" + file, before, after);
    return error_of<InputError>([&] { (void)load_partners(copy.path(), survey); });
}

void expect_words(const std::string& message, const std::string& part) {
    EXPECT_NE(message.find(part), std::string::npos) << message;
}

TEST(PartnerTables, HoldWhatIsPrinted) {
    const DataCopy copy;
    const auto tables = load_partners(copy.path(), survey_of(copy));
    ASSERT_NE(tables, nullptr);
    EXPECT_EQ(tables->partners.size(), 6U);
    EXPECT_EQ(tables->mentions.size(), 30U);
    EXPECT_EQ(tables->links.size(), 6U);
    EXPECT_EQ(tables->lanes.size(), 2U);
    EXPECT_EQ(tables->numbers.size(), 18U);
    EXPECT_FALSE(tables->respondents);
    EXPECT_EQ(tables->sample_size(), 1500);
    double named_beside = 0.0; // of the first base: more than three answers would allow
    for (const PrintedMention& cell : tables->mentions)
        named_beside += cell.base == tables->mentions.front().base ? cell.share : 0.0;
    EXPECT_NEAR(named_beside, 2.33, 1e-9);
    EXPECT_EQ(survey_of(copy).questions[*tables->partners.front().question].id, "geo_friendly");
}

TEST(PartnerTables, WithoutTheFolderNobodyIsAsked) {
    const DataCopy copy;
    const auto survey = survey_of(copy);
    std::filesystem::remove_all(copy.path() / "partners");
    EXPECT_EQ(load_partners(copy.path(), survey), nullptr);
}

TEST(PartnerTables, AreRefusedWithLineAndReason) {
    expect_words(partner_fault("mentions.csv", "usa,europe,", "usa,europa,"), "europe");
    expect_words(partner_fault("mentions.csv", "usa,europe,", "usa,usa,"), "besides itself");
    expect_words(partner_fault("mentions.csv", "usa,europe,", "usa,china,"), "mentions.csv");
    expect_words(partner_fault("partners.csv", "geo_friendly", "geo_frendly"), "geo_friendly");
    expect_words(partner_fault("leanings.csv", "55_plus", "55_up"), "55_plus");
    expect_words(partner_fault("survey.csv", "2023-02-28", "2023-01-28"), "before it starts");
    expect_words(partner_fault("utilities.csv", "west,china", "east,china"), "rows are needed");
}

} // namespace
} // namespace kozqaras
