#pragma once
// What the waves say of the errors that a calibration assumes. Sampling, bias of a wave, drift of
// questions and what questions mean to different people are set-up, not fitted; the evidence, all
// parameters integrated out, says which sizes the numbers bear out (type-II likelihood; MacKay
// 1992, Neural Computation 4; Gelman et al. 2013, "Bayesian Data Analysis", section 7.4).

#include <functional>
#include <string>
#include <vector>

#include <Eigen/Dense>

#include "calibration/target_covariance.hpp"

namespace kozqaras {

/// One error, the others as the set-up has them.
struct ErrorEvidence {
    std::string error; ///< its key under [errors]
    double value = 0;  ///< of the set-up

    struct Candidate {
        double value = 0;
        double evidence = 0; ///< log, less that of the set-up's value
    };

    std::vector<Candidate> candidates; ///< smallest value first
};

/// A fit, linearised: observed less expected at the prior mean, derivatives, prior s.d.
struct LinearisedFit {
    Eigen::VectorXd distance;
    Eigen::MatrixXd jacobian;
    Eigen::VectorXd prior_deviation;
};

/// Of the design effect, shared bias, item drift and differential item functioning, each at a few
/// sizes. `covariance_of`: of the data with these errors, expected values as fitted.
[[nodiscard]] std::vector<ErrorEvidence>
error_evidence(const LinearisedFit& fit, const CovarianceSettings& errors,
               const std::function<Eigen::MatrixXd(const CovarianceSettings&)>& covariance_of);

/// A heading and a line for each error. Differences below 2 or so are no evidence.
[[nodiscard]] std::string error_evidence_lines(const std::vector<ErrorEvidence>& evidence);

} // namespace kozqaras
