#include "calibration/inference/nested_posterior.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "calibration/inference/conditional_surrogate.hpp"
#include "calibration/inference/importance.hpp"
#include "calibration/inference/numbers.hpp"
#include "model/core/errors.hpp"
#include "model/core/parallel.hpp"

namespace kozqaras::inference {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double kWithin = 2.0;   ///< design steps: a mode farther out wants a new design
constexpr double kFarthest = 1.5; ///< how far a new design goes
/// A posterior s.d. that is a smaller part of a design's step wants smaller steps.
constexpr double kNarrowest = 0.33;
constexpr double kSuitable = 1.25; ///< step of a new design, posterior s.d.
constexpr double kShrink = 3.0;    ///< and at most so much smaller
constexpr double kHeavyTail = 7;   ///< degrees of freedom of the proposals
constexpr int kCorrections = 2;    ///< rounds that make draws true to the simulator

/// Log densities at the columns of `points`, in parallel.
VectorXd log_densities(const ConditionalSurrogate& surrogate, const MatrixXd& points) {
    VectorXd result(points.cols());
    for_blocks(static_cast<std::size_t>(points.cols()), 1, [&](std::size_t begin, std::size_t end) {
        for (auto i = static_cast<Index>(begin); i < static_cast<Index>(end); ++i)
            result[i] = surrogate.at(points.col(i)).log_density;
    });
    return result;
}

/// The log density as a quadratic around a point: differences of 0.2 design steps.
struct Quadratic {
    double value = 0;
    VectorXd gradient;
    MatrixXd curvature; ///< of minus the log density

    Quadratic(const ConditionalSurrogate& surrogate, const VectorXd& at)
        : gradient(at.size()), curvature(at.size(), at.size()) {
        constexpr double h = 0.2;
        const Index n = at.size();
        MatrixXd points = at.replicate(1, 1 + 2 * n + n * (n - 1) / 2);
        Index next = 1;
        for (Index j = 0; j < n; ++j) {
            points(j, next++) += h;
            points(j, next++) -= h;
        }
        for (Index j = 0; j < n; ++j)
            for (Index k = j + 1; k < n; ++k) {
                points(j, next) += h;
                points(k, next++) += h;
            }
        const VectorXd values = log_densities(surrogate, points);
        value = values[0];
        for (Index j = 0; j < n; ++j) {
            gradient[j] = (values[1 + 2 * j] - values[2 + 2 * j]) / (2 * h);
            curvature(j, j) = -(values[1 + 2 * j] + values[2 + 2 * j] - 2 * value) / (h * h);
        }
        next = 1 + 2 * n;
        for (Index j = 0; j < n; ++j)
            for (Index k = j + 1; k < n; ++k)
                curvature(j, k) = curvature(k, j) =
                    -(values[next++] - value - h * (gradient[j] + gradient[k]) +
                      h * h / 2 * (curvature(j, j) + curvature(k, k))) /
                    (h * h);
    }

    /// Covariance of the normal with this curvature; directions in which the density does not fall
    /// are given a s.d. of two design steps.
    [[nodiscard]] MatrixXd covariance() const {
        constexpr double kLeast = 0.25;
        const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(curvature);
        return solver.eigenvectors() *
               solver.eigenvalues().cwiseMax(kLeast).cwiseInverse().asDiagonal() *
               solver.eigenvectors().transpose();
    }
};

/// Newton's method with the step halved until the density rises.
VectorXd mode_of(const ConditionalSurrogate& surrogate, Index size) {
    constexpr int kIterations = 12, kHalvings = 5;
    constexpr double kSettled = 0.02;
    VectorXd at = VectorXd::Zero(size);
    for (int iteration = 0; iteration < kIterations; ++iteration) {
        const Quadratic here(surrogate, at);
        VectorXd step = here.covariance() * here.gradient;
        step *= std::min(1.0, 1.0 / step.lpNorm<Eigen::Infinity>());
        MatrixXd trials(size, kHalvings);
        for (int i = 0; i < kHalvings; ++i)
            trials.col(i) = (at + std::ldexp(1.0, -i) * step).cwiseMax(-3.0).cwiseMin(3.0);
        const VectorXd values = log_densities(surrogate, trials);
        Index best = 0;
        if (values.maxCoeff(&best) <= here.value)
            break;
        const VectorXd moved = trials.col(best) - at;
        at = trials.col(best);
        if (moved.lpNorm<Eigen::Infinity>() < kSettled)
            break;
    }
    return at;
}

/// Design after design, until one holds the mode.
class Rounds {
  public:
    Rounds(const CalibrationProblem& problem, const std::vector<Index>& parameters,
           const NestedSettings& settings, const std::stop_token& stop)
        : problem_(problem),
          partition_(problem.prior_mean.size(), parameters),
          settings_(settings),
          stop_(stop) {}

