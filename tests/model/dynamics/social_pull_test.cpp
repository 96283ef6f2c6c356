#include "model/dynamics/social_pull.hpp"

#include <array>
#include <vector>

#include <gtest/gtest.h>

namespace kozqaras {
namespace {

TEST(SocialPull, IsTheKernelOfTheHeader) {
    // One agent at 0 with ties at 1, -0.5 and 3; width 2: k(1) = (1 - 1/4)^2, k(0.5) = (1 -
    // 1/16)^2, k(3) = 0.
    std::vector<float> x(4 * 6, 0.0F);
    for (std::size_t a = 0; a < 6; ++a) {
        x[6 + a] = 1.0F;
        x[12 + a] = -0.5F;
        x[18 + a] = 3.0F;
    }
    const std::array<std::uint32_t, 3> ties{1, 2, 3};
    const std::vector<float> inverse(6, 0.25F);
    std::array<float, 6> pull{};
    social_pull<6>(x.data(), x.data(), ties, inverse.data(), pull.data());
    const double expected = (0.5625 - 0.5 * 0.87890625) / 3.0;
    for (const float value : pull)
        EXPECT_NEAR(value, expected, 1e-7);
}

TEST(SocialPull, AWideBoundIsDeGrootAveraging) {
    std::vector<float> x{0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 3, 2, 1, 0, -1, -2};
    const std::array<std::uint32_t, 2> ties{1, 2};
    const std::vector<float> inverse(6, 1e-12F);
    std::array<float, 6> pull{};
    social_pull<6>(x.data(), x.data(), ties, inverse.data(), pull.data());
    for (std::size_t a = 0; a < 6; ++a)
        EXPECT_NEAR(pull[a], (x[6 + a] + x[12 + a]) / 2.0F, 1e-6);
}

TEST(SocialPull, WithoutTiesThereIsNone) {
    std::vector<float> x(48, 1.0F), inverse(48, 1.0F);
    std::array<float, 48> pull{};
    pull.fill(7.0F);
    social_pull<48>(x.data(), x.data(), {}, inverse.data(), pull.data());
    for (const float value : pull)
        EXPECT_EQ(value, 0.0F);
}

} // namespace
} // namespace kozqaras
