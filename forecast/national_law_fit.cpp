#include "forecast/national_law_fit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "support/errors.hpp"
#include "support/minimise.hpp"

namespace kozqaras {

namespace {

constexpr double kPriorReversion = 0.1, kPriorWidth = 2.0; ///< per year; of logarithms
constexpr double kPriorTails = 3.0, kTailsWidth = 0.7;     ///< above 2; of their logarithm

double squared(double value) {
    return value * value;
}

/// Log density of the weak priors, as far as it depends on the law.
double log_prior(const NationalLaw& law) {
    const LawParameters logs = log_parameters(law);
    return -0.5 * squared((logs[1] - logs[0]) / kPriorWidth) -
           0.5 * squared((logs[2] - std::log(kPriorReversion)) / kPriorWidth) -
           0.5 * squared((logs[3] - std::log(kPriorTails)) / kTailsWidth);
}

bool changes(const CountrySeries& series) {
    return std::ranges::any_of(series.readings, [&](const Reading& reading) {
        return reading.value != series.readings.front().value;
    });
}

std::size_t teaching(std::span<const CountrySeries> countries) {
    return static_cast<std::size_t>(std::ranges::count_if(countries, teaches));
}

/// The search goes over logarithms: of the scale of the level's t, transient s.d. over level s.d.,
/// reversion, degrees of freedom above 2.
NationalLaw law_at(std::span<const double> place) {
    NationalLaw law;
    law.degrees_of_freedom = 2.0 + std::exp(place[3]);
    law.level_deviation =
        std::exp(place[0]) * std::sqrt(law.degrees_of_freedom / (law.degrees_of_freedom - 2.0));
    law.transient_deviation = std::exp(place[1]) * law.level_deviation;
    law.reversion = std::exp(place[2]);
    return law;
}

/// Inverse of law_at.
LawParameters place_of(const NationalLaw& law) {
    const double scale = (law.degrees_of_freedom - 2.0) / law.degrees_of_freedom;
    return {std::log(law.level_deviation) + 0.5 * std::log(scale),
            std::log(law.transient_deviation / law.level_deviation), std::log(law.reversion),
            std::log(law.degrees_of_freedom - 2.0)};
}

} // namespace

bool teaches(const CountrySeries& series) {
    return series.readings.size() >= 2;
}

bool can_be_fitted(const Panel& panel) {
    return teaching(panel.countries) >= kLeastCountries &&
           std::ranges::count_if(panel.countries, changes) >= 2;
}

double rough_deviation(std::span<const CountrySeries> countries,
                       std::optional<std::size_t> left_out) {
    double squares = 0.0, years = 0.0;
    for (std::size_t c = 0; c < countries.size(); ++c) {
        const auto& readings = countries[c].readings;
        for (std::size_t k = 1; k < readings.size() && c != left_out; ++k) {
            squares += squared(readings[k].value - readings[k - 1].value);
            years += readings[k].time - readings[k - 1].time;
        }
    }
    require(squares > 0.0 && years > 0.0, "a panel in which nothing changes");
    return std::sqrt(squares / years);
}

double law_misfit(const NationalLaw& law, std::span<const CountrySeries> countries,
                  std::optional<std::size_t> left_out) {
    constexpr double kLeastLog = -14.0, kMostLog = 8.0; // beyond these, numbers lose precision
    for (const double log : log_parameters(law))
        if (!(log > kLeastLog && log < kMostLog))
            return std::numeric_limits<double>::infinity();
    const LevelModel model = level_model(law);
    double sum = log_prior(law);
    for (std::size_t c = 0; c < countries.size(); ++c)
        if (c != left_out)
            sum += log_likelihood(model, countries[c].readings);
    return -sum;
}

double log_likelihood(const NationalLaw& law, std::span<const CountrySeries> countries) {
    const LevelModel model = level_model(law);
    double sum = 0.0;
    for (const CountrySeries& series : countries)
        sum += log_likelihood(model, series.readings);
    return sum;
}

NationalLaw fit_national_law(std::span<const CountrySeries> countries,
                             std::optional<std::size_t> left_out, FitPrecision precision,
                             const std::optional<NationalLaw>& start) {
    require(teaching(countries) >= kLeastCountries, "too few countries for a law");
    constexpr double kStartLevel = 0.7, kStartTransient = -0.3; // shares of change; a logarithm
    const std::array from_changes{std::log(kStartLevel * rough_deviation(countries, left_out)),
                                  kStartTransient, std::log(kPriorReversion),
                                  std::log(kPriorTails)};
    const auto place = start ? place_of(*start) : from_changes;
    const SimplexSettings settings = precision == FitPrecision::forecast
                                         ? SimplexSettings{0.4, 1e-3, 2e-2, 2000}
                                         : SimplexSettings{start ? 0.05 : 0.4, 1e-7, 1e-4, 4000};
    return law_at(
        minimise(
            [&](std::span<const double> at) { return law_misfit(law_at(at), countries, left_out); },
            place, settings)
            .place);
}

LawParameters log_parameters(const NationalLaw& law) {
    return {std::log(law.level_deviation), std::log(law.transient_deviation),
            std::log(law.reversion), std::log(law.degrees_of_freedom - 2.0)};
}

NationalLaw law_of_logs(const LawParameters& logs) {
    return {std::exp(logs[0]), std::exp(logs[1]), std::exp(logs[2]), 2.0 + std::exp(logs[3]), 0.0};
}

} // namespace kozqaras
