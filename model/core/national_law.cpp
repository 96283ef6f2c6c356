#include "model/core/national_law.hpp"

#include <algorithm>
#include <cmath>

namespace kozqaras {

LevelModel level_model(const NationalLaw& law) {
    return {law.level_deviation * law.level_deviation,
            law.transient_deviation * law.transient_deviation, law.reversion,
            student_t_factors(law.degrees_of_freedom)};
}

namespace {

/// The level with normal steps and at least a trace of reversion.
LevelModel normal_level(const NationalLaw& law) {
    constexpr double kLeastReversion = 1e-3; // a year
    return {law.level_deviation * law.level_deviation, 0.0,
            std::max(law.reversion, kLeastReversion)};
}

} // namespace

double stationary_variance(const NationalLaw& law) {
    const LevelModel level = normal_level(law);
    return level.level_variance / (2 * level.reversion);
}

double gap_left(const NationalLaw& law, double years) {
    return normal_level(law).gap_left(years);
}

double step_variance(const NationalLaw& law, double years) {
    return normal_level(law).step_variance(years);
}

double transient_correlation(const NationalLaw& law, double years) {
    return std::exp2(-years / law.transient_half_life);
}

double change_covariance(const NationalLaw& law, double reference, double first, double second) {
    const auto covariance = [&](double years) {
        years = std::abs(years);
        return stationary_variance(law) * gap_left(law, years) +
               law.transient_deviation * law.transient_deviation *
                   transient_correlation(law, years);
    };
    return covariance(first - second) - covariance(first - reference) -
           covariance(second - reference) + covariance(0);
}

} // namespace kozqaras
