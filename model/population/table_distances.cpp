#include "model/population/table_distances.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <boost/math/distributions/chi_squared.hpp>
#include <fmt/format.h>

#include "model/population/margin_checks.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

[[noreturn]] void refuse_table(const std::string& place, const std::string& message) {
    throw InputError(Position{place, 0, 0}, message);
}

double checked_sum(const char* place, const FitTable& table) {
    check_table(place, table);
    const double sum = std::accumulate(table.values.begin(), table.values.end(), 0.0);
    if (!(sum > 0))
        refuse_table(place, "holds nothing: every cell is 0");
    return sum;
}

/// n log(n / e), 0 for n = 0.
double logarithmic(double count, double expected) {
    if (count <= 0)
        return 0;
    return expected > 0 ? count * std::log(count / expected) : INFINITY;
}

} // namespace

TableDistances table_distances(const FitTable& table, const FitTable& expected) {
    const double sum = checked_sum("table", table);
    const double expected_sum = checked_sum("expected table", expected);
    if (table.dims != expected.dims)
        refuse_table("table", "has other dimensions than the expected table");
    TableDistances result;
    double squares = 0;
    for (std::size_t cell = 0; cell < table.values.size(); ++cell) {
        const double n = table.values[cell], e = expected.values[cell];
        const double error = std::abs(n - e), share = n / sum, expected_share = e / expected_sum;
        result.total_absolute_error += error;
        result.total_variation += std::abs(share - expected_share) / 2;
        squares += error * error;
        if (error > 0)
            result.chi_square += e > 0 ? error * error / e : INFINITY;
        result.likelihood_ratio += 2 * (logarithmic(n, e) - n + e);
        result.relative_entropy += logarithmic(share, expected_share);
        if (error > result.worst_absolute_error) {
            result.worst_absolute_error = error;
            result.worst_cell = cell;
        }
    }
    const auto cells = static_cast<double>(table.values.size());
    result.standardised_absolute_error = result.total_absolute_error / expected_sum;
    result.root_mean_square_error = std::sqrt(squares / cells);
    result.standardised_root_mean_square_error =
        result.root_mean_square_error / (expected_sum / cells);
    return result;
}

double chi_square_p_value(double chi_square, double degrees_of_freedom) {
    if (!(chi_square >= 0))
        refuse_table("chi-square", fmt::format("is {}; it must be 0 or more", chi_square));
    if (!(degrees_of_freedom >= 1) || !std::isfinite(degrees_of_freedom))
        refuse_table("degrees of freedom",
                     fmt::format("are {}; at least one is needed", degrees_of_freedom));
    if (std::isinf(chi_square))
        return 0;
    const boost::math::chi_squared_distribution<double> distribution(degrees_of_freedom);
    return boost::math::cdf(boost::math::complement(distribution, chi_square));
}

double interaction_degrees(std::span<const int> dims) {
    static_cast<void>(cell_count(dims)); // checks
    double degrees = 1;
    for (const int classes : dims)
        degrees *= classes - 1;
    return degrees;
}

} // namespace kozqaras
