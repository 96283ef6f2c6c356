#include "calibration/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

namespace kozqaras {

namespace {

constexpr std::size_t kLines = 10;

std::vector<ParameterChange> parameter_changes(const Diagnosis& now, const Diagnosis& before,
                                               const ParameterRegistry& registry) {
    const auto deviations = standard_deviations(now.posterior, registry);
    const auto old_deviations = standard_deviations(before.posterior, registry);
    std::vector<ParameterChange> changes;
    for (const std::size_t i : now.fitted) {
        if (std::ranges::find(before.fitted, i) == before.fitted.end())
            continue;
        const auto at = static_cast<Eigen::Index>(i);
        const double old_mean = before.posterior.mean[at], mean = now.posterior.mean[at];
        changes.push_back(
            {i, old_mean, mean, (mean - old_mean) / registry.specs()[i].prior_standard_deviation,
             (mean - old_mean) / old_deviations[i], deviations[i] / old_deviations[i]});
    }
    std::ranges::stable_sort(changes, std::greater{},
                             [](const ParameterChange& c) { return std::abs(c.moved_prior); });
    return changes;
}

std::vector<FamilyChange> family_changes(const std::vector<ParameterChange>& changes,
                                         const ParameterRegistry& registry) {
    std::map<std::string, FamilyChange> families;
    for (const ParameterChange& change : changes) {
        const std::string& name = registry.specs()[change.parameter].name;
        FamilyChange& family = families[name.substr(0, name.find('.'))];
        ++family.parameters;
        family.moved += change.moved_prior * change.moved_prior;
        family.narrowed += std::log(change.narrowed);
    }
    std::vector<FamilyChange> result;
    for (auto& [name, family] : families) {
        const auto count = static_cast<double>(family.parameters);
        result.push_back({name, family.parameters, std::sqrt(family.moved / count),
                          std::exp(family.narrowed / count)});
    }
    std::ranges::stable_sort(result, std::greater{}, &FamilyChange::moved);
    return result;
}

std::vector<TargetChange> target_changes(const Diagnosis& now, const Diagnosis& before) {
    std::map<std::string, TargetChange> families;
    for (const StoredTarget& target : now.targets) {
        TargetChange& family = families[target.family];
        family.fitted_now = family.fitted_now || target.fitted_to;
        const auto old = std::ranges::find(before.targets, target.label, &StoredTarget::label);
        if (old == before.targets.end())
            continue;
        ++family.targets;
        family.chi_squared += target.z * target.z;
        family.chi_squared_before += old->z * old->z;
    }
    for (const StoredTarget& target : before.targets) {
        TargetChange& family = families[target.family];
        family.fitted_before = family.fitted_before || target.fitted_to;
    }
    std::vector<TargetChange> result;
    for (auto& [name, family] : families) {
        family.family = name;
        if (family.targets > 0) {
            family.chi_squared /= static_cast<double>(family.targets);
            family.chi_squared_before /= static_cast<double>(family.targets);
        }
        result.push_back(family);
    }
    return result;
}

std::string moved_lines(const FitComparison& comparison, const ParameterRegistry& registry) {
    std::string text = "\nMoved most                                     prior s.d.   old s.d.   "
                       "s.d. / old s.d.\n";
    for (std::size_t k = 0; k < std::min(kLines, comparison.parameters.size()); ++k) {
        const ParameterChange& change = comparison.parameters[k];
        text += fmt::format("  {:<44} {:>+10.2f} {:>+10.2f} {:>17.2f}\n",
                            registry.specs()[change.parameter].name, change.moved_prior,
                            change.moved_old, change.narrowed);
    }
    return text;
}

std::string narrowed_lines(const FitComparison& comparison, const ParameterRegistry& registry) {
    auto changes = comparison.parameters;
    std::ranges::stable_sort(changes, {}, &ParameterChange::narrowed);
    const auto below = [&](double limit) {
        return std::ranges::count_if(
            changes, [limit](const ParameterChange& c) { return c.narrowed < limit; });
    };
    const auto wider =
        std::ranges::count_if(changes, [](const ParameterChange& c) { return c.narrowed > 1.05; });
    std::string text = fmt::format("\nNarrowed most (s.d. / old s.d.): {} below 0.8, {} below "
                                   "0.95; {} wider by 5 % or more\n",
                                   below(0.8), below(0.95), wider);
    for (std::size_t k = 0; k < std::min(kLines, changes.size()) && changes[k].narrowed < 1; ++k)
        text += fmt::format("  {:<44} {:>5.2f}\n", registry.specs()[changes[k].parameter].name,
                            changes[k].narrowed);
    return text;
}

} // namespace

FitComparison compare(const Diagnosis& now, const Diagnosis& before,
                      const ParameterRegistry& registry) {
    FitComparison comparison;
    comparison.parameters = parameter_changes(now, before, registry);
    comparison.families = family_changes(comparison.parameters, registry);
    comparison.targets = target_changes(now, before);
    return comparison;
}

std::string comparison_text(const FitComparison& comparison, const ParameterRegistry& registry) {
    std::string text =
        fmt::format("What changed: {} parameters are fitted in both calibrations\n",
                    comparison.parameters.size()) +
        moved_lines(comparison, registry) + narrowed_lines(comparison, registry) +
        "\nFamilies of parameters           count   r.m.s. move (prior s.d.)   s.d. / old s.d.\n";
    for (const FamilyChange& family : comparison.families)
        text += fmt::format("  {:<30} {:>5} {:>26.2f} {:>17.2f}\n", family.family,
                            family.parameters, family.moved, family.narrowed);
    text += "\nFamilies of targets         numbers in both   chi2 / number: before     now   "
            "fitted before, now\n";
    for (const TargetChange& target : comparison.targets) {
        const auto number = [&](double value) {
            return target.targets > 0 ? fmt::format("{:.2f}", value) : std::string("-");
        };
        text +=
            fmt::format("  {:<30} {:>10} {:>23} {:>7}   {}, {}\n", target.family, target.targets,
                        number(target.chi_squared_before), number(target.chi_squared),
                        target.fitted_before ? "yes" : "no", target.fitted_now ? "yes" : "no");
    }
    return text;
}

std::string comparison_table(const FitComparison& comparison, const ParameterRegistry& registry) {
    std::string text = "parameter,old_mean,mean,moved_prior_sd,moved_old_sd,sd_over_old_sd\n";
    for (const ParameterChange& change : comparison.parameters)
        text += fmt::format("{},{:.6g},{:.6g},{:.4f},{:.4f},{:.4f}\n",
                            registry.specs()[change.parameter].name, change.old_mean, change.mean,
                            change.moved_prior, change.moved_old, change.narrowed);
    return text;
}

} // namespace kozqaras
