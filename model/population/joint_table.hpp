#pragma once
// The joint table of adults by all eight characteristics: fitted to the known margins, turned into
// whole agents, and compared with its targets.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/inputs/input_data.hpp"
#include "model/population/iterative_proportional_fitting.hpp"
#include "model/population/synthesis.hpp"

namespace kozqaras {

/// Axes of the joint table, slowest first. The first four make the hard margin.
inline constexpr std::array<Factor, kFactorCount> kTableFactors{
    Factor::region,    Factor::settlement, Factor::sex,       Factor::age,
    Factor::ethnicity, Factor::language,   Factor::education, Factor::wealth};
inline constexpr int kHardFactors = 4;

/// The margins made consistent with each other, hard margin first, and the table fitted to them.
struct JointFit {
    std::vector<Margin> margins;
    FittingResult fitting;
    std::vector<std::string> notes; ///< what was changed to make the margins agree
};

/// Fits the joint table. The seed is 1 in every cell: with nothing known beyond the margins the
/// table of maximum entropy is taken, in which characteristics without a common margin are
/// independent given those that link them. InputError if a margin disagrees with those before it by
/// more than its tolerance.
[[nodiscard]] JointFit fit_joint_table(const PopulationMargins& margins);

/// The same, but of the margin called `left_out` (Margin::name) only its one-way sums are fitted:
/// the table then predicts its associations. A margin that holds all its factors is summed over the
/// first of them. The margin left out still stands in `margins`, reconciled.
/// InputError with the names allowed if there is none of that name with two or more factors.
[[nodiscard]] JointFit fit_joint_table_without(const PopulationMargins& margins,
                                               std::string_view left_out);

/// Whole agents per cell of the fitted table: the hard margin nearest by largest remainder (regions
/// first, then within each region), the cells of each hard cell by systematic sampling.
[[nodiscard]] std::vector<std::int64_t> agents_per_cell(const FitTable& table, double scale,
                                                        std::uint64_t seed);

/// The number of classes of each axis of the joint table.
[[nodiscard]] std::vector<int> joint_table_dims(const Country& country);

/// "region x settlement" for a margin of these two factors.
[[nodiscard]] std::string margin_title(const Margin& margin);

/// "KZ-10 urban" for a cell of such a margin.
[[nodiscard]] std::string cell_label(const Margin& margin, std::size_t cell);

/// The axes of the joint table over which a margin is summed, in the order of its factors.
[[nodiscard]] std::vector<int> table_axes(const Margin& margin);

/// The margin as one of the joint table.
[[nodiscard]] TableMargin table_margin(const Margin& margin);

/// Sums of the joint table by the classes of `margin`.
[[nodiscard]] std::vector<double> sums_like(const Margin& margin, const FitTable& table);

/// Targets against what the table and the agents reach, for one fitted margin.
[[nodiscard]] MarginFit compare_margin(const Margin& margin, const FitTable& table,
                                       const FitTable& agents, double adults_per_agent);

/// Fills the error fields of a row whose targets and achieved values (adults) are set.
void fill_errors(MarginFit& fit, double adults_per_agent);

} // namespace kozqaras
