#include "support/progress.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace kozqaras {
namespace {

class Record final : public ProgressSink {
  public:
    void report(std::string_view stage, std::uint64_t done, std::uint64_t total) override {
        EXPECT_EQ(stage, "whole");
        EXPECT_LE(done, total);
        shares.push_back(static_cast<double>(done) / static_cast<double>(total));
    }

    std::vector<double> shares;
};

TEST(PartProgress, IsShownAsPartOfTheWhole) {
    Record record;
    PartProgress part(record, "whole", 30, 20, 100);
    part.report("inner", 0, 7);
    part.report("inner", 7, 7);
    EXPECT_DOUBLE_EQ(record.shares.front(), 0.3);
    EXPECT_DOUBLE_EQ(record.shares.back(), 0.5);
}

TEST(PartProgress, AnEstimateThatWasTooLowNeverFinishesTheWhole) {
    Record record;
    PartProgress part(record, "whole", 90, 40, 100);
    part.report("inner", 1, 1);
    EXPECT_LT(record.shares.back(), 1.0);
}

} // namespace
} // namespace kozqaras
