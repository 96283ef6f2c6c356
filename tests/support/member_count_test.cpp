#include "support/member_count.hpp"

#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace kozqaras {
namespace {

struct Nothing {};

struct Inner {
    int one = 0, two = 0;
};

/// As in the model: containers, structs, names, defaults.
struct Outer {
    std::vector<Inner> list;
    std::vector<double> first, second;
    Inner inner{};
    std::string name;
    std::map<std::string, int> table;
    bool last = true;
};

TEST(MemberCount, CountsMembersNotWhatTheyHold) {
    static_assert(member_count<Nothing>() == 0);
    static_assert(member_count<Inner>() == 2);
    EXPECT_EQ(member_count<Outer>(), 7U);
}

} // namespace
} // namespace kozqaras
