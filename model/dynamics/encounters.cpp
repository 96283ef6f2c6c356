#include "model/dynamics/encounters.hpp"

#include <algorithm>

#include "support/parallel.hpp"
#include "support/random.hpp"

namespace kozqaras {

namespace {

constexpr std::uint32_t kNobody = 0xFFFFFFFF;

/// The number a tie draws in a week; the same seen from both ends.
std::uint64_t tie_number(std::uint64_t seed, std::uint32_t a, std::uint32_t b, std::uint32_t week) {
    const auto [low, high] = std::minmax(a, b);
    const auto words =
        random_block(seed, Purpose::encounters, std::uint64_t{high} << 32U | low, week);
    return std::uint64_t{words[0]} << 32U | words[1];
}

} // namespace

Encounters::Encounters(std::span<const std::uint32_t> row_starts,
                       std::span<const std::uint32_t> targets, std::uint64_t seed)
    : row_starts_(row_starts),
      targets_(targets),
      seed_(seed),
      preferred_(row_starts.size() - 1),
      met_starts_(row_starts.size()) {}

void Encounters::draw(std::uint32_t week) {
    constexpr std::size_t kBlock = 1024;
    for_blocks(preferred_.size(), kBlock, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            std::uint64_t smallest = ~std::uint64_t{0};
            preferred_[i] = kNobody;
            for (std::uint32_t place = row_starts_[i]; place < row_starts_[i + 1]; ++place) {
                const std::uint32_t other = targets_[place];
                const auto number = tie_number(seed_, static_cast<std::uint32_t>(i), other, week);
                if (other != i && number < smallest) {
                    smallest = number;
                    preferred_[i] = other;
                }
            }
        }
    });
    met_.clear();
    for (std::size_t i = 0; i < preferred_.size(); ++i) {
        met_starts_[i] = static_cast<std::uint32_t>(met_.size());
        const std::uint32_t other = preferred_[i];
        if (other != kNobody && preferred_[other] == i)
            met_.push_back(other);
    }
    met_starts_.back() = static_cast<std::uint32_t>(met_.size());
}

} // namespace kozqaras
