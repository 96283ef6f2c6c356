#include "model/population/reporting_cells.hpp"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "model/population/synthesis.hpp"
#include "tests/model/population/example_inputs.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

TEST(ReportingCells, GroupsAreNumberedWithoutGaps) {
    const Country& country = *shipped_country();
    std::set<int> seen{0};
    for (const Factor factor : kReportedFactors)
        for (int index = 0; index < country.reported_classes(factor); ++index)
            EXPECT_TRUE(seen.insert(group_index(factor, index)).second);
    EXPECT_EQ(static_cast<int>(seen.size()), kGroupCount);
    EXPECT_EQ(*seen.rbegin(), kGroupCount - 1);
    EXPECT_EQ(country.reported_classes(Factor::age), 3);
    EXPECT_EQ(country.reported_codes(Factor::age)[2], "55_plus");
    EXPECT_EQ(group_index(Factor::sex, 0), -1); // not reported
}

TEST(ReportingCells, HoldEveryAgentOnceWithItsOwnGroups) {
    const Population p =
        synthesise(testing::example_inputs(), {.scale = 0.002, .seed = 5}).population;
    const ReportingCells cells = make_reporting_cells(p);
    ASSERT_EQ(cells.offsets.size(), cells.size() + 1);
    EXPECT_EQ(cells.offsets.back(), p.size());
    std::vector<int> seen(p.size(), 0);
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
        EXPECT_GT(cells.count(cell), 0U);
        for (std::uint32_t place = cells.offsets[cell]; place < cells.offsets[cell + 1]; ++place) {
            const std::uint32_t agent = cells.agents[place];
            ++seen[agent];
            ASSERT_EQ(cells.cell_of_agent[agent], cell);
            if (place > cells.offsets[cell]) {
                ASSERT_LT(cells.agents[place - 1], agent);
            }
            for (std::size_t f = 0; f < kReportedFactors.size(); ++f) {
                const Factor factor = kReportedFactors[f];
                const int value = p.classes(factor)[agent];
                ASSERT_EQ(
                    cells.groups[cell][f],
                    group_index(factor, factor == Factor::age ? survey_age_of(value) : value));
            }
        }
    }
    EXPECT_EQ(std::ranges::count(seen, 1), static_cast<std::ptrdiff_t>(p.size()));
}

TEST(ReportingCells, OfNobodyAreEmpty) {
    const ReportingCells cells = make_reporting_cells({});
    EXPECT_EQ(cells.size(), 0U);
    EXPECT_EQ(cells.offsets.back(), 0U);
}

} // namespace
} // namespace kozqaras
