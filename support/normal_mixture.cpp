#include "support/normal_mixture.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include <boost/math/special_functions/gamma.hpp>

#include "support/errors.hpp"
#include "support/scoring_rules.hpp"
#include "support/statistics.hpp"

namespace kozqaras {

double NormalMixture::mean() const {
    double sum = 0.0;
    for (std::size_t k = 0; k < weights.size(); ++k)
        sum += weights[k] * means[k];
    return sum;
}

double NormalMixture::variance() const {
    const double centre = mean();
    double sum = 0.0;
    for (std::size_t k = 0; k < weights.size(); ++k) {
        const double off = means[k] - centre;
        sum += weights[k] * (deviations[k] * deviations[k] + off * off);
    }
    return sum;
}

double NormalMixture::probability_below(double value) const {
    double sum = 0.0;
    for (std::size_t k = 0; k < weights.size(); ++k)
        sum += weights[k] * normal_cdf((value - means[k]) / deviations[k]);
    return sum;
}

double NormalMixture::quantile(double probability) const {
    require(!weights.empty() && probability > 0.0 && probability < 1.0,
            "quantile of nothing, or beyond 0..1");
    const double z = normal_quantile(probability);
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (std::size_t k = 0; k < weights.size(); ++k) {
        low = std::min(low, means[k] + z * deviations[k]);
        high = std::max(high, means[k] + z * deviations[k]);
    }
    const double precision = 1e-9 * std::ranges::max(deviations);
    while (high - low > precision) {
        const double middle = 0.5 * (low + high);
        (probability_below(middle) < probability ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

double NormalMixture::crps(double observed) const {
    double distance = 0.0, pairs = 0.0;
    for (std::size_t k = 0; k < weights.size(); ++k) {
        distance += weights[k] * mean_absolute_normal(observed - means[k], deviations[k]);
        for (std::size_t j = 0; j < weights.size(); ++j)
            pairs +=
                weights[k] * weights[j] *
                mean_absolute_normal(means[k] - means[j], std::hypot(deviations[k], deviations[j]));
    }
    return distance - 0.5 * pairs;
}

VarianceFactors student_t_factors(double degrees_of_freedom, int count) {
    require(degrees_of_freedom > 2.0 && count > 0, "tails without a variance");
    if (std::isinf(degrees_of_freedom))
        return {};
    // 1 / w is (df / 2) / (df / 2 - 1) times a gamma variable over its mean, and the part of the
    // mean of w that lies in a class is the chance of that class under a shape smaller by 1.
    const double shape = degrees_of_freedom / 2.0;
    VarianceFactors result{{}, {}};
    double edge_chance = 0.0, edge_part = 0.0;
    for (int k = 1; k <= count; ++k) {
        const double share = static_cast<double>(k) / count, chance = share * share;
        const double part =
            k == count ? 1.0
                       : boost::math::gamma_p(shape - 1.0, boost::math::gamma_p_inv(shape, chance));
        result.probabilities.push_back(chance - edge_chance);
        result.factors.push_back((part - edge_part) / (chance - edge_chance));
        edge_chance = chance;
        edge_part = part;
    }
    return result;
}

} // namespace kozqaras
