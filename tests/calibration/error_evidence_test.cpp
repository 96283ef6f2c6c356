// Evidence finds the errors that data were drawn with.

#include "calibration/error_evidence.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "inference/numbers.hpp"

namespace kozqaras {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr Eigen::Index kNumbers = 400, kParameters = 20;

/// Errors of the size of the item drift alone; the other settings do nothing.
MatrixXd drift_alone(const CovarianceSettings& errors) {
    return (0.005 * 0.005 + errors.item_drift * errors.item_drift) *
           MatrixXd::Identity(kNumbers, kNumbers);
}

LinearisedFit drawn_with(double item_drift) {
    CovarianceSettings truth;
    truth.item_drift = item_drift;
    LinearisedFit fit;
    fit.jacobian = 0.1 * inference::keyed_normals(kNumbers, kParameters, 21, 0);
    fit.prior_deviation = VectorXd::Ones(kParameters);
    const MatrixXd spread = drift_alone(truth).llt().matrixL();
    fit.distance = fit.jacobian * inference::keyed_normals(kParameters, 1, 22, 0).col(0) +
                   spread * inference::keyed_normals(kNumbers, 1, 23, 0).col(0);
    return fit;
}

const ErrorEvidence& of(const std::vector<ErrorEvidence>& evidence, const std::string& error) {
    return *std::ranges::find(evidence, error, &ErrorEvidence::error);
}

TEST(ErrorEvidence, IsHighestWhereTheDataWereDrawn) {
    for (const double truth : {0.01, 0.02, 0.03}) {
        CovarianceSettings assumed;
        assumed.item_drift = 0.02;
        const auto evidence = error_evidence(drawn_with(truth), assumed, drift_alone);
        const auto& drift = of(evidence, "item_drift");
        EXPECT_EQ(drift.value, 0.02);
        const auto best =
            std::ranges::max_element(drift.candidates, {}, &ErrorEvidence::Candidate::evidence);
        EXPECT_EQ(best->value, truth);
    }
}

TEST(ErrorEvidence, IsNothingForTheSetUpsOwnValueAndForWhatHasNoEffect) {
    CovarianceSettings assumed;
    assumed.item_drift = 0.02;
    const auto evidence = error_evidence(drawn_with(0.02), assumed, drift_alone);
    EXPECT_EQ(evidence.size(), 4U);
    for (const auto& candidate : of(evidence, "item_drift").candidates)
        EXPECT_EQ(candidate.evidence == 0.0, candidate.value == 0.02);
    for (const auto& candidate : of(evidence, "design_effect").candidates)
        EXPECT_EQ(candidate.evidence, 0.0);
    EXPECT_NE(error_evidence_lines(evidence).find("item_drift                     is 0.02"),
              std::string::npos);
}

} // namespace
} // namespace kozqaras
