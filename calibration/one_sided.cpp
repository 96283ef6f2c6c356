#include "calibration/one_sided.hpp"

#include <cmath>
#include <numbers>

namespace kozqaras {

DevianceRoot one_sided_deviance_root(double x) {
    // Far on the wrong side -2 log Phi is x^2 + log(2 pi x^2), up to terms in 1 / x^2; far on the
    // right side the root is so small that its derivative is lost in it.
    constexpr double kFar = 30.0, kSure = 8.0;
    if (x < -kFar) {
        const double square = x * x + std::log(2.0 * std::numbers::pi * x * x);
        return {std::sqrt(square), (x + 1.0 / x) / std::sqrt(square)};
    }
    const double right = 0.5 * std::erfc(-x / std::numbers::sqrt2); // Phi(x)
    const double wrong = 0.5 * std::erfc(x / std::numbers::sqrt2);
    const double root = std::sqrt(-2.0 * (x < 0.0 ? std::log(right) : std::log1p(-wrong)));
    if (x > kSure)
        return {root, 0.0};
    const double density = std::exp(-0.5 * x * x) / std::sqrt(2.0 * std::numbers::pi);
    return {root, -density / (right * root)};
}

} // namespace kozqaras
