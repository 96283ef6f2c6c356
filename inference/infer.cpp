#include "inference/infer.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "inference/numbers.hpp"
#include "support/errors.hpp"

namespace kozqaras::inference {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

constexpr double kRoughEmulator = 0.3; // s.d. of the data; own choice
constexpr double kHarmless = 0.9;      // a tail so thin that hardly a draw is lost; own choice
constexpr double kVisibleMass = 0.01;  // of a second optimum; own choice
constexpr double kHeavyTail = 7, kWider = 1.2; // of proposals; anchor run with t7

/// One run of one method; each step fills the result.
class Inference {
  public:
    Inference(const InferenceProblem& problem, Method method, const InferenceSettings& settings,
              const std::stop_token& stop, ProgressSink& progress, Checkpoint* checkpoint)
        : problem_(problem),
          settings_(settings),
          stop_(stop),
          progress_(progress),
          checkpoint_(checkpoint) {
        result_.method = method;
        for (const ParameterPrior& parameter : problem.prior().parameters())
            result_.parameters.push_back(parameter.name);
    }

    InferenceResult run() {
        switch (result_.method) {
        case Method::laplace:
        case Method::multistart:
            normal_approximation();
            break;
        case Method::importance:
            importance();
            break;
        case Method::emulator:
            emulator();
            break;
        case Method::mcmc:
            chain_on_simulator();
            break;
        case Method::esmda:
            smoother();
            break;
        case Method::abc_smc:
            abc();
            break;
        }
        result_.natural = problem_.prior().natural(result_.unconstrained);
        result_.simulations = problem_.simulations();
        return std::move(result_);
    }

  private:
    template <class... Arguments>
    void warn(fmt::format_string<Arguments...> text, Arguments&&... arguments) {
        result_.warnings.push_back(fmt::format(text, std::forward<Arguments>(arguments)...));
    }

    void search() {
        MultistartSettings settings = settings_.multistart;
        settings.seed = settings_.seed;
        Multistart found = find_optima(problem_, settings, stop_, progress_);
        if (found.starts == 1)
            warn("searched from one start: other optima would go unseen");
        if (found.failed > 0)
            warn("{} of {} starts gave no finite numbers", found.failed, found.starts);
        if (2 * found.unconverged > found.starts)
            warn("{} of {} searches did not converge", found.unconverged, found.starts);
        result_.optima = std::move(found.optima);
    }

    /// Share of the posterior mass, by Laplace, that lies around other optima than the best.
    void warn_of_other_optima(std::string_view remedy) {
        const double missed = 1.0 - result_.optima.front().weight;
        if (missed > kVisibleMass)
            warn("{} distinct optima; the best holds only {:.0f} % of the posterior mass: use {}",
                 result_.optima.size(), 100.0 * result_.optima.front().weight, remedy);
    }

    void judge(const SmoothedWeights& weights, Index runs) {
        result_.pareto_k = weights.pareto_k;
        result_.check_size = weights.effective_size;
        if (std::isnan(weights.pareto_k))
            warn("too few true runs to judge the weights");
        else if (weights.pareto_k > pareto_k_limit(runs) &&
                 weights.effective_size < kHarmless * static_cast<double>(runs))
            warn("importance weights on {} true runs have Pareto k {:.2f}, above {:.2f}: the "
                 "approximation misses part of the posterior",
                 runs, weights.pareto_k, pareto_k_limit(runs));
    }

    void normal_approximation() {
        search();
        std::vector<Optimum> used = result_.optima;
        if (result_.method == Method::laplace) {
            warn_of_other_optima("multistart, mcmc or abc-smc");
            used.resize(1);
            used[0].weight = 1.0;
        }
        const Mixture mixture = laplace_mixture(used);
        result_.unconstrained = mixture.draw(settings_.draws, settings_.seed);
        result_.effective_size = settings_.draws;
        if (settings_.check_runs > 0)
            judge(importance_sample(problem_, mixture, settings_.check_runs, settings_.seed + 1,
                                    stop_, progress_)
                      .weights,
                  settings_.check_runs);
    }

    void importance() {
        search();
        const ImportanceSample sample =
            importance_sample(problem_, laplace_mixture(result_.optima, kHeavyTail, kWider),
                              settings_.importance_runs, settings_.seed, stop_, progress_);
        if (sample.weights.effective_size == 0.0)
            throw InputError({"simulator"}, "no run of the importance sample has a likelihood");
        judge(sample.weights, settings_.importance_runs);
        resample(sample.draws, sample.weights.weights);
        if (sample.weights.effective_size < kSoundEffectiveSize)
            warn("effective sample size {:.0f} of {} weighted runs; ask for more runs",
                 sample.weights.effective_size, settings_.importance_runs);
    }

    void resample(const MatrixXd& draws, const VectorXd& weights) {
        result_.unconstrained =
            columns_of(draws, systematic_choice(weights, settings_.draws, settings_.seed));
        result_.effective_size = kish_sample_size(weights);
    }

