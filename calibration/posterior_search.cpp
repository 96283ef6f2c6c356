#include "calibration/posterior_search.hpp"

#include <algorithm>

#include "calibration/simulation_noise.hpp"
#include "inference/sample/nested_posterior.hpp"
#include "support/random.hpp"

namespace kozqaras {

using Eigen::MatrixXd;
using Eigen::VectorXd;
using inference::CalibrationProblem;
using inference::MaximumAPosteriori;

namespace {

/// Where search `number` starts, drawn from the prior.
VectorXd drawn_start(const CalibrationProblem& problem, const CalibrationSetup& setup, int number) {
    VectorXd start = problem.prior_mean;
    RandomStream stream(setup.seed, Purpose::prior_draw, static_cast<std::uint64_t>(number));
    for (Eigen::Index k = 0; k < start.size(); ++k)
        start[k] += problem.prior_standard_deviation[k] * stream.normal();
    return start;
}

/// As `near`, for searches that start far off: expected values, and with them the covariance, still
/// change when it would be frozen, and a covariance frozen too early has its optimum elsewhere.
inference::LevenbergMarquardtSettings from_far(inference::LevenbergMarquardtSettings near) {
    constexpr int kRenewals = 10, kIterations = 40;
    near.freeze_covariance_after = std::max(near.freeze_covariance_after, kRenewals);
    near.most_iterations = std::max(near.most_iterations, kIterations);
    return near;
}

/// As many as the set-up has starts, the first from `first`. Adds their runs to `simulations`.
std::vector<MaximumAPosteriori> searches(const CalibrationProblem& problem,
                                         const CalibrationSetup& setup, const VectorXd& first,
                                         const std::stop_token& stop, int& simulations) {
    NoProgress silent; // simulations are counted, not iterations
    std::vector<MaximumAPosteriori> ends;
    for (int number = 0; number < setup.starts; ++number) {
        const VectorXd from = number == 0 ? first : drawn_start(problem, setup, number);
        const auto settings = number == 0 ? setup.search : from_far(setup.search);
        ends.push_back(inference::levenberg_marquardt(problem, from, settings, stop, silent));
        simulations += ends.back().simulations;
    }
    return ends;
}

MatrixXd member_draws(const CalibrationProblem& problem, const CalibrationSetup& setup,
                      MaximumAPosteriori& best, const std::stop_token& stop) {
    constexpr int kRounds = 2;
    MatrixXd normals(best.parameters.size(), setup.members);
    for (int member = 0; member < setup.members; ++member) {
        RandomStream stream(setup.seed, Purpose::parameter_draw,
                            static_cast<std::uint64_t>(member));
        for (Eigen::Index k = 0; k < normals.rows(); ++k)
            normals(k, member) = stream.normal();
    }
    return inference::corrected_draws(problem, best, normals, kRounds, stop);
}

/// The best of the searches for all parameters.
FoundPosterior joint_mode(const CalibrationProblem& problem, const CalibrationSetup& setup,
                          const VectorXd& first, const std::stop_token& stop) {
    FoundPosterior result;
    auto ends = searches(problem, setup, first, stop, result.simulations);
    result.searches = search_ends(ends);
    result.best = std::move(*std::ranges::min_element(ends, {}, &MaximumAPosteriori::objective));
    if (setup.members > 0) {
        const int searched = result.best.simulations;
        result.draws = member_draws(problem, setup, result.best, stop);
        result.simulations += result.best.simulations - searched;
    }
    return result;
}

inference::NestedPosterior nested(const CalibrationProblem& problem,
                                  const std::vector<Eigen::Index>& integrated,
                                  const CalibrationSetup& setup, inference::NestedSettings settings,
                                  const VectorXd& start, const std::stop_token& stop) {
    settings.search = setup.search;
    settings.seed = setup.seed;
    return inference::nested_posterior(problem, integrated, start, settings, stop);
}

/// Do searches for the others end in one optimum, as integrating over `integrated` takes it? With
/// these at the posterior mean.
SearchEnds ends_of_others(const CalibrationProblem& problem,
                          const std::vector<Eigen::Index>& integrated,
                          const CalibrationSetup& setup, const VectorXd& mean,
                          const std::stop_token& stop, int& simulations) {
    const CalibrationProblem others = inference::with_held(problem, integrated, mean);
    return search_ends(searches(others, setup, others.prior_mean, stop, simulations));
}

} // namespace

MaximumAPosteriori first_look(const WaveModel& model, const CalibrationProblem& problem,
                              const CalibrationSetup& setup, const std::stop_token& stop) {
    const auto integrated = model.positions_of(setup.integrate_over);
    if (integrated.empty()) {
        NoProgress silent;
        return inference::levenberg_marquardt(problem, problem.prior_mean, setup.search, stop,
                                              silent);
    }
    inference::NestedSettings settings;
    settings.most_rounds = 1;
    settings.own_share = 0.0;
    settings.draws = 0;
    return nested(problem, integrated, setup, settings, problem.prior_mean, stop).map;
}

NoiseOfFit noise_where_the_fit_lies(const WaveModel& model, const CalibrationProblem& problem,
                                    const CalibrationSetup& setup, std::uint64_t countries_seed,
                                    const std::stop_token& stop, ProgressSink& progress) {
    NoiseOfFit found{first_look(model, problem, setup, stop), nullptr};
    CalibrationSetup countries = setup;
    countries.seed = countries_seed;
    found.noise = measure_simulation_noise(model.world().inputs, model.plan().registry, countries,
                                           found.look.parameters, stop, progress);
    return found;
}

FoundPosterior find_posterior(const WaveModel& model, const CalibrationProblem& problem,
                              const CalibrationSetup& setup, const VectorXd& first,
                              const std::stop_token& stop) {
    const auto integrated = model.positions_of(setup.integrate_over);
    if (integrated.empty())
        return joint_mode(problem, setup, first, stop);
    inference::NestedSettings settings;
    settings.draws = setup.members;
    auto found = nested(problem, integrated, setup, settings, first, stop);
    FoundPosterior result;
    result.simulations = found.map.simulations;
    result.sampling = {found.effective_size, static_cast<double>(found.proposals), found.pareto_k,
                       model.fitted_names(), std::move(found.r_hat)};
    if (setup.starts > 1)
        result.searches = ends_of_others(problem, integrated, setup, found.map.parameters, stop,
                                         result.simulations);
    result.best = std::move(found.map);
    result.draws = std::move(found.draws);
    return result;
}

} // namespace kozqaras
