// calibrate-simulator: infers the parameters of the simulator in user_problem() with any method.
// Draws go to standard output or a file as CSV; the report goes to standard error.

#include <charconv>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "inference/check/diagnostics.hpp"
#include "inference/check/validation.hpp"
#include "inference/example/user_simulator.hpp"
#include "support/errors.hpp"
#include "support/interrupt.hpp"
#include "support/parallel.hpp"
#include "support/safe_file.hpp"
#include "support/terminal.hpp"

namespace kozqaras::inference {
namespace {

struct Options {
    std::string method = "importance", check_with;
    std::filesystem::path observed, output, checkpoint;
    int threads = 0, validate = 0;
    bool force = false, quiet = false, dry_run = false;
    InferenceSettings settings;
};

void add_sizes(CLI::App& app, InferenceSettings& settings) {
    const auto* group = "How much work";
    const auto number = [&](const char* name, auto& value, const char* help) {
        app.add_option(name, value, fmt::format("{} (default {})", help, value))
            ->check(CLI::PositiveNumber)
            ->group(group);
    };
    number("--draws", settings.draws, "Posterior draws to hand out");
    number("--starts", settings.multistart.starts, "Starts of the search");
    number("--runs", settings.importance_runs, "True runs of importance");
    number("--emulator-runs", settings.emulator.runs, "True runs for the emulator");
    number("--burn-in", settings.chain.burn_in, "Steps of a chain that are dropped");
    number("--steps", settings.chain.steps, "Steps of a chain that count");
    number("--members", settings.smoother.members, "Members of esmda");
    number("--smoothings", settings.smoother.steps, "Steps of esmda");
    number("--particles", settings.abc.particles, "Particles of abc-smc");
    number("--generations", settings.abc.most_generations, "Most generations of abc-smc");
    number("--simulations", settings.abc.most_simulations, "Most runs of abc-smc");
    number("--acceptance", settings.abc.least_acceptance, "Least acceptance of abc-smc");
    app.add_flag("--learned-summaries", settings.abc.learned_summaries,
                 "abc-smc: regression estimates as statistics, for many data and one mode")
        ->group(group);
}

/// Refuses what is no method, naming the nearest.
std::string method_fault(const std::string& name) {
    try {
        (void)method_of(name);
        return {};
    } catch (const InputError& error) {
        return error.what();
    }
}

void add_options(CLI::App& app, Options& options) {
    const CLI::Validator is_method(method_fault, "METHOD");
    app.add_option("--method", options.method,
                   fmt::format("One of {} (default importance)", fmt::join(kMethodNames, ", ")))
        ->check(is_method);
    app.add_option("--check-with", options.check_with,
                   "A second method; warnings where the two disagree")
        ->check(is_method);
    app.add_option("--observed", options.observed,
                   "File of data instead of the built-in ones: numbers, commas or white space");
    app.add_option("-o,--output", options.output, "CSV of draws (default: standard output)");
    app.add_option("--checkpoint", options.checkpoint,
                   "Record of finished runs; the same command with the same file resumes");
    app.add_option("--validate", options.validate,
                   "Instead: simulation-based calibration with this many synthetic data sets")
        ->check(CLI::PositiveNumber);
    app.add_option("--seed", options.settings.seed, "Of all random numbers (default 1)");
    app.add_option("--threads", options.threads, "Never changes results (default: all)")
        ->check(CLI::NonNegativeNumber);
    app.add_flag("--force", options.force, "Replace an existing CSV");
    app.add_flag("--quiet", options.quiet, "No progress, no report");
    app.add_flag("--dry-run", options.dry_run, "Say what is to be inferred; run nothing");
    add_sizes(app, options.settings);
    app.footer(
        "Examples:\n"
        "  calibrate-simulator --method multistart > posterior.csv\n"
        "  calibrate-simulator --method mcmc --check-with abc-smc -o posterior.csv\n"
        "  calibrate-simulator --observed counts.txt --checkpoint work.txt -o posterior.csv\n"
        "  calibrate-simulator --method laplace --validate 100\n"
        "Exit status: 0 done, 1 bug, 2 usage, 3 invalid input, 4 file or disk, 5 finished "
        "but a check failed, 130 interrupted");
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw FileError(path.string(), "cannot be read");
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Numbers between commas or white space; InputError with line and column.
Eigen::VectorXd read_numbers(const std::filesystem::path& path) {
    const std::string text = read_file(path);
    constexpr std::string_view kBetween = ", \t\r\n";
    std::vector<double> values;
    int line = 1;
    std::size_t line_start = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (kBetween.find(text[at]) != std::string_view::npos) {
            if (text[at++] == '\n') {
                ++line;
                line_start = at;
            }
            continue;
        }
        const auto end = std::min(text.find_first_of(kBetween, at), text.size());
        double value = 0;
        const auto [stop, error] = std::from_chars(text.data() + at, text.data() + end, value);
        if (error != std::errc{} || stop != text.data() + end)
            throw InputError({path.string(), line, static_cast<int>(at - line_start) + 1},
                             fmt::format("'{}' is not a number", text.substr(at, end - at)));
        values.push_back(value);
        at = end;
    }
    return Eigen::Map<Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

InferenceProblem problem_of(const Options& options) {
    const InferenceProblem problem = user_problem();
    if (options.observed.empty())
        return problem;
    const Eigen::VectorXd observed = read_numbers(options.observed);
    if (observed.size() != problem.observed().size())
        throw InputError({options.observed.string()},
                         fmt::format("holds {} numbers, the simulator gives {}", observed.size(),
                                     problem.observed().size()));
    return problem.with_observed(observed);
}

/// A checkpoint that appends to a file, flushed piece by piece.
class CheckpointFile {
  public:
    explicit CheckpointFile(const std::filesystem::path& path) : path_(path) {
        if (path.empty())
            return;
        const std::string known = std::filesystem::exists(path) ? read_file(path) : std::string{};
        checkpoint_.emplace(
            known,
            [this](const std::string& piece) {
                if (!(file_ << piece << std::flush))
                    throw FileError(path_.string(), "cannot be written");
            },
            path.string());
        if (!known.empty())
            std::filesystem::resize_file(path, checkpoint_->whole());
        file_.open(path, std::ios::binary | std::ios::app);
        if (checkpoint_->known() > 0)
            print_remark(fmt::format("resuming: {} finished pieces in {}", checkpoint_->known(),
                                     path.string()));
    }

    [[nodiscard]] Checkpoint* get() { return checkpoint_ ? &*checkpoint_ : nullptr; }

  private:
    std::filesystem::path path_;
    std::ofstream file_;
    std::optional<Checkpoint> checkpoint_;
};

void hand_out(const Options& options, const InferenceResult& result) {
    if (options.output.empty())
        print_data(draws_table(result));
    else
        write_whole_file(options.output, draws_table(result));
}

int infer_and_report(const Options& options, const InferenceProblem& problem,
                     const std::stop_token& stop) {
    constexpr int kDone = 0, kCheckFailed = 5;
    if (!options.output.empty() && std::filesystem::exists(options.output) && !options.force)
        throw FileError(options.output.string(), "exists already; --force replaces it");
    const Method method = method_of(options.method);
    std::optional<Method> second;
    if (!options.check_with.empty())
        second = method_of(options.check_with);
    TerminalProgress progress(options.quiet);
    CheckpointFile checkpoint(options.checkpoint);
    auto result = infer(problem, method, options.settings, stop, progress, checkpoint.get());
    if (second) {
        const auto other = infer(problem, *second, options.settings, stop, progress);
        const auto check = cross_check(result, other);
        result.warnings.insert(result.warnings.end(), check.warnings.begin(), check.warnings.end());
        if (check.warnings.empty() && !options.quiet)
            print_remark(fmt::format("{} agrees within 0.5 s.d. and 20 %", options.check_with));
    }
    hand_out(options, result);
    constexpr Eigen::Index kPredictions = 400;
    if (!options.quiet)
        print_remark(inference_report(
            result, posterior_predictive(problem, result, kPredictions, options.settings.seed)));
    return result.warnings.empty() ? kDone : kCheckFailed;
}

int validate(const Options& options, const InferenceProblem& problem, const std::stop_token& stop) {
    constexpr int kDone = 0, kCheckFailed = 5;
    TerminalProgress progress(options.quiet);
    auto settings = options.settings;
    settings.check_runs = 0;
    const auto result = simulation_based_calibration(
        problem, options.validate, inferrer(method_of(options.method), settings, stop),
        {log_likelihood_quantity()}, options.settings.seed, stop, progress);
    print_data(validation_report(result));
    for (const ValidatedQuantity& quantity : result.quantities)
        if (!quantity.uniform())
            return kCheckFailed;
    return kDone;
}

int run(Options& options) {
    const InterruptWatcher interrupt;
    const ThreadLimit limit(options.threads);
    const InferenceProblem problem = problem_of(options);
    if (options.dry_run) {
        std::string names;
        for (const ParameterPrior& parameter : problem.prior().parameters())
            names += ' ' + parameter.name;
        print_data(fmt::format("{} parameters:{}\n{} data, {} simulator\nMethod {}\n",
                               problem.parameters(), names, problem.observed().size(),
                               problem.is_stochastic() ? "stochastic" : "mean and covariance",
                               options.method));
        return 0;
    }
    return options.validate > 0 ? validate(options, problem, interrupt.token())
                                : infer_and_report(options, problem, interrupt.token());
}

int guarded(int count, char** arguments) {
    Options options;
    CLI::App app{"Infers the parameters of a simulator from data.", "calibrate-simulator"};
    add_options(app, options);
    try {
        app.parse(count, arguments);
        return run(options);
    } catch (const CLI::CallForHelp&) {
        print_data(app.help());
        return 0;
    } catch (const CLI::ParseError& error) {
        print_error(error.what());
        return 2;
    } catch (const InputError& error) {
        print_error(error.what());
        return 3;
    } catch (const FileError& error) {
        print_error(error.what());
        return 4;
    } catch (const Interrupted&) {
        print_remark("interrupted");
        return 130;
    }
}

} // namespace
} // namespace kozqaras::inference

int main(int count, char** arguments) {
    try {
        return kozqaras::inference::guarded(count, arguments);
    } catch (const std::exception& error) {
        kozqaras::print_error(error.what());
        return 1;
    }
}