    /// Draws of a chain, thinned evenly to the number asked for.
    void keep(const ChainSample& chain) {
        result_.unconstrained =
            columns_of(chain.draws, systematic_choice(VectorXd::Ones(chain.draws.cols()),
                                                      settings_.draws, settings_.seed));
        result_.r_hat = chain.convergence.worst_r_hat();
        result_.effective_size = chain.convergence.least_effective_size();
        if (result_.r_hat > kSoundRHat)
            warn("R-hat {:.3f} is above {}: the chains have not mixed; take more steps",
                 result_.r_hat, kSoundRHat);
        if (result_.effective_size < kSoundEffectiveSize)
            warn("effective sample size {:.0f}; take more steps", result_.effective_size);
    }

    EnsembleSettings chain_settings() const {
        EnsembleSettings settings = settings_.chain;
        settings.seed = settings_.seed;
        return settings;
    }

    void emulator() {
        search();
        warn_of_other_optima("importance, mcmc or abc-smc");
        EmulatorSettings settings = settings_.emulator;
        settings.seed = settings_.seed;
        const LocalEmulator local(problem_, result_.optima.front().map, settings, stop_, progress_);
        result_.emulator_error =
            std::sqrt(local.errors().squaredNorm() / static_cast<double>(local.components()));
        if (result_.emulator_error > kRoughEmulator)
            warn("the emulator errs by {:.2f} s.d. of the data; give it more runs",
                 result_.emulator_error);
        std::vector<Optimum> best(1, result_.optima.front());
        best[0].weight = 1.0;
        const Mixture guide = laplace_mixture(best, kHeavyTail, kWider);
        const ChainSample chain = sample_ensemble(
            [&](const MatrixXd& points) { return local.log_posterior(points); },
            laplace_mixture(best).draw(suitable_walkers(problem_.parameters()), settings_.seed),
            &guide, chain_settings(), stop_, progress_);
        keep(chain);
        if (settings_.check_runs > 0)
            check_emulator(local, chain);
    }

    /// Weights true / emulated likelihood on some draws of the chain.
    void check_emulator(const LocalEmulator& local, const ChainSample& chain) {
        const MatrixXd points =
            columns_of(chain.draws, systematic_choice(VectorXd::Ones(chain.draws.cols()),
                                                      settings_.check_runs, settings_.seed + 1));
        judge(pareto_smoothed(problem_.log_likelihood(points) - local.log_likelihood(points)),
              settings_.check_runs);
    }

    /// Laplace's mixture with tempered weights: no mode is neglected because Laplace misjudges it.
    [[nodiscard]] Mixture tempered_mixture(double inflation) const {
        std::vector<Optimum> tempered = result_.optima;
        double total = 0.0;
        for (Optimum& optimum : tempered)
            total += optimum.weight = std::sqrt(optimum.weight);
        for (Optimum& optimum : tempered)
            optimum.weight /= total;
        return laplace_mixture(tempered, kHeavyTail, inflation);
    }

    /// Half of the walkers around the optima, half at the best of many draws from the prior.
    MatrixXd walkers() const {
        constexpr double kSpread = 2.0;
        constexpr Index kCandidates = 10; // for each walker from the prior
        const Index half = suitable_walkers(problem_.parameters()) / 2;
        MatrixXd start(problem_.parameters(), 2 * half);
        const MatrixXd prior = problem_.prior().draw(kCandidates * half, settings_.seed, 1 << 20);
        const VectorXd density = problem_.log_posterior(prior);
        std::vector<Index> order(static_cast<std::size_t>(prior.cols()));
        std::iota(order.begin(), order.end(), Index{0});
        std::ranges::stable_sort(order, std::greater{}, [&](Index i) { return density[i]; });
        order.resize(static_cast<std::size_t>(half));
        const MatrixXd near = tempered_mixture(kSpread).draw(half, settings_.seed);
        const MatrixXd best = columns_of(prior, order);
        for (Index i = 0; i < half; ++i) { // both kinds in both halves of the ensemble
            start.col(2 * i) = near.col(i);
            start.col(2 * i + 1) = best.col(i);
        }
        return start;
    }

    void chain_on_simulator() {
        search();
        const Mixture guide = tempered_mixture(kWider);
        keep(sample_ensemble([&](const MatrixXd& points) { return problem_.log_posterior(points); },
                             walkers(), &guide, chain_settings(), stop_, progress_));
    }

    void smoother() {
        SmootherSettings settings = settings_.smoother;
        settings.seed = settings_.seed;
        SmootherResult smoothed = ensemble_smoother(problem_, settings, stop_, progress_);
        constexpr int kEnoughMembers = 200;
        if (settings.members < kEnoughMembers)
            warn("{} members: below {} intervals are too narrow", settings.members, kEnoughMembers);
        if (smoothed.failed > 0)
            warn("{} runs gave no finite outputs; their members copied others", smoothed.failed);
        result_.unconstrained = std::move(smoothed.members);
        result_.effective_size = settings.members;
    }

