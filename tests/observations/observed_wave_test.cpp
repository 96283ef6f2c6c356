// A published wave as people have it: read where the meaning is plain, refused with the reason
// where not.
#include "observations/observed_wave.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "observations/group_names.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

constexpr std::array<std::string_view, 3> kTargets{"composite", "economic", "econ_trade"};
constexpr std::array<std::string_view, 2> kGroups{"all", "age:18_34"};
const std::string kHeader =
    "target,group,net,positive_percent,negative_percent,respondents,date,source\n";

/// A file of the test's own, removed at the end.
class ObservedWaveFile : public testing::Test {
  protected:
    ObservedWave read(const std::string& text) {
        std::ofstream(path_, std::ios::binary) << text;
        return read_observed_wave(path_, kTargets, kGroups);
    }

    /// The message without the folder of the file; "accepted" if there is none.
    std::string refusal(const std::string& text) {
        try {
            (void)read(text);
        } catch (const InputError& error) {
            std::string message = error.what();
            const std::string folder = path_.parent_path().string() + "/";
            for (std::size_t at = 0; (at = message.find(folder)) != std::string::npos;)
                message.erase(at, folder.size());
            return message;
        }
        return "accepted";
    }

    /// The net of one row below the usual header.
    double net(const std::string& row) { return read(kHeader + row + "\n").values.at(0).net; }

    void TearDown() override { std::filesystem::remove(path_); }

    std::filesystem::path path_ =
        std::filesystem::path(testing::TempDir()) /
        (testing::UnitTest::GetInstance()->current_test_info()->name() + std::string(".csv"));
};

TEST_F(ObservedWaveFile, NamesEveryFaultWithItsPlace) {
    const auto text = refusal(kHeader + "econ_trad,all,0.4,,,1500,2026-09-01,INVENTED\n"
                                        "economic,al,0.4,,,1500,2026-09-01,INVENTED\n"
                                        "economic,all,,-3,20,1500,2026-09-01,INVENTED\n"
                                        "economic,all,much,,,1500,2026-09-01,INVENTED\n"
                                        "economic,all,,70,40,1500,2026-09-01,INVENTED\n"
                                        "economic,all,0.4,,,1500,2026-02-30,INVENTED\n"
                                        "economic,all,0.4,,,1500,2026-09-01,\n"
                                        "composite,all,0.4,70,20,1500,2026-09-01,INVENTED\n"
                                        "economic,all,,70,,1500,2026-09-01,INVENTED\n");
    for (const char* part :
         {":2:1: unknown target 'econ_trad'. Did you mean 'econ_trade'?",
          ":3:10: unknown group 'al'. Did you mean 'all'?",
          ":4:15: 'positive_percent' is -3, but must be between 0 and 100 %",
          ":5:14: 'net' is not a number: 'much'", ":6:18: positive and negative are together 110 %",
          ":7:25: 'date' is not a date", ":8:36: say where the number is from", "further row"})
        EXPECT_NE(text.find(part), std::string::npos) << part << "\nnot in\n" << text;
}

TEST_F(ObservedWaveFile, TakesNetsOrPercentagesAndRefusesRepetition) {
    EXPECT_NEAR(net("economic,all,,70,20,1500,2026-09-01,INVENTED"), 0.5, 1e-12);
    EXPECT_NEAR(net("economic,all,-0.4,,,1500,2026-09-01,INVENTED"), -0.4, 1e-12);
    EXPECT_EQ(refusal("target,group,net,respondents,date,source\n"
                      "economic,all,0.1,1500,2026-09-01,INVENTED\n"),
              "accepted")
        << "a table of nets needs no columns of percentages";
    EXPECT_EQ(
        refusal(kHeader + "economic,all,,,,1500,2026-09-01,INVENTED\n"),
        "TakesNetsOrPercentagesAndRefusesRepetition.csv:2:14: no value: give net (-1 to 1) or both "
        "percentages")
        << "a row without any value";
    EXPECT_NE(refusal(kHeader + "economic,all,0.1,,,1500,2026-09-01,INVENTED\n"
                                "economic,all,0.2,,,1500,2026-09-01,INVENTED\n")
                  .find(":3:1: 'economic' of 'all' stands twice, first on line 2"),
              std::string::npos);
    EXPECT_NE(refusal(kHeader + "economic,all,,70,,1500,2026-09-01,INVENTED\n")
                  .find("'negative_percent' is missing"),
              std::string::npos);
}

