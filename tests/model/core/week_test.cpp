#include "model/core/week.hpp"

#include <gtest/gtest.h>

namespace kozqaras {
namespace {

Date day(std::string_view text) {
    return parse_date(text).value();
}

TEST(Week, CountsFromTheFirstOfJanuary2020) {
    EXPECT_EQ(week_of(day("2020-01-01")), Week{0});
    EXPECT_EQ(week_of(day("2020-01-07")), Week{0});
    EXPECT_EQ(week_of(day("2020-01-08")), Week{1});
    EXPECT_EQ(to_string(date_of(Week{1})), "2020-01-08");
}

TEST(Week, IsNegativeBeforeTheStart) {
    EXPECT_EQ(week_of(day("2019-12-31")), Week{-1});
    EXPECT_EQ(week_of(day("2019-12-25")), Week{-1});
    EXPECT_EQ(week_of(day("2019-12-24")), Week{-2});
}

TEST(Week, EveryDayLiesInTheWeekThatHoldsIt) {
    for (Date date = day("2015-01-01"); date < day("2031-01-01"); date += std::chrono::days{1}) {
        const Week week = week_of(date);
        ASSERT_LE(date_of(week), date);
        ASSERT_GT(date_of(week + 1), date);
    }
}

TEST(Week, TheLastOneHoldsTheEndOf2030) {
    EXPECT_EQ(last_week(), Week{573});
    EXPECT_LE(date_of(last_week()), day("2030-12-31"));
    EXPECT_GT(date_of(last_week() + 1), day("2030-12-31"));
}

TEST(Date, ReadsIsoDatesOnly) {
    EXPECT_EQ(to_string(day("2024-02-29")), "2024-02-29");
    for (const auto text : {"2023-02-29", "2023-13-01", "2023-00-10", "2023-1-1", "05.12.2023",
                            "2023-12-05 ", "2023-12-0x", "-023-12-05", "2023/12/05", ""})
        EXPECT_FALSE(parse_date(text).has_value()) << text;
}

} // namespace
} // namespace kozqaras
