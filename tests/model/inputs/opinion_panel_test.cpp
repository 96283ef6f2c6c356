// The panel of other countries' polls and the law that follows from it: whole as shipped, refused
// when damaged.
#include "model/inputs/opinion_panel.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "model/inputs/national_law_table.hpp"
#include "support/errors.hpp"
#include "tests/model/inputs/data_copy.hpp"

namespace kozqaras {
namespace {

using tests::DataCopy;
using tests::error_of;

const std::string kPanel = "panel/china_opinion_panel.csv";
const std::string kLaw = "parameters/national_law.csv";

std::string panel_fault(const std::string& before, const std::string& after) {
    const DataCopy copy;
    copy.replace(kPanel, before, after);
    return error_of<InputError>([&] { (void)read_opinion_panel(copy.path()); });
}

std::string law_fault(const std::string& before, const std::string& after) {
    const DataCopy copy;
    copy.replace(kLaw, before, after);
    return error_of<InputError>([&] { (void)read_national_law(copy.path()); });
}

void expect_part(const std::string& message, const std::string& part) {
    EXPECT_NE(message.find(part), std::string::npos) << message;
}

TEST(OpinionPanel, HoldsWhatItsSourceHolds) {
    const DataCopy copy;
    const auto polls = read_opinion_panel(copy.path());
    EXPECT_EQ(polls.size(), 1326U);
    const auto of = [&](const std::string& pollster) {
        return std::ranges::count(polls, pollster, &PanelPoll::pollster);
    };
    EXPECT_EQ(of("Pew"), 494);
    EXPECT_EQ(of("Gallup"), 588);
    EXPECT_EQ(of("Latinobarometro"), 233);
    EXPECT_EQ(of("Central Asia Barometer"), 11);
    const auto poll = std::ranges::find_if(polls, [](const PanelPoll& one) {
        return one.iso3 == "KAZ" && one.pollster == "Central Asia Barometer" && one.year == 2022;
    });
    ASSERT_NE(poll, polls.end());
    EXPECT_NEAR(poll->favourable, 0.5108, 1e-9);
    EXPECT_NEAR(poll->unfavourable, 0.354, 1e-9);
    EXPECT_EQ(poll->respondents, 1511);
    EXPECT_FALSE(poll->transfer); // the pollster that the model is compared with
    std::set<std::string> transferred;
    for (const PanelPoll& one : polls)
        if (one.transfer)
            transferred.insert(one.panel);
    EXPECT_EQ(transferred,
              (std::set<std::string>{"Gallup: elsewhere", "Gallup: former USSR and Mongolia",
                                     "Latinobarometro", "Pew: elsewhere"}));
}

TEST(OpinionPanel, OrderOfRowsDoesNotMatter) {
    const DataCopy copy;
    const auto whole = copy.read(kPanel);
    const auto header = whole.substr(0, whole.find('\n') + 1);
    const auto first =
        whole.substr(header.size(), whole.find('\n', header.size()) + 1 - header.size());
    copy.write(kPanel, header + whole.substr(header.size() + first.size()) + first);
    const DataCopy shipped;
    EXPECT_EQ(read_opinion_panel(copy.path()), read_opinion_panel(shipped.path()));
}

TEST(OpinionPanel, RefusesWhatCannotBe) {
    const std::string poll = "Kazakhstan,KAZ,2018,55.92,30.5,1500,1.5";
    expect_part(panel_fault(poll, "Kazakhstan,KAZ,2018,75.92,30.5,1500,1.5"),
                "china_opinion_panel.csv:2:73: favourable and unfavourable together are 106.4 %");
    expect_part(panel_fault(poll, "Kazakhstan,KAZ,2018,0,0,1500,1.5"), "nobody is favourable");
    expect_part(panel_fault(poll, "Kazakhstan,KAZ,2018,-1,30.5,1500,1.5"), ":2:67:");
    expect_part(panel_fault(poll, "Kazakhstan,KAZ,2018,55.92,30.5,1500,0.5"), "design_effect");
    expect_part(panel_fault(poll, "Kazakhstan,KAZ,2020,55.92,30.5,1500,1.5"), "2020");
    expect_part(panel_fault("Pew: West,Australia,AUS,2008", "Pew: elsewhere,Australia,AUS,2008"),
                "one panel is allowed");
    expect_part(panel_fault("1500,1.5,no", "1500,1.5,yes"), "another 'transfer' above");
}

TEST(NationalLaw, ShippedMediansAreThoseOfTheTable) {
    const DataCopy copy;
    const auto rows = read_national_law(copy.path());
    ASSERT_EQ(rows.size(), 12U);
    const auto law = median_law(rows, "latent");
    const auto level = std::ranges::find(rows, std::string("national_law.latent.level_deviation"),
                                         &PriorRow::name);
    ASSERT_NE(level, rows.end());
    EXPECT_DOUBLE_EQ(law.level_deviation, std::exp(level->mean));
    EXPECT_GT(law.degrees_of_freedom, 2.0);
    EXPECT_GT(law.common_share, 0.0);
    EXPECT_LT(law.common_share, 1.0);
    // The table of evidence asks for 0.10 to 0.20 latent, 4.8 to 7.5 net and more with reversion.
    EXPECT_NEAR(law.level_deviation, 0.15, 0.05);
    EXPECT_NEAR(median_law(rows, "net").level_deviation, 8, 4);
}

TEST(NationalLaw, RefusesRowsThatAreNotItsOwn) {
    expect_part(law_fault("national_law.latent.reversion,", "national_law.latent.revision,"),
                "Did you mean 'national_law.latent.reversion'?");
    expect_part(law_fault("national_law.latent.reversion,", "national_law.latent.revision,"),
                "the row 'national_law.latent.reversion' is missing");
    expect_part(law_fault("national_law.common_share,share of the variance,logit",
                          "national_law.common_share,share of the variance,log"),
                "this row is a logit");
}

} // namespace
} // namespace kozqaras
