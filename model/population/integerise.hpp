#pragma once
// From expected counts to whole numbers: nearest by largest remainder, or unbiased by systematic
// sampling. All throw InputError for a share that is negative or not finite, for a negative total,
// and for a total to share out where all shares are 0.

#include <cstdint>
#include <span>
#include <vector>

namespace kozqaras {

/// The integers nearest to `expected` that add up to `total`: each is the floor or the ceiling of
/// its expectation, larger remainders go up first (ties: the earlier cell). If the sum of
/// `expected` is not `total`, whole steps beyond floor or ceiling are shared out in the same order.
[[nodiscard]] std::vector<std::int64_t> round_to_total(std::span<const double> expected,
                                                       std::int64_t total);

/// Shares (any positive sum) times `total`, rounded by largest remainder (Hamilton's method).
[[nodiscard]] std::vector<std::int64_t> largest_remainder(std::span<const double> shares,
                                                          std::int64_t total);

/// Systematic sampling along the cell order (Madow 1949): random start in (0, 1), steps of one. The
/// expectation of each count is the cell's share of `total`; every run of consecutive cells is met
/// within 1. InputError if `start` lies elsewhere.
[[nodiscard]] std::vector<std::int64_t> systematic_counts(std::span<const double> weights,
                                                          std::int64_t total, double start);

} // namespace kozqaras
