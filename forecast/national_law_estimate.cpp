#include "forecast/national_law_estimate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>

#include <Eigen/Dense>

#include "support/errors.hpp"
#include "support/minimise.hpp"
#include "support/parallel.hpp"

namespace kozqaras {

namespace {

constexpr double kPriorBetween = 0.5; ///< of the half-normal prior of the s.d. between panels

double square(double value) {
    return value * value;
}

/// Jackknife standard errors from the fits without each country.
LawParameters jackknife(const std::vector<LawParameters>& fits) {
    const auto count = static_cast<double>(fits.size());
    LawParameters errors{};
    for (std::size_t p = 0; p < kLawParameterCount; ++p) {
        double mean = 0.0, squares = 0.0;
        for (const LawParameters& fit : fits)
            mean += fit[p] / count;
        for (const LawParameters& fit : fits)
            squares += square(fit[p] - mean);
        errors[p] = std::sqrt((count - 1.0) / count * squares);
    }
    return errors;
}

/// Standard errors of the logarithms by the curvature of the misfit at the fit.
LawParameters curvature_errors(const NationalLaw& law, std::span<const CountrySeries> countries) {
    constexpr double kStep = 0.02;
    const auto at = [&](std::size_t i, double by_i, std::size_t j, double by_j) {
        auto moved = log_parameters(law);
        moved[i] += by_i;
        moved[j] += by_j;
        return law_misfit(law_of_logs(moved), countries);
    };
    Eigen::Matrix4d curvature;
    for (std::size_t i = 0; i < kLawParameterCount; ++i)
        for (std::size_t j = 0; j < kLawParameterCount; ++j)
            curvature(static_cast<int>(i), static_cast<int>(j)) =
                (at(i, kStep, j, kStep) - at(i, kStep, j, -kStep) - at(i, -kStep, j, kStep) +
                 at(i, -kStep, j, -kStep)) /
                (4.0 * kStep * kStep);
    const Eigen::Matrix4d covariance = curvature.inverse();
    LawParameters errors{};
    for (std::size_t i = 0; i < kLawParameterCount; ++i)
        errors[i] = std::sqrt(std::max(0.0, covariance(static_cast<int>(i), static_cast<int>(i))));
    return errors;
}

/// Log likelihood of the best random walk, normal and without transient.
double random_walk_likelihood(std::span<const CountrySeries> countries) {
    const auto likelihood = [&](double log_deviation) {
        return log_likelihood(
            {std::exp(log_deviation), 0.0, 0.0, std::numeric_limits<double>::infinity(), 0.0},
            countries);
    };
    const std::array start{std::log(rough_deviation(countries, std::nullopt))};
    return -minimise([&](std::span<const double> at) { return -likelihood(at[0]); }, start).value;
}

/// Of a panel and the fits without each of its countries.
LawEstimate estimate_of(const Panel& panel, PanelUnit unit, const NationalLaw& law,
                        const std::vector<LawParameters>& without) {
    LawEstimate estimate{
        panel.name, panel.part, panel.transfer, unit, without.size(), 0, law, {}, {}, 0, 0};
    for (const CountrySeries& series : panel.countries)
        if (teaches(series))
            estimate.polls += series.readings.size();
    estimate.logs = log_parameters(law);
    estimate.errors = jackknife(without);
    const LawParameters by_curvature = curvature_errors(law, panel.countries);
    for (std::size_t p = 0; p < kLawParameterCount; ++p)
        estimate.errors[p] = std::max(estimate.errors[p], by_curvature[p]);
    estimate.log_likelihood = log_likelihood(law, panel.countries);
    estimate.over_random_walk = estimate.log_likelihood - random_walk_likelihood(panel.countries);
    return estimate;
}

std::vector<std::size_t> teaching_countries(const Panel& panel) {
    std::vector<std::size_t> countries;
    for (std::size_t c = 0; c < panel.countries.size(); ++c)
        if (teaches(panel.countries[c]))
            countries.push_back(c);
    return countries;
}

/// One number of several panels: mean, s.d. for a further panel, s.d. between them.
struct Pooled {
    double mean = 0, deviation = 0, between = 0;
};

struct ValueWithError {
    double value = 0, error = 0;
};

/// Mean of `values` if panels differ by `between`, its variance, and the log density of the values
/// over a flat prior of the mean.
struct GivenBetween {
    double mean = 0, variance = 0, log_density = 0;
};

GivenBetween given_between(std::span<const ValueWithError> values, double between) {
    double weights = 0.0, mean = 0.0, log_density = 0.0;
    for (const auto& [value, error] : values) {
        const double weight = 1.0 / (square(error) + square(between));
        weights += weight;
        mean += weight * value;
        log_density += 0.5 * std::log(weight);
    }
    mean /= weights;
    for (const auto& [value, error] : values)
        log_density -= 0.5 * square(value - mean) / (square(error) + square(between));
    return {mean, 1.0 / weights, log_density - 0.5 * std::log(weights)};
}

/// Integrated over the s.d. between panels, on a grid.
Pooled pooled(std::span<const ValueWithError> values) {
    constexpr double kStep = 0.005, kEnd = 5.0; // s.d. of logarithms
    double total = 0.0, mean = 0.0, second_moment = 0.0, between = 0.0;
    for (double tau = 0.5 * kStep; tau < kEnd; tau += kStep) {
        const GivenBetween given = given_between(values, tau);
        const double weight = std::exp(given.log_density - 0.5 * square(tau / kPriorBetween));
        total += weight;
        mean += weight * given.mean;
        second_moment += weight * (square(given.mean) + given.variance + square(tau));
        between += weight * square(tau);
    }
    mean /= total;
    return {mean, std::sqrt(second_moment / total - square(mean)), std::sqrt(between / total)};
}

} // namespace

std::vector<LawEstimate> estimate_laws(std::span<const Panel> panels, PanelUnit unit,
                                       const std::stop_token& stop, ProgressSink& progress) {
    std::size_t total = 0;
    for (const Panel& panel : panels)
        total += can_be_fitted(panel) ? teaching_countries(panel).size() : 0;
    std::mutex mutex;
    std::size_t done = 0;
    std::vector<LawEstimate> estimates;
    for (const Panel& panel : panels) {
        if (!can_be_fitted(panel))
            continue;
        const auto law = fit_national_law(panel.countries, std::nullopt, FitPrecision::estimate);
        const auto countries = teaching_countries(panel);
        std::vector<LawParameters> without(countries.size());
        for_blocks(countries.size(), 1, [&](std::size_t begin, std::size_t end) {
            check_stop(stop);
            for (std::size_t c = begin; c < end; ++c)
                without[c] = log_parameters(
                    fit_national_law(panel.countries, countries[c], FitPrecision::estimate, law));
            const std::scoped_lock lock(mutex);
            progress.report("Fits of the law", done += end - begin, total);
        });
        estimates.push_back(estimate_of(panel, unit, law, without));
    }
    return estimates;
}

TransferredLaw transferred_law(std::span<const LawEstimate> estimates, PanelUnit unit) {
    TransferredLaw result;
    result.unit = unit;
    std::vector<const LawEstimate*> used;
    for (const LawEstimate& estimate : estimates)
        if (estimate.part && estimate.transfer && estimate.unit == unit) {
            used.push_back(&estimate);
            result.panels.push_back(estimate.panel);
        }
    require(used.size() >= 2, "one panel says nothing of another");
    for (std::size_t p = 0; p < kLawParameterCount; ++p) {
        std::vector<ValueWithError> values;
        for (const LawEstimate* estimate : used)
            values.push_back({estimate->logs[p], estimate->errors[p]});
        const Pooled all = pooled(values);
        result.means[p] = all.mean;
        result.deviations[p] = all.deviation;
        result.between[p] = all.between;
    }
    return result;
}

} // namespace kozqaras
