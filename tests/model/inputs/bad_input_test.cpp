// One fault in one file of a copy of data/, and the place and words that the message must name.
#include <cmath>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "model/inputs/input_data.hpp"
#include "support/errors.hpp"
#include "support/random.hpp"
#include "tests/model/inputs/data_copy.hpp"
#include "tests/model/inputs/fault.hpp"

namespace kozqaras {
namespace {

using tests::Fault;

const std::string kHard = "population/region_settlement_sex_age.csv";

const std::vector<Fault> kPopulationFaults{
    {"UnknownRegion",
     kHard,
     "KZ-10,rural",
     "KZ-1O,rural",
     {"data/" + kHard + ":14:1: unknown region 'KZ-1O'. Allowed: KZ-10"}},
    {"NegativeCount",
     kHard,
     "15187",
     "-15187",
     {"data/" + kHard + ":2:23: 'adults' is -15187, but must be between 0 and 100000000 adults"}},
    {"TextCell", kHard, "15187", "many", {":2:23: 'adults' is not a number: 'many'"}},
    {"NotANumber", kHard, "15187", "nan", {":2:23: 'adults' is empty; a number is needed"}},
    {"InfiniteCount", kHard, "15187", "inf", {":2:23: 'adults' must be a finite number"}},
    {"RepeatedRow",
     kHard,
     "KZ-10,urban,men,25-34",
     "KZ-10,urban,men,18-24",
     {":3:1: a second row for region KZ-10, settlement urban, sex men, age 18-24; the first is "
      "on line 2"}},
    {"MissingRow",
     kHard,
     "KZ-10,urban,men,18-24,15187,2023,derived,BNS population 1 January "
     "2023; Census 2021 ages\n",
     "",
     {"the row for region KZ-10, settlement urban, sex men, age 18-24 is missing"}},
    {"ColumnRenamed",
     kHard,
     "adults",
     "adult",
     {":1:27: the column 'adults' is missing; is 'adult' meant?"}},
    {"StatusUnknown", kHard, "derived", "deriveed", {"Did you mean 'derived'?"}},
    {"TotalsDisagree",
     "population/wealth.csv",
     "524859",
     "724859",
     {"data/population/wealth.csv:2:3: the table adds up to 13287620 adults, +1.5 % from the"}},
    {"RegionTotalsDisagree",
     "population/region_ethnicity.csv",
     "KZ-10,kazakh,33",
     "KZ-10,kazakh,36",
     {"data/population/region_ethnicity.csv:2:14: region KZ-10 adds up to"}},
    {"TotalsFivePercentApart",
     "population/wealth.csv",
     "6840101",
     "7494482",
     {"data/population/wealth.csv:2:3: the table adds up to 13742001 adults, +5.0 % from the "
      "13087620 "
      "of data/population/region_settlement_sex_age.csv"}},
    {"NegativeSoftCount",
     "population/region_ethnicity_language.csv",
     "128161",
     "-128161",
     {"region_ethnicity_language.csv:2:21: 'adults' is -128161, but must be between 0"}},
    {"HouseholdTooLarge",
     "population/households.csv",
     "4.2",
     "42",
     {":3:7: 'mean_household_size' is 42, but must be between 1 and 20 persons"}},
    {"RegionTwice",
     "geography/regions.csv",
     "KZ-10,KZ-ABY",
     "KZ-11,KZ-ABY",
     {"data/geography/regions.csv:3:1: a second row for iso KZ-11; the first is on line 2"}},
};

const std::vector<Fault> kOtherFaults{
    {"EventEndsBeforeItStarts",
     "events/events.csv",
     "2016-04-24,2016-05-31",
     "2016-04-24,2016-04-23",
     {"data/events/events.csv:2:14: the event ends on 2016-04-23, before it starts on "
      "2016-04-24"}},
    {"EventClassUnknown",
     "events/events.csv",
     "sovereignty",
     "soverignty",
     {":2:25: unknown event class 'soverignty'. Did you mean 'sovereignty'?"}},
    {"EventDayDoesNotExist",
     "events/events.csv",
     "2016-05-31",
     "2016-05-32",
     {":2:14: 'end' is not a date of the calendar"}},
    {"EventTwice",
     "events/events.csv",
     "\n2,2017",
     "\n1,2017",
     {":3:1: a second row for event_id 1; the first is on line 2"}},
    {"EventRegionUnknown",
     "events/events.csv",
     "KZ-19;KZ-33",
     "KZ-19;KZ-34",
     {":3:44: unknown region 'KZ-34'"}},
    {"SalienceTooHigh",
     "events/events.csv",
     "sovereignty,1,3",
     "sovereignty,1,4",
     {":2:39: 'salience' is 4, but must be between 0 and 3"}},
    {"DriverEndsBeforeItStarts",
     "events/drivers.csv",
     "2017-06-30",
     "2016-06-30",
     {"drivers.csv:2:37: the period ends on 2016-06-30"}},
    {"AttentionDoesNotAddUp",
     "media/contact_ladder.csv",
     "never,12",
     "never,22",
     {"contact_ladder.csv:2:7: never, very_rarely, rarely and often add up to 110.0 %"}},
    {"NewsSourceTwice",
     "media/sources.csv",
     "messengers,",
     "social_networks,",
     {"sources.csv:3:1: a second row for source_id social_networks"}},
    {"InvalidText",
     "media/sources.csv",
     "messengers",
     "messengers\xFF",
     {"sources.csv:3:11: this is not UTF-8 text"}},
    {"RowTooShort",
     "media/internet_use.csv",
     "18-24,urban,99,95,2023",
     "18-24,urban,99,95",
     {"internet_use.csv:2:28: this row has 6 cells, but the header line has 7"}},
    {"StrayQuote",
     "media/internet_use.csv",
     "18-24,urban",
     "\"18-24,urban",
     {"internet_use.csv:2:35: text after the closing quotation mark of a cell"}},
};

class BadInput : public testing::TestWithParam<Fault> {};

TEST_P(BadInput, IsNamedWithItsPlace) {
    tests::expect_named(GetParam());
}

const auto name_of = [](const auto& info) { return info.param.name; };
INSTANTIATE_TEST_SUITE_P(Population, BadInput, testing::ValuesIn(kPopulationFaults), name_of);
INSTANTIATE_TEST_SUITE_P(Other, BadInput, testing::ValuesIn(kOtherFaults), name_of);

/// Rows of one region taken out of a table, all of them.
TEST(BadFiles, AMissingRegionIsNamed) {
    for (const auto& file : {kHard, std::string("population/region_ethnicity.csv")}) {
        const tests::DataCopy copy;
        std::string kept;
        std::istringstream lines(copy.read(file));
        for (std::string line; std::getline(lines, line);)
            if (!line.starts_with("KZ-47,"))
                kept += line + "\n";
        copy.write(file, kept);
        const auto message = tests::error_of<InputError>([&] { (void)load_inputs(copy.path()); });
        EXPECT_NE(message.find("data/" + file + ":"), std::string::npos) << message;
        EXPECT_NE(message.find("the row for region KZ-47"), std::string::npos) << message;
    }
}

/// Zeros for all languages of an ethnicity that has adults in every region.
TEST(BadFiles, AnImpossibleStructuralZeroIsNamed) {
    const tests::DataCopy copy;
    const std::string file = "population/region_ethnicity_language.csv";
    std::string changed;
    double gone = 0;
    std::istringstream lines(copy.read(file));
    for (std::string line; std::getline(lines, line);) {
        const auto adults = [&](const std::string& who) -> std::string* {
            static std::string found;
            const auto at = line.find(who);
            if (at == std::string::npos)
                return nullptr;
            const auto begin = at + who.size();
            found = line.substr(begin, line.find(',', begin) - begin);
            return &found;
        };
        for (const std::string who : {",russian,kazakh_and_russian,", ",russian,russian,"})
            if (const auto* count = adults(who); count != nullptr) {
                gone += std::stod(*count);
                line.replace(line.find(who) + who.size(), count->size(), "0");
            }
        // the total of the region stays the same
        if (const auto* count = adults(",other,russian,"); count != nullptr) {
            const auto more = std::to_string(std::llround(std::stod(*count) + gone));
            line.replace(line.find(",other,russian,") + 15, count->size(), more);
            gone = 0;
        }
        changed += line + "\n";
    }
    copy.write(file, changed);
    const auto message = tests::error_of<InputError>([&] { (void)load_inputs(copy.path()); });
    EXPECT_NE(message.find("data/" + file +
                           ":5:22: ethnicity russian adds up to 0 adults: zeros that "
                           "cannot be met"),
              std::string::npos)
        << message;
}

/// Files that are cut off: at a row's border rows are missing, inside a row the row is too short.
TEST(BadFiles, TruncationIsNoticedInEveryTable) {
    for (const auto& file :
         {kHard, std::string("population/region_ethnicity.csv"),
          std::string("survey/questions.csv"), std::string("survey/waves.csv"),
          std::string("geography/regions.csv"), std::string("media/sources.csv")}) {
        const tests::DataCopy copy;
        const auto text = copy.read(file);
        const auto load = [&] { (void)load_inputs(copy.path()); };
        copy.write(file, text.substr(0, text.rfind('\n', text.size() - 2) + 1));
        EXPECT_NE(tests::error_of<InputError>(load), "no error") << file << " lost its last row";
        copy.write(file, text.substr(0, text.rfind(',', text.rfind('\n', text.size() - 2) + 20)));
        EXPECT_NE(tests::error_of<InputError>(load), "no error") << file << " cut inside a row";
    }
}

/// Bytes changed at random: a message or a loaded table, never a crash or another kind of error.
TEST(BadFiles, RandomDamageGivesAMessageOrATable) {
    const tests::DataCopy copy;
    const std::vector<std::string> files{kHard,
                                         "survey/observations.csv",
                                         "survey/samples.csv",
                                         "events/events.csv",
                                         "survey/waves.csv",
                                         "parameters/priors.csv",
                                         "survey/questions.csv"};
    RandomStream random(1, Purpose::test, 0);
    for (int round = 0; round < 120; ++round) {
        const auto& file = files[random.below(static_cast<std::uint32_t>(files.size()))];
        const auto whole = copy.read(file);
        auto text = whole;
        for (std::uint32_t change = 0; change <= random.below(5); ++change) {
            const auto at = random.below(static_cast<std::uint32_t>(text.size()));
            const std::string_view signs = "\",;\n\r-9eN\x80\xFF ";
            text[at] = random.below(2) == 0 ? signs[random.below(12)]
                                            : static_cast<char>(random.below(256));
        }
        copy.write(file, text);
        try {
            (void)load_inputs(copy.path());
        } catch (const InputError& error) {
            EXPECT_TRUE(std::string_view(error.what()).starts_with("data/")) << error.what();
        }
        copy.write(file, whole);
    }
}

TEST(BadFiles, MissingFilesAndDirectoriesAreFileErrors) {
    const tests::DataCopy copy;
    copy.remove("parameters/priors.csv");
    EXPECT_EQ(tests::error_of<FileError>([&] { (void)load_inputs(copy.path()); }),
              "data/parameters/priors.csv: cannot be opened: No such file or directory");
    const auto nowhere = copy.path() / "nowhere";
    EXPECT_EQ(tests::error_of<FileError>([&] { (void)load_inputs(nowhere); }),
              nowhere.string() + ": there is no such directory of input data");
}

/// Tables that change results and were once accepted without a word: each must be refused.
const std::vector<Fault> kSilentFaults{
    {"DriverMisspelt",
     "events/drivers.csv",
     "kazakh_visitors_to_china",
     "kazakh_visitor_to_china",
     {"drivers.csv:2:1: unknown driver 'kazakh_visitor_to_china'. Did you mean "
      "'kazakh_visitors_to_china'?"}},
    {"DriverInAnotherUnit",
     "events/drivers.csv",
     "3.4,percent",
     "3.4,persons",
     {"unknown unit of chinese_brands_share_new_cars 'persons'"}},
    {"NegativeVisitors",
     "events/drivers.csv",
     "109600",
     "-109600",
     {"drivers.csv:2:48: 'value' is -109600, but must be between 0"}},
    {"MoreLeaveThanLiveThere",
     "population/projection/migration.csv",
     "-6713",
     "-606713",
     {"migration.csv:2:12: -606713 net migrants in a year, but 616913 people"}},
    {"NobodyDies",
     "population/projection/mortality.csv",
     "0.001226",
     "0",
     {"mortality.csv:2:8: 'probability' is 0, but must be between 1e-06 and 0.99"}},
    {"AnAgeOfGiants",
     "population/projection/age_profile.csv",
     "76538",
     "76538000",
     {"age_profile.csv:3:14: 'persons' is 76538000 here and 77249 one step of 'age' before"}},
    {"NobodyOnSocialNetworks",
     "media/internet_use.csv",
     "18-24,urban,99,95",
     "18-24,urban,99,0",
     {"internet_use.csv:2:16: 'social_networks_percent' is 0, but must be between 0.1 and 100 %"}},
    {"MoreOnSocialNetworksThanOnline",
     "media/internet_use.csv",
     "18-24,urban,99,95",
     "18-24,urban,90,95",
     {"internet_use.csv:2:16: 95.0 % use social networks, but only 90.0 % the internet"}},
    {"MoreHaveTalkedThanSought",
     "media/contact_ladder.csv",
     "has_talked,20",
     "has_talked,60",
     {"contact_ladder.csv:7:12: has_talked has 60.0 %, more than the 52.0 % of the rung below"}},
    {"ToneOfZero",
     "media/sources.csv",
     "47.8,0.67,1.03",
     "47.8,0.67,0",
     {"sources.csv:2:105: 'tone_ratio' is 0, but must be between 0.05 and 20"}},
};
INSTANTIATE_TEST_SUITE_P(OnceSilent, BadInput, testing::ValuesIn(kSilentFaults), name_of);

/// What load_inputs() does not read: what the reports say (observations/claims.hpp), friendly
/// countries (model/inputs/partner_tables.hpp), and the words of the page (output/texts.hpp).
bool is_read_elsewhere(const std::string& file) {
    return file == "survey/checks.csv" || file == "survey/claims.csv" ||
           file == "survey/factor_marks.csv" || file == "survey/region_levels.csv" ||
           file == "survey/funnel.csv" || file == "survey/projects.csv" ||
           file.starts_with("partners/") || file.starts_with("texts/") ||
           file.starts_with("record/");
}

/// A header alone is a table without what it must hold.
TEST(BadFiles, AHeaderAloneIsRefusedInEveryTable) {
    const tests::DataCopy copy;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(copy.path())) {
        const auto file = entry.path().lexically_relative(copy.path()).generic_string();
        const bool is_read = entry.path().extension() == ".csv" && !is_read_elsewhere(file) &&
                             file.find("published_2020") == std::string::npos &&
                             file.find("tile_grid") == std::string::npos &&
                             file.find("map_labels") == std::string::npos &&
                             file.find("network/") == std::string::npos &&
                             file.find("panel/") == std::string::npos; // read by backtest alone
        if (!is_read)
            continue;
        const auto whole = copy.read(file);
        copy.write(file, whole.substr(0, whole.find('\n') + 1));
        const auto message = tests::error_of<InputError>([&] { (void)load_inputs(copy.path()); });
        EXPECT_EQ(message, "data/" + file + ":2:1: there is no row below the header line");
        copy.write(file, whole);
    }
}

/// One row less of a table whose rows are all needed.
TEST(BadFiles, ARowLessIsNamed) {
    EXPECT_EQ(
        tests::without_row("media/language_affinity.csv", "russian,kazakh,"),
        "data/media/language_affinity.csv:13:1: the row for source_language russian, language "
        "kazakh is missing");
}

} // namespace
} // namespace kozqaras
