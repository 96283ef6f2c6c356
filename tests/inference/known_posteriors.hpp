#pragma once
// Problems whose posterior is known, shared by the tests.

#include <cmath>
#include <span>
#include <vector>

#include "inference/infer.hpp"
#include "support/random.hpp"
#include "support/statistics.hpp"

namespace kozqaras::inference {

inline Eigen::MatrixXd test_normals(Eigen::Index rows, Eigen::Index columns,
                                    std::uint64_t subject) {
    RandomStream stream(3, Purpose::test, subject);
    Eigen::MatrixXd result(rows, columns);
    for (double& value : result.reshaped())
        value = stream.normal();
    return result;
}

inline std::vector<double> row_of(const Eigen::MatrixXd& matrix, Eigen::Index row) {
    const Eigen::VectorXd values = matrix.row(row);
    return {values.begin(), values.end()};
}

/// What a posterior is compared by.
struct Moments {
    Eigen::VectorXd mean, deviation;
};

inline Moments moments(const Eigen::MatrixXd& draws) {
    Moments result{Eigen::VectorXd(draws.rows()), Eigen::VectorXd(draws.rows())};
    for (Eigen::Index p = 0; p < draws.rows(); ++p) {
        const auto values = row_of(draws, p);
        result.mean[p] = mean(values);
        result.deviation[p] = standard_deviation(values);
    }
    return result;
}

/// Largest error of a mean in reference s.d., and of an s.d. as a ratio.
struct Errors {
    double mean = 0, deviation = 0;
};

inline Errors errors(const Moments& found, const Moments& known) {
    return {((found.mean - known.mean).array() / known.deviation.array()).abs().maxCoeff(),
            (found.deviation.array() / known.deviation.array() - 1.0).abs().maxCoeff()};
}

/// y = A t + noise with 10 parameters and 25 data whose noise is correlated.
struct LinearGaussian {
    Eigen::MatrixXd design = test_normals(25, 10, 1);
    Eigen::MatrixXd noise =
        0.04 * Eigen::MatrixXd::Identity(25, 25) + Eigen::MatrixXd::Constant(25, 25, 0.01);
    Eigen::VectorXd observed =
        design * Eigen::VectorXd::LinSpaced(10, -0.9, 0.9) + 0.2 * test_normals(25, 1, 2);

    [[nodiscard]] InferenceProblem problem(const std::vector<ParameterPrior>& priors) const {
        return {Prior(priors), in_parallel([design = design](const Eigen::VectorXd& t) {
                    return Eigen::VectorXd(design * t);
                }),
                constant_covariance(noise), observed};
    }

    [[nodiscard]] Eigen::MatrixXd precision() const {
        return design.transpose() * noise.inverse() * design;
    }

    [[nodiscard]] Eigen::VectorXd pull() const {
        return design.transpose() * noise.inverse() * observed;
    }
};

} // namespace kozqaras::inference
