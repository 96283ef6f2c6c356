#include "support/random.hpp"

#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

namespace kozqaras {

void random_blocks(std::uint64_t seed, Purpose purpose, std::uint64_t first, std::uint32_t time,
                   std::size_t count, std::uint32_t* words) {
    std::uint32_t* const second = words + count;
    std::uint32_t* const third = second + count;
    std::uint32_t* const fourth = third + count;
#pragma GCC ivdep
    for (std::size_t i = 0; i < count; ++i) {
        const RandomBlock block = random_block(seed, purpose, first + i, time);
        words[i] = block[0];
        second[i] = block[1];
        third[i] = block[2];
        fourth[i] = block[3];
    }
}

std::array<double, 4> random_normals(std::uint64_t seed, Purpose purpose, std::uint64_t subject,
                                     std::uint32_t time) {
    const auto words = random_block(seed, purpose, subject, time);
    std::array<double, 4> normals{};
    for (size_t pair = 0; pair < 2; ++pair) {
        const double radius = std::sqrt(-2.0 * std::log(to_uniform(words[2 * pair])));
        const double angle = 2.0 * std::numbers::pi * to_uniform(words[2 * pair + 1]);
        normals[2 * pair] = radius * std::cos(angle);
        normals[2 * pair + 1] = radius * std::sin(angle);
    }
    return normals;
}

std::vector<std::size_t> random_order(std::uint64_t seed, Purpose purpose, std::size_t count) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    RandomStream stream(seed, purpose, 0);
    for (std::size_t i = count; i > 1; --i) // Fisher and Yates
        std::swap(order[i - 1], order[stream.below(static_cast<std::uint32_t>(i))]);
    return order;
}

std::uint32_t RandomStream::word() {
    if (used_ == 4) {
        block_ = random_block(seed_, purpose_, subject_, block_number_++);
        used_ = 0;
    }
    return block_[used_++];
}

double RandomStream::normal() {
    const double radius = std::sqrt(-2.0 * std::log(uniform()));
    return radius * std::cos(2.0 * std::numbers::pi * uniform());
}

} // namespace kozqaras
