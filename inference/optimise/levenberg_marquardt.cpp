#include "inference/optimise/levenberg_marquardt.hpp"

#include <array>
#include <cmath>
#include <vector>

#include "support/errors.hpp"

namespace kozqaras::inference {

namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

/// State of one search.
class Search {
  public:
    Search(const CalibrationProblem& problem, const LevenbergMarquardtSettings& settings,
           VectorXd start)
        : problem_(problem),
          settings_(settings),
          at_(std::move(start)),
          damping_(settings.first_damping),
          prior_precision_(problem.prior_standard_deviation.array().square().inverse()) {}

    /// Values and derivatives at the current point, by forward differences.
    void linearise() {
        Linearisation found = linearised(
            problem_, at_, settings_.difference_step * problem_.prior_standard_deviation);
        simulations_ += found.simulations;
        expected_ = std::move(found.expected);
        jacobian_ = std::move(found.jacobian);
    }

    void renew_covariance() {
        covariance_ = problem_.covariance(at_, expected_);
        cholesky_.compute(covariance_);
        require(cholesky_.info() == Eigen::Success,
                "the covariance of the targets is not positive definite");
    }

    [[nodiscard]] double misfit(const VectorXd& expected) const {
        return cholesky_.matrixL().solve(problem_.observed - expected).squaredNorm();
    }

    [[nodiscard]] double penalty(const VectorXd& parameters) const {
        return ((parameters - problem_.prior_mean).array().square() * prior_precision_).sum();
    }

    [[nodiscard]] MatrixXd precision() const {
        const MatrixXd whitened = cholesky_.matrixL().solve(jacobian_);
        MatrixXd result = whitened.transpose() * whitened;
        result.diagonal().array() += prior_precision_;
        return result;
    }

    /// Tries several dampings at once; moves to the best. Returns the fall of the objective (0:
    /// none).
    double step() {
        constexpr std::array<double, 4> kFactors{0.01, 0.1, 1.0, 10.0};
        const double now = misfit(expected_) + penalty(at_);
        const MatrixXd normal = precision();
        const VectorXd gradient =
            jacobian_.transpose() * cholesky_.solve(problem_.observed - expected_) -
            (prior_precision_ * (at_ - problem_.prior_mean).array()).matrix();
        MatrixXd trials(at_.size(), static_cast<Eigen::Index>(kFactors.size()));
        for (std::size_t i = 0; i < kFactors.size(); ++i) {
            MatrixXd damped = normal;
            damped.diagonal() *= 1.0 + damping_ * kFactors[i];
            trials.col(static_cast<Eigen::Index>(i)) = at_ + damped.ldlt().solve(gradient);
        }
        const MatrixXd values = problem_.simulate(trials);
        simulations_ += static_cast<int>(trials.cols());
        double best = now;
        Eigen::Index chosen = -1;
        for (Eigen::Index i = 0; i < trials.cols(); ++i) {
            const double objective = misfit(values.col(i)) + penalty(trials.col(i));
            if (std::isfinite(objective) && objective < best) {
                best = objective;
                chosen = i;
            }
        }
        if (chosen < 0) {
            damping_ *= 100.0;
            return 0.0;
        }
        at_ = trials.col(chosen);
        damping_ = std::max(1e-6, damping_ * kFactors[static_cast<std::size_t>(chosen)]);
        return now - best;
    }

    [[nodiscard]] MaximumAPosteriori result() const {
        MaximumAPosteriori map;
        map.parameters = at_;
        map.covariance = precision().ldlt().solve(MatrixXd::Identity(at_.size(), at_.size()));
        map.expected = expected_;
        map.jacobian = jacobian_;
        map.observation_covariance = covariance_;
        map.misfit = misfit(expected_);
        map.penalty = penalty(at_);
        map.simulations = simulations_;
        return map;
    }

