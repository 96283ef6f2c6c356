#pragma once
// Ensemble smoother with multiple data assimilation (ES-MDA): the prior's ensemble is moved to the
// data in several steps with an inflated covariance of the data, by covariances of the ensemble
// itself. Exact for a linear simulator with normal prior and many members; else an approximation.
// Emerick & Reynolds 2013, Computers & Geosciences 55.

#include <cstdint>
#include <stop_token>

#include <Eigen/Dense>

#include "inference/problem.hpp"

namespace kozqaras::inference {

struct SmootherSettings {
    int members = 500; ///< fewer than 200 give intervals that are too narrow
    int steps = 4;     ///< each with `steps` times the covariance of the data
    std::uint64_t seed = 1;
};

struct SmootherResult {
    Eigen::MatrixXd members; ///< unconstrained, one per column
    int failed = 0;          ///< runs without finite outputs; their members copied another
};

/// members x steps runs. InputError if more than half of the runs of a step fail. Throws
/// Interrupted.
[[nodiscard]] SmootherResult ensemble_smoother(const InferenceProblem& problem,
                                               const SmootherSettings& settings,
                                               const std::stop_token& stop, ProgressSink& progress);

} // namespace kozqaras::inference
