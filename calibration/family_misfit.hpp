#pragma once
// How much misfit a fit leaves of each family of numbers, beside how much it should leave: exact
// degrees of freedom of the family and how far chance alone moves it. Stored with a posterior as
// misfit.csv.

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <Eigen/Dense>

#include "calibration/targets.hpp"
#include "inference/check/left_out.hpp"

namespace kozqaras {

/// A family and which of the targets belong to it.
using TargetPlaces = std::pair<std::string, std::vector<Eigen::Index>>;

/// "all"; "questions, all waves": nets and answers of everyone, where two families or more have
/// some; then each family, as they first appear. Sides that are known (one_sided) are in none.
[[nodiscard]] std::vector<TargetPlaces> families_of(const std::vector<Target>& targets);

struct FamilyMisfit {
    std::string family;
    std::size_t numbers = 0;
    inference::BlockMisfit misfit;

    /// Misfit / expected misfit; nan where nothing is expected.
    [[nodiscard]] double ratio() const;
    /// How far the ratio lies from 1 by chance, s.d.
    [[nodiscard]] double chance() const;
};

/// Of every family of `targets`. Residual, jacobian, covariance, prior s.d.: inference::left_out().
[[nodiscard]] std::vector<FamilyMisfit> family_misfits(const std::vector<Target>& targets,
                                                       const Eigen::VectorXd& residual,
                                                       const Eigen::MatrixXd& jacobian,
                                                       const Eigen::MatrixXd& covariance,
                                                       const Eigen::VectorXd& prior_deviation);

/// CSV: family, numbers, chi_squared, expected, chance (s.d. of the misfit by chance).
[[nodiscard]] std::string misfit_table(const std::vector<FamilyMisfit>& misfits);

/// misfit.csv of a calibration's folder. InputError if it is faulty, altered or not there.
[[nodiscard]] std::vector<FamilyMisfit> read_misfits(const std::filesystem::path& folder);

/// Numbers, misfit / expected = ratio, its s.d. by chance ("-" where unknown); no line feed.
[[nodiscard]] std::string misfit_line(const FamilyMisfit& misfit);

} // namespace kozqaras
