#include "calibration/predictive.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "model/core/errors.hpp"

namespace kozqaras {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double kNinety = 1.6448536269514722; ///< normal quantile of 0.95
constexpr double kConflict = 3.0;

/// Targets of the shipped waves that the stored calibration was fitted to.
std::vector<Target> fitted_targets(const Diagnosis& diagnosis, const SurveyTables& survey) {
    std::vector<Target> targets = make_targets(survey, {});
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
                                           waves[static_cast<std::size_t>(m)], survey.questions);
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

/// Sums over the numbers for which `chosen` is true.
template <class Chosen>
PredictiveFamily sum_over(const std::string& name, const std::vector<PredictedNumber>& numbers,
                          const MatrixXd& covariance, const VectorXd& leverage,
                          const Chosen& chosen) {
    std::vector<Index> places;
    for (std::size_t i = 0; i < numbers.size(); ++i)
        if (chosen(numbers[i]))
            places.push_back(static_cast<Index>(i));
    VectorXd residual(static_cast<Index>(places.size()));
    PredictiveFamily family{name, places.size(), 0.0, 0.0, 0.0};
    const auto count = static_cast<double>(places.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        const PredictedNumber& number = numbers[static_cast<std::size_t>(places[i])];
        residual[static_cast<Index>(i)] = number.printed - number.mean;
        family.inside_90 += std::abs(number.z()) <= kNinety ? 1.0 / count : 0.0;
    }
    const MatrixXd block = covariance(places, places);
    family.chi_squared = residual.dot(block.llt().solve(residual));
    family.degrees_of_freedom = count - leverage(places).sum();
    return family;
}

/// Leverages of `targets`, as the calibration stored them.
VectorXd leverages(const Diagnosis& diagnosis, const std::vector<Target>& targets) {
    VectorXd leverage(static_cast<Index>(targets.size()));
    for (std::size_t t = 0; t < targets.size(); ++t)
        leverage[static_cast<Index>(t)] =
            std::ranges::find(diagnosis.targets, targets[t].label, &StoredTarget::label)->leverage;
    return leverage;
}

std::string number_line(const PredictedNumber& number) {
    return fmt::format("  {:<52} {:>8.3f} {:>8.3f} {:>7.1f}\n", number.label, number.printed,
                       number.mean, number.z());
}

} // namespace

double PredictedNumber::z() const {
    return (printed - mean) / std::hypot(deviation, error);
}

PredictiveCheck check_predictive(const Diagnosis& diagnosis, const World& world,
                                 std::span<const std::vector<float>> posterior_waves,
                                 std::span<const std::vector<float>> prior_waves,
                                 const CovarianceSettings& errors) {
    const SurveyTables& survey = world.inputs.survey;
    const auto targets = fitted_targets(diagnosis, survey);
    require(!targets.empty() && posterior_waves.size() >= 2 && prior_waves.size() >= 2,
            "a predictive check needs fitted numbers and two members");
    const TargetCovariance model(targets, survey, joint_group_shares(world.cells, world.sample),
                                 static_cast<double>(world.population.size()), errors);
    PredictiveCheck check;
    const MatrixXd values = values_of(targets, posterior_waves, survey);
    const MatrixXd covariance = model(values.rowwise().mean());
    check.posterior = predicted(targets, values, covariance);
    const VectorXd leverage = leverages(diagnosis, targets);
    check.effective_parameters = leverage.sum();
    const auto fitted = std::ranges::count_if(diagnosis.targets, &StoredTarget::fitted_to);
    check.without_targets = static_cast<std::size_t>(fitted) - targets.size();
    check.families.push_back(sum_over("all", check.posterior, covariance, leverage,
                                      [](const PredictedNumber&) { return true; }));
    for (const TargetFamily& family : diagnosis.families) {
        const auto of_family = [&](const PredictedNumber& n) { return n.family == family.family; };
        if (std::ranges::any_of(check.posterior, of_family))
            check.families.push_back(
                sum_over(family.family, check.posterior, covariance, leverage, of_family));
    }
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
    std::string text = fmt::format(
        "\nFit with the errors assumed (design effect in); {:.0f} effective parameters, each "
        "number's part its leverage\n"
        "                                 count    chi2 / degree of freedom  inside 90 %\n",
        check.effective_parameters);
    for (const PredictiveFamily& family : check.families)
        text += fmt::format(
            "  {:<30} {:>5} {:>8.1f} / {:>5.1f} = {:>5.2f} {:>14.1f} %\n", family.family,
            family.numbers, family.chi_squared, family.degrees_of_freedom,
            family.chi_squared / family.degrees_of_freedom, 100.0 * family.inside_90);
    if (check.without_targets > 0)
        text += fmt::format("  {} fitted numbers of further waves are not checked here\n",
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