    void run(VectorXd centre) {
        NoProgress silent;
        VectorXd steps = settings_.design_step * problem_.prior_standard_deviation(partition_.psi);
        for (rounds = 1;; ++rounds) {
            const CalibrationProblem others = with_held(problem_, partition_.psi, centre);
            const VectorXd start = centre(partition_.others);
            const auto found = levenberg_marquardt(others, start, settings_.search, stop_, silent);
            iterations += found.iterations;
            simulations += found.simulations;
            centre(partition_.others) = found.parameters;
            surrogate.emplace(problem_, partition_, centre, found.observation_covariance, steps,
                              settings_.search.difference_step, stop_);
            simulations += surrogate->simulations();
            mode = mode_of(*surrogate, static_cast<Index>(partition_.psi.size()));
            const Eigen::ArrayXd deviations =
                Quadratic(*surrogate, mode).covariance().diagonal().array().sqrt();
            const auto narrow = (deviations < kNarrowest).eval();
            suits = mode.lpNorm<Eigen::Infinity>() < kWithin && !narrow.any();
            converged = suits && found.converged;
            if (suits || rounds == settings_.most_rounds)
                return;
            const VectorXd next = mode.cwiseMax(-kFarthest).cwiseMin(kFarthest);
            centre = partition_.joined(surrogate->psi(next), surrogate->at(next).mean);
            steps.array() *= narrow.select((kSuitable * deviations).max(1.0 / kShrink), 1.0);
        }
    }

    std::optional<ConditionalSurrogate> surrogate;
    VectorXd mode;
    int rounds = 0, iterations = 0, simulations = 0;
    bool suits = false, converged = false;

  private:
    const CalibrationProblem& problem_;
    Partition partition_;
    const NestedSettings& settings_;
    std::stop_token stop_;
};

/// The few, weighted: design steps from the centre.
struct WeightedProposals {
    MatrixXd points;
    SmoothedWeights weights;
};

WeightedProposals propose(const ConditionalSurrogate& surrogate, const VectorXd& mode,
                          const NestedSettings& settings) {
    const MatrixXd covariance = Quadratic(surrogate, mode).covariance();
    const Eigen::LLT<MatrixXd> factor(covariance);
    const Mixture proposal({1.0}, {mode}, {covariance}, kHeavyTail);
    WeightedProposals result{proposal.draw(settings.proposals, settings.seed), {}};
    MatrixXd inside = result.points;
    for (Index i = 0; i < inside.cols(); ++i)
        inside.col(i) = ConditionalSurrogate::trusted(inside.col(i));
    // Outside the design the density falls on as the normal around the mode does.
    const auto distance = [&](const MatrixXd& points) -> Eigen::VectorXd {
        return factor.matrixL().solve(points.colwise() - mode).colwise().squaredNorm().transpose();
    };
    const VectorXd densities =
        log_densities(surrogate, inside) - 0.5 * (distance(result.points) - distance(inside));
    result.weights = pareto_smoothed(densities - proposal.log_density(result.points));
    return result;
}

/// Mean and covariance of the mixture of normal conditionals.
void add_moments(const ConditionalSurrogate& surrogate, const WeightedProposals& proposals,
                 MaximumAPosteriori& map) {
    const Partition& partition = surrogate.partition();
    const auto others = static_cast<Index>(partition.others.size());
    MatrixXd means(static_cast<Index>(partition.psi.size()) + others, proposals.points.cols());
    MatrixXd within = MatrixXd::Zero(others, others);
    for (Index i = 0; i < proposals.points.cols(); ++i) {
        const Conditional given = surrogate.at(proposals.points.col(i));
        means.col(i) = partition.joined(surrogate.psi(proposals.points.col(i)), given.mean);
        within += proposals.weights.weights[i] *
                  given.precision.solve(MatrixXd::Identity(others, others));
    }
    map.parameters = weighted_mean(means, proposals.weights.weights);
    map.covariance = weighted_covariance(means, proposals.weights.weights);
    map.covariance(partition.others, partition.others) += within;
}

/// Draws of all parameters as the surrogate has them.
struct SurrogateDraws {
    std::vector<Index> proposals; ///< of each draw
    MatrixXd draws;               ///< parameters x draws
    MatrixXd residuals;           ///< whitened, of their expected values
};

SurrogateDraws drawn_from(const ConditionalSurrogate& surrogate, const WeightedProposals& proposals,
                          const NestedSettings& settings) {
    const Partition& partition = surrogate.partition();
    const auto others = static_cast<Index>(partition.others.size());
    SurrogateDraws result;
    result.proposals = systematic_choice(proposals.weights.weights, settings.draws, settings.seed);
    result.draws.resize(others + static_cast<Index>(partition.psi.size()), settings.draws);
    for (Index i = 0; i < result.draws.cols(); ++i) {
        const VectorXd u = proposals.points.col(result.proposals[static_cast<std::size_t>(i)]);
        const Conditional given = surrogate.at(u);
        RandomStream random(settings.seed, Purpose::parameter_draw, static_cast<std::uint64_t>(i));
        VectorXd normals(others);
        for (double& value : normals)
            value = random.normal();
        const VectorXd move = given.precision.matrixU().solve(normals);
        result.residuals.conservativeResize(given.residual.size(), settings.draws);
        result.draws.col(i) = partition.joined(surrogate.psi(u), given.mean + move);
        result.residuals.col(i) = given.residual - given.jacobian * move;
    }
    return result;
}

/// Draws of all parameters; the others moved until their expected values are as the surrogate has
/// them (cf. corrected_draws).
MatrixXd draws_of(const CalibrationProblem& problem, const ConditionalSurrogate& surrogate,
                  const WeightedProposals& proposals, const NestedSettings& settings,
                  const std::stop_token& stop, int& simulations) {
    auto [chosen, draws, residuals] = drawn_from(surrogate, proposals, settings);
    const auto& others = surrogate.partition().others;
    for (int round = 0; round < kCorrections && settings.draws > 0; ++round) {
        check_stop(stop);
        const MatrixXd expected = problem.simulate(draws);
        simulations += static_cast<int>(draws.cols());
        const MatrixXd off =
            residuals - surrogate.whitened((-expected).colwise() + problem.observed);
        for (Index i = 0; i < draws.cols(); ++i) {
            const Conditional given =
                surrogate.at(proposals.points.col(chosen[static_cast<std::size_t>(i)]));
            VectorXd column = draws.col(i);
            column(others) -= given.precision.solve(given.jacobian.transpose() * off.col(i));
            draws.col(i) = column;
        }
    }
    return draws;
}

/// What the simulator says at the posterior mean.
void add_fit(const CalibrationProblem& problem, double difference_step, MaximumAPosteriori& map) {
    Linearisation here =
        linearised(problem, map.parameters, difference_step * problem.prior_standard_deviation);
    map.simulations += here.simulations;
    map.expected = std::move(here.expected);
    map.jacobian = std::move(here.jacobian);
    map.observation_covariance = problem.covariance(map.parameters, map.expected);
    const Eigen::LLT<MatrixXd> noise(map.observation_covariance);
    map.misfit = noise.matrixL().solve(problem.observed - map.expected).squaredNorm();
    map.penalty =
        ((map.parameters - problem.prior_mean).array() / problem.prior_standard_deviation.array())
            .square()
            .sum();
}

} // namespace