TEST_F(ObservedWaveFile, NetAndPercentagesMustAgreeToTheirRounding) {
    EXPECT_NEAR(net("economic,all,0.501,70,20,1500,2026-09-01,INVENTED"), 0.501, 1e-12)
        << "the one that is printed more exactly";
    EXPECT_NEAR(net("economic,all,0.5,70.2,19.9,1500,2026-09-01,INVENTED"), 0.503, 1e-12);
    EXPECT_NE(refusal(kHeader + "economic,all,0.41,70,20,1500,2026-09-01,INVENTED\n")
                  .find(":2:14: 'net' is 0.41, but the percentages 70 and 20 make 0.5"),
              std::string::npos);
    EXPECT_EQ(
        refusal(kHeader + "economic,all,0.52,70,20,1500,2026-09-01,INVENTED\n").find("accepted"),
        std::string::npos)
        << "0.52 is beyond 0.50 and the rounding of all three";
    EXPECT_EQ(refusal(kHeader + "economic,all,0.51,70,20,1500,2026-09-01,INVENTED\n"), "accepted");
}

TEST_F(ObservedWaveFile, RoundedPercentagesMayAddUpToMoreThanAHundred) {
    const auto wave = read(kHeader + "economic,all,,63,38,1500,2026-09-01,INVENTED\n");
    EXPECT_NEAR(wave.values.at(0).net, 0.25, 1e-12);
    ASSERT_EQ(wave.notes.size(), 1U);
    EXPECT_NE(wave.notes[0].find("positive and negative are together 101 %, taken as rounding"),
              std::string::npos);
    EXPECT_NEAR(net("economic,all,,62.6,37.5,1500,2026-09-01,INVENTED"), 0.251, 1e-12);
    for (const char* shares : {"63,39", "62.6,37.6", "63.0,38"})
        EXPECT_NE(refusal(kHeader + "economic,all,," + shares + ",1500,2026-09-01,INVENTED\n"),
                  "accepted")
            << shares;
    EXPECT_TRUE(read(kHeader + "economic,all,,62,38,1500,2026-09-01,INVENTED\n").notes.empty());
}

TEST_F(ObservedWaveFile, SharesInColumnsOfPercentagesAreRefused) {
    const auto message = refusal(kHeader + "economic,all,,0.75,0.18,1600,2026-12-15,INVENTED\n"
                                           "econ_trade,all,,0.86,0.06,1600,2026-12-15,INVENTED\n");
    EXPECT_NE(message.find(":2:15: no percentage of this table is above 1.5, so these are shares"),
              std::string::npos)
        << message;
    EXPECT_EQ(refusal(kHeader + "economic,all,,0.75,18,1600,2026-12-15,INVENTED\n"
                                "econ_trade,all,,86,0.6,1600,2026-12-15,INVENTED\n"),
              "accepted")
        << "one number above 1.5 says that these are percentages";
}

// A row in which nobody has an opinion is one of shares among percentages, or a missing value.
TEST_F(ObservedWaveFile, RowsWithoutOpinionsAreRefused) {
    for (const char* answers : {"0.75,0.18", "0,0", "1,0.4"})
        EXPECT_NE(refusal(fmt::format("{}economic,all,,86,6,1600,2026-12-15,INVENTED\n"
                                      "econ_trade,all,,{},1600,2026-12-15,INVENTED\n",
                                      kHeader, answers))
                      .find(":3:17: positive and negative are together "),
                  std::string::npos)
            << answers;
    EXPECT_EQ(refusal(kHeader + "economic,all,,1.6,0.4,1600,2026-12-15,INVENTED\n"), "accepted")
        << "2 % together may be";
}

