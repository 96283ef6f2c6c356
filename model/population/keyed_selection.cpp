#include "model/population/keyed_selection.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace kozqaras {

namespace {

constexpr std::size_t kBuckets = 1U << 16; ///< by sign, exponent and the first bits of the rest

/// Rises with the key, for finite keys; both zeros are the same.
std::size_t bucket_of(double key) {
    const auto bits = std::bit_cast<std::uint64_t>(key + 0.0);
    const bool negative = bits >> 63 != 0;
    return (negative ? ~bits : bits | std::uint64_t{1} << 63) >> 48;
}

/// The largest key to be marked, and how many of the keys equal to it.
struct Threshold {
    double key = 0;
    std::size_t equal = 0;
};

/// The key of rank `count` (from 1): its bucket by counting, then the keys of that bucket alone.
Threshold find_threshold(std::span<const double> keys, std::span<const std::size_t> counts,
                         std::size_t count) {
    std::size_t bucket = 0, before = 0;
    while (before + counts[bucket] < count)
        before += counts[bucket++];
    std::vector<double> near;
    near.reserve(counts[bucket]);
    for (const double key : keys)
        if (std::isfinite(key) && bucket_of(key) == bucket)
            near.push_back(key);
    const auto border = near.begin() + static_cast<std::ptrdiff_t>(count - before - 1);
    std::ranges::nth_element(near, border);
    const double key = *border;
    const auto smaller = static_cast<std::size_t>(
        std::count_if(near.begin(), border, [&](double other) { return other < key; }));
    return {key, count - before - smaller};
}

} // namespace

std::vector<std::uint8_t> mark_smallest(std::span<const double> keys, std::size_t count) {
    std::vector<std::uint8_t> marked(keys.size(), 0);
    std::vector<std::size_t> counts(kBuckets, 0);
    std::size_t finite = 0;
    for (const double key : keys)
        if (std::isfinite(key)) {
            ++counts[bucket_of(key)];
            ++finite;
        }
    count = std::min(count, finite);
    if (count == 0)
        return marked;
    Threshold threshold = find_threshold(keys, counts, count);
    // Keys at the border may be equal: they get what the smaller ones leave.
    for (std::size_t agent = 0; agent < keys.size(); ++agent) {
        if (keys[agent] < threshold.key)
            marked[agent] = 1;
        else if (keys[agent] == threshold.key && threshold.equal > 0) {
            marked[agent] = 1;
            --threshold.equal;
        }
    }
    return marked;
}

} // namespace kozqaras
