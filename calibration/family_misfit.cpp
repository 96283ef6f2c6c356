#include "calibration/family_misfit.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "calibration/stored_tables.hpp"

namespace kozqaras {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

double FamilyMisfit::ratio() const {
    return misfit.chi_squared / misfit.expected;
}

double FamilyMisfit::chance() const {
    return misfit.deviation / misfit.expected;
}

std::vector<TargetPlaces> families_of(const std::vector<Target>& targets) {
    TargetPlaces all{"all", {}}, questions{"questions, all waves", {}};
    std::vector<TargetPlaces> families;
    std::set<std::string> of_questions;
    for (std::size_t t = 0; t < targets.size(); ++t) {
        const Target& target = targets[t];
        if (target.one_sided)
            continue;
        const auto place = static_cast<Index>(t);
        all.second.push_back(place);
        if (target.question >= 0 && target.group == 0 && target.contrast.empty()) {
            questions.second.push_back(place);
            of_questions.insert(target.family);
        }
        auto family = std::ranges::find(families, target.family, &TargetPlaces::first);
        if (family == families.end())
            family = families.insert(families.end(), {target.family, {}});
        family->second.push_back(place);
    }
    if (of_questions.size() > 1)
        families.insert(families.begin(), std::move(questions));
    families.insert(families.begin(), std::move(all));
    return families;
}

std::vector<FamilyMisfit> family_misfits(const std::vector<Target>& targets,
                                         const VectorXd& residual, const MatrixXd& jacobian,
                                         const MatrixXd& covariance,
                                         const VectorXd& prior_deviation) {
    const MatrixXd left = inference::residual_covariance(jacobian, covariance, prior_deviation);
    std::vector<FamilyMisfit> misfits;
    for (const auto& [family, places] : families_of(targets))
        if (!places.empty())
            misfits.push_back({family, places.size(),
                               inference::block_misfit(residual, covariance, left, places)});
    return misfits;
}

std::string misfit_table(const std::vector<FamilyMisfit>& misfits) {
    std::string text = "family,numbers,chi_squared,expected,chance\n";
    for (const FamilyMisfit& one : misfits)
        text += fmt::format("\"{}\",{},{:.3f},{:.3f},{:.3f}\n", one.family, one.numbers,
                            one.misfit.chi_squared, one.misfit.expected, one.misfit.deviation);
    return text;
}

std::vector<FamilyMisfit> read_misfits(const std::filesystem::path& folder) {
    constexpr double kMost = 1e6;
    const CsvTable table = stored_table(folder, "misfit.csv", {"family"});
    std::vector<FamilyMisfit> misfits;
    for (std::size_t row = 0; row < table.rows(); ++row)
        misfits.push_back(
            {table.text(row, "family"),
             static_cast<std::size_t>(table.number(row, "numbers", 1.0, kMost)),
             {table.number(row, "chi_squared", 0.0, kMost),
              table.number(row, "expected", 0.0, kMost), table.number(row, "chance", 0.0, kMost)}});
    return misfits;
}

std::string misfit_line(const FamilyMisfit& misfit) {
    const auto shown = [](double value, const char* sign, int digits) {
        return std::isfinite(value) ? fmt::format("{}{:.{}f}", sign, value, digits) : "-";
    };
    return fmt::format("  {:<30} {:>5} {:>9.1f} / {:>8} = {:>5} {:>10}", misfit.family,
                       misfit.numbers, misfit.misfit.chi_squared,
                       shown(misfit.misfit.expected, "", 1), shown(misfit.ratio(), "", 2),
                       shown(misfit.chance(), "+- ", 2));
}

} // namespace kozqaras
