#pragma once
// How well a population or a fitted table meets a table it was not fitted to.

#include <string>
#include <vector>

#include "model/inputs/input_data.hpp"
#include "model/population/iterative_proportional_fitting.hpp"
#include "model/population/population.hpp"

namespace kozqaras {

/// Shares are compared, on the total of the table: totals may be of another date.
struct MarginScore {
    std::string name;   ///< of the table
    std::string margin; ///< e.g. "settlement x ethnicity"
    Status status{};
    std::string source;
    double table_total = 0, population_total = 0; ///< adults
    double total_variation = 0;      ///< half the sum of |predicted share - share|, 0 to 1
    double worst_absolute_error = 0; ///< adults
    std::size_t worst_cell = 0;      ///< number, from 0, of that cell
    double worst_relative_error = 0; ///< over cells of at least `counted_from` adults
    double counted_from = 0;         ///< adults: 30 agents
    std::vector<double> target{}, predicted{}; ///< adults, one per cell
    std::vector<std::string> cell_labels{};
};

/// The agents against `margin`.
[[nodiscard]] MarginScore score_margin(const Margin& margin, const Population& population);

/// The margin of two or more factors called `left_out`, predicted by the joint table that is fitted
/// to all other margins and to its one-way sums. InputError if there is none.
[[nodiscard]] MarginScore predict_left_out(const PopulationMargins& margins,
                                           const std::string& left_out);

} // namespace kozqaras
