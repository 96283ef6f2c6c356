#include "support/formula.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace kozqaras {
namespace {

double evaluated(const std::string& text, const std::vector<double>& values) {
    return Formula(text, values.size(), {"table.csv", 3, 4})(values);
}

TEST(Formula, NamesValuesInTheirOrder) {
    EXPECT_DOUBLE_EQ(evaluated("v0 - 2 * v1", {5, 1.5}), 2);
    EXPECT_DOUBLE_EQ(evaluated("min(v2, v0, v1) + max(v0, v1)", {3, 4, -1}), 3);
    EXPECT_DOUBLE_EQ(evaluated("(v0 > v1) + (v1 > v0)", {1, 2}), 1);
}

TEST(Formula, FunctionsOfManyValues) {
    EXPECT_DOUBLE_EQ(evaluated("spread(v0, v1, v2, v3)", {2, 4, 4, 6}), std::sqrt(2.0));
    EXPECT_DOUBLE_EQ(evaluated("above_zero(v0, v1, v2)", {-1, 0, 0.1}), 1);
    EXPECT_NEAR(evaluated("correlation(v0, v1, v2, v3, v4, v5)", {1, 2, 3, -2, -4, -6}), -1, 1e-12);
    EXPECT_NEAR(evaluated("correlation(v0, v1, v2, v3, v4, v5)", {1, 2, 4, 2, 1, 5}), 0.8386, 1e-4);
}

TEST(Formula, TheSameFormulaAgainGivesTheNewValue) {
    const Formula formula("v0 / v1", 2, {});
    EXPECT_DOUBLE_EQ(formula(std::vector{4.0, 2.0}), 2);
    EXPECT_DOUBLE_EQ(formula(std::vector{9.0, 3.0}), 3);
}

TEST(Formula, AMissingValueMakesTheResultMissing) {
    EXPECT_TRUE(
        std::isnan(evaluated("max(v0, v1)", {1, std::numeric_limits<double>::quiet_NaN()})));
}

TEST(Formula, FaultsNameThePlace) {
    for (const char* text : {"v0 +", "v0 - v7", "average(v0)", ""})
        try {
            static_cast<void>(Formula(text, 2, {"table.csv", 3, 4}));
            ADD_FAILURE() << text << " was taken";
        } catch (const InputError& error) {
            EXPECT_NE(std::string(error.what()).find("table.csv:3:4"), std::string::npos)
                << error.what();
        }
}

} // namespace
} // namespace kozqaras