  private:
    const CalibrationProblem& problem_;
    const LevenbergMarquardtSettings& settings_;
    VectorXd at_, expected_;
    MatrixXd jacobian_, covariance_;
    Eigen::LLT<MatrixXd> cholesky_;
    double damping_;
    Eigen::ArrayXd prior_precision_;
    int simulations_ = 0;
};

double squared_distance(const MaximumAPosteriori& from, const MaximumAPosteriori& to) {
    const VectorXd difference = to.parameters - from.parameters;
    return from.covariance.llt().matrixL().solve(difference).squaredNorm();
}

} // namespace

double optimum_distance(const MaximumAPosteriori& one, const MaximumAPosteriori& other) {
    return std::sqrt(std::min(squared_distance(one, other), squared_distance(other, one)));
}

Linearisation linearised(const CalibrationProblem& problem, const VectorXd& at,
                         const VectorXd& steps) {
    if (problem.linearise)
        return problem.linearise(at, steps);
    std::vector<Eigen::Index> moved;
    for (Eigen::Index k = 0; k < at.size(); ++k)
        if (steps[k] > 0.0)
            moved.push_back(k);
    MatrixXd points = at.replicate(1, static_cast<Eigen::Index>(moved.size()) + 1);
    for (std::size_t i = 0; i < moved.size(); ++i)
        points(moved[i], static_cast<Eigen::Index>(i) + 1) += steps[moved[i]];
    const MatrixXd values = problem.simulate(points);
    Linearisation found{values.col(0), MatrixXd::Zero(values.rows(), at.size()),
                        static_cast<int>(points.cols())};
    for (std::size_t i = 0; i < moved.size(); ++i)
        found.jacobian.col(moved[i]) =
            (values.col(static_cast<Eigen::Index>(i) + 1) - found.expected) / steps[moved[i]];
    return found;
}

MaximumAPosteriori levenberg_marquardt(const CalibrationProblem& problem, const VectorXd& start,
                                       const LevenbergMarquardtSettings& settings,
                                       const std::stop_token& stop, ProgressSink& progress) {
    Search search(problem, settings, start);
    int iteration = 0, failures = 0;
    bool converged = false;
    std::string reason = "iteration limit";
    const auto total = static_cast<std::uint64_t>(settings.most_iterations);
    for (; iteration < settings.most_iterations; ++iteration) {
        check_stop(stop);
        progress.report("calibrating", static_cast<std::uint64_t>(iteration), total);
        if (failures == 0)
            search.linearise();
        if (iteration <= settings.freeze_covariance_after)
            search.renew_covariance();
        const double fall = search.step();
        failures = fall > 0.0 ? 0 : failures + 1;
        const bool settled = iteration > settings.freeze_covariance_after && failures == 0 &&
                             fall < settings.tolerance;
        if (settled || failures == 2) {
            converged = true;
            reason = settled ? "objective settled" : "no step lowers the objective";
            ++iteration;
            break;
        }
    }
    search.linearise(); // derivatives where the search ended, for Laplace
    search.renew_covariance();
    progress.report("calibrating", total, total);
    MaximumAPosteriori map = search.result();
    map.iterations = iteration;
    map.converged = converged;
    map.stop_reason = reason;
    return map;
}

MatrixXd corrected_draws(const CalibrationProblem& problem, MaximumAPosteriori& map,
                         const MatrixXd& normals, int rounds, const std::stop_token& stop) {
    const MatrixXd factor = map.covariance.llt().matrixL();
    const MatrixXd shifts = factor * normals;
    const MatrixXd linear = (map.jacobian * shifts).colwise() + map.expected;
    const MatrixXd gain = map.covariance * map.jacobian.transpose() *
                          map.observation_covariance.llt().solve(
                              MatrixXd::Identity(map.expected.size(), map.expected.size()));
    MatrixXd draws = shifts.colwise() + map.parameters;
    for (int round = 0; round < rounds; ++round) {
        check_stop(stop);
        draws -= gain * (problem.simulate(draws) - linear);
        map.simulations += static_cast<int>(draws.cols());
    }
    return draws;
}

} // namespace kozqaras::inference
