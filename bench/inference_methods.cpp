// Methods of inference beside each other on the model itself: a few parameters that set its scale,
// all others held at the shipped posterior's mean, the printed waves as data. Prints a table of
// simulations, processor seconds, and how far each posterior is from a reference by importance
// sampling on true runs. The smoother and ABC-SMC are given more and more simulations, so that
// rows of equal accuracy can be put beside each other.
//   kozqaras-methods [SCALE] [ABC_SIMULATIONS] [PARAMETER_OR_FAMILY...]

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <exception>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "calibration/posterior.hpp"
#include "calibration/wave_model.hpp"
#include "inference/infer.hpp"
#include "inference/numbers.hpp"
#include "model/engine/run.hpp"
#include "support/errors.hpp"
#include "support/parallel.hpp"

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using kozqaras::WaveModel;
using kozqaras::inference::InferenceProblem;
using kozqaras::inference::InferenceResult;
using kozqaras::inference::InferenceSettings;
using kozqaras::inference::Method;

constexpr int kParticles = 300; ///< of ABC-SMC
constexpr unsigned kParts = 8;  ///< its first row has this part of the simulations

/// The fit of `parameters`, given by name or family; refers to `model` and `whole`.
InferenceProblem problem_of(const WaveModel& model,
                            const kozqaras::inference::CalibrationProblem& whole,
                            const VectorXd& held, const std::vector<std::string>& parameters) {
    for (const std::string& name : parameters)
        if (model.positions_of({name}).empty())
            throw kozqaras::InputError(
                {"parameter"}, fmt::format("'{}' is no fitted parameter and no family", name));
    const auto positions = model.positions_of(parameters);
    std::vector<kozqaras::inference::ParameterPrior> priors;
    priors.reserve(positions.size());
    for (const Index k : positions)
        priors.push_back(kozqaras::inference::normal(
            model.registry().specs()[model.fitted()[static_cast<std::size_t>(k)]].name,
            whole.prior_mean[k], whole.prior_standard_deviation[k]));
    const auto simulate = [&whole, held, positions](const MatrixXd& points) {
        MatrixXd all = held.replicate(1, points.cols());
        all(positions, Eigen::all) = points;
        return whole.simulate(all);
    };
    const MatrixXd covariance = whole.covariance(held, whole.simulate(held));
    return {kozqaras::inference::Prior(std::move(priors)), simulate,
            kozqaras::inference::constant_covariance(covariance), whole.observed};
}

struct Timed {
    InferenceResult result;
    double seconds = 0; ///< of the processor
};

Timed timed(const InferenceProblem& problem, Method method, const InferenceSettings& settings) {
    kozqaras::NoProgress silent;
    const std::clock_t begin = std::clock();
    Timed timed{kozqaras::inference::infer(problem, method, settings, {}, silent)};
    timed.seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    return timed;
}

VectorXd deviations(const MatrixXd& draws) {
    return kozqaras::inference::sample_covariance(draws).diagonal().cwiseSqrt();
}

void print_row(const std::string& name, const Timed& found, const MatrixXd& reference) {
    const MatrixXd& draws = found.result.unconstrained;
    const VectorXd spread = deviations(reference);
    const VectorXd off =
        (draws.rowwise().mean() - reference.rowwise().mean()).cwiseAbs().cwiseQuotient(spread);
    fmt::print("| {} | {} | {:.0f} | {:.2f} | {:.2f} | {:.2f} | {} |\n", name,
               found.result.simulations, found.seconds, off.mean(), off.maxCoeff(),
               deviations(draws).cwiseQuotient(spread).mean(), found.result.stop_reason);
    std::fflush(stdout);
}

void print_smoothers_and_abc(const InferenceProblem& problem, InferenceSettings settings,
                             std::uint64_t abc_simulations, const MatrixXd& reference) {
    for (const int steps : {4, 16})
        for (const int members : {200, 1000}) {
            settings.smoother.members = members;
            settings.smoother.steps = steps;
            print_row(fmt::format("esmda, {} members, {} steps", members, steps),
                      timed(problem, Method::esmda, settings), reference);
        }
    settings.abc.particles = kParticles;
    settings.abc.learned_summaries = true;
    for (const std::uint64_t part : {kParts, 4U, 2U, 1U}) {
        settings.abc.most_simulations = abc_simulations / part;
        print_row(
            fmt::format("abc-smc, {} particles, at most {}", kParticles, abc_simulations / part),
            timed(problem, Method::abc_smc, settings), reference);
    }
}

void compare(double scale, std::uint64_t abc_simulations,
             const std::vector<std::string>& parameters) {
    const std::string source = KOZQARAS_SOURCE_DIR;
    const auto inputs = kozqaras::load_inputs(source + "/data");
    auto setup =
        kozqaras::read_setup(source + "/calibration/library/waves_2020_2023_integrated.toml");
    setup.scale = scale;
    kozqaras::NoProgress silent;
    const auto registry = std::make_shared<const kozqaras::ParameterRegistry>(inputs);
    const auto world = kozqaras::make_world(inputs, scale, setup.seed, silent);
    const WaveModel model(world, registry, setup, {}, silent, nullptr);
    const auto errors = kozqaras::covariance_of(*world, model.targets(), setup.covariance);
    const auto whole = kozqaras::problem_of(model, errors);
    const auto shipped =
        kozqaras::read_posterior(source + "/calibration/library/posterior_2020_2023", *registry);
    const auto problem = problem_of(model, whole, model.fitted_part(shipped.mean), parameters);
    InferenceSettings settings;
    settings.importance_runs = 4000;
    const Timed reference = timed(problem, Method::importance, settings);
    const MatrixXd& draws = reference.result.unconstrained;
    fmt::print("{} agents, {} targets, {} parameters; reference: importance sampling, effective "
               "size {:.0f}\n\n"
               "| method | simulations | processor s | mean off by, average | largest | s.d. over "
               "reference | ended |\n|---|---|---|---|---|---|---|\n",
               world->population.size(), model.targets().size(), draws.rows(),
               reference.result.effective_size);
    print_row("importance, 4,000 runs", reference, draws);
    settings.check_runs = 0;
    print_row("laplace", timed(problem, Method::laplace, settings), draws);
    print_smoothers_and_abc(problem, settings, abc_simulations, draws);
}

} // namespace

int main(int count, char** arguments) {
    CLI::App app("Methods of inference beside each other on the model and the printed waves");
    double scale = 0.0002;
    std::uint64_t abc_simulations = 10'000;
    std::vector<std::string> parameters{"social", "memory"}; // families: five parameters
    app.add_option("scale", scale, "Agents per adult (default 0.0002)")
        ->check(CLI::Range(1e-6, 1.0));
    app.add_option("abc_simulations", abc_simulations,
                   "Limit of ABC-SMC in its last row (default 10000); the first has an eighth")
        ->check(CLI::Range(std::uint64_t{kParts} * kParticles, std::uint64_t{1'000'000'000}));
    app.add_option("parameters", parameters,
                   "Fitted parameters or families (default: social memory)");
    app.footer("Example: kozqaras-methods 0.0002 8000 memory.noise memory.personal_deviation");
    CLI11_PARSE(app, count, arguments);
    try {
        const kozqaras::ThreadLimit one(1); // ABC runs one parameter vector at a time
        compare(scale, abc_simulations, parameters);
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
}
