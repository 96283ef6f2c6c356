#include "model/core/categories.hpp"

#include <gtest/gtest.h>

namespace kozqaras {
namespace {

TEST(Categories, EveryFactorHasItsCodes) {
    EXPECT_EQ(codes_of(Factor::region).size(), 20U);
    EXPECT_EQ(codes_of(Factor::education).size(), 3U);
    EXPECT_EQ(index_of(kAgeCodes, "65+"), 5);
    EXPECT_FALSE(index_of(kAgeCodes, "65").has_value());
    EXPECT_EQ(survey_age_of(0), 0);
    EXPECT_EQ(survey_age_of(3), 1);
    EXPECT_EQ(survey_age_of(5), 2);
}

} // namespace
} // namespace kozqaras
