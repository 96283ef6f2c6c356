#include "support/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "support/errors.hpp"

namespace kozqaras {

double normal_cdf(double x) {
    return 0.5 * std::erfc(-x * std::numbers::sqrt2 / 2.0);
}

double normal_density(double x) {
    return std::exp(-0.5 * x * x) * std::numbers::inv_sqrtpi / std::numbers::sqrt2;
}

double normal_quantile(double probability) {
    require(probability > 0.0 && probability < 1.0, "quantile of a probability outside (0, 1)");
    constexpr double a[] = {-3.969683028665376e+01, 2.209460984245205e+02,  -2.759285104469687e+02,
                            1.383577518672690e+02,  -3.066479806614716e+01, 2.506628277459239e+00};
    constexpr double b[] = {-5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
                            6.680131188771972e+01, -1.328068155288572e+01};
    constexpr double c[] = {-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
                            -2.549732539343734e+00, 4.374664141464968e+00,  2.938163982698783e+00};
    constexpr double d[] = {7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
                            3.754408661907416e+00};
    const auto tail = [&](double q) {
        return (((((c[0] * q + c[1]) * q + c[2]) * q + c[3]) * q + c[4]) * q + c[5]) /
               ((((d[0] * q + d[1]) * q + d[2]) * q + d[3]) * q + 1.0);
    };
    double x = 0.0;
    if (probability < 0.02425) {
        x = tail(std::sqrt(-2.0 * std::log(probability)));
    } else if (probability > 1.0 - 0.02425) {
        x = -tail(std::sqrt(-2.0 * std::log(1.0 - probability)));
    } else {
        const double q = probability - 0.5, r = q * q;
        x = (((((a[0] * r + a[1]) * r + a[2]) * r + a[3]) * r + a[4]) * r + a[5]) * q /
            (((((b[0] * r + b[1]) * r + b[2]) * r + b[3]) * r + b[4]) * r + 1.0);
    }
    const double step = (normal_cdf(x) - probability) / normal_density(x);
    return x - step / (1.0 + 0.5 * x * step);
}

double quantile(std::span<const double> values, double probability) {
    require(!values.empty(), "quantile of nothing");
    std::vector<double> sorted(values.begin(), values.end());
    std::ranges::sort(sorted);
    const double place = probability * static_cast<double>(sorted.size() - 1);
    const auto low = static_cast<std::size_t>(place);
    const std::size_t high = std::min(low + 1, sorted.size() - 1);
    const double part = place - static_cast<double>(low);
    return sorted[low] + part * (sorted[high] - sorted[low]);
}

double mean(std::span<const double> values) {
    require(!values.empty(), "mean of nothing");
    double sum = 0.0;
    for (const double value : values)
        sum += value;
    return sum / static_cast<double>(values.size());
}

double standard_deviation(std::span<const double> values) {
    if (values.size() < 2)
        return 0.0;
    const double centre = mean(values);
    double sum = 0.0;
    for (const double value : values)
        sum += (value - centre) * (value - centre);
    return std::sqrt(sum / static_cast<double>(values.size() - 1));
}

} // namespace kozqaras
