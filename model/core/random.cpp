#include "model/core/random.hpp"

#include <cmath>
#include <numbers>

namespace kozqaras {

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
