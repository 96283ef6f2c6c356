#include "model/core/national_law.hpp"

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

} // namespace kozqaras
