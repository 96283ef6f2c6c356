#include "calibration/inference/volume_correction.hpp"

#include <algorithm>
#include <cmath>

#include "model/core/errors.hpp"

namespace kozqaras::inference {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double kStep = 0.5;     ///< along a parameter, in its posterior standard deviations
constexpr double kSettled = 0.05; ///< change of a parameter in a round, prior standard deviations
constexpr int kRounds = 4;        ///< in which as many iterations are spent as in a search

/// Positions of 0..size-1 that are not in `some`.
std::vector<Index> others_of(Index size, const std::vector<Index>& some) {
    std::vector<Index> others;
    for (Index i = 0; i < size; ++i)
        if (std::find(some.begin(), some.end(), i) == some.end())
            others.push_back(i);
    return others;
}

MatrixXd derivatives(const CalibrationProblem& problem, const VectorXd& at, double step) {
    const Index size = at.size();
    MatrixXd points = at.replicate(1, size + 1);
    const VectorXd steps = step * problem.prior_standard_deviation;
    for (Index k = 0; k < size; ++k)
        points(k, k + 1) += steps[k];
    const MatrixXd values = problem.simulate(points);
    return (values.rightCols(size).colwise() - values.col(0)) * steps.cwiseInverse().asDiagonal();
}

MatrixXd precision_of(const CalibrationProblem& problem, const MatrixXd& jacobian,
                      const Eigen::LLT<MatrixXd>& noise) {
    const MatrixXd whitened = noise.matrixL().solve(jacobian);
    MatrixXd precision = whitened.transpose() * whitened;
    precision.diagonal().array() += problem.prior_standard_deviation.array().square().inverse();
    return precision;
}

double log_determinant(const MatrixXd& precision, const std::vector<Index>& of) {
    const MatrixXd part = precision(of, of);
    const Eigen::LLT<MatrixXd> factor(part);
    require(factor.info() == Eigen::Success, "a precision is not positive definite");
    return 2.0 * factor.matrixLLT().diagonal().array().log().sum();
}

/// log |H_rest| along tau, where the information of the data grows as exp(2 tau) and that of the
/// prior stays: the sum of log(1 + w exp(2 tau)) over directions, w their information relative to
/// the prior's at tau = 0.
class InformationScale {
  public:
    InformationScale(const MatrixXd& precision, const VectorXd& prior_standard_deviation) {
        const MatrixXd whitened = prior_standard_deviation.asDiagonal() * precision *
                                  prior_standard_deviation.asDiagonal();
        const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(whitened, Eigen::EigenvaluesOnly);
        information_ = (solver.eigenvalues().array() - 1.0).max(0.0);
    }

    [[nodiscard]] double value(double tau) const {
        return (information_ * std::exp(2.0 * tau)).log1p().sum();
    }

    [[nodiscard]] double directions() const { return static_cast<double>(information_.size()); }

    [[nodiscard]] double slope(double tau) const { return 2.0 * shares(tau).sum(); }

    [[nodiscard]] double curvature(double tau) const {
        const Eigen::ArrayXd share = shares(tau);
        return 4.0 * (share * (1.0 - share)).sum();
    }

    /// tau at which the value has changed by `difference` since 0, within -kFarthest .. kFarthest.
    [[nodiscard]] double tau_of(double difference) const {
        constexpr double kFarthest = 3.0;
        constexpr int kHalvings = 60;
        const double wanted = value(0.0) + difference;
        double low = -kFarthest, high = kFarthest;
        for (int i = 0; i < kHalvings; ++i) {
            const double middle = (low + high) / 2.0;
            (value(middle) < wanted ? low : high) = middle;
        }
        return (low + high) / 2.0;
    }

  private:
    /// Of the data in what is known about each direction.
    [[nodiscard]] Eigen::ArrayXd shares(double tau) const {
        const Eigen::ArrayXd grown = information_ * std::exp(2.0 * tau);
        return grown / (1.0 + grown);
    }

    Eigen::ArrayXd information_;
};

/// The volume term: a scale of information and how fast each parameter moves along it.
struct Volume {
    InformationScale scale;
    VectorXd rate;   ///< of tau per unit of each parameter
    VectorXd origin; ///< where tau is 0
    int simulations = 0;

