#pragma once
// The lowest point of a function of a few numbers whose slope is not known.

#include <functional>
#include <span>
#include <vector>

namespace kozqaras {

struct Minimum {
    std::vector<double> place;
    double value = 0;
    int evaluations = 0;
    bool converged = false; ///< within the tolerance before `most_evaluations`
};

struct SimplexSettings {
    double first_step = 0.3;       ///< from the start along each axis
    double tolerance = 1e-6;       ///< of the function between the corners of the simplex
    double place_tolerance = 1e-4; ///< of each coordinate between them
    int most_evaluations = 1000;
};

/// Simplex search of Nelder & Mead 1965, Computer Journal 7, with coefficients 1, 2, 1/2, 1/2. The
/// function must be finite at the start; elsewhere infinity means "not here". BugError for no
/// coordinates.
[[nodiscard]] Minimum minimise(const std::function<double(std::span<const double>)>& function,
                               std::span<const double> start, const SimplexSettings& settings = {});

} // namespace kozqaras
