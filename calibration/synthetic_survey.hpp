#pragma once
// Surveys of a known country: what would have been printed, with the errors that a calibration
// assumes of a real one.

#include <vector>

#include <Eigen/Dense>

#include "calibration/target_covariance.hpp"
#include "model/engine/run.hpp"
#include "support/random.hpp"

namespace kozqaras {

/// `targets` with other printed values, one each.
[[nodiscard]] std::vector<Target> with_values(std::vector<Target> targets,
                                              const Eigen::VectorXd& values);

/// The covariance of `targets` with the sample of `world`. Where `targets` hold the answers of the
/// last shipped wave, these say how many have no opinion, in place of the shipped tables. `agents`
/// is the number of simulated adults; infinite: no noise of the simulation.
[[nodiscard]] TargetCovariance covariance_at(const World& world, const std::vector<Target>& targets,
                                             double agents, const CovarianceSettings& errors);

/// Numbers as a survey of `country` would print them where these are expected: sampling error with
/// design effect and overlap, bias of a wave, drift of questions and of further waves drawn from
/// the covariance at the expected numbers; then rounded. Normal errors: a share near 0 or 1 may
/// leave 0..1. All randomness from `random`. BugError if that covariance is not positive definite.
[[nodiscard]] Eigen::VectorXd printed_numbers(const World& country,
                                              const std::vector<Target>& targets,
                                              const Eigen::VectorXd& expected,
                                              const CovarianceSettings& errors,
                                              RandomStream random);

} // namespace kozqaras
