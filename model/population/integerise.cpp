#include "model/population/integerise.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include <fmt/format.h>

#include "model/population/margin_checks.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

[[noreturn]] void refuse(const std::string& message) {
    throw InputError(Position{"counts to be shared out", 0, 0}, message);
}

void check_shares(std::span<const double> values, std::int64_t total) {
    check_total("counts to be shared out", total);
    check_counts("counts to be shared out", values);
}

/// The sum of checked shares.
double positive_sum(std::span<const double> values, std::int64_t total) {
    const double sum = std::accumulate(values.begin(), values.end(), 0.0);
    if (!std::isfinite(sum))
        refuse("are too large to be added");
    if (sum <= 0 && total > 0)
        refuse(fmt::format("all are 0, but {} must go to some cell", total));
    return sum;
}

/// Whole rounds of one step for every cell that may take it, as many as `left` asks for; what then
/// is left.
std::int64_t share_out_rounds(std::span<const double> expected, std::int64_t left,
                              std::vector<std::int64_t>& counts) {
    const auto may = [&](std::size_t cell) {
        return left > 0 ? expected[cell] > 0 : counts[cell] > 0;
    };
    for (;;) {
        std::int64_t cells = 0, rounds = std::abs(left);
        for (std::size_t cell = 0; cell < counts.size(); ++cell)
            if (may(cell)) {
                ++cells;
                rounds = left > 0 ? rounds : std::min(rounds, counts[cell]);
            }
        rounds = cells > 0 ? std::min(rounds, std::abs(left) / cells) : 0;
        if (rounds == 0)
            return left;
        const std::int64_t steps = left > 0 ? rounds : -rounds;
        for (std::size_t cell = 0; cell < counts.size(); ++cell)
            if (may(cell))
                counts[cell] += steps;
        left -= steps * cells;
    }
}

} // namespace

std::vector<std::int64_t> round_to_total(std::span<const double> expected, std::int64_t total) {
    check_shares(expected, total);
    check_roundable("counts to be shared out", expected);
    std::vector<std::int64_t> counts(expected.size());
    for (std::size_t cell = 0; cell < counts.size(); ++cell)
        counts[cell] = static_cast<std::int64_t>(std::floor(expected[cell]));
    std::int64_t left = total - std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
    if (left == 0)
        return counts;
    static_cast<void>(positive_sum(expected, total));
    std::vector<std::size_t> order(counts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto remainder = [&](std::size_t cell) {
        return expected[cell] - std::floor(expected[cell]);
    };
    std::ranges::stable_sort(order, std::ranges::greater{}, remainder);
    left = share_out_rounds(expected, left, counts);
    const std::int64_t step = left > 0 ? 1 : -1;
    for (std::size_t place = 0; left != 0; place = (place + 1) % order.size()) {
        // Too many: take from the smallest remainders first, and never below zero.
        const std::size_t cell = order[step > 0 ? place : order.size() - 1 - place];
        if (step > 0 ? expected[cell] > 0 : counts[cell] > 0) {
            counts[cell] += step;
            left -= step;
        }
    }
    return counts;
}

std::vector<std::int64_t> largest_remainder(std::span<const double> shares, std::int64_t total) {
    check_shares(shares, total);
    const double sum = positive_sum(shares, total);
    if (total == 0)
        return std::vector<std::int64_t>(shares.size(), 0);
    std::vector<double> expected(shares.begin(), shares.end());
    for (double& value : expected)
        value *= static_cast<double>(total) / sum;
    return round_to_total(expected, total);
}

std::vector<std::int64_t> systematic_counts(std::span<const double> weights, std::int64_t total,
                                            double start) {
    check_shares(weights, total);
    if (!(start > 0 && start < 1))
        throw InputError(Position{"systematic sampling", 0, 0},
                         fmt::format("the start is {}; it must lie between 0 and 1", start));
    std::vector<std::int64_t> counts(weights.size(), 0);
    const double sum = positive_sum(weights, total);
    if (total == 0)
        return counts;
    const std::size_t last =
        static_cast<std::size_t>(
            std::ranges::find_if(weights.rbegin(), weights.rend(), [](double w) { return w > 0; })
                .base() -
            weights.begin()) -
        1;
    double cumulative = 0;
    std::int64_t before = 0;
    for (std::size_t cell = 0; cell <= last; ++cell) {
        cumulative += weights[cell];
        // The last cell ends exactly at the total, whatever rounding did to the sum.
        const auto upto =
            cell == last
                ? total
                : std::min(total, static_cast<std::int64_t>(std::floor(
                                      cumulative / sum * static_cast<double>(total) + start)));
        counts[cell] = upto - before;
        before = upto;
    }
    return counts;
}

} // namespace kozqaras
