#pragma once
// Other ways from a fitted table to whole numbers, side by side with the systematic sampling of
// integerise.hpp. Compared in docs/decisions/0013 and 0049. InputError, in all of them: a count
// that is negative, not finite or beyond 2^53, a negative total, an axis that does not exist.

#include <cstdint>
#include <span>
#include <vector>

#include "model/population/iterative_proportional_fitting.hpp"

namespace kozqaras {

/// Truncate, replicate, sample (Lovelace and Ballas 2013): the whole part of each expected count,
/// then, for what is missing to `total`, cells drawn without replacement with chances proportional
/// to their remainders (exponential keys, Efraimidis and Spirakis 2006). `weights` are brought to
/// `total` first. Each count is its expectation's floor or ceiling; sums over cells are free.
[[nodiscard]] std::vector<std::int64_t>
truncate_replicate_sample(std::span<const double> weights, std::int64_t total, std::uint64_t seed);

/// Unbiased controlled rounding to two margins at once (Cox 1987): every cell, every sum over the
/// cells of the margins `rows` and `columns`, and the total become the floor or the ceiling of
/// their expectation; the expectation of each is kept. A sum that is whole is therefore met
/// exactly. For two margins, whatever their axes, such a rounding always exists; for three it need
/// not (Causey, Cox and Ernst 1985). Sums within 1e-6 of a whole number, or 1e-11 of themselves up
/// to 1e-4, count as whole. Time grows linearly with the cells times the classes of the smaller
/// margin.
[[nodiscard]] std::vector<std::int64_t> controlled_rounding(const FitTable& expected,
                                                            std::span<const int> rows,
                                                            std::span<const int> columns,
                                                            std::uint64_t seed);

/// The controlled rounding to two margins, as above, that is nearest: of least sum over cells of
/// |count - expectation|. Biased, since the same cells always go up; no seed.
[[nodiscard]] std::vector<std::int64_t> nearest_controlled_rounding(const FitTable& expected,
                                                                    std::span<const int> rows,
                                                                    std::span<const int> columns);

/// Whole counts under several margins.
struct RoundedTable {
    std::vector<std::int64_t> counts;
    /// By how many people sums stand outside of the floor and the ceiling of their expectation,
    /// over all margins; 0: all margins are met.
    std::int64_t misses = 0;
};

/// Whole counts with several margins at once, each a list of axes: every sum becomes the floor or
/// the ceiling of its expectation, so that whole sums are met exactly. Up to two margins: the
/// nearest controlled rounding. More: from that of two, people are moved until the others are met,
/// too, and then as long as chi-square falls; a count may leave floor and ceiling. Certain to be
/// met are whole sums, of margins that join to a tree, as one-way margins do, in a table without
/// zeros; anything else is tried, and `misses` says how it went.
[[nodiscard]] RoundedTable round_to_margins(const FitTable& expected,
                                            std::span<const std::vector<int>> margins);

/// Quasirandom integer sampling: as many points of a Sobol sequence, shifted at random, as
/// `expected` has people, each mapped to a cell axis by axis through the conditional distributions
/// of the table; then people are moved as above, so that margins are met and counts as near as
/// moves bring them. With two axes that leaves little to chance, with more many tables. Where it
/// misses a margin that round_to_margins meets, the result is that of round_to_margins. Keeps the
/// bounds that Smith, Lovelace and Birkin (2017) publish with their package, for every seed. For 1
/// to 40 axes; InputError beyond.
[[nodiscard]] RoundedTable quasirandom_rounding(const FitTable& expected,
                                                std::span<const std::vector<int>> margins,
                                                std::uint64_t seed);

/// The same, of a table brought to `total`, with the one-way margin of every axis.
[[nodiscard]] std::vector<std::int64_t> quasirandom_counts(const FitTable& table,
                                                           std::int64_t total, std::uint64_t seed);

} // namespace kozqaras
