#include "calibration/method_check.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "calibration/wave_model.hpp"
#include "inference/likelihood_free/ensemble_smoother.hpp"
#include "inference/numbers.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using inference::InferenceProblem;
using inference::InferenceResult;
using inference::MethodDifference;

constexpr double kLargestMeanShift = 0.5, kLargestRatio = 1.2; // design, section 4

bool is_noted(const MethodDifference& difference) {
    return std::abs(difference.mean_shift) > kLargestMeanShift ||
           std::max(difference.deviation_ratio, 1.0 / difference.deviation_ratio) > kLargestRatio;
}

inference::Prior prior_of(const ParameterRegistry& registry,
                          const std::vector<std::size_t>& fitted) {
    std::vector<inference::ParameterPrior> parameters;
    for (const std::size_t i : fitted) {
        const ParameterSpec& spec = registry.specs()[i];
        parameters.push_back(
            inference::normal(spec.name, spec.prior_mean, spec.prior_standard_deviation));
    }
    return inference::Prior(std::move(parameters));
}

/// Many draws of the stored normal, on the unconstrained scale: (value - prior mean) / prior s.d.
MatrixXd laplace_draws(const Posterior& posterior, const inference::Prior& prior,
                       std::uint64_t seed) {
    constexpr Index kDraws = 10'000; // s.d. to 0.7 %
    MatrixXd natural =
        posterior.factor * inference::keyed_normals(posterior.factor.rows(), kDraws, seed, 3);
    for (std::size_t k = 0; k < posterior.fitted.size(); ++k)
        natural.row(static_cast<Index>(k)).array() +=
            posterior.mean[static_cast<Index>(posterior.fitted[k])];
    return prior.unconstrained(natural);
}

void summarise(const MatrixXd& laplace, MethodCheck& result) {
    const auto count = static_cast<double>(result.check.differences.size());
    for (std::size_t p = 0; p < result.check.differences.size(); ++p) {
        const MethodDifference& difference = result.check.differences[p];
        result.noted += is_noted(difference) ? 1 : 0;
        result.mean_ratio += difference.deviation_ratio / count;
        const VectorXd row = laplace.row(static_cast<Index>(p));
        const double over_prior = std::sqrt((row.array() - row.mean()).square().mean());
        if (over_prior >= kNotInformed)
            continue;
        ++result.informed;
        result.informed_ratio += difference.deviation_ratio;
        result.informed_shift += std::abs(difference.mean_shift);
    }
    const auto informed = static_cast<double>(std::max<std::size_t>(1, result.informed));
    result.informed_ratio /= informed;
    result.informed_shift /= informed;
}

/// Positions of the ten largest values.
std::vector<std::size_t> largest_ten(const std::vector<double>& values) {
    std::vector<std::size_t> order(values.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::ranges::stable_sort(order, std::greater{}, [&](std::size_t i) { return values[i]; });
    order.resize(std::min<std::size_t>(10, order.size()));
    return order;
}

std::string worst_target_lines(const MethodCheck& check, const std::vector<double>& values) {
    std::string text;
    for (const std::size_t p : largest_ten(values)) {
        const MethodDifference& difference = check.check.differences[p];
        text += fmt::format("  {:<44} {:>10.2f} {:>10.2f}\n", difference.parameter,
                            difference.mean_shift, difference.deviation_ratio);
    }
    return text;
}

} // namespace

MethodCheck check_methods(InputData inputs, const CalibrationSetup& setup,
                          const Posterior& posterior, int members, const std::stop_token& stop,
                          ProgressSink& progress) {
    inputs = inputs_of(std::move(inputs), setup);
    const auto registry = registry_with(inputs, setup.further_waves);
    const auto world = make_world(std::move(inputs), setup.scale, setup.seed, progress);
    NoProgress silent; // the smoother counts
    const WaveModel model(world, registry, setup, stop, silent, nullptr);
    require(model.fitted() == posterior.fitted, "a posterior of other fitted parameters");
    const TargetCovariance covariance = covariance_of(*world, model.targets(), setup.covariance);
    const auto search = problem_of(model, covariance);
    const InferenceProblem problem(prior_of(*registry, model.fitted()), search.simulate,
                                   search.covariance, search.observed);
    inference::SmootherSettings settings;
    settings.members = members;
    settings.seed = setup.seed;
    const auto smoothed = inference::ensemble_smoother(problem, settings, stop, progress);
    InferenceResult laplace, smoother;
    laplace.method = inference::Method::laplace;
    laplace.unconstrained = laplace_draws(posterior, problem.prior(), setup.seed);
    smoother.method = inference::Method::esmda;
    smoother.unconstrained = smoothed.members;
    for (const auto& parameter : problem.prior().parameters())
        laplace.parameters.push_back(parameter.name);
    smoother.parameters = laplace.parameters;
    MethodCheck result;
    result.check = inference::cross_check(laplace, smoother);
    result.members = members;
    result.steps = settings.steps;
    result.failed = smoothed.failed;
    result.scale = setup.scale;
    summarise(laplace.unconstrained, result);
    return result;
}

std::string method_check_text(const MethodCheck& check) {
    std::vector<double> shifts, ratios;
    for (const MethodDifference& difference : check.check.differences) {
        shifts.push_back(std::abs(difference.mean_shift));
        ratios.push_back(std::abs(std::log(difference.deviation_ratio)));
    }
    std::string text = fmt::format(
        "\nCross-check of methods: ensemble smoother (ES-MDA, {} members, {} steps, scale {}) "
        "against the stored Laplace posterior\n"
        "{} of {} parameters differ by more than {} s.d. in the mean or {:.0f} % in the s.d.; "
        "s.d. of the smoother / Laplace {:.2f} on average\n"
        "The {} parameters that the data inform: means differ by {:.2f} s.d. on average, s.d. by a "
        "factor of {:.2f}\n",
        check.members, check.steps, check.scale, check.noted, check.check.differences.size(),
        kLargestMeanShift, 100.0 * (kLargestRatio - 1.0), check.mean_ratio, check.informed,
        check.informed_shift, check.informed_ratio);
    if (static_cast<std::size_t>(check.members) <= check.check.differences.size())
        text += "Fewer members than parameters: the smoother's s.d. are too small by itself; more "
                "members tell more.\n";
    const auto heading = fmt::format("{:<46} {:>10} {:>10}\n", "", "mean shift", "s.d. ratio");
    text +=
        "Means furthest apart, in s.d. of Laplace\n" + heading + worst_target_lines(check, shifts);
    text += "S.d. furthest apart\n" + heading + worst_target_lines(check, ratios);
    return text;
}

std::string method_check_table(const MethodCheck& check) {
    std::string text = "parameter,mean_shift,sd_ratio,warning\n";
    for (const MethodDifference& difference : check.check.differences)
        text += fmt::format("{},{:.3f},{:.3f},{}\n", difference.parameter, difference.mean_shift,
                            difference.deviation_ratio, is_noted(difference) ? "yes" : "no");
    return text;
}

} // namespace kozqaras