    [[nodiscard]] double tau(const VectorXd& at) const { return rate.dot(at - origin); }
};

/// Measures it around `map`: one linearisation for each of `parameters`, while the others follow.
Volume measured_volume(const CalibrationProblem& problem, const MaximumAPosteriori& map,
                       const std::vector<Index>& parameters, double difference_step,
                       const std::stop_token& stop) {
    const Eigen::LLT<MatrixXd> noise(map.observation_covariance);
    const MatrixXd precision = precision_of(problem, map.jacobian, noise);
    const auto others = others_of(map.parameters.size(), parameters);
    const MatrixXd part = precision(others, others);
    const Eigen::LLT<MatrixXd> others_factor(part);
    const double here = log_determinant(precision, others);
    Volume volume{{part, problem.prior_standard_deviation(others)},
                  VectorXd(static_cast<Index>(parameters.size())),
                  map.parameters(parameters)};
    for (std::size_t p = 0; p < parameters.size(); ++p) {
        check_stop(stop);
        const Index k = parameters[p];
        const double step = kStep * std::sqrt(map.covariance(k, k));
        const VectorXd cross = precision.col(k)(others);
        VectorXd at = map.parameters;
        at[k] += step;
        at(others) -= step * others_factor.solve(cross);
        const MatrixXd there =
            precision_of(problem, derivatives(problem, at, difference_step), noise);
        volume.simulations += static_cast<int>(at.size()) + 1;
        volume.rate[static_cast<Index>(p)] =
            volume.scale.tau_of(log_determinant(there, others) - here) / step;
    }
    return volume;
}

/// `problem` with the volume term as one more observation. At tau_0 the term is at most
///   V(tau_0) + V'(tau_0) (tau - tau_0) + n (tau - tau_0)^2 / 2,
/// n directions, since its curvature is at most n: the square of tau less tau_0 - V' / n over the
/// variance 2 / n. A minimum of the bound lowers the objective (Hunter & Lange 2004).
CalibrationProblem with_volume(const CalibrationProblem& problem, const Volume& volume,
                               const std::vector<Index>& parameters, double tau_now) {
    const double directions = volume.scale.directions();
    CalibrationProblem joined = problem;
    joined.simulate = [&](const MatrixXd& points) {
        MatrixXd values = problem.simulate(points);
        values.conservativeResize(values.rows() + 1, Eigen::NoChange);
        for (Index k = 0; k < points.cols(); ++k)
            values(values.rows() - 1, k) = volume.tau(points.col(k)(parameters));
        return values;
    };
    joined.covariance = [&problem, directions](const VectorXd& at, const VectorXd& expected) {
        const Index size = expected.size();
        MatrixXd covariance = MatrixXd::Zero(size, size);
        covariance.topLeftCorner(size - 1, size - 1) =
            problem.covariance(at, expected.head(size - 1));
        covariance(size - 1, size - 1) = 2.0 / directions;
        return covariance;
    };
    joined.observed.conservativeResize(problem.observed.size() + 1);
    joined.observed.tail(1)[0] = tau_now - volume.scale.slope(tau_now) / directions;
    return joined;
}

/// Takes the observation that with_volume() added out of `map`; its curvature becomes that of the
/// term itself.
void take_out_volume(const CalibrationProblem& problem, const Volume& volume,
                     const std::vector<Index>& parameters, MaximumAPosteriori& map) {
    const Index size = problem.observed.size();
    map.expected.conservativeResize(size);
    map.jacobian.conservativeResize(size, Eigen::NoChange);
    map.observation_covariance.conservativeResize(size, size);
    const Eigen::LLT<MatrixXd> noise(map.observation_covariance);
    map.misfit = noise.matrixL().solve(problem.observed - map.expected).squaredNorm();
    MatrixXd precision = precision_of(problem, map.jacobian, noise);
    precision(parameters, parameters) +=
        0.5 * volume.scale.curvature(volume.tau(map.parameters(parameters))) * volume.rate *
        volume.rate.transpose();
    map.covariance = Eigen::LLT<MatrixXd>(precision).solve(
        MatrixXd::Identity(precision.rows(), precision.cols()));
}

} // namespace

VolumeCorrection correct_volume(const CalibrationProblem& problem, const MaximumAPosteriori& map,
                                const std::vector<Index>& parameters,
                                const LevenbergMarquardtSettings& settings,
                                const std::stop_token& stop, ProgressSink& progress) {
    VolumeCorrection result;
    result.map = map;
    if (parameters.empty())
        return result;
    const Volume volume = measured_volume(problem, map, parameters, settings.difference_step, stop);
    result.map.simulations += volume.simulations;
    const VectorXd deviations = problem.prior_standard_deviation(parameters);
    LevenbergMarquardtSettings brief = settings; // the term is renewed after a few iterations
    brief.most_iterations = std::max(2, settings.most_iterations / kRounds);
    double moved = 1.0;
    for (int round = 0; round < 2 * kRounds && moved > kSettled; ++round) {
        const VectorXd before = result.map.parameters(parameters);
        const int simulations = result.map.simulations, iterations = result.map.iterations;
        result.map =
            levenberg_marquardt(with_volume(problem, volume, parameters, volume.tau(before)),
                                result.map.parameters, brief, stop, progress);
        result.map.simulations += simulations;
        result.map.iterations += iterations;
        const VectorXd change = result.map.parameters(parameters) - before;
        moved = (change.array() / deviations.array()).abs().maxCoeff();
    }
    result.map.converged = moved <= kSettled;
    take_out_volume(problem, volume, parameters, result.map);
    result.gradient =
        volume.scale.slope(volume.tau(result.map.parameters(parameters))) * volume.rate;
    return result;
}

} // namespace kozqaras::inference
