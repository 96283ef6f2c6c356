#include "model/core/national_law.hpp"

#include <algorithm>
#include <cmath>

namespace kozqaras {

double gap_left(const NationalLaw& law, double years) {
    return std::exp(-law.reversion * years);
}

double step_variance(const NationalLaw& law, double years) {
    const double variance = law.level_deviation * law.level_deviation;
    if (law.reversion == 0)
        return variance * years;
    return variance * -std::expm1(-2 * law.reversion * years) / (2 * law.reversion);
}

namespace {

constexpr double kLeastReversion = 1e-3; ///< a year

} // namespace

double stationary_variance(const NationalLaw& law) {
    return law.level_deviation * law.level_deviation /
           (2 * std::max(law.reversion, kLeastReversion));
}

double transient_correlation(const NationalLaw& law, double years) {
    return std::exp2(-years / law.transient_half_life);
}

double change_covariance(const NationalLaw& law, double reference, double first, double second) {
    NationalLaw stationary = law;
    stationary.reversion = std::max(law.reversion, kLeastReversion);
    const auto covariance = [&](double years) {
        years = std::abs(years);
        return stationary_variance(stationary) * gap_left(stationary, years) +
               law.transient_deviation * law.transient_deviation *
                   transient_correlation(law, years);
    };
    return covariance(first - second) - covariance(first - reference) -
           covariance(second - reference) + covariance(0);
}

} // namespace kozqaras
