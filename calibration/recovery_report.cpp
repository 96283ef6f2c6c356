#include <algorithm>
#include <cmath>
#include <functional>

#include <boost/math/distributions/binomial.hpp>
#include <fmt/format.h>

#include "calibration/recovery.hpp"
#include "support/statistics.hpp"

namespace kozqaras {

namespace {

using Eigen::Index;
using Eigen::VectorXd;
using inference::UniformBand;
using inference::ValidatedQuantity;

std::string family_of(const std::string& name) {
    return name.substr(0, name.find('.'));
}

std::vector<bool> chosen_where(std::size_t count, const std::function<bool(std::size_t)>& choose) {
    std::vector<bool> chosen(count);
    for (std::size_t q = 0; q < count; ++q)
        chosen[q] = choose(q);
    return chosen;
}

bool is_informed(const RecoveryResult& result, std::size_t quantity) {
    return quantity < result.parameters && result.posterior_over_prior[quantity] < kNotInformed;
}

/// As many of `count` sound quantities leave their bands in 2.5 % of all cases, were they
/// independent.
double most_outside(std::size_t count) {
    return count == 0 ? 0.0
                      : quantile(boost::math::binomial(static_cast<double>(count), 0.05), 0.975);
}

void add_checks(const PooledRecovery& pooled, std::vector<RecoveryCheck>& checks) {
    constexpr double kLargestMean = 0.15, kNarrowest = 0.9, kWidest = 1.1, kCoverage = 0.04;
    if (pooled.quantities == 0)
        return;
    checks.push_back({fmt::format("{}: mean of z within 0.15 of 0", pooled.name), pooled.z_mean,
                      std::abs(pooled.z_mean) <= kLargestMean});
    checks.push_back({fmt::format("{}: s.d. of z 0.9 to 1.1", pooled.name), pooled.z_deviation,
                      pooled.z_deviation >= kNarrowest && pooled.z_deviation <= kWidest});
    for (std::size_t l = 0; l < PooledRecovery::kLevels.size(); ++l) {
        const double level = PooledRecovery::kLevels[l];
        checks.push_back(
            {fmt::format("{}: {:.0f} % intervals hold within 4 points", pooled.name, 100.0 * level),
             pooled.coverage[l], std::abs(pooled.coverage[l] - level) <= kCoverage});
    }
    const double most = most_outside(pooled.quantities);
    checks.push_back({fmt::format("{}: ranks outside their 95 % bands for at most {:.0f} of {}",
                                  pooled.name, most, pooled.quantities),
                      static_cast<double>(pooled.outside),
                      static_cast<double>(pooled.outside) <= most});
}

std::string heading() {
    return fmt::format("{:<28} {:>6} {:>8} {:>7} {:>8} {:>8} {:>8}  {}\n", "", "count", "z mean",
                       "z s.d.", "in 50 %", "in 80 %", "in 90 %", "ranks outside bands");
}

std::string line_of(const PooledRecovery& pooled, const std::string& indent = "") {
    return fmt::format("{:<28} {:>6} {:>8.2f} {:>7.2f} {:>8.3f} {:>8.3f} {:>8.3f}  {} of {}\n",
                       indent + pooled.name, pooled.quantities, pooled.z_mean, pooled.z_deviation,
                       pooled.coverage[0], pooled.coverage[1], pooled.coverage[2], pooled.outside,
                       pooled.quantities);
}

std::string fits_text(const RecoveryResult& result) {
    double iterations = 0.0, simulations = 0.0, misfit = 0.0;
    int converged = 0;
    const auto count = static_cast<double>(result.data_sets.size());
    for (const RecoveredDataSet& set : result.data_sets) {
        iterations += set.iterations / count;
        simulations += set.simulations / count;
        misfit += set.misfit / count;
        converged += set.converged ? 1 : 0;
    }
    return fmt::format(
        "Fits: {} of {} converged; on average {:.1f} iterations, {:.0f} simulated parameter "
        "vectors, misfit {:.0f} on {} targets\n",
        converged, result.data_sets.size(), iterations, simulations, misfit, result.targets);
}

} // namespace

PooledRecovery pool(std::string name, const std::vector<ValidatedQuantity>& quantities,
                    const std::vector<bool>& chosen) {
    PooledRecovery pooled;
    pooled.name = std::move(name);
    std::vector<double> all;
    VectorXd by_set;
    for (std::size_t q = 0; q < quantities.size(); ++q) {
        if (!chosen[q])
            continue;
        const ValidatedQuantity& quantity = quantities[q];
        if (by_set.size() == 0)
            by_set = VectorXd::Zero(quantity.z.size());
        by_set += quantity.z;
        all.insert(all.end(), quantity.z.begin(), quantity.z.end());
        for (std::size_t l = 0; l < PooledRecovery::kLevels.size(); ++l)
            pooled.coverage[l] += quantity.coverage(PooledRecovery::kLevels[l]);
        ++pooled.quantities;
    }
    if (pooled.quantities == 0)
        return pooled;
    const auto count = static_cast<double>(pooled.quantities);
    for (double& share : pooled.coverage)
        share /= count;
    const UniformBand band(by_set.size());
    for (std::size_t q = 0; q < quantities.size(); ++q)
        pooled.outside += chosen[q] && !band.holds(quantities[q].positions) ? 1 : 0;
    by_set /= count;
    pooled.z_mean = mean(all);
    pooled.z_deviation = standard_deviation(all);
    pooled.z_mean_error =
        standard_deviation({by_set.data(), static_cast<std::size_t>(by_set.size())}) /
        std::sqrt(static_cast<double>(by_set.size()));
    return pooled;
}

RecoverySummary summarise(const RecoveryResult& result) {
    constexpr std::size_t kEnough = 50; // data sets, for a verdict
    const auto quantities = result.quantities();
    const auto pooled = [&](std::string name, const std::function<bool(std::size_t)>& choose) {
        return pool(std::move(name), quantities, chosen_where(quantities.size(), choose));
    };
    RecoverySummary summary;
    summary.informed =
        pooled("parameters informed", [&](std::size_t q) { return is_informed(result, q); });
    summary.others = pooled("other parameters", [&](std::size_t q) {
        return q < result.parameters && !is_informed(result, q);
    });
    summary.outcomes = pooled("outcomes", [&](std::size_t q) { return q >= result.parameters; });
    for (std::size_t q = 0; q < result.parameters; ++q) {
        const std::string family = family_of(result.names[q]);
        if (is_informed(result, q) &&
            std::ranges::find(summary.families, family, &PooledRecovery::name) ==
                summary.families.end())
            summary.families.push_back(pooled(family, [&](std::size_t other) {
                return is_informed(result, other) && family_of(result.names[other]) == family;
            }));
    }
    for (std::size_t q = result.parameters; q < quantities.size(); ++q)
        summary.single.push_back(
            pooled(result.names[q], [&](std::size_t other) { return other == q; }));
    if (result.data_sets.size() >= kEnough) {
        add_checks(summary.informed, summary.checks);
        add_checks(summary.outcomes, summary.checks);
    }
    return summary;
}

std::string recovery_text(const RecoveryResult& result, const RecoverySummary& summary) {
    const bool same = result.settings.same_country;
    std::string text = fmt::format(
        "Recovery of \"{}\"\n{} data sets from the prior{}{}; scale {}, seed {}, {} draws each\n"
        "Each: parameters from the prior, waves of {}, survey error, rounding;\nthen the search of "
        "the set-up in {}. Noise of the simulation {}. Forecast: {}.\n",
        result.title, result.data_sets.size(),
        result.settings.prior_width == 1.0
            ? ""
            : fmt::format(" with its s.d. times {}, in the fit too", result.settings.prior_width),
        result.settings.vary_others ? ", parameters that are not fitted drawn too" : "",
        result.scale, result.seed, result.draws,
        same ? "a country" : "a country with other adults, ties and paths",
        same ? "the same country" : "a country of its own",
        same ? "none"
        : result.settings.noise_countries > 0
            ? fmt::format("measured in {} countries where each fit lies",
                          result.settings.noise_countries)
            : "as the set-up assumes it",
        to_string(result.settings.forecast));
    text += fits_text(result);
    text += fmt::format("Informed: posterior s.d. below {} of the prior's, on average over data "
                        "sets. Of sound ranks 5 % lie outside.\n\n",
                        kNotInformed) +
            heading() + line_of(summary.informed);
    for (const PooledRecovery& family : summary.families)
        text += line_of(family, "  ");
    text += line_of(summary.others) + line_of(summary.outcomes);
    for (const PooledRecovery& single : summary.single)
        text += line_of(single, "  ");
    text += fmt::format("Standard error of the first line's z mean, from whole data sets: {:.2f}\n",
                        summary.informed.z_mean_error);
    if (summary.checks.empty())
        return text + "\nNo verdict: that takes 50 data sets.\n";
    text += "\nAsked of it\n";
    for (const RecoveryCheck& check : summary.checks)
        text += fmt::format("  {:<7} {:<76} {:>7.3f}\n", check.met ? "met" : "NOT met", check.asked,
                            check.value);
    return text;
}

std::string recovery_table(const RecoveryResult& result) {
    std::string text = "data_set,quantity,truth,mean,standard_deviation,z,position\n";
    for (std::size_t set = 0; set < result.data_sets.size(); ++set)
        for (std::size_t q = 0; q < result.names.size(); ++q) {
            const auto row = result.data_sets[set].values.row(static_cast<Index>(q));
            text += fmt::format("{},{},{:.6g},{:.6g},{:.5g},{:.4f},{:.5f}\n", set + 1,
                                result.names[q], row[0], row[1], row[2], row[3], row[4]);
        }
    return text;
}

std::string recovered_quantities_table(const RecoveryResult& result) {
    std::string text = "quantity,informed,posterior_over_prior_sd,z_mean,z_sd,inside_50,inside_80,"
                       "inside_90,ranks_inside_bands\n";
    const auto quantities = result.quantities();
    const UniformBand band(static_cast<Index>(result.data_sets.size()));
    for (std::size_t q = 0; q < quantities.size(); ++q) {
        const ValidatedQuantity& quantity = quantities[q];
        const bool parameter = q < result.parameters;
        text += fmt::format("{},{},{},{:.3f},{:.3f},{:.3f},{:.3f},{:.3f},{}\n", quantity.name,
                            !parameter               ? "outcome"
                            : is_informed(result, q) ? "yes"
                                                     : "no",
                            parameter ? fmt::format("{:.3f}", result.posterior_over_prior[q]) : "",
                            quantity.z_mean(), quantity.z_deviation(), quantity.coverage(0.5),
                            quantity.coverage(0.8), quantity.coverage(0.9),
                            band.holds(quantity.positions) ? "yes" : "no");
    }
    return text;
}

std::string recovery_fits_table(const RecoveryResult& result) {
    std::string text = "data_set,converged,iterations,simulations,misfit,penalty\n";
    for (std::size_t set = 0; set < result.data_sets.size(); ++set) {
        const RecoveredDataSet& fit = result.data_sets[set];
        text += fmt::format("{},{},{},{},{:.2f},{:.2f}\n", set + 1, fit.converged ? "yes" : "no",
                            fit.iterations, fit.simulations, fit.misfit, fit.penalty);
    }
    return text;
}

std::string recovery_bands_table(const RecoveryResult& result) {
    const UniformBand band(static_cast<Index>(result.data_sets.size()));
    std::string text = "place,lower,upper\n";
    for (Index look = 0; look < band.places().size(); ++look)
        text += fmt::format("{:.4f},{:.4f},{:.4f}\n", band.places()[look], band.lower()[look],
                            band.upper()[look]);
    return text;
}

} // namespace kozqaras
