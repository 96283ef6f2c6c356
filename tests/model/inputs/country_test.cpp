// The country as data: what the shipped tables give, and the faults that are named.
#include "model/inputs/country.hpp"

#include <gtest/gtest.h>

#include "support/errors.hpp"
#include "tests/model/inputs/fault.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

using tests::Fault;

TEST(Country, ShippedTablesGiveItsSets) {
    const Country& country = *shipped_country();
    EXPECT_EQ(country.code, "KZ");
    EXPECT_EQ(country.count(Factor::region), 20U);
    EXPECT_EQ(country.count(Factor::education), 3U);
    EXPECT_EQ(index_of(country.codes_of(Factor::age), "65+"), 5);
    EXPECT_EQ(country.group_count(), static_cast<std::size_t>(kGroupCount));
    EXPECT_EQ(country.macro_regions.size(), 8U);
    EXPECT_EQ(country.news_sources.size(), 13U);
    EXPECT_EQ(country.online_sources, 0b11) << "social networks and messengers";
    ASSERT_EQ(country.index_values.size(), 5U);
    EXPECT_EQ(country.index_values[static_cast<std::size_t>(country.composite())], "composite");
}

TEST(Country, AgesAreClassesAndGroupsOfTheSurvey) {
    const Country& country = *shipped_country();
    const std::vector<std::pair<int, std::size_t>> classes{{18, 0}, {24, 0}, {25, 1},
                                                           {64, 4}, {65, 5}, {100, 5}};
    for (const auto& [years, expected] : classes)
        EXPECT_EQ(country.age_class(years), expected) << years;
    EXPECT_EQ(country.reported_as(Factor::age, 0), 0);
    EXPECT_EQ(country.reported_as(Factor::age, 3), 1);
    EXPECT_EQ(country.reported_as(Factor::age, 5), 2);
    EXPECT_EQ(country.classes(Factor::age).labels[2], "55 and older");
    EXPECT_TRUE(country.ages[4].works);
    EXPECT_FALSE(country.ages[5].works);
}

TEST(Country, RulesAskForTraitsNotForCodes) {
    const Country& country = *shipped_country();
    EXPECT_EQ(country.bridges, (std::vector<std::vector<int>>{{}, {0, 2}, {}}));
    EXPECT_EQ(country.classes(Factor::wealth).reference, 2U);
    EXPECT_EQ(country.trait(Trait::border, Factor::region)[0], 1.0) << "Abai";
    EXPECT_EQ(country.trait(Trait::border, Factor::region)[1], 0.0) << "Akmola";
    EXPECT_THROW((void)country.trait(Trait::border, Factor::age), BugError);
    ASSERT_NE(country.find_template("lrt.service", "open"), nullptr);
    EXPECT_EQ(country.find_template("lrt.service", "open")->regions, (std::vector<int>{1, 17}));
    EXPECT_EQ(country.find_template("lrt.service", "test_runs"), nullptr) << "the status quo";
    EXPECT_EQ(country.concern_of("goods.quality").wealth_classes, (std::vector<int>{2, 3, 4}));
    EXPECT_TRUE(country.concern_of("travel.trips_per_week").ages.empty());
}

// Views of codes outlive the list that they were taken from, as long as a copy lives.
TEST(CodeList, CopiesShareTheirTexts) {
    CodeList kept;
    std::string_view first;
    {
        const CodeList list({"short", "a code too long for a small string"});
        first = list[0];
        kept = list;
    }
    EXPECT_EQ(first, "short");
    EXPECT_EQ(kept[1], "a code too long for a small string");
    EXPECT_TRUE(CodeList().empty());
}

const std::string kClasses = "country/classes.csv", kTraits = "country/traits.csv";

