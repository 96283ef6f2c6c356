#include "calibration/diagnosis.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <sstream>

#include <fmt/format.h>

#include "calibration/stored_tables.hpp"
#include "support/errors.hpp"
#include "support/file_bytes.hpp"

namespace kozqaras {

namespace {

constexpr double kLargestRoot = 100.0; ///< of the deviance of a side (one_sided.hpp)

using Eigen::Index;
using Eigen::MatrixXd;

constexpr double kStrong = 0.5;        ///< correlations that are shown
constexpr std::size_t kListLines = 10; ///< of each list in words

std::vector<StoredTarget> read_targets(const std::filesystem::path& folder) {
    constexpr double kLargest = 1e6;
    static constexpr std::array<std::string_view, 3> kAnswers{"no", "yes", "constant"};
    const CsvTable table = stored_table(folder, "targets.csv", {"label", "family"});
    std::vector<StoredTarget> targets;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const int entered = table.code(row, "fitted_to", kAnswers, "answer");
        targets.push_back({table.text(row, "family"), table.text(row, "label"),
                           table.number(row, "printed", -1.0, 1.0),
                           table.number(row, "fitted", -1.0, kLargestRoot),
                           table.number(row, "standard_error", 0.0, kLargest),
                           table.number(row, "z", -kLargest, kLargest),
                           table.number(row, "share_of_misfit", -kLargest, kLargest), entered == 1,
                           entered == 2});
    }
    return targets;
}

/// What the summary of a calibration says of its search.
std::vector<std::string> read_search(const std::filesystem::path& folder) {
    std::vector<std::string> lines;
    const auto summary = stored_file(folder, "summary.txt");
    std::istringstream text(read_file(summary, summary.string()));
    for (std::string line; std::getline(text, line);)
        if (line.starts_with("Search:") || line.starts_with("Objective"))
            lines.push_back(line);
    return lines;
}

std::vector<TargetFamily> sum_families(const std::vector<StoredTarget>& targets) {
    std::vector<TargetFamily> families;
    for (const StoredTarget& target : targets) {
        if (!target.fitted_to && !target.constant)
            continue;
        auto place = std::ranges::find(families, target.family, &TargetFamily::family);
        if (place == families.end())
            place = families.insert(families.end(), {target.family, 0, 0.0, 0.0, 0.0});
        ++place->targets;
        place->chi_squared += target.z * target.z;
        place->within_two += std::abs(target.z) <= 2.0 ? 1.0 : 0.0;
        place->share_of_misfit += target.share_of_misfit;
    }
    for (TargetFamily& family : families) {
        family.chi_squared /= static_cast<double>(family.targets);
        family.within_two /= static_cast<double>(family.targets);
    }
    std::ranges::stable_sort(families, std::greater{}, &TargetFamily::share_of_misfit);
    return families;
}

const std::string& name_of(const Diagnosis& diagnosis, const ParameterRegistry& registry,
                           Index fitted) {
    return registry.specs()[diagnosis.fitted[static_cast<std::size_t>(fitted)]].name;
}

/// Parameters of a direction, largest loading first.
std::vector<Index> by_loading(const inference::EigenDirection& direction) {
    std::vector<Index> order(static_cast<std::size_t>(direction.loadings.size()));
    std::iota(order.begin(), order.end(), Index{0});
    std::ranges::stable_sort(order, std::greater{},
                             [&](Index i) { return std::abs(direction.loadings[i]); });
    return order;
}

std::string parameter_lines(const Diagnosis& diagnosis, const ParameterRegistry& registry) {
    const auto deviations = standard_deviations(diagnosis.posterior, registry);
    std::string text =
        fmt::format("Parameters: {}, of which {} fitted\n"
                    "  family                     parameters  informed by the data\n",
                    registry.size(), diagnosis.fitted.size());
    for (const FamilyInformation& family : family_information(diagnosis.posterior, registry))
        text += fmt::format("  {:<26} {:>10} {:>21}\n", family.family, family.parameters,
                            family.informed);
    std::vector<std::size_t> order = diagnosis.fitted;
    const auto ratio = [&](std::size_t i) {
        return deviations[i] / registry.specs()[i].prior_standard_deviation;
    };
    std::ranges::stable_sort(order, {}, ratio);
    text += "\nBest determined parameters (posterior / prior s.d.)\n";
    for (std::size_t k = 0; k < std::min(kListLines, order.size()); ++k)
        text +=
            fmt::format("  {:<44} {:>5.2f}\n", registry.specs()[order[k]].name, ratio(order[k]));
    return text;
}

std::string direction_lines(const Diagnosis& diagnosis, const ParameterRegistry& registry) {
    std::string text = "\nDirections the data inform (posterior / prior s.d.): ";
    for (const double limit : {0.1, 0.5, 0.9})
        text += fmt::format(
            "{} below {}{}",
            std::ranges::count_if(diagnosis.directions,
                                  [&](const auto& d) { return d.posterior_over_prior < limit; }),
            limit, limit < 0.9 ? ", " : fmt::format(", of {}\n", diagnosis.directions.size()));
    for (std::size_t k = 0; k < std::min(kListLines, diagnosis.directions.size()); ++k) {
        const auto& direction = diagnosis.directions[k];
        text += fmt::format("  {:>6.3f} ", direction.posterior_over_prior);
        const auto order = by_loading(direction);
        for (std::size_t i = 0; i < std::min<std::size_t>(3, order.size()); ++i)
            text += fmt::format(" {:+.2f} {}", direction.loadings[order[i]],
                                name_of(diagnosis, registry, order[i]));
        text += '\n';
    }
    return text;
}

std::string correlation_lines(const Diagnosis& diagnosis, const ParameterRegistry& registry) {
    std::string text = fmt::format("\nCorrelations of {} or more: {} pairs\n", kStrong,
                                   diagnosis.correlations.size());
    for (std::size_t k = 0; k < std::min(kListLines, diagnosis.correlations.size()); ++k) {
        const auto& pair = diagnosis.correlations[k];
        text += fmt::format("  {:>5.2f}  {} and {}\n", pair.value,
                            name_of(diagnosis, registry, pair.first),
                            name_of(diagnosis, registry, pair.second));
    }
    return text;
}

std::string target_lines(const Diagnosis& diagnosis) {
    std::string text =
        "\nTargets (constant: media and contact, which no parameter moves)\n"
        "                                 count  chi2 / target  within 2 s.e.  share of misfit\n";
    for (const TargetFamily& family : diagnosis.families)
        text += fmt::format("  {:<30} {:>5} {:>14.2f} {:>12.1f} % {:>14.1f} %\n", family.family,
                            family.targets, family.chi_squared, 100.0 * family.within_two,
                            100.0 * family.share_of_misfit);
    std::vector<StoredTarget> worst = diagnosis.targets;
    std::ranges::stable_sort(worst, std::greater{},
                             [](const StoredTarget& target) { return std::abs(target.z); });
    text += "\nWorst ten numbers                                      printed   fitted       z  "
            "fitted to\n";
    for (std::size_t k = 0; k < std::min(kListLines, worst.size()); ++k)
        text += fmt::format("  {:<52} {:>8.3f} {:>8.3f} {:>7.1f}  {}\n", worst[k].label,
                            worst[k].printed, worst[k].fitted, worst[k].z,
                            worst[k].fitted_to  ? "yes"
                            : worst[k].constant ? "constant"
                                                : "no");
    return text;
}

} // namespace

