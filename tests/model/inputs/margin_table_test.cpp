// Tables of a researcher: read, and refused with file, line, column and reason.
#include "model/inputs/margin_table.hpp"

#include <filesystem>
#include <fstream>
#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/model/inputs/data_copy.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

/// A file "tables.csv" in a folder of its own, removed at the end.
class TableFile {
  public:
    explicit TableFile(const std::string& text) : copy_() {
        path_ = copy_.path() / "tables.csv";
        std::ofstream(path_) << text;
    }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    tests::DataCopy copy_;
    std::filesystem::path path_;
};

std::string refusal(const std::string& text) {
    const TableFile file(text);
    return tests::error_of<InputError>(
        [&] { (void)read_margin_tables(file.path(), shipped_country()); });
}

const std::string kGood = "settlement,sex,adults,status,source\n"
                          "urban,men,100,estimate,by hand\n"
                          "urban,women,120,seen,\n"
                          "rural,men,80,seen,\n"
                          "rural,women,70.5,seen,\n";

TEST(MarginTables, OneTableBearsTheNameOfItsFile) {
    const TableFile file(kGood);
    const auto tables = read_margin_tables(file.path(), shipped_country());
    ASSERT_EQ(tables.size(), 1U);
    const Margin& margin = tables[0].margin;
    EXPECT_EQ(margin.name, "tables");
    EXPECT_EQ(margin.factors, (std::vector{Factor::settlement, Factor::sex}));
    EXPECT_EQ(margin.counts, (std::vector{100.0, 120.0, 80.0, 70.5}));
    EXPECT_EQ(margin.status, Status::estimate);
    EXPECT_EQ(margin.source, "by hand");
}

TEST(MarginTables, SeveralStandInOneFile) {
    const TableFile file("margin,sex,settlement,adults\n"
                         "by sex,men,,5\nby settlement,,rural,4\nby sex,women,,6\n"
                         "by settlement,,urban,7\n");
    const auto tables = read_margin_tables(file.path(), shipped_country());
    ASSERT_EQ(tables.size(), 2U);
    EXPECT_EQ(tables[0].margin.name, "by sex");
    EXPECT_EQ(tables[1].margin.counts, (std::vector{7.0, 4.0}));
    EXPECT_EQ(tables[1].position.line, 3);
}

// A macro-region by any of its names; a city that is one by that of the city.
TEST(MarginTables, MayBeByMacroRegion) {
    std::string rows = "macro_region,sex,adults\n";
    for (const auto name : shipped_country()->macro_regions)
        rows += std::string(name) + ",men,10\n" + std::string(name) + ",women,11\n";
    const TableFile file(rows);
    const Margin margin = read_margin_tables(file.path(), shipped_country())[0].margin;
    EXPECT_TRUE(margin.by_macro_region);
    EXPECT_EQ(margin.factors, (std::vector{Factor::sex, Factor::region}))
        << "factors in their own order, the macro-region last";
    EXPECT_EQ(margin.counts.size(), 2 * shipped_country()->macro_regions.size());
    EXPECT_EQ(margin.factor_name(Factor::region), "macro_region");
    // every region belongs to one of its classes
    for (const int group : margin.classes_of(Factor::region))
        EXPECT_LT(static_cast<std::size_t>(group), margin.count(Factor::region));
    EXPECT_NE(refusal("macro_region,adults\nAkmola,10\n").find("is no macro-region but part of"),
              std::string::npos);
    EXPECT_NE(refusal("macro_region,region,adults\nNorth,Akmola,10\n")
                  .find("by region or by macro_region, not by both"),
              std::string::npos);
}

struct BadTable {
    std::string name, before, after, message;
};

std::ostream& operator<<(std::ostream& stream, const BadTable& bad) {
    return stream << bad.name;
}

class BadTables : public testing::TestWithParam<BadTable> {};

TEST_P(BadTables, AreRefusedWithTheirPlace) {
    auto text = kGood;
    const auto& bad = GetParam();
    ASSERT_NE(text.find(bad.before), std::string::npos);
    text.replace(text.find(bad.before), bad.before.size(), bad.after);
    const auto message = refusal(text);
    EXPECT_NE(message.find("tables.csv" + bad.message), std::string::npos) << message;
}

INSTANTIATE_TEST_SUITE_P(
    All, BadTables,
    testing::Values(
        BadTable{"Negative", "120", "-120",
                 ":3:13: 'adults' is -120, but must be between 0 and 100000000 adults"},
        BadTable{"Text", "120", "many", ":3:13: 'adults' is not a number: 'many'"},
        BadTable{"NotFinite", "120", "nan", ":3:13: 'adults' is empty; a number is needed"},
        BadTable{"UnknownClass", "rural,men", "rurl,men",
                 ":4:1: unknown settlement 'rurl'. Did you mean 'rural'?"},
        BadTable{"UnknownColumn", "settlement,", "setlement,",
                 ":1:1: unknown column 'setlement'. Did you mean 'settlement'?"},
        BadTable{"NoCounts", "adults,status", "year,status",
                 ":1:1: the column 'adults' is missing"},
        BadTable{"Twice", "rural,men", "urban,men", ":4:1: a second row for settlement urban"},
        BadTable{"RowLost", "rural,women,70.5,seen,\n", "",
                 ":5:1: the row for settlement rural, sex women is missing"},
        BadTable{"CutInsideRow", ",70.5,seen,\n", ",70", ":5:13: this row has 3 cells"},
        BadTable{"EmptyCell", "rural,men", "rural,", ":4:7: 'sex' is empty here"},
        BadTable{"UnknownStatus", "estimate", "estimated", ":2:15: unknown status 'estimated'"},
        BadTable{"NoRows", kGood.substr(kGood.find('\n') + 1), "", ":2:1: there is no row"}),
    [](const auto& table) { return table.param.name; });

TEST(MarginTables, RefuseEmptinessOfEveryKind) {
    EXPECT_NE(refusal("").find("the file is empty"), std::string::npos);
    EXPECT_NE(refusal("adults\n5\n").find("tables.csv:2:1: no characteristic is given"),
              std::string::npos);
    EXPECT_NE(
        refusal("sex,adults\nmen,0\nwomen,0\n").find("tables.csv:2:5: the table 'tables' holds"),
        std::string::npos);
    EXPECT_NE(tests::error_of<FileError>(
                  [] { (void)read_margin_tables("no/such.csv", shipped_country()); }),
              "no error");
}

TEST(MarginTables, UnknownRegionGetsTheNearestNameAndNoCode) {
    const auto name = refusal("region,adults\nKaragandda,5\n");
    EXPECT_NE(name.find("tables.csv:2:1: unknown region 'Karagandda'. Did you mean 'Karaganda'?"),
              std::string::npos)
        << name;
    const auto code = refusal("region,adults\nKZ-1O,5\n");
    EXPECT_NE(code.find("tables.csv:2:1: unknown region 'KZ-1O'. Allowed: Abai"), std::string::npos)
        << code;
}

} // namespace
} // namespace kozqaras
