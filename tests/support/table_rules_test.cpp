// Rules of tables: what they refuse, and where they say the fault stands.
#include "support/table_rules.hpp"

#include <array>
#include <string>

#include <gtest/gtest.h>

#include "tests/model/inputs/data_copy.hpp"

namespace kozqaras {
namespace {

using tests::error_of;

constexpr std::array<std::string_view, 2> kSexes{"men", "women"};
constexpr std::array<std::string_view, 3> kAges{"18", "19", "20"};

Date day(const char* text) {
    return *parse_date(text);
}

TableRules people() {
    return TableRules()
        .code("sex", kSexes, "sex")
        .code("age", kAges, "age")
        .whole("persons", 0, 1e6, "persons")
        .remark("note")
        .complete_key({"sex", "age"})
        .smooth("persons", "age", 5, 100);
}

const std::string kWhole = "sex,age,persons\n"
                           "men,18,100\nmen,19,110\nmen,20,120\n"
                           "women,18,90\nwomen,19,95\nwomen,20,99\n";

std::string rules_refusal(const TableRules& rules, const std::string& text) {
    return error_of<InputError>([&] { rules.check(CsvTable::parse(text, "t.csv")); });
}

/// The refusal of kWhole with `before` replaced.
std::string changed(const std::string& before, const std::string& after) {
    std::string text = kWhole;
    text.replace(text.find(before), before.size(), after);
    return rules_refusal(people(), text);
}

TEST(TableRules, AcceptWhatIsDeclared) {
    EXPECT_EQ(rules_refusal(people(), kWhole), "no error");
    EXPECT_EQ(rules_refusal(people(),
                            "note,persons,age,sex\n,1,20,men\nx,2,19,men\n,3,18,men\n,4,18,women\n"
                            ",5,20,women\n,6,19,women\n"),
              "no error")
        << "columns and rows in any order, remarks with anything";
    EXPECT_EQ(people().combinations(), 6U);
    const auto table = CsvTable::parse(kWhole, "t.csv");
    EXPECT_EQ(people().place_of(table, 4), 4U);
}

TEST(TableRules, RefuseColumns) {
    EXPECT_EQ(changed("persons", "person"),
              "t.csv:1:9: the column 'persons' is missing; is 'person' meant?");
    EXPECT_EQ(rules_refusal(people(), "sex,persons\nmen,100\n"),
              "t.csv:1:1: the column 'age' is missing");
    const auto weight = rules_refusal(people(), "sex,age,persons,weight\nmen,18,1,0.7\n");
    EXPECT_EQ(weight, "t.csv:1:17: unknown column 'weight'. Allowed: sex, age, persons, note");
    EXPECT_EQ(rules_refusal(people(), "sex,age,persons\n"),
              "t.csv:2:1: there is no row below the header line");
}

TEST(TableRules, RefuseCells) {
    EXPECT_EQ(changed("men,19", "man,19"),
              "t.csv:3:1: unknown sex 'man'. Did you mean 'men'? Allowed: men, women");
    EXPECT_EQ(changed("110", ""), "t.csv:3:8: 'persons' is empty; a number is needed");
    EXPECT_EQ(changed("110", "-1"),
              "t.csv:3:8: 'persons' is -1, but must be between 0 and 1000000 persons");
    EXPECT_EQ(changed("110", "1e308"),
              "t.csv:3:8: 'persons' is 1e308, but must be between 0 and 1000000 persons");
    EXPECT_EQ(changed("110", "110.5"), "t.csv:3:8: 'persons' must be a whole number, not 110.5");
    EXPECT_EQ(changed("men,19", ",19"), "t.csv:3:1: 'sex' is empty");
    const auto dates =
        TableRules().date("day", day("2020-01-01"), day("2030-12-31")).text("who", "say who");
    EXPECT_EQ(rules_refusal(dates, "day,who\n2020-01-01,a\n2030-12-31,b\n"), "no error");
    EXPECT_EQ(rules_refusal(dates, "day,who\n2019-12-31,a\n2031-01-01,\n"),
              "t.csv:2:1: 'day' is 2019-12-31, but must be between 2020-01-01 and 2030-12-31\n"
              "t.csv:3:1: 'day' is 2031-01-01, but must be between 2020-01-01 and 2030-12-31\n"
              "t.csv:3:12: say who");
}

TEST(TableRules, RefuseRows) {
    EXPECT_EQ(changed("men,19,110\n", ""), "t.csv:7:1: the row for sex men, age 19 is missing");
    EXPECT_EQ(changed("men,19,110\n", "men,19,110\nmen,19,115\n"),
              "t.csv:4:1: a second row for sex men, age 19; the first is on line 3");
    const auto unique = TableRules().text("id").text("year").or_empty().key({"id", "year"});
    EXPECT_EQ(rules_refusal(unique, "id,year\na,1\na,2\nb,1\na,2\n"),
              "t.csv:5:1: a second row for id a, year 2; the first is on line 3");
    EXPECT_EQ(rules_refusal(unique, "id,year\na,\nb,\n"), "no error");
}

TEST(TableRules, RefuseLeapsBetweenNeighbours) {
    EXPECT_EQ(
        changed("men,19,110", "men,19,0"),
        "t.csv:3:8: 'persons' is 0 here and 100 one step of 'age' before; at most 5 times more or "
        "less is possible\n"
        "t.csv:4:8: 'persons' is 120 here and 0 one step of 'age' before; at most 5 times more or "
        "less is possible");
    EXPECT_EQ(changed("women,18,90", "women,18,20"), "no error") << "less than five times";
    EXPECT_EQ(
        changed("women,18,90\nwomen,19,95\nwomen,20,99", "women,18,99\nwomen,19,1\nwomen,20,99"),
        "no error")
        << "few persons may differ by any factor";
}

TEST(TableRules, TakeNoSharesForPercentages) {
    const auto rules = TableRules().percent("yes").percent("no").or_empty();
    EXPECT_EQ(
        rules_refusal(rules, "yes,no\n0.86,0.06\n1,\n"),
        "t.csv:2:1: no percentage of this table is above 1.5, so these are shares; write 86 for "
        "86 %, not 0.86");
    EXPECT_EQ(rules_refusal(rules, "yes,no\n0.86,0.06\n2,\n"), "no error")
        << "less than 1 % is possible";
    EXPECT_EQ(rules_refusal(rules, "yes,no\n86 %,6%\n"), "no error");
    EXPECT_EQ(rules_refusal(rules, "yes,no\n101,6\n"),
              "t.csv:2:1: 'yes' is 101, but must be between 0 and 100 %");
}

TEST(TableRules, FoldWhatIsRepeated) {
    std::string text = "persons\n";
    for (int row = 0; row < 30; ++row)
        text += "-5\n";
    const auto message = rules_refusal(TableRules().number("persons", 0, 10), text);
    EXPECT_EQ(message,
              "t.csv:2:1: 'persons' is -5, but must be between 0 and 10\n"
              "t.csv:3:1: 'persons' is -5, but must be between 0 and 10\n"
              "t.csv:4:1: 'persons' is -5, but must be between 0 and 10 (… and 27 further rows)");
}

TEST(TableRules, AHopelessTableIsGivenUpSoon) {
    std::string text = "code\n";
    for (int row = 0; row < 90'000; ++row)
        text += "unknown code of some length\n";
    const auto message = rules_refusal(TableRules().code("code", kAges, "age"), text);
    EXPECT_TRUE(message.ends_with("(… and 9997 further rows)")) << message;
    EXPECT_EQ(rules_refusal(TableRules().text("code").most_rows(80'000), text),
              "t.csv:80002:1: a table of this kind has at most 80000 rows, this one 90000");
}

TEST(Faults, ListNamesOnOneLine) {
    EXPECT_EQ(listed({"a", "b"}), "a; b");
    EXPECT_EQ(listed({"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}),
              "a; b; c; d; e; f; g; h; … and 2 further");
}

} // namespace
} // namespace kozqaras
