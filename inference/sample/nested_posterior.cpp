#include "inference/sample/nested_posterior.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>

#include <fmt/format.h>

#include "inference/numbers.hpp"
#include "inference/sample/conditional_surrogate.hpp"
#include "inference/sample/importance.hpp"
#include "support/errors.hpp"
#include "support/parallel.hpp"

namespace kozqaras::inference {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double kProposalTail = 7; ///< degrees of freedom of the proposals
constexpr int kCorrections = 5;     ///< at most: rounds that make draws true to the simulator

/// log of the density of `proposals` taken together in equal parts, at the columns of `points`.
VectorXd log_mixture(const std::vector<Mixture>& proposals, const MatrixXd& points) {
    MatrixXd each(points.cols(), static_cast<Index>(proposals.size()));
    for (std::size_t p = 0; p < proposals.size(); ++p)
        each.col(static_cast<Index>(p)) = proposals[p].log_density(points);
    VectorXd result(points.cols());
    for (Index i = 0; i < points.cols(); ++i)
        result[i] =
            log_sum_exp(each.row(i).transpose()) - std::log(static_cast<double>(proposals.size()));
    return result;
}

/// Weights of the largest power up to 1 that leaves an effective size of at least `wanted`.
VectorXd tempered(const VectorXd& log_weights, double wanted) {
    constexpr double kFactor = 0.8;
    constexpr int kMost = 30;
    double power = 1.0;
    for (int i = 0; i < kMost; ++i, power *= kFactor)
        if (kish_sample_size(normalised_weights(power * log_weights)) >= wanted)
            break;
    return normalised_weights(power * log_weights);
}

/// Adaptive multiple importance sampling of the few: rounds of draws from what the rounds before
/// have found, all weighted by the mixture of all proposals.
class Rounds {
  public:
    Rounds(const CalibrationProblem& problem, const std::vector<Index>& parameters,
           const NestedSettings& settings, const std::stop_token& stop)
        : problem_(problem),
          partition_(problem.prior_mean.size(), parameters),
          settings_(settings),
          stop_(stop) {}

    void run(const VectorXd& start) {
        NoProgress silent;
        const auto few = static_cast<Index>(partition_.psi.size());
        const CalibrationProblem others = with_held(problem_, partition_.psi, start);
        const auto map =
            levenberg_marquardt(others, start(partition_.others), settings_.search, stop_, silent);
        iterations = map.iterations;
        surrogate = std::make_unique<ConditionalSurrogate>(
            problem_, partition_, partition_.joined(start(partition_.psi), map.parameters),
            map.observation_covariance, settings_.search.difference_step);
        const VectorXd centre = surrogate->coordinates(start(partition_.psi));
        const MatrixXd design = (settings_.design_step * central_composite(few)).colwise() + centre;
        // The corners start from what the axes tell.
        linearise_design(design.leftCols(1 + 2 * few));
        const MatrixXd corners = design.rightCols(design.cols() - 1 - 2 * few);
        (void)surrogate->find(corners, stop_);
        linearise_design(corners);
        const VectorXd weight = tempered(design_densities_, 3.0 * static_cast<double>(few));
        VectorXd mean = weighted_mean(design, weight);
        MatrixXd covariance = weighted_covariance(design, weight);
        for (rounds = 1;; ++rounds) {
            sample(Mixture({1.0}, {mean}, {covariance}, kProposalTail));
            if (weights.effective_size >= settings_.effective_size)
                settle();
            converged = map.converged && weights.effective_size >= settings_.effective_size &&
                        own_share() >= settings_.own_share;
            if (converged || rounds == settings_.most_rounds)
                break;
            const VectorXd next = tempered(log_weights, 5.0 * static_cast<double>(few));
            mean = weighted_mean(points, next);
            covariance = weighted_covariance(points, next);
        }
        simulations = map.simulations + surrogate->simulations();
    }