    void abc();

    const InferenceProblem& problem_;
    const InferenceSettings& settings_;
    const std::stop_token& stop_;
    ProgressSink& progress_;
    Checkpoint* checkpoint_;
    InferenceResult result_;
};

/// A population as one matrix: particles, statistics, weights and summaries; one column of scalars;
/// what was learned. Nothing learned is stored as zeros.
MatrixXd packed(const AbcPopulation& population) {
    const Index d = population.particles.rows(), s = population.statistics.rows();
    const Index count = population.particles.cols();
    const bool learned = population.learned.size() > 0;
    MatrixXd result = MatrixXd::Zero(std::max<Index>(2 * d + s + 1, 5), count + 1 + d);
    result.topLeftCorner(d, count) = population.particles;
    result.block(d, 0, s, count) = population.statistics;
    result.block(d + s, 0, 1, count) = population.weights.transpose();
    result.col(count).head(5) << population.tolerance, population.acceptance,
        static_cast<double>(population.generation), static_cast<double>(population.simulations),
        learned ? 1.0 : 0.0;
    if (learned) {
        result.block(d + s + 1, 0, d, count) = population.summaries;
        result.block(0, count + 1, s, d) = population.learned.transpose();
    }
    return result;
}

AbcPopulation unpacked(const MatrixXd& matrix, Index d, Index s) {
    const Index count = matrix.cols() - 1 - d;
    const VectorXd scalars = matrix.col(count).head(5);
    AbcPopulation population;
    population.particles = matrix.topLeftCorner(d, count);
    population.statistics = matrix.block(d, 0, s, count);
    population.weights = matrix.block(d + s, 0, 1, count).transpose();
    population.tolerance = scalars[0];
    population.acceptance = scalars[1];
    population.generation = static_cast<int>(scalars[2]);
    population.simulations = static_cast<std::uint64_t>(scalars[3]);
    if (scalars[4] > 0.0) {
        population.summaries = matrix.block(d + s + 1, 0, d, count);
        population.learned = matrix.block(0, count + 1, s, d).transpose();
    }
    return population;
}

void Inference::abc() {
    AbcSettings settings = settings_.abc;
    settings.seed = settings_.seed;
    // What the populations depend on, beside the simulator.
    constexpr double kFormat = 2.0; // of a packed population
    VectorXd key(problem_.observed().size() + 5);
    key << problem_.observed(), static_cast<double>(settings.seed), settings.particles,
        settings.quantile, settings.learned_summaries ? 1.0 : 0.0, kFormat;
    std::optional<AbcPopulation> from;
    if (checkpoint_ != nullptr)
        if (const auto stored = checkpoint_->last("population", key))
            from = unpacked(*stored, problem_.parameters(), problem_.observed().size());
    const AbcObserver keep_population = [&](const AbcPopulation& population) {
        if (checkpoint_ != nullptr)
            checkpoint_->add("population", key, packed(population));
    };
    AbcResult found =
        abc_smc(problem_, settings, from ? &*from : nullptr, keep_population, stop_, progress_);
    resample(found.adjusted, found.population.weights);
    result_.tolerance = found.population.tolerance;
    result_.stop_reason = found.stop_reason;
    constexpr Index kHandful = 5;
    if (problem_.parameters() > kHandful)
        warn("ABC-SMC with {} parameters: beyond a handful its intervals are too wide or wrong",
             problem_.parameters());
    if (found.effective_size < kSoundEffectiveSize)
        warn("effective sample size {:.0f} of {} particles, at least {:.0f} are wanted",
             found.effective_size, settings.particles, kSoundEffectiveSize);
}

} // namespace

Method method_of(std::string_view name) {
    const auto found = std::ranges::find(kMethodNames, name);
    if (found == kMethodNames.end())
        throw InputError::unknown_name({"--method"}, "method", name, kMethodNames);
    return static_cast<Method>(found - kMethodNames.begin());
}

InferenceResult infer(const InferenceProblem& problem, Method method,
                      const InferenceSettings& settings, const std::stop_token& stop,
                      ProgressSink& progress, Checkpoint* checkpoint) {
    if (settings.draws < 1)
        throw InputError({"draws"}, "at least one draw must be asked for");
    const InferenceProblem counted =
        problem.with_observed(problem.observed()).recorded_by(checkpoint);
    return Inference(counted, method, settings, stop, progress, checkpoint).run();
}

std::string draws_table(const InferenceResult& result) {
    std::string text = fmt::format("{}\n", fmt::join(result.parameters, ","));
    for (Index draw = 0; draw < result.natural.cols(); ++draw) {
        const VectorXd column = result.natural.col(draw);
        text += fmt::format("{:.10g}\n", fmt::join(column.begin(), column.end(), ","));
    }
    return text;
}

} // namespace kozqaras::inference