TEST_F(ObservedWaveFile, ReadsTablesOfOtherPrograms) {
    const std::string row = "composite,all,0.41,,,1600,2026-12-15,INVENTED\n";
    for (const std::string& text :
         {kHeader + row, "\xEF\xBB\xBF" + kHeader + row, "sep=,\r\n" + kHeader + row,
          std::string("\"\",\"target\",\"group\",\"net\",\"positive_percent\",\"negative_percent\","
                      "\"respondents\",\"date\",\"source\"\n"
                      "\"1\",\"composite\",\"all\",0.41,NA,NA,1600,\"2026-12-15\",\"INVENTED\"\n"),
          std::string(
              "target;group;net;positive_percent;negative_percent;respondents;date;source\r\n"
              "composite;all;0,41;;;1600;15.12.2026;INVENTED\r\n"),
          std::string("target\tgroup\tnet\trespondents\tdate\tsource\n"
                      "composite\tall\t0,41\t1 600\t2026-12-15\tINVENTED\n"),
          std::string(
              "target,group,net,positive_percent,negative_percent,respondents,date,source,,\n"
              "composite,all,+0.41,,,1600.0,2026-12-15,INVENTED,,\n,,,,,,,,,\n")}) {
        const auto wave = read(text);
        ASSERT_EQ(wave.values.size(), 1U) << text;
        EXPECT_EQ(wave.values[0].net, 0.41) << text;
        EXPECT_EQ(wave.values[0].respondents, 1600) << text;
        EXPECT_EQ(to_string(wave.values[0].date), "2026-12-15") << text;
        EXPECT_TRUE(wave.notes.empty()) << text;
    }
    EXPECT_NEAR(net("economic,all,\u22120.17,,,1600,2026-12-15,INVENTED"), -0.17, 1e-12);
    EXPECT_NEAR(net("economic,all,NA,86 %,6%,1600,2026-12-15,INVENTED"), 0.80, 1e-12);
}

TEST_F(ObservedWaveFile, RefusesOtherTablesWithWhatHelps) {
    EXPECT_NE(refusal(kHeader + "composite,all,0.41,,,1600,2026-12-15,\xC2\xFB\xE4\xF3\xEC\n")
                  .find("save it as 'CSV UTF-8'"),
              std::string::npos);
    EXPECT_NE(refusal(std::string("PK\x03\x04", 4)).find("this is a workbook"), std::string::npos);
    const auto weight = refusal("target,group,net,respondents,date,source,weight\n"
                                "composite,all,0.41,1600,2026-12-15,INVENTED,1.2\n");
    EXPECT_NE(weight.find(":1:42: unknown column 'weight'. Allowed: target, group, net,"),
              std::string::npos)
        << weight;
    EXPECT_NE(refusal("target,group,nett,respondents,date,source\nx,all,1,1,1,1\n").find("'net'"),
              std::string::npos);
}

TEST_F(ObservedWaveFile, AnEffectiveNumberOfRespondentsIsRoundedDown) {
    std::string text = kHeader;
    const auto wave = read(text + "composite,all,0.41,,,1042.7,2026-12-15,INVENTED\n");
    EXPECT_EQ(wave.values.at(0).respondents, 1042);
    ASSERT_EQ(wave.notes.size(), 1U);
    EXPECT_NE(wave.notes[0].find(":2:22: 1042.7 respondents are taken as 1042"), std::string::npos)
        << wave.notes[0];
}

TEST_F(ObservedWaveFile, RepeatedFaultsAreFolded) {
    std::string text = kHeader;
    for (int row = 0; row < 30; ++row)
        text += "composite,all,1.41,,,1600,2026-12-15,INVENTED\n";
    const auto message = refusal(text);
    EXPECT_EQ(std::count(message.begin(), message.end(), '\n'), 2) << message;
    EXPECT_TRUE(message.ends_with("(… and 27 further rows)")) << message;
}

TEST(GroupNames, AreThoseOfReports) {
    const auto names = group_codes(*shipped_country());
    EXPECT_EQ(names.front(), "all");
    EXPECT_EQ(names.size(), 40U);
    EXPECT_EQ(find_group("age:18_34", kGroups, {}, {}), 1);
    EXPECT_EQ(find_group("age:18-34", kGroups, {}, {}), std::nullopt);
}

} // namespace
} // namespace kozqaras
