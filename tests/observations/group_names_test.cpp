#include "observations/group_names.hpp"

#include <set>

#include <gtest/gtest.h>

#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

class NamesOfGroups : public testing::Test {
  protected:
    [[nodiscard]] std::string found(std::string_view text) const {
        const auto place = find_group(text, views_, shipped_country()->regions, {"wave.csv", 2, 3});
        return place ? codes_[static_cast<std::size_t>(*place)] : "none";
    }

    const std::vector<std::string> codes_ = group_codes(*shipped_country());
    const std::vector<std::string_view> views_{codes_.begin(), codes_.end()};
};

TEST_F(NamesOfGroups, AreThoseOfTheCountryInTheOrderOfItsIndex) {
    ASSERT_EQ(codes_.size(), static_cast<std::size_t>(kGroupCount));
    EXPECT_EQ(codes_.front(), "all");
    EXPECT_EQ(std::set<std::string>(codes_.begin(), codes_.end()).size(), codes_.size());
    for (int age = 0; age < 3; ++age)
        EXPECT_TRUE(
            codes_[static_cast<std::size_t>(group_index(Factor::age, age))].starts_with("age:"));
    for (int region = 0; region < kRegionCount; ++region)
        EXPECT_EQ(codes_[static_cast<std::size_t>(group_index(Factor::region, region))],
                  "region:" + shipped_country()->regions[static_cast<std::size_t>(region)].iso);
}

// A region by its code, by names in three languages, and by the code it had before.
TEST_F(NamesOfGroups, ARegionBearsAnyOfItsNames) {
    for (const char* name : {"KZ-75", "Almaty", "almaty", "Алматы", "KZ-ALA", " Almaty"})
        EXPECT_EQ(found(std::string("region:") + name), "region:KZ-75") << name;
    EXPECT_EQ(found("region:Abai"), "region:KZ-10");
    EXPECT_EQ(found("age:18_34"), "age:18_34");
}

TEST_F(NamesOfGroups, WhatMeansNoGroupIsNoneOrRefused) {
    for (const char* text : {"", "All", "age", "age:18-34", "Region:KZ-75", "Almaty"})
        EXPECT_EQ(found(text), "none") << text;
    EXPECT_THROW((void)found("region:Atlantis"), InputError);
    EXPECT_THROW((void)found("region:"), InputError);
}

} // namespace
} // namespace kozqaras