    std::unique_ptr<ConditionalSurrogate> surrogate;
    MatrixXd points;                ///< of the few
    std::vector<Conditional> found; ///< the others there
    VectorXd log_weights;
    SmoothedWeights weights;
    int rounds = 0, iterations = 0, simulations = 0;
    bool converged = false;

  private:
    void linearise_design(const MatrixXd& design) {
        MatrixXd others(static_cast<Index>(partition_.others.size()), design.cols());
        for (Index i = 0; i < design.cols(); ++i)
            others.col(i) = surrogate->optimum(design.col(i));
        for (const Conditional& one : surrogate->linearise(design, others, stop_)) {
            design_densities_.conservativeResize(design_densities_.size() + 1);
            design_densities_[design_densities_.size() - 1] = one.log_density();
        }
    }

    void sample(const Mixture& proposal) {
        constexpr int kParts = 3; // of the linearised: any proposals first, then the heaviest
        const Index known = points.cols();
        const MatrixXd drawn = proposal.draw(
            settings_.proposals, settings_.seed + static_cast<std::uint64_t>(proposals_.size()));
        proposals_.push_back(proposal);
        const MatrixXd any = drawn.leftCols(settings_.linearised / kParts);
        std::vector<Conditional> new_ones = surrogate->find(any, stop_);
        MatrixXd others(static_cast<Index>(partition_.others.size()), any.cols());
        for (Index i = 0; i < any.cols(); ++i)
            others.col(i) = new_ones[static_cast<std::size_t>(i)].mean;
        new_ones = surrogate->linearise(any, others, stop_);
        own_volume_.resize(found.size() + new_ones.size(), true);
        found.insert(found.end(), new_ones.begin(), new_ones.end());
        new_ones = surrogate->find(drawn.rightCols(drawn.cols() - any.cols()), stop_);
        found.insert(found.end(), new_ones.begin(), new_ones.end());
        own_volume_.resize(found.size(), false);
        points.conservativeResize(drawn.rows(), known + drawn.cols());
        points.rightCols(drawn.cols()) = drawn;
        weigh();
        for (int part = 1; part < kParts; ++part)
            linearise_heaviest(settings_.linearised / kParts);
    }

    /// Of the weight, what lies on points with derivatives of their own.
    [[nodiscard]] double own_share() const {
        double share = 0.0;
        for (Index i = 0; i < points.cols(); ++i)
            if (own_volume_[static_cast<std::size_t>(i)])
                share += weights.weights[i];
        return share;
    }

    /// A surface through volumes is wrong in the same way for points that lie together: little of
    /// the weight is left to it.
    void settle() {
        constexpr int kPart = 24; // then the weights are looked at again
        while (own_share() < settings_.own_share &&
               weights.effective_size >= settings_.effective_size) {
            check_stop(stop_);
            linearise_heaviest(kPart);
        }
    }

    /// Those that count most are given derivatives of their own.
    void linearise_heaviest(int count) {
        std::vector<Index> order(found.size());
        std::iota(order.begin(), order.end(), Index{0});
        std::erase_if(order, [&](Index i) { return own_volume_[static_cast<std::size_t>(i)]; });
        std::ranges::stable_sort(order, std::greater{}, [&](Index i) { return log_weights[i]; });
        order.resize(std::min(order.size(), static_cast<std::size_t>(count)));
        MatrixXd others(static_cast<Index>(partition_.others.size()),
                        static_cast<Index>(order.size()));
        for (std::size_t i = 0; i < order.size(); ++i)
            others.col(static_cast<Index>(i)) = found[static_cast<std::size_t>(order[i])].mean;
        auto exact = surrogate->linearise(columns_of(points, order), others, stop_);
        for (std::size_t i = 0; i < order.size(); ++i) {
            Conditional& expected = found[static_cast<std::size_t>(order[i])];
            expected = std::move(exact[i]);
            own_volume_[static_cast<std::size_t>(order[i])] = true;
        }
        weigh();
    }