Diagnosis diagnose(const std::filesystem::path& folder, const ParameterRegistry& registry) {
    Diagnosis diagnosis;
    diagnosis.posterior = read_posterior(folder, registry);
    diagnosis.search = read_search(folder);
    diagnosis.searches = read_starts(folder);
    diagnosis.sampling = read_sampling(folder);
    diagnosis.fitted = diagnosis.posterior.fitted;
    MatrixXd scaled = diagnosis.posterior.factor; // in prior standard deviations
    for (std::size_t k = 0; k < diagnosis.fitted.size(); ++k)
        scaled.row(static_cast<Index>(k)) /=
            registry.specs()[diagnosis.fitted[k]].prior_standard_deviation;
    const MatrixXd covariance = scaled * scaled.transpose();
    diagnosis.directions = inference::eigen_directions_of(covariance);
    diagnosis.correlations = inference::strong_correlations(covariance, kStrong);
    diagnosis.targets = read_targets(folder);
    diagnosis.families = sum_families(diagnosis.targets);
    return diagnosis;
}

std::string diagnosis_text(const Diagnosis& diagnosis, const ParameterRegistry& registry) {
    std::string search = search_quality_text(diagnosis.searches, diagnosis.sampling);
    for (const std::string& line : diagnosis.search)
        search += line + '\n';
    return search + parameter_lines(diagnosis, registry) + direction_lines(diagnosis, registry) +
           correlation_lines(diagnosis, registry) + target_lines(diagnosis);
}

std::string directions_table(const Diagnosis& diagnosis, const ParameterRegistry& registry) {
    constexpr double kShown = 0.1;
    std::string text = "direction,posterior_over_prior_sd,parameter,loading\n";
    for (std::size_t k = 0; k < diagnosis.directions.size(); ++k)
        for (const Index i : by_loading(diagnosis.directions[k])) {
            const double loading = diagnosis.directions[k].loadings[i];
            if (std::abs(loading) >= kShown)
                text += fmt::format("{},{:.4f},{},{:.3f}\n", k + 1,
                                    diagnosis.directions[k].posterior_over_prior,
                                    name_of(diagnosis, registry, i), loading);
        }
    return text;
}

std::string correlations_table(const Diagnosis& diagnosis, const ParameterRegistry& registry) {
    std::string text = "first,second,correlation\n";
    for (const auto& pair : diagnosis.correlations)
        text += fmt::format("{},{},{:.3f}\n", name_of(diagnosis, registry, pair.first),
                            name_of(diagnosis, registry, pair.second), pair.value);
    return text;
}

std::string families_table(const Diagnosis& diagnosis) {
    std::string text =
        "family,targets,chi2_per_target,within_two_standard_errors,share_of_misfit\n";
    for (const TargetFamily& family : diagnosis.families)
        text += fmt::format("{},{},{:.3f},{:.3f},{:.4f}\n", family.family, family.targets,
                            family.chi_squared, family.within_two, family.share_of_misfit);
    return text;
}

} // namespace kozqaras
