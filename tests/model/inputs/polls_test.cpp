// polls.csv: single questions of other pollsters are read as printed, may be missing, and are
// refused with file, line and what is allowed.

#include <gtest/gtest.h>

#include "tests/model/inputs/fault.hpp"

namespace kozqaras {
namespace {

using tests::DataCopy;
using tests::Fault;

const std::string kPolls = "survey/polls.csv";

TEST(Polls, AreReadAsPrinted) {
    const InputData inputs = load_inputs(KOZQARAS_SOURCE_DIR "/data");
    ASSERT_EQ(inputs.survey.polls.size(), 2U);
    const Poll& poll = inputs.survey.polls.back();
    EXPECT_EQ(poll.id, "cab_2022");
    EXPECT_EQ(poll.respondents, 1511);
    EXPECT_DOUBLE_EQ(poll.design_effect, 1.64);
    EXPECT_DOUBLE_EQ(poll.positive, 0.5108);
    EXPECT_DOUBLE_EQ(poll.negative, 0.3540);
    EXPECT_DOUBLE_EQ(poll.rounding, 0.00005); // half of the second decimal of a percentage
    EXPECT_EQ(to_string(poll.middle()), "2022-10-16");
    EXPECT_EQ(inputs.survey.questions[static_cast<std::size_t>(poll.question)].id,
              "favourable_opinion");
}

TEST(Polls, MayBeMissing) {
    const DataCopy copy;
    copy.remove(kPolls);
    EXPECT_TRUE(load_inputs(copy.path()).survey.polls.empty());
}

class BadPolls : public testing::TestWithParam<Fault> {};

TEST_P(BadPolls, AreRefused) {
    tests::expect_named(GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    Row, BadPolls,
    testing::Values(
        Fault{"MoreThanAll",
              kPolls,
              "51.08,35.40",
              "71.08,35.40",
              {"data/survey/polls.csv:3:", "add up to 106.5 %, more than all respondents"}},
        Fault{"UnknownQuestion",
              kPolls,
              "1.64,favourable_opinion",
              "1.64,favorable_opinion",
              {"unknown question 'favorable_opinion'. Did you mean 'favourable_opinion'?"}},
        Fault{"NameOfAWave", kPolls, "cab_2022,", "2023,", {"'2023' is a wave of waves.csv"}},
        Fault{"Backwards",
              kPolls,
              "2022-09-01,2022-11-30",
              "2022-09-01,2022-08-30",
              {"data/survey/polls.csv:3:", "ends before it starts"}},
        Fault{"WeekOfAWave",
              kPolls,
              "2022-09-01,2022-11-30",
              "2023-12-01,2023-12-27",
              {"data/survey/polls.csv:3:", "lies in the week of the wave 2023"}},
        Fault{"WeekOfAPoll",
              kPolls,
              "2022-09-01,2022-11-30",
              "2020-09-01,2020-11-30",
              {"data/survey/polls.csv:3:", "lies in the week of the poll cab_2020"}},
        Fault{"Twice", kPolls, "cab_2022,", "cab_2020,", {"a second row for poll cab_2020"}},
        Fault{"Shares",
              kPolls,
              "39.95,45.55",
              "0.3995,0.4555",
              {"data/survey/polls.csv:2:", "write 40 for 40 %, not 0.40"}},
        Fault{"Unnamable", kPolls, "cab_2022,", "cab 2022,", {"letters, digits, - and _ only"}}),
    [](const auto& fault) { return fault.param.name; });

} // namespace
} // namespace kozqaras
