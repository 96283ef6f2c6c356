#pragma once
// Other ways from a fitted table to whole numbers, side by side with the systematic sampling of
// integerise.hpp. Each gives counts of the given total, reproducible by seed: several populations
// from one fit. Compared in docs/decisions/0013.

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

/// Quasirandom sampling: `total` points of a Sobol sequence, shifted at random, each mapped to a
/// cell axis by axis through the conditional distributions of the table. All margins are near their
/// expectation, none is met exactly; a count may differ from its expectation by more than one. For
/// 1 to 40 axes; BugError beyond.
[[nodiscard]] std::vector<std::int64_t> quasirandom_counts(const FitTable& table,
                                                           std::int64_t total, std::uint64_t seed);

/// Unbiased controlled rounding to two margins at once (Cox 1987): every cell, every sum over the
/// cells of the margins `rows` and `columns`, and the total become the floor or the ceiling of
/// their expectation; the expectation of each is kept. A sum that is whole is therefore met
/// exactly. For two margins, whatever their axes, such a rounding always exists; for three it need
/// not (Causey, Cox and Ernst 1985). Sums within 1e-6 of a whole number count as whole. Time grows
/// linearly with the cells times the classes of the smaller margin.
[[nodiscard]] std::vector<std::int64_t> controlled_rounding(const FitTable& expected,
                                                            std::span<const int> rows,
                                                            std::span<const int> columns,
                                                            std::uint64_t seed);

} // namespace kozqaras
