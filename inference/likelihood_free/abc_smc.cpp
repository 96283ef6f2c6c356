#include "inference/likelihood_free/abc_smc.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>

#include "inference/likelihood_free/abc_steps.hpp"
#include "inference/numbers.hpp"
#include "support/errors.hpp"
#include "support/parallel.hpp"
#include "support/statistics.hpp"

namespace kozqaras::inference {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

/// What one generation needs to know of the one before.
struct Generation {
    const InferenceProblem& problem;
    const AbcSettings& settings;
    const AbcPopulation& last;
    const PerturbationKernel& kernel;
    const Distance& distance;
    double tolerance;
};

/// One particle: attempts so far, what was accepted, and the runs to learn from.
struct Trial {
    VectorXd parameters, statistics;
    std::uint32_t attempts = 0;
    bool accepted = false;
    std::vector<AbcRun> runs; ///< the first few attempts; none unless summaries are learned
};

constexpr std::size_t kRunsToLearnFrom = 10; ///< of each particle, at most: enough, and bounded

void attempt(const Generation& generation, std::size_t particle, Trial& trial) {
    const auto number = static_cast<std::uint64_t>(generation.last.generation) + 1;
    RandomStream stream(generation.settings.seed, Purpose::inference_population,
                        (number << 52) + (static_cast<std::uint64_t>(particle) << 32) +
                            trial.attempts);
    ++trial.attempts;
    trial.parameters = generation.kernel.propose(stream);
    trial.statistics = generation.problem.simulate(trial.parameters, stream);
    trial.accepted = generation.distance(trial.statistics) <= generation.tolerance;
    if (generation.settings.learned_summaries && (trial.runs.size() < kRunsToLearnFrom))
        trial.runs.push_back({trial.parameters, trial.statistics, particle});
}

/// Attempts in rounds, so that the cap on simulations holds whatever the threads. Empty: the cap
/// was met.
std::vector<Trial> fill_generation(const Generation& generation, std::uint64_t cap,
                                   std::uint64_t& simulations, const std::stop_token& stop) {
    constexpr std::uint64_t kLongestRound = 20;
    std::vector<Trial> trials(static_cast<std::size_t>(generation.settings.particles));
    std::vector<std::size_t> open(trials.size());
    std::iota(open.begin(), open.end(), std::size_t{0});
    std::uint64_t used = 0;
    while (!open.empty()) {
        check_stop(stop);
        const std::uint64_t round = std::min(kLongestRound, (cap - used) / open.size());
        if (round == 0) {
            simulations += used;
            return {};
        }
        for_blocks(open.size(), 4, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i)
                for (std::uint64_t n = 0; n < round && !trials[open[i]].accepted; ++n)
                    attempt(generation, open[i], trials[open[i]]);
        });
        std::erase_if(open, [&](std::size_t i) { return trials[i].accepted; });
        used = 0;
        for (const Trial& trial : trials)
            used += trial.attempts;
    }
    simulations += used;
    return trials;
}

AbcPopulation first_population(const InferenceProblem& problem, const AbcSettings& settings) {
    AbcPopulation population;
    population.particles.resize(problem.parameters(), settings.particles);
    population.statistics.resize(problem.observed().size(), settings.particles);
    for_blocks(
        static_cast<std::size_t>(settings.particles), 4, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                RandomStream stream(settings.seed, Purpose::inference_population,
                                    static_cast<std::uint64_t>(i) << 32);
                VectorXd point(problem.parameters());
                for (double& value : point)
                    value = stream.normal();
                population.particles.col(static_cast<Index>(i)) = point;
                population.statistics.col(static_cast<Index>(i)) = problem.simulate(point, stream);
            }
        });
    population.weights =
        VectorXd::Constant(settings.particles, 1.0 / static_cast<double>(settings.particles));
    population.tolerance = std::numeric_limits<double>::infinity();
    population.simulations = static_cast<std::uint64_t>(settings.particles);
    if (settings.learned_summaries) {
        std::vector<AbcRun> runs;
        for (Index i = 0; i < population.particles.cols(); ++i)
            runs.push_back({population.particles.col(i), population.statistics.col(i),
                            static_cast<std::size_t>(i)});
        learn_summaries(problem.observed(), runs, population);
    }
    return population;
}

