#include "support/csv_table.hpp"

#include <limits>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "model/core/categories.hpp"
#include "tests/model/inputs/data_copy.hpp"

namespace kozqaras {
namespace {

using tests::error_of;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::string parse_error(std::string_view text) {
    return error_of<InputError>([&] { (void)CsvTable::parse(text, "t.csv"); });
}

std::string number_error(std::string_view cell, double low, double high) {
    const auto text = "name,value\nx," + std::string(cell) + "\n";
    return error_of<InputError>(
        [&] { (void)CsvTable::parse(text, "t.csv").number(0, "value", low, high); });
}

TEST(CsvTable, ReadsQuotedCellsAndKnowsWhereTheyStand) {
    const auto table =
        CsvTable::parse("a,b,c\r\n1,\"two, \"\"2\"\"\nlines\", x \r\n\r\nҚазақ,4,5", "t.csv");
    ASSERT_EQ(table.rows(), 2U);
    EXPECT_EQ(table.text(0, "b"), "two, \"2\"\nlines");
    EXPECT_EQ(table.text(0, "c"), "x");
    EXPECT_EQ(to_string(table.position(0, "b")), "t.csv:2:3");
    EXPECT_EQ(to_string(table.position(0, "c")), "t.csv:3:8");
    EXPECT_EQ(to_string(table.position(1, "b")), "t.csv:5:7") << "columns count characters";
    EXPECT_DOUBLE_EQ(table.number(1, "c", 0, 10), 5.0);
}

TEST(CsvTable, SkipsTheByteOrderMarkAndKeepsEmptyCells) {
    const auto table = CsvTable::parse("\xEF\xBB\xBFname,value\nx,\n", "t.csv");
    EXPECT_TRUE(table.has_column("name"));
    EXPECT_FALSE(table.has_column("names"));
    EXPECT_TRUE(table.empty(0, "value"));
}

TEST(CsvTable, RefusesWhatIsNoTable) {
    EXPECT_EQ(parse_error(""), "t.csv:1:1: the file is empty; it needs a header line");
    EXPECT_EQ(parse_error("\n\r\n"), "t.csv:1:1: the file is empty; it needs a header line");
    EXPECT_EQ(parse_error("a,b\n1,2\n3\n"),
              "t.csv:3:1: this row has 1 cells, but the header line has 2");
    EXPECT_EQ(parse_error("a,b\n1,2,3\n"),
              "t.csv:2:5: this row has 3 cells, but the header line has 2");
    EXPECT_EQ(parse_error("a,a\n"), "t.csv:1:3: the column 'a' stands twice in the header line");
    EXPECT_EQ(parse_error("a,,b\n1,2,3\n"), "t.csv:1:3: a column of the header line has no name");
    EXPECT_EQ(parse_error("a,b\n1,\"2\n3,4\n"),
              "t.csv:2:3: the quotation mark that opens this cell is never closed");
    EXPECT_EQ(parse_error("a,b\n1,\"2\"x\n"),
              "t.csv:2:6: text after the closing quotation mark of a cell");
    EXPECT_EQ(parse_error("a,b\n1,2\"\n"),
              "t.csv:2:4: a quotation mark inside a cell that does not start with one");
    EXPECT_EQ(parse_error("a\rb"),
              "t.csv:1:2: a carriage return without a line feed; save the table as 'CSV UTF-8'");
}

TEST(CsvTable, RefusesBytesThatAreNoText) {
    const std::string message =
        ": this is not UTF-8 text, perhaps Windows-1251; save it as 'CSV UTF-8' "
        "and give that file";
    for (const std::string bad : {"\xFF", "\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80",
                                  "\xF4\x90\x80\x80", "\xD0", "\x80", "\xF5\x80\x80\x80"})
        EXPECT_EQ(parse_error("a,b\n\xD2\x9A," + bad), "t.csv:2:3" + message);
    EXPECT_EQ(parse_error(std::string_view("a\nb\0c", 5)),
              "t.csv:2:2: the file holds a NUL byte; is it text?");
    EXPECT_EQ(
        parse_error(std::string_view("PK\x03\x04\x14\0\x06", 7)),
        "t.csv:1:1: this is a workbook (Excel or the like), not a text table; save it as 'CSV "
        "UTF-8' and give that file");
    EXPECT_EQ(parse_error(std::string_view("\xFF\xFEt\0a\0", 6)),
              "t.csv:1:1: this is UTF-16 text; save it as 'CSV UTF-8' and give that file");
}

TEST(CsvTable, HostileFilesFailFastAndBounded) {
    EXPECT_EQ(parse_error(fmt::format("a\n{:,>3000000}", "")),
              "t.csv:2:1001: this row has more than 1000 cells");
    std::string rows = "a\n";
    for (int row = 0; row < 2'000'001; ++row)
        rows += "1\n";
    EXPECT_NE(parse_error(rows).find("more than two million cells"), std::string::npos);
    EXPECT_EQ(parse_error(std::string((64U << 20) + 1, 'a')),
              "t.csv:1:1: the file is larger than 64 MiB");
    EXPECT_NE(parse_error(std::string(10'000'001, '"')).find("never closed"), std::string::npos);
    EXPECT_EQ(parse_error(std::string(1000, 'a')),
              "t.csv:1:1: a column name of more than 100 bytes");
}

TEST(CsvTable, NumbersAreCheckedInWords) {
    EXPECT_EQ(number_error("abc", 0, 1), "t.csv:2:3: 'value' is not a number: 'abc'");
    EXPECT_EQ(number_error("\"0,5\"", 0, 1),
              "t.csv:2:3: 'value' is not a number: '0,5'; write a decimal point, no comma");
    EXPECT_EQ(number_error("", 0, 1), "t.csv:2:3: 'value' is empty; a number is needed");
    EXPECT_EQ(number_error("nan", -1, 1), "t.csv:2:3: 'value' is empty; a number is needed");
    EXPECT_EQ(number_error("-inf", -kInfinity, 1),
              "t.csv:2:3: 'value' must be a finite number, not -inf");
    EXPECT_EQ(number_error("1e999", 0, 1), "t.csv:2:3: 'value' is out of reach: 1e999");
    EXPECT_EQ(number_error("1.01", 0, 1),
              "t.csv:2:3: 'value' is 1.01, but must be between 0 and 1");
    EXPECT_EQ(number_error("-3", 0, kInfinity), "t.csv:2:3: 'value' is -3, but must be 0 or more");
    EXPECT_EQ(number_error("5 %", 0, 10), "t.csv:2:3: 'value' is not a number: '5 %'");
    EXPECT_EQ(number_error("1", 0, 1), "no error");
}

TEST(CsvTable, MessagesDoNotRepeatHugeOrUnprintableCells) {
    const auto huge = number_error(std::string(5'000'000, 'x'), 0, 1);
    EXPECT_LT(huge.size(), 200U);
    EXPECT_EQ(number_error("a\x1B[31m", 0, 1), "t.csv:2:3: 'value' is not a number: 'a?[31m'");
}

TEST(CsvTable, DatesCodesPercentagesAndColumns) {
    constexpr std::array<std::string_view, 2> settlements{"urban", "rural"};
    const auto table = CsvTable::parse(
        "day,settlement,share\n2023-02-29,urbann,140\n2023-12-05,rural,40\n", "t.csv");
    const auto fault = [&](auto read) { return error_of<InputError>([&] { (void)read(); }); };
    EXPECT_EQ(fault([&] { return table.date(0, "day"); }),
              "t.csv:2:1: 'day' is not a date of the calendar: '2023-02-29'; write 2023-12-05");
    EXPECT_EQ(
        fault([&] { return table.code(0, "settlement", settlements, "settlement"); }),
        "t.csv:2:12: unknown settlement 'urbann'. Did you mean 'urban'? Allowed: urban, rural");
    EXPECT_EQ(fault([&] { return table.percent_as_share(0, "share"); }),
              "t.csv:2:19: 'share' is 140, but must be between 0 and 100 %");
    EXPECT_EQ(fault([&] { return table.text(0, "settlements"); }),
              "t.csv:1:5: the column 'settlements' is missing; is 'settlement' meant?");
    EXPECT_EQ(to_string(table.date(1, "day")), "2023-12-05");
    EXPECT_EQ(table.code(1, "settlement", settlements, "settlement"), 1);
    EXPECT_DOUBLE_EQ(table.percent_as_share(1, "share"), 0.4);
}

/// The number in row 0 of the column `value`, or the message.
std::string value_of(std::string_view text) {
    try {
        return fmt::format("{}", CsvTable::parse(text, "t.csv").number(0, "value"));
    } catch (const InputError& error) {
        return error.what();
    }
}

TEST(CsvTable, ReadsOtherSeparators) {
    EXPECT_EQ(value_of("name;value\na;0,41\n"), "0.41") << "Excel where the decimal is a comma";
    EXPECT_EQ(value_of("name;value\na;0.41\n"), "0.41");
    EXPECT_EQ(value_of("name\tvalue\na\t0,41\n"), "0.41");
    EXPECT_EQ(value_of("\xEF\xBB\xBFsep=;\r\nname;value\r\na;-0,5\r\n"), "-0.5");
    EXPECT_EQ(value_of("\"sep=,\"\nname,value\na,5\n"), "5");
    EXPECT_EQ(value_of("sep=;\nname;value\na;x\n"), "t.csv:3:3: 'value' is not a number: 'x'")
        << "lines are those of the file";
    EXPECT_EQ(value_of("\"a;b;c\",value\nx,5\n"), "5") << "separators in quotes decide nothing";
    EXPECT_EQ(value_of("value\n7\n"), "7") << "one column has no separator";
    EXPECT_EQ(value_of("name;value\na;1.234,5\n"),
              "t.csv:2:3: 'value' is not a number: '1.234,5'; write a decimal point, no comma");
}

TEST(CsvTable, ReadsNumbersAsProgramsPrintThem) {
    const auto number = [](std::string_view cell) {
        return value_of("name,value\na," + std::string(cell) + "\n");
    };
    EXPECT_EQ(number("+0.41"), "0.41");
    EXPECT_EQ(number("\u2212"
                     "0.17"),
              "-0.17");
    EXPECT_EQ(number("\u2013"
                     "0.17"),
              "-0.17")
        << "a dash that a word processor put there";
    EXPECT_EQ(number("1 616"), "1616");
    EXPECT_EQ(number("1\u00A0"
                     "616"),
              "1616");
    EXPECT_EQ(number("12\u202F"
                     "345\u202F"
                     "678.5"),
              "12345678.5");
    EXPECT_EQ(number("\u00A0"
                     "5\u00A0"),
              "5");
    EXPECT_EQ(number("1616.0"), "1616");
    for (const char* bad : {"1 61", "16 16", "1 6166", " 1 2", "+", "++1", "+-1", "- 1", "5 %"})
        EXPECT_NE(number(bad).find("is not a number"), std::string::npos) << bad;
    for (const char* nothing : {"NA", "N/A", "#N/A", "#Н/Д", "NaN", "nan", "NULL", ".", "-", "—"})
        EXPECT_NE(number(nothing).find("is empty; a number is needed"), std::string::npos)
            << nothing;
}

TEST(CsvTable, ReadsPercentagesAndDatesAsPeopleWriteThem) {
    const auto table = CsvTable::parse("share,day\n86 %,05.12.2023\n12.5%,5.1.2024\n86\u00A0%,"
                                       "31.02.2024\n0.5,12/05/2023\n",
                                       "t.csv");
    EXPECT_DOUBLE_EQ(table.percent_as_share(0, "share"), 0.86);
    EXPECT_DOUBLE_EQ(table.percent_as_share(1, "share"), 0.125);
    EXPECT_DOUBLE_EQ(table.percent_as_share(2, "share"), 0.86);
    EXPECT_EQ(table.decimals(0, "share"), 0);
    EXPECT_EQ(table.decimals(1, "share"), 1);
    EXPECT_EQ(to_string(table.date(0, "day")), "2023-12-05");
    EXPECT_EQ(to_string(table.date(1, "day")), "2024-01-05");
    EXPECT_THROW((void)table.date(2, "day"), InputError);
    EXPECT_THROW((void)table.date(3, "day"), InputError) << "the day or the month may come first";
}

TEST(CsvTable, LeavesOutWhatOtherProgramsPutAroundATable) {
    const auto r =
        CsvTable::parse("\"\",\"name\",\"value\"\n\"1\",\"a\",1\n\"2\",\"b\",NA\n", "t.csv");
    EXPECT_EQ(r.columns(), (std::vector<std::string>{"name", "value"}));
    EXPECT_EQ(r.text(1, "name"), "b");
    EXPECT_TRUE(r.empty(1, "value"));
    EXPECT_EQ(to_string(r.position(1, "name")), "t.csv:3:5");
    const auto pandas = CsvTable::parse(",name,value\n0,a,1\n1,b,2\n", "t.csv");
    EXPECT_EQ(pandas.columns().size(), 2U);
    const auto excel = CsvTable::parse("name,value,,\na,1,,\n,,,\nb,2,,\n\n,,,\n", "t.csv");
    EXPECT_EQ(excel.columns(), (std::vector<std::string>{"name", "value"}));
    EXPECT_EQ(excel.rows(), 2U);
    EXPECT_EQ(to_string(excel.end_position()), "t.csv:5:1");
    EXPECT_EQ(CsvTable::parse("name,value\na,1,\n", "t.csv").rows(), 1U);
    EXPECT_EQ(parse_error(",name\n1,a\n3,b\n"),
              "t.csv:1:1: a column of the header line has no name")
        << "numbers that do not count the rows are data";
    // found by fuzzing: the only cell of the row was left out, and one before it was read
    EXPECT_EQ(parse_error(",name\n1\n"), "t.csv:1:1: a column of the header line has no name");
    EXPECT_EQ(parse_error(",name\n1,a\n2\n"), "t.csv:1:1: a column of the header line has no name");
    EXPECT_EQ(parse_error("\n,\n,\n"), "t.csv:2:1: the header line names no column");
    EXPECT_EQ(parse_error("name,,x\na,1,2\n"),
              "t.csv:1:6: a column of the header line has no name");
}

TEST(CsvTable, FilesThatCannotBeReadAreFileErrors) {
    EXPECT_EQ(error_of<FileError>([] { (void)CsvTable::read("/nowhere/x.csv"); }),
              "/nowhere/x.csv: cannot be opened: No such file or directory");
    EXPECT_EQ(error_of<FileError>([] { (void)CsvTable::read("/", "root"); }),
              "root: a file is needed, but this is a directory");
}

} // namespace
} // namespace kozqaras
