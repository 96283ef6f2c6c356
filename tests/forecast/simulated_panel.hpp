#pragma once
// Countries whose polls are drawn from a law of national change.

#include <cmath>
#include <string>
#include <vector>

#include "forecast/panel_series.hpp"
#include "model/core/national_law.hpp"
#include "support/random.hpp"
#include "support/state_space.hpp"

namespace kozqaras::tests {

/// Chi-square of `degrees` (whole) over its mean.
inline double chi_square_ratio(RandomStream& stream, int degrees) {
    double sum = 0.0;
    for (int k = 0; k < degrees; ++k) {
        const double normal = stream.normal();
        sum += normal * normal;
    }
    return sum / degrees;
}

/// `count` countries polled in `polls` years one after another. The law's degrees of freedom are
/// whole; draws come from Student's own definition, not from the classes of the filter.
inline Panel simulated_panel(const NationalLaw& law, int count, int polls, double error_variance,
                             std::uint64_t seed) {
    const LevelModel model = level_model(law);
    const int degrees = static_cast<int>(law.degrees_of_freedom);
    const double mean_one = (law.degrees_of_freedom - 2.0) / law.degrees_of_freedom;
    Panel panel{"simulated", true, true, true, {}};
    for (int c = 0; c < count; ++c) {
        RandomStream stream(seed, Purpose::test, static_cast<std::uint64_t>(c));
        const double mean = 20.0 * stream.normal();
        double level =
            mean + stream.normal() * law.level_deviation / std::sqrt(2.0 * law.reversion);
        CountrySeries series{"country " + std::to_string(c), {}};
        for (int year = 0; year < polls; ++year) {
            if (year > 0) {
                const double factor = mean_one / chi_square_ratio(stream, degrees);
                level = mean + model.gap_left(1.0) * (level - mean) +
                        stream.normal() * std::sqrt(factor * model.step_variance(1.0));
            }
            series.readings.push_back(
                {2000.5 + year,
                 level + stream.normal() * std::sqrt(model.transient_variance + error_variance),
                 error_variance});
        }
        panel.countries.push_back(std::move(series));
    }
    return panel;
}

} // namespace kozqaras::tests
