#include "support/bivariate_normal.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

#include <boost/math/quadrature/gauss.hpp>
#include <boost/math/tools/roots.hpp>

#include "support/statistics.hpp"

namespace kozqaras {

double bivariate_normal_cdf(double x, double y, double correlation) {
    const double product = normal_cdf(x) * normal_cdf(y);
    if (correlation == 0.0)
        return product;
    const double squares = x * x + y * y, both = x * y;
    const auto integrand = [&](double angle) {
        const double sine = std::sin(angle), cosine_squared = std::max(1.0 - sine * sine, 1e-300);
        return std::exp((both * sine - 0.5 * squares) / cosine_squared);
    };
    const double last = std::asin(std::clamp(correlation, -1.0, 1.0));
    const auto from_zero = [&](double share) { return integrand(share * last); };
    return product +
           last * boost::math::quadrature::gauss<double, 20>::integrate(from_zero, 0.0, 1.0) /
               (2.0 * std::numbers::pi);
}

double tetrachoric_correlation(double first, double second, double joint) {
    constexpr double kMost = 0.999;
    const double x = normal_quantile(first), y = normal_quantile(second);
    const auto excess = [&](double correlation) {
        return bivariate_normal_cdf(x, y, correlation) - joint;
    };
    if (excess(-kMost) >= 0.0)
        return -kMost;
    if (excess(kMost) <= 0.0)
        return kMost;
    std::uintmax_t steps = 60;
    const auto [low, high] = boost::math::tools::toms748_solve(
        excess, -kMost, kMost, boost::math::tools::eps_tolerance<double>(40), steps);
    return 0.5 * (low + high);
}

} // namespace kozqaras
