#include "calibration/predictive.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

#include <fmt/format.h>

#include "calibration/poll_targets.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double kNormal95 = 1.6448536269514722; ///< normal quantile of 0.95
constexpr double kConflict = 3.0;

/// Targets of the shipped waves that the stored calibration was fitted to.
std::vector<Target> fitted_targets(const Diagnosis& diagnosis, const SurveyTables& survey) {
    std::vector<Target> targets = make_targets(survey, {});
    std::ranges::copy(poll_targets(survey), std::back_inserter(targets));
    std::erase_if(targets, [&](const Target& target) {
        return std::ranges::none_of(diagnosis.targets, [&](const StoredTarget& stored) {
            return stored.fitted_to && stored.label == target.label;
        });
    });
    return targets;
}

/// Targets x members.
MatrixXd values_of(const std::vector<Target>& targets, std::span<const std::vector<float>> waves,
                   const SurveyTables& survey) {
    MatrixXd values(static_cast<Index>(targets.size()), static_cast<Index>(waves.size()));
    for (Index m = 0; m < values.cols(); ++m)
        for (Index t = 0; t < values.rows(); ++t)
            values(t, m) = simulated_value(targets[static_cast<std::size_t>(t)],
                                           waves[static_cast<std::size_t>(m)], survey);
    return values;
}

std::vector<PredictedNumber> predicted(const std::vector<Target>& targets, const MatrixXd& values,
                                       const MatrixXd& covariance) {
    std::vector<PredictedNumber> numbers;
    for (Index t = 0; t < values.rows(); ++t) {
        const Target& target = targets[static_cast<std::size_t>(t)];
        const double mean = values.row(t).mean();
        const double squares = (values.row(t).array() - mean).square().sum();
        numbers.push_back({target.family, target.label, target.value, mean,
                           std::sqrt(squares / static_cast<double>(values.cols() - 1)),
                           std::sqrt(covariance(t, t))});
    }
    return numbers;
}

/// The numbers at `places`; what is expected of them as stored with the fit.
PredictiveFamily check_family(const TargetPlaces& family,
                              const std::vector<PredictedNumber>& numbers,
                              const MatrixXd& covariance, const std::vector<FamilyMisfit>& stored) {
    constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
    const auto& [name, places] = family;
    PredictiveFamily result{{name, places.size(), {0.0, kUnknown, kUnknown}}, 0.0};
    const auto count = static_cast<double>(places.size());
    VectorXd residual(static_cast<Index>(places.size()));
    for (std::size_t i = 0; i < places.size(); ++i) {
        const PredictedNumber& number = numbers[static_cast<std::size_t>(places[i])];
        residual[static_cast<Index>(i)] = number.printed - number.mean;
        result.inside_90 += std::abs(number.z()) <= kNormal95 ? 1.0 / count : 0.0;
    }
    const MatrixXd block = covariance(places, places);
    result.left.misfit.chi_squared = residual.dot(block.llt().solve(residual));
    const auto known = std::ranges::find_if(stored, [&](const FamilyMisfit& one) {
        return one.family == name && one.numbers == places.size();
    });
    if (known != stored.end()) {
        result.left.misfit.expected = known->misfit.expected;
        result.left.misfit.deviation = known->misfit.deviation;
    }
    return result;
}

std::string number_line(const PredictedNumber& number) {
    return fmt::format("  {:<52} {:>8.3f} {:>8.3f} {:>7.1f}\n", number.label, number.printed,
                       number.mean, number.z());
}

} // namespace

double PredictedNumber::z() const {
    return (printed - mean) / std::hypot(deviation, error);
}

PredictiveCheck check_predictive(const Diagnosis& diagnosis,
                                 const std::vector<FamilyMisfit>& stored, const World& world,
                                 std::span<const std::vector<float>> posterior_waves,
                                 std::span<const std::vector<float>> prior_waves,
                                 const CovarianceSettings& errors) {
    const SurveyTables& survey = world.inputs.survey;
    const auto targets = fitted_targets(diagnosis, survey);
    require(!targets.empty() && posterior_waves.size() >= 2 && prior_waves.size() >= 2,
            "a predictive check needs fitted numbers and two members");
    const TargetCovariance model(targets, survey, joint_group_shares(world.cells, world.sample()),
                                 static_cast<double>(world.population.size()), errors);
    PredictiveCheck check;
    const MatrixXd values = values_of(targets, posterior_waves, survey);
    const MatrixXd covariance = model(values.rowwise().mean());
    check.posterior = predicted(targets, values, covariance);
    const auto fitted = std::ranges::count_if(diagnosis.targets, &StoredTarget::fitted_to);
    check.without_targets = static_cast<std::size_t>(fitted) - targets.size();
    for (const TargetPlaces& family : families_of(targets))
        check.families.push_back(check_family(family, check.posterior, covariance, stored));
    const MatrixXd before = values_of(targets, prior_waves, survey);
    check.conflicts = predicted(targets, before, model(before.rowwise().mean()));
    std::erase_if(check.conflicts,
                  [](const PredictedNumber& number) { return std::abs(number.z()) <= kConflict; });
    std::ranges::stable_sort(check.conflicts, std::greater{},
                             [](const PredictedNumber& number) { return std::abs(number.z()); });
    return check;
}

std::string predictive_text(const PredictiveCheck& check) {
    constexpr std::size_t kLines = 10;
    const FamilyMisfit& all = check.families.front().left;
    std::string text = fmt::format(
        "\nMisfit of the mean of the members beside what a fit should leave (all errors assumed, "
        "design effect in{})\n"
        "                                 count    misfit / expected = ratio  by chance  inside 90 "
        "%\n",
        std::isfinite(all.misfit.expected)
            ? fmt::format("; {:.0f} effective parameters",
                          static_cast<double>(all.numbers) - all.misfit.expected)
            : "");
    for (const PredictiveFamily& family : check.families)
        text += fmt::format("{} {:>8.1f} %\n", misfit_line(family.left), 100.0 * family.inside_90);
    if (check.without_targets > 0)
        text += fmt::format(
            "  {} fitted numbers (of regions, growth, signs and orders, or of further waves) are "
            "not checked here\n",
            check.without_targets);
    auto worst = check.posterior;
    std::ranges::stable_sort(worst, std::greater{},
                             [](const PredictedNumber& number) { return std::abs(number.z()); });
    text += "\nWorst ten in the posterior predictive                  printed     mean       z\n";
    for (std::size_t k = 0; k < std::min(kLines, worst.size()); ++k)
        text += number_line(worst[k]);
    text += fmt::format("\nConflicts of prior and data before fitting (beyond {} s.d.): {} of {} "
                        "numbers\n",
                        kConflict, check.conflicts.size(), check.posterior.size());
    for (std::size_t k = 0; k < std::min(kLines, check.conflicts.size()); ++k)
        text += number_line(check.conflicts[k]);
    return text;
}

std::string predictive_table(const PredictiveCheck& check) {
    std::string text = "family,label,printed,mean,deviation,error,z,conflict_with_prior\n";
    for (const PredictedNumber& number : check.posterior)
        text += fmt::format("\"{}\",\"{}\",{:.4f},{:.4f},{:.4f},{:.4f},{:.2f},{}\n", number.family,
                            number.label, number.printed, number.mean, number.deviation,
                            number.error, number.z(),
                            std::ranges::find(check.conflicts, number.label,
                                              &PredictedNumber::label) == check.conflicts.end()
                                ? "no"
                                : "yes");
    return text;
}

} // namespace kozqaras