CalibrationProblem with_held(const CalibrationProblem& problem,
                             const std::vector<Index>& parameters, const VectorXd& at) {
    const Partition partition(at.size(), parameters);
    const VectorXd held = at(partition.psi);
    CalibrationProblem others;
    others.simulate = [&problem, partition, held](const MatrixXd& points) {
        MatrixXd all(problem.prior_mean.size(), points.cols());
        all(partition.psi, Eigen::all) = held.replicate(1, points.cols());
        all(partition.others, Eigen::all) = points;
        return problem.simulate(all);
    };
    others.linearise = [&problem, partition, held](const VectorXd& point, const VectorXd& steps) {
        Linearisation found = linearised(problem, partition.joined(held, point),
                                         partition.joined(VectorXd::Zero(held.size()), steps));
        found.jacobian = found.jacobian(Eigen::all, partition.others).eval();
        return found;
    };
    others.covariance = [&problem, partition, held](const VectorXd& point,
                                                    const VectorXd& expected) {
        return problem.covariance(partition.joined(held, point), expected);
    };
    others.observed = problem.observed;
    others.prior_mean = problem.prior_mean(partition.others);
    others.prior_standard_deviation = problem.prior_standard_deviation(partition.others);
    return others;
}

NestedPosterior nested_posterior(const CalibrationProblem& problem,
                                 const std::vector<Index>& parameters, const VectorXd& start,
                                 const NestedSettings& settings, const std::stop_token& stop) {
    require(!parameters.empty() && settings.proposals >= 50, "nothing to integrate over");
    Rounds rounds(problem, parameters, settings, stop);
    rounds.run(start);
    const ConditionalSurrogate& surrogate = *rounds.surrogate;
    const WeightedProposals proposals = propose(surrogate, rounds.mode, settings);
    NestedPosterior result;
    result.rounds = rounds.rounds;
    result.effective_size = proposals.weights.effective_size;
    result.pareto_k = proposals.weights.pareto_k;
    result.map.iterations = rounds.iterations;
    result.map.simulations = rounds.simulations;
    result.map.converged = rounds.converged;
    result.map.stop_reason = fmt::format(
        "{} integrated over in {} design{}, effective size {:.0f} of {}{}", parameters.size(),
        rounds.rounds, rounds.rounds == 1 ? "" : "s", result.effective_size, settings.proposals,
        rounds.suits ? "" : "; the last design does not suit");
    add_moments(surrogate, proposals, result.map);
    add_fit(problem, settings.search.difference_step, result.map);
    result.draws = draws_of(problem, surrogate, proposals, settings, stop, result.map.simulations);
    return result;
}

} // namespace kozqaras::inference
