#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "inference/check/diagnostics.hpp"
#include "inference/numbers.hpp"

namespace kozqaras::inference {

using Eigen::Index;

namespace {

std::string heading(const InferenceResult& result) {
    std::string text =
        fmt::format("Method {}: {} draws, effective sample size {:.0f}, {} runs of the simulator\n",
                    kMethodNames[static_cast<std::size_t>(result.method)], result.natural.cols(),
                    result.effective_size, result.simulations);
    if (result.r_hat > 0.0)
        text += fmt::format("Largest R-hat {:.3f}\n", result.r_hat);
    if (result.emulator_error > 0.0)
        text += fmt::format("Emulator: leave-one-out error {:.3f} s.d. of the data\n",
                            result.emulator_error);
    if (result.check_size > 0.0)
        text += fmt::format("Check by true runs: effective size {:.0f}, Pareto k {:.2f}\n",
                            result.check_size, result.pareto_k);
    if (!result.stop_reason.empty())
        text += fmt::format("ABC-SMC ended at tolerance {:.4g}: {}\n", result.tolerance,
                            result.stop_reason);
    return text;
}

std::string optima_lines(const InferenceResult& result) {
    if (result.optima.empty())
        return {};
    std::string text = "\nDistinct optima     mass   starts  objective  where\n";
    for (std::size_t i = 0; i < std::min<std::size_t>(5, result.optima.size()); ++i) {
        const Optimum& optimum = result.optima[i];
        text += fmt::format("  {:<14} {:>7.1f} % {:>6} {:>10.2f}  unconstrained ({:.2f})\n", i + 1,
                            100.0 * optimum.weight, optimum.found, optimum.map.objective(),
                            fmt::join(optimum.map.parameters, ", "));
    }
    if (result.optima.size() > 5)
        text += fmt::format("  and {} more\n", result.optima.size() - 5);
    return text;
}

std::string parameter_lines(const InferenceResult& result) {
    std::string text =
        "\nParameter               mean       s.d.        5 %       50 %       95 %  "
        "posterior/prior s.d.\n";
    for (const ParameterSummary& row : parameter_summaries(result))
        text += fmt::format("  {:<16} {:>9.4g}  {:>9.3g}  {:>9.4g}  {:>9.4g}  {:>9.4g}  {:>9.2f}\n",
                            row.name, row.mean, row.deviation, row.low, row.middle, row.high,
                            row.posterior_over_prior);
    return text;
}

/// "0.81 a - 0.55 b", the three largest loadings.
std::string combination(const EigenDirection& direction, const InferenceResult& result) {
    std::vector<Index> order(static_cast<std::size_t>(direction.loadings.size()));
    std::iota(order.begin(), order.end(), Index{0});
    std::ranges::stable_sort(order, std::greater{},
                             [&](Index i) { return std::abs(direction.loadings[i]); });
    order.resize(std::min<std::size_t>(3, order.size()));
    std::string text;
    for (const Index i : order)
        text += fmt::format("{}{:.2f} {} ", direction.loadings[i] < 0.0 ? "- " : "+ ",
                            std::abs(direction.loadings[i]),
                            result.parameters[static_cast<std::size_t>(i)]);
    return text;
}

std::string information_lines(const InferenceResult& result) {
    std::string text = "\nDirections the data inform (posterior/prior s.d., unconstrained)\n";
    const auto directions = eigen_directions(result.unconstrained);
    for (std::size_t k = 0; k < std::min<std::size_t>(5, directions.size()); ++k)
        text += fmt::format("  {:>5.2f}  {}\n", directions[k].posterior_over_prior,
                            combination(directions[k], result));
    const auto pairs = strong_correlations(sample_covariance(result.unconstrained), 0.5);
    text += pairs.empty() ? "No correlation of 0.5 or more\n" : "Correlations of 0.5 or more\n";
    for (std::size_t k = 0; k < std::min<std::size_t>(10, pairs.size()); ++k)
        text += fmt::format("  {:>5.2f}  {} and {}\n", pairs[k].value,
                            result.parameters[static_cast<std::size_t>(pairs[k].first)],
                            result.parameters[static_cast<std::size_t>(pairs[k].second)]);
    return text;
}

std::string predictive_lines(const std::vector<PredictiveRow>& predictive) {
    if (predictive.empty())
        return {};
    const auto inside = std::ranges::count_if(predictive, [](const PredictiveRow& row) {
        return row.observed >= row.low && row.observed <= row.high;
    });
    std::string text = fmt::format("\nPosterior predictive: {} of {} observations inside 90 %; "
                                   "farthest\n  output   observed  predicted       s.d.      z\n",
                                   inside, predictive.size());
    for (const PredictiveRow& row : worst_rows(predictive))
        text += fmt::format("  {:>6} {:>10.4g} {:>10.4g} {:>10.3g} {:>6.1f}\n", row.output + 1,
                            row.observed, row.mean, row.deviation, row.z);
    return text;
}

} // namespace

std::string inference_report(const InferenceResult& result,
                             const std::vector<PredictiveRow>& predictive) {
    std::string text = heading(result) + optima_lines(result) + parameter_lines(result) +
                       information_lines(result) + predictive_lines(predictive);
    for (const std::string& warning : result.warnings)
        text += fmt::format("\nWarning: {}\n", warning);
    return text;
}

} // namespace kozqaras::inference
