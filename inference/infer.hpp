#pragma once
// One call for every method: problem in, posterior draws and what to think of them out.

#include <array>
#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include <Eigen/Dense>

#include "inference/checkpoint.hpp"
#include "inference/likelihood_free/abc_smc.hpp"
#include "inference/likelihood_free/ensemble_smoother.hpp"
#include "inference/optimise/multistart.hpp"
#include "inference/sample/emulator.hpp"
#include "inference/sample/ensemble_sampler.hpp"
#include "inference/sample/importance.hpp"

namespace kozqaras::inference {

/// laplace      normal around the best optimum
/// multistart   mixture of normals around all distinct optima
/// importance   the same with heavier tails, weighted by true runs
/// emulator     Markov chain on a local emulator around the best optimum, checked by true runs
/// mcmc         Markov chain on the simulator itself: exact, for cheap simulators
/// esmda        ensemble smoother
/// abc_smc      likelihood-free, a handful of parameters
enum class Method : std::uint8_t {
    laplace,
    multistart,
    importance,
    emulator,
    mcmc,
    esmda,
    abc_smc
};
inline constexpr std::array<std::string_view, 7> kMethodNames{
    "laplace", "multistart", "importance", "emulator", "mcmc", "esmda", "abc-smc"};

/// InputError with the nearest name if there is no such method.
[[nodiscard]] Method method_of(std::string_view name);

struct InferenceSettings {
    int draws = 4000; ///< posterior draws handed out (esmda: as many as it has members)
    std::uint64_t seed = 1;
    int importance_runs = 2000; ///< true runs of `importance`
    int check_runs = 200; ///< true runs that check `laplace`, `multistart`, `emulator`; 0: none
    MultistartSettings multistart;
    EmulatorSettings emulator;
    EnsembleSettings chain;
    SmootherSettings smoother;
    AbcSettings abc;
};

struct InferenceResult {
    Method method{};
    std::vector<std::string> parameters;
    Eigen::MatrixXd natural, unconstrained; ///< equally weighted draws, parameters x draws
    std::vector<Optimum> optima;            ///< empty for esmda and abc_smc
    double effective_size = 0;              ///< of the draws, or of the weights behind them
    double r_hat = 0;                       ///< largest; 0: no chain was run
    double pareto_k = 0;                    ///< of the check by true runs; 0: none was made
    double check_size = 0;                  ///< effective size of its weights
    double emulator_error = 0;              ///< r.m.s. leave-one-out, s.d. of the data
    double tolerance = 0;                   ///< of the last ABC population
    std::string stop_reason;                ///< of ABC
    std::uint64_t simulations = 0;          ///< runs of the simulator
    std::vector<std::string> warnings;
};

/// Runs one method. Deterministic: the same bytes for any number of threads. `checkpoint` may be
/// null; with one, batches of the mean function and populations are replayed and recorded (batches
/// of replicates of a stochastic simulator are not). Throws Interrupted, InputError.
[[nodiscard]] InferenceResult infer(const InferenceProblem& problem, Method method,
                                    const InferenceSettings& settings, const std::stop_token& stop,
                                    ProgressSink& progress, Checkpoint* checkpoint = nullptr);

/// Comma-separated draws, one row each, natural scale, a header of names.
[[nodiscard]] std::string draws_table(const InferenceResult& result);

} // namespace kozqaras::inference
