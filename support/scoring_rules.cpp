#include "support/scoring_rules.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "support/errors.hpp"
#include "support/statistics.hpp"

namespace kozqaras {

double mean_absolute_normal(double mean, double deviation) {
    if (deviation <= 0.0)
        return std::abs(mean);
    const double z = mean / deviation;
    return 2.0 * deviation * normal_density(z) + mean * (2.0 * normal_cdf(z) - 1.0);
}

double crps_normal(double mean, double deviation, double observed) {
    require(deviation > 0.0, "CRPS of a normal without spread");
    return mean_absolute_normal(observed - mean, deviation) -
           deviation / std::sqrt(std::numbers::pi);
}

double log_score_normal(double mean, double deviation, double observed) {
    require(deviation > 0.0, "log score of a normal without spread");
    const double z = (observed - mean) / deviation;
    return 0.5 * z * z + std::log(deviation) + 0.5 * std::log(2.0 * std::numbers::pi);
}

double fair_crps(std::span<const double> members, double error_deviation, double observed) {
    require(members.size() >= 2, "a fair CRPS needs two members");
    double distance = 0.0, pairs = 0.0;
    for (std::size_t i = 0; i < members.size(); ++i) {
        distance += mean_absolute_normal(observed - members[i], error_deviation);
        for (std::size_t j = 0; j < i; ++j)
            pairs += mean_absolute_normal(members[i] - members[j],
                                          error_deviation * std::numbers::sqrt2);
    }
    const auto count = static_cast<double>(members.size());
    return distance / count - pairs / (count * (count - 1.0));
}

double log_score(std::span<const double> members, double error_deviation, double observed) {
    require(!members.empty() && error_deviation > 0.0, "a log score needs members and a kernel");
    double best = std::numeric_limits<double>::infinity();
    for (const double member : members)
        best = std::min(best, log_score_normal(member, error_deviation, observed));
    double sum = 0.0; // relative to the nearest member, so that nothing underflows
    for (const double member : members)
        sum += std::exp(best - log_score_normal(member, error_deviation, observed));
    return best - std::log(sum / static_cast<double>(members.size()));
}

double mixture_probability(std::span<const double> members, double error_deviation, double value) {
    require(!members.empty() && error_deviation > 0.0, "a mixture needs members and a spread");
    double sum = 0.0;
    for (const double member : members)
        sum += normal_cdf((value - member) / error_deviation);
    return sum / static_cast<double>(members.size());
}

double mixture_quantile(std::span<const double> members, double error_deviation,
                        double probability) {
    require(!members.empty() && probability > 0.0 && probability < 1.0,
            "quantile of nothing, or beyond 0..1");
    if (error_deviation <= 0.0)
        return quantile(members, probability);
    const double reach = error_deviation * normal_quantile(probability);
    double low = std::ranges::min(members) + reach, high = std::ranges::max(members) + reach;
    constexpr double kPrecision = 1e-10;
    while (high - low > kPrecision) {
        const double middle = 0.5 * (low + high);
        if (!(middle > low && middle < high)) // nothing lies between two neighbouring numbers
            return middle;
        (mixture_probability(members, error_deviation, middle) < probability ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

double randomised_pit(std::span<const double> members, double observed, double uniform) {
    const auto below = std::ranges::count_if(members, [&](double m) { return m < observed; });
    const auto ties = std::ranges::count(members, observed);
    return (static_cast<double>(below) + uniform * static_cast<double>(ties + 1)) /
           static_cast<double>(members.size() + 1);
}

Interval central_interval(std::span<const double> members, double error_deviation, double level) {
    return {mixture_quantile(members, error_deviation, 0.5 * (1.0 - level)),
            mixture_quantile(members, error_deviation, 0.5 * (1.0 + level))};
}

double interval_score(const Interval& interval, double level, double observed) {
    const double outside = std::max({interval.low - observed, observed - interval.high, 0.0});
    return interval.high - interval.low + 2.0 / (1.0 - level) * outside;
}

double skill(double score, double reference) {
    return reference == 0.0 ? std::numeric_limits<double>::quiet_NaN() : 1.0 - score / reference;
}

} // namespace kozqaras