/// Runs of a generation beyond which its acceptance is too low.
std::uint64_t cap_by_acceptance(const AbcSettings& settings) {
    return static_cast<std::uint64_t>(settings.particles / settings.least_acceptance);
}

/// The next population, or nothing if the cap on simulations was met.
bool advance(const InferenceProblem& problem, const AbcSettings& settings, double tolerance,
             AbcPopulation& population, const std::stop_token& stop) {
    const auto distance = make_distance(problem.observed(), population);
    const PerturbationKernel kernel(population.particles, population.weights);
    const Generation generation{problem, settings, population, kernel, distance, tolerance};
    const std::uint64_t left = settings.most_simulations - population.simulations;
    const std::uint64_t before = population.simulations;
    auto trials = fill_generation(generation, std::min(cap_by_acceptance(settings), left),
                                  population.simulations, stop);
    if (trials.empty())
        return false;
    AbcPopulation next = population;
    for (std::size_t i = 0; i < trials.size(); ++i) {
        next.particles.col(static_cast<Index>(i)) = trials[i].parameters;
        next.statistics.col(static_cast<Index>(i)) = trials[i].statistics;
    }
    next.weights = normalised_weights(problem.prior().log_density(next.particles) -
                                      kernel.log_density(next.particles));
    next.tolerance = tolerance;
    next.acceptance = static_cast<double>(settings.particles) /
                      static_cast<double>(population.simulations - before);
    ++next.generation;
    std::vector<AbcRun> runs;
    for (Trial& trial : trials)
        std::ranges::move(trial.runs, std::back_inserter(runs));
    learn_summaries(problem.observed(), runs, next);
    population = std::move(next);
    return true;
}

/// Runs generations until something ends the search; returns what did.
std::string run_generations(const InferenceProblem& problem, const AbcSettings& settings,
                            AbcPopulation& population, const AbcObserver& observer,
                            const std::stop_token& stop, ProgressSink& progress) {
    while (population.generation < settings.most_generations) {
        const VectorXd distances = summaries_of(problem.observed(), population).colwise().norm();
        const std::vector<double> finite = finite_values(distances);
        if (finite.size() < 10)
            throw InputError({"simulator"}, "hardly any run under the prior gives finite "
                                            "statistics; narrow the prior");
        const double wanted = quantile(finite, settings.quantile);
        if (wanted <= 0.0)
            return "the data are reproduced exactly";
        if (population.simulations > settings.most_simulations) // resumed with a lower limit
            return "limit of simulations";
        const std::uint64_t left = settings.most_simulations - population.simulations;
        if (!advance(problem, settings, std::max(wanted, settings.tolerance), population, stop))
            return left < cap_by_acceptance(settings) ? "limit of simulations"
                                                      : "acceptance fell below its limit";
        progress.report("approximating", static_cast<std::uint64_t>(population.generation),
                        static_cast<std::uint64_t>(settings.most_generations));
        if (observer)
            observer(population);
        if (wanted <= settings.tolerance)
            return "tolerance reached";
    }
    return "limit of generations";
}

} // namespace

AbcResult abc_smc(const InferenceProblem& problem, const AbcSettings& settings,
                  const AbcPopulation* from, const AbcObserver& observer,
                  const std::stop_token& stop, ProgressSink& progress) {
    if (settings.most_simulations < static_cast<std::uint64_t>(settings.particles))
        throw InputError({"simulations"}, "the limit is below the number of particles");
    if (settings.particles < 50 || settings.particles > 1'000'000)
        throw InputError({"particles"}, "from 50 to 1,000,000 particles are possible");
    if (settings.quantile <= 0.0 || settings.quantile >= 1.0 || settings.least_acceptance <= 0.0)
        throw InputError({"abc-smc"}, "quantile must lie between 0 and 1, acceptance above 0");
    AbcResult result;
    result.population = from != nullptr ? *from : first_population(problem, settings);
    result.stop_reason =
        run_generations(problem, settings, result.population, observer, stop, progress);
    progress.report("approximating", 1, 1);
    result.effective_size = kish_sample_size(result.population.weights);
    const MatrixXd summaries = summaries_of(problem.observed(), result.population);
    result.adjusted =
        settings.regression && result.population.particles.cols() >= 10 * (summaries.rows() + 1)
            ? regression_adjusted(summaries, result.population)
            : result.population.particles;
    return result;
}

} // namespace kozqaras::inference