const std::vector<Fault> kFaults{
    {"UnknownFactor",
     kClasses,
     "settlement,urban",
     "settlment,urban",
     {"data/country/classes.csv:2:1: unknown factor 'settlment'. Did you mean 'settlement'?"}},
    {"ClassTwice",
     kClasses,
     "settlement,rural",
     "settlement,urban",
     {"classes.csv:3:1: a second row for factor settlement, class urban"}},
    {"AThirdSex", kClasses, "ethnicity,other", "sex,other", {"'sex' needs 2 classes"}},
    {"TwoReferences",
     kClasses,
     "settlement,rural,rural,rural,no",
     "settlement,rural,rural,rural,yes",
     {"one class of 'settlement' must be the reference, 2 are"}},
    {"AGapBetweenAges",
     kClasses,
     "25-34,18_34,18-34,no,25,34",
     "25-34,18_34,18-34,no,26,34",
     {"classes.csv:7:26: age classes follow each other: 25 was expected"}},
    {"AnAgeWithoutBounds",
     kClasses,
     "25-34,18_34,18-34,no,25,34",
     "25-34,18_34,18-34,no,25,",
     {"an age class needs 'to_age'"}},
    {"GroupsApart",
     kClasses,
     "65+,55_plus,55 and older",
     "65+,18_34,18-34",
     {"classes of the group '18_34' must stand together"}},
    {"GroupWithTwoNames",
     kClasses,
     "25-34,18_34,18-34",
     "25-34,18_34,young",
     {"the group '18_34' is called '18-34' before"}},
    {"BridgeToNowhere",
     kClasses,
     "kazakh;russian",
     "kazakh;english",
     {"unknown language 'english'. Allowed: kazakh, kazakh_and_russian, russian"}},
    {"TraitOfAnUnknownClass", kTraits, "border,region,KZ-10", "border,region,KZ-1O", {"'KZ-1O'"}},
    {"TraitMissing",
     kTraits,
     "trip,wealth,3,1.0",
     "contact,wealth,3,1.0",
     {"the row for trip, wealth 3 is missing"}},
    {"TraitThatNoRuleNeeds",
     kTraits,
     "in_couple,age,18-24,0.25",
     "in_couple,age,18-24,0.25,estimate,s\nin_couple,sex,men,0.25",
     {"no rule of the model needs this trait by that characteristic"}},
    {"MoreThanAllInCouples",
     kTraits,
     "in_couple,age,18-24,0.25",
     "in_couple,age,18-24,1.25",
     {"'value' is 1.25, but must be between 0 and 1"}},
    {"TemplateInAnUnknownRegion",
     "events/templates.csv",
     "KZ-11;KZ-71",
     "KZ-11;KZ-7",
     {"templates.csv:7:", "unknown region 'KZ-7'"}},
    {"RecurringYearsBackwards",
     "events/recurring.csv",
     "diplomacy,2022,2025",
     "diplomacy,2025,2022",
     {"recurring.csv:2:16: 2022 lies before the first year, 2025"}},
    {"NothingThatRecurs",
     "events/recurring.csv",
     "diplomacy,2022,2025",
     "diplomacy,1991,1992",
     {"recurring.csv:2:1: no ended event of class diplomacy starts from 1991 to 1992"}},
    {"SectorOfNoQuestion",
     "survey/sectors.csv",
     "finance,econ_finance",
     "finance,econ_fnance",
     {"sectors.csv:11:9: unknown question 'econ_fnance'", "econ_finance"}},
    {"SectorNamedLikeAClassOfEvents",
     "survey/sectors.csv",
     "tourism,econ_tourism",
     "travel,econ_tourism",
     {"sectors.csv:6:1: 'travel' is a class of events"}},
    {"ConcernOfAnUnknownClass",
     "events/lever_concerns.csv",
     "3;4;5",
     "3;4;6",
     {"lever_concerns.csv:3:32: unknown wealth class '6'"}},
    {"SourceInAnotherLanguage",
     "media/sources.csv",
     "web,russian",
     "web,uzbek",
     {"the row for source_language uzbek, language kazakh is missing"}},
    {"TwoDriversOfOneSeries",
     "events/driver_list.csv",
     "new_cars_sold,,cars",
     "new_cars_sold,chinese_car_share,cars",
     {"one driver must be 'chinese_car_share'"}},
    {"ACompositeAmongTheIndicators",
     "survey/indices.csv",
     "revised_2023,cultural",
     "revised_2023,composite",
     {"the composite is the mean of the indicators, and none of them"}},
};

class BadCountry : public testing::TestWithParam<Fault> {};

TEST_P(BadCountry, IsNamedWithItsPlace) {
    tests::expect_named(GetParam());
}

const auto country_case_name = [](const auto& info) { return info.param.name; };
INSTANTIATE_TEST_SUITE_P(Tables, BadCountry, testing::ValuesIn(kFaults), country_case_name);

} // namespace
} // namespace kozqaras