    void weigh() {
        log_weights = -log_mixture(proposals_, points);
        for (Index i = 0; i < points.cols(); ++i) {
            Conditional& one = found[static_cast<std::size_t>(i)];
            if (!own_volume_[static_cast<std::size_t>(i)])
                one.log_volume = surrogate->log_volume(points.col(i));
            log_weights[i] += one.log_density();
        }
        weights = pareto_smoothed(log_weights);
    }

    const CalibrationProblem& problem_;
    Partition partition_;
    const NestedSettings& settings_;
    std::stop_token stop_;
    std::vector<Mixture> proposals_;
    std::vector<bool> own_volume_;
    VectorXd design_densities_;
};

/// Mean and covariance of the mixture of normal conditionals.
void add_moments(const Rounds& rounds, std::uint64_t seed, NestedPosterior& result) {
    MaximumAPosteriori& map = result.map;
    const ConditionalSurrogate& surrogate = *rounds.surrogate;
    const Partition& partition = surrogate.partition();
    const auto others = static_cast<Index>(partition.others.size());
    MatrixXd all(static_cast<Index>(partition.psi.size()) + others, rounds.points.cols());
    for (Index i = 0; i < all.cols(); ++i)
        all.col(i) = partition.joined(surrogate.psi(rounds.points.col(i)),
                                      rounds.found[static_cast<std::size_t>(i)].mean);
    constexpr Index kChosen = 60; // what is left to the others changes slowly
    MatrixXd within = MatrixXd::Zero(others, others);
    for (const Index i : systematic_choice(rounds.weights.weights, kChosen, seed))
        within += surrogate.precision(rounds.found[static_cast<std::size_t>(i)].jacobian)
                      .solve(MatrixXd::Identity(others, others)) /
                  static_cast<double>(kChosen);
    map.parameters = weighted_mean(all, rounds.weights.weights);
    map.covariance = weighted_covariance(all, rounds.weights.weights);
    map.covariance(partition.others, partition.others) += within;
    result.r_hat = r_hat_of_parts(all, rounds.weights.weights, map.covariance.diagonal());
}

/// A draw on its way: the others where the gradient, in the coordinates in which their normal
/// conditional is the standard one, equals `normals`.
struct Draw {
    const Conditional& given;
    Eigen::LLT<MatrixXd> precision;
    VectorXd psi, normals, others;
    bool there = false;
};

std::vector<Draw> first_draws(const Rounds& rounds, const NestedSettings& settings) {
    const ConditionalSurrogate& surrogate = *rounds.surrogate;
    std::vector<Draw> draws;
    for (const Index place :
         systematic_choice(rounds.weights.weights, settings.draws, settings.seed)) {
        const Conditional& given = rounds.found[static_cast<std::size_t>(place)];
        RandomStream random(settings.seed, Purpose::parameter_draw, draws.size());
        Draw draw{given, surrogate.precision(given.jacobian),
                  surrogate.psi(rounds.points.col(place)), VectorXd(given.mean.size()), given.mean};
        for (double& value : draw.normals)
            value = random.normal();
        draw.others += draw.precision.matrixU().solve(draw.normals);
        draws.push_back(std::move(draw));
    }
    return draws;
}

/// Draws of all parameters: psi by its weights, the others randomised, then optimised (Bardsley,
/// Solonen, Haario & Laine 2014, SIAM J. Sci. Comput. 36), by the chord method. Exact where the
/// simulator is linear in the others; the weights they give for the rest are left out: they need
/// derivatives at every draw.
MatrixXd draws_of(const CalibrationProblem& problem, const Rounds& rounds,
                  const NestedSettings& settings, const std::stop_token& stop, int& simulations) {
    constexpr double kNear = 0.1; // s.d. of one direction
    const ConditionalSurrogate& surrogate = *rounds.surrogate;
    const Partition& partition = surrogate.partition();
    std::vector<Draw> draws = first_draws(rounds, settings);
    std::vector<std::size_t> open(draws.size());
    std::iota(open.begin(), open.end(), std::size_t{0});
    for (int round = 0; round < kCorrections && !open.empty(); ++round) {
        check_stop(stop);
        MatrixXd points(problem.prior_mean.size(), static_cast<Index>(open.size()));
        for (std::size_t i = 0; i < open.size(); ++i)
            points.col(static_cast<Index>(i)) =
                partition.joined(draws[open[i]].psi, draws[open[i]].others);
        const MatrixXd residuals =
            surrogate.whitened((-problem.simulate(points)).colwise() + problem.observed);
        simulations += static_cast<int>(points.cols());
        for (std::size_t i = 0; i < open.size(); ++i) {
            Draw& draw = draws[open[i]];
            const VectorXd gap =
                draw.precision.matrixL().solve(surrogate.gradient(
                    draw.given.jacobian, residuals.col(static_cast<Index>(i)), draw.others)) -
                draw.normals;
            draw.others -= draw.precision.matrixU().solve(gap);
            draw.there = gap.norm() < kNear;
        }
        std::erase_if(open, [&](std::size_t i) { return draws[i].there; });
    }
    MatrixXd result(problem.prior_mean.size(), settings.draws);
    for (std::size_t i = 0; i < draws.size(); ++i)
        result.col(static_cast<Index>(i)) = partition.joined(draws[i].psi, draws[i].others);
    return result;
}

/// What the simulator says: derivatives at the posterior mean, values on average over the draws.
/// The simulator is not linear, so its values at the mean are not the mean of its values.
void add_fit(const CalibrationProblem& problem, double difference_step, const MatrixXd& draws,
             MaximumAPosteriori& map) {
    Linearisation here =
        linearised(problem, map.parameters, difference_step * problem.prior_standard_deviation);
    map.simulations += here.simulations;
    map.expected = std::move(here.expected);
    if (draws.cols() > 0) {
        map.expected = problem.simulate(draws).rowwise().mean();
        map.simulations += static_cast<int>(draws.cols());
    }
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

std::uint64_t expected_nested_runs(Index parameters, std::uint64_t linearisation) {
    const NestedSettings settings;
    constexpr double kSteps = 1.3, kChords = 2.5; // for each point, on average
    const auto design = static_cast<double>(central_composite(parameters).cols());
    const double of_design = kSteps * design * static_cast<double>(linearisation),
                 of_round = kChords * settings.proposals +
                            settings.linearised * static_cast<double>(linearisation);
    // What counts in the end is about as many as one round has.
    const double of_share =
        settings.own_share * settings.proposals * static_cast<double>(linearisation);
    return static_cast<std::uint64_t>(of_design + 3.0 * of_round + of_share);
}

NestedPosterior nested_posterior(const CalibrationProblem& problem,
                                 const std::vector<Index>& parameters, const VectorXd& start,
                                 const NestedSettings& settings, const std::stop_token& stop) {
    require(!parameters.empty() && settings.proposals > settings.linearised,
            "nothing to integrate over");
    Rounds rounds(problem, parameters, settings, stop);
    rounds.run(start);
    NestedPosterior result;
    result.rounds = rounds.rounds;
    result.effective_size = rounds.weights.effective_size;
    result.pareto_k = rounds.weights.pareto_k;
    result.proposals = rounds.points.cols();
    result.map.iterations = rounds.iterations;
    result.map.simulations = rounds.simulations;
    result.map.converged = rounds.converged;
    result.map.stop_reason =
        fmt::format("{} integrated over, effective size {:.0f} of {}", parameters.size(),
                    result.effective_size, rounds.points.cols());
    add_moments(rounds, settings.seed, result);
    result.draws = draws_of(problem, rounds, settings, stop, result.map.simulations);
    add_fit(problem, settings.search.difference_step, result.draws, result.map);
    return result;
}

} // namespace kozqaras::inference
