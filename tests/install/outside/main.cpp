// Fits a table, rounds it, and prints what tests/install/installed_fitting_test.sh expects.
#include <cstdio>
#include <vector>

#include "model/population/integerisation_methods.hpp"
#include "model/population/iterative_proportional_fitting.hpp"
#include "model/population/table_distances.hpp"
#include "model/population/unit_weights.hpp"
#include "support/errors.hpp"

using namespace kozqaras;

int main() {
    const FitTable seed{{2, 2}, {0.7, 1, 1, 1}};
    const std::vector<TableMargin> margins{{{0}, {52, 48}, "rows"}, {{1}, {87, 13}, "columns"}};
    const auto fitted = fit_to_margins(seed, margins);
    const auto& cells = fitted.table.values;
    std::printf("fitted %.8f %.8f %.8f %.8f\n", cells[0], cells[1], cells[2], cells[3]);

    const std::vector<TableMargin> empty_row{{{0}, {100, 0}, "rows"}, {{1}, {50, 50}, "columns"}};
    const auto likely =
        fit_table_weights({{2, 2}, {1, 1, 1, 1}}, empty_row, Distance::maximum_likelihood);
    std::printf("zero target %.6g %.6g %.6g %.6g\n", likely.weights[0], likely.weights[1],
                likely.weights[2], likely.weights[3]);

    const auto whole = round_to_margins(fitted.table, std::vector<std::vector<int>>{{0}, {1}});
    std::printf("whole %d %d %d %d, misses %d\n", static_cast<int>(whole.counts[0]),
                static_cast<int>(whole.counts[1]), static_cast<int>(whole.counts[2]),
                static_cast<int>(whole.counts[3]), static_cast<int>(whole.misses));
    const FitTable rounded{{2, 2}, {whole.counts.begin(), whole.counts.end()}};
    std::printf("far %.5f\n", table_distances(rounded, fitted.table).total_variation);

    try {
        static_cast<void>(fit_to_margins({{2, 2}, {1, -1, 1, 1}}, margins));
    } catch (const InputError& error) {
        std::printf("refused: %s\n", error.what());
    }
    return fitted.converged && likely.converged ? 0 : 1;
}
