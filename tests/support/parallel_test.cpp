#include "support/parallel.hpp"

#include <cmath>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

namespace kozqaras {
namespace {

/// A sum whose rounding would change with the borders of the blocks.
double sum_by_blocks(std::size_t count, std::size_t block) {
    std::vector<double> sums((count + block - 1) / block);
    for_blocks(count, block, [&](std::size_t begin, std::size_t end) {
        for (std::size_t index = begin; index < end; ++index)
            sums[begin / block] += 1.0 / (1.0 + static_cast<double>(index));
    });
    double sum = 0.0;
    for (const double part : sums)
        sum += part;
    return sum;
}

TEST(Parallel, VisitsEveryIndexOnceInFixedBlocks) {
    for (const std::size_t count : std::vector<std::size_t>{0, 1, 63, 64, 65, 1000}) {
        std::vector<int> visits(count);
        for_blocks(count, 64, [&](std::size_t begin, std::size_t end) {
            EXPECT_EQ(begin % 64, 0U);
            EXPECT_LE(end - begin, 64U);
            for (std::size_t index = begin; index < end; ++index)
                ++visits[index];
        });
        EXPECT_EQ(visits, std::vector<int>(count, 1));
    }
}

TEST(Parallel, SumsDoNotDependOnTheNumberOfThreads) {
    const double expected = [] {
        const ThreadLimit one(1);
        return sum_by_blocks(1'000'000, 1000);
    }();
    for (const int threads : {0, 2, 3, 8}) {
        const ThreadLimit limit(threads);
        for (int repeat = 0; repeat < 5; ++repeat)
            EXPECT_EQ(sum_by_blocks(1'000'000, 1000), expected) << threads << " threads";
    }
}

TEST(Parallel, ErrorsOfABlockReachTheCaller) {
    EXPECT_THROW(for_blocks(1000, 10,
                            [](std::size_t begin, std::size_t) {
                                if (begin == 500)
                                    throw std::runtime_error("block 50");
                            }),
                 std::runtime_error);
}

} // namespace
} // namespace kozqaras
