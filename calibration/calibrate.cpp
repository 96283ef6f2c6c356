#include "calibration/calibrate.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "model/core/errors.hpp"
#include "model/core/random.hpp"
#include "model/engine/member_shares.hpp"
#include "model/engine/recorder.hpp"

namespace kozqaras {

namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;
using inference::CalibrationProblem;
using inference::MaximumAPosteriori;

/// The model as the search sees it: fitted parameters in, expected targets out.
class WaveModel {
  public:
    WaveModel(InputData inputs, const CalibrationSetup& setup, const std::stop_token& stop,
              ProgressSink& progress, inference::Checkpoint* checkpoint)
        : stop_(stop), progress_(progress), checkpoint_(checkpoint) {
        auto registry = std::make_shared<ParameterRegistry>(inputs);
        plan_.registry = registry;
        plan_.world = make_world(std::move(inputs), setup.scale, setup.seed, progress);
        plan_.switches = setup.switches;
        plan_.exchange = setup.exchange;
        plan_.report_every_weeks = 10'000; // only the waves matter
        plan_.scenarios.push_back(
            {"baseline", "the record", historical_environment(plan_.world->inputs)});
        const auto waves = wave_weeks(plan_.world->inputs.survey);
        plan_.end = *std::ranges::max_element(waves);
        base_ = prior_as_posterior(*registry);
        targets_ = make_targets(plan_.world->inputs.survey, setup.targets);
        add_further_waves(setup);
        // Most iterations need one step; the search may end earlier.
        const auto linearisation = base_.fitted.size() + 2;
        expected_simulations_ = static_cast<std::uint64_t>(setup.starts) *
                                    static_cast<std::uint64_t>(setup.search.most_iterations + 1) *
                                    linearisation +
                                2 * static_cast<std::uint64_t>(setup.members);
    }

    [[nodiscard]] const World& world() const { return *plan_.world; }

    [[nodiscard]] const ParameterRegistry& registry() const { return *plan_.registry; }

    [[nodiscard]] const std::vector<Target>& targets() const { return targets_; }

    [[nodiscard]] const std::vector<std::size_t>& fitted() const { return base_.fitted; }

    [[nodiscard]] VectorXd fitted_part(const VectorXd& all) const {
        VectorXd part(static_cast<Eigen::Index>(base_.fitted.size()));
        for (Eigen::Index k = 0; k < part.size(); ++k)
            part[k] = all[static_cast<Eigen::Index>(base_.fitted[static_cast<std::size_t>(k)])];
        return part;
    }

    [[nodiscard]] std::vector<double> all_parameters(const VectorXd& fitted) const {
        std::vector<double> all(base_.mean.begin(), base_.mean.end());
        for (std::size_t k = 0; k < base_.fitted.size(); ++k)
            all[base_.fitted[k]] = fitted[static_cast<Eigen::Index>(k)];
        return all;
    }

    /// Expected shares at the waves for each column, [wave][group][question][2] per member.
    [[nodiscard]] RunResult run(const MatrixXd& points) const {
        RunPlan plan = plan_;
        for (Eigen::Index column = 0; column < points.cols(); ++column)
            plan.members.push_back(all_parameters(points.col(column)));
        const auto count = static_cast<std::uint64_t>(points.cols());
        PartProgress part(progress_, "calibrating", simulated_, count,
                          std::max(expected_simulations_, simulated_ + count));
        simulated_ += count;
        RunResult result = simulate(plan, stop_, part);
        require_all(result);
        return result;
    }

    /// What simulated_value() takes: the shipped waves, then the further ones.
    [[nodiscard]] std::vector<float> shares_of(const RunResult& result, std::size_t member) const {
        constexpr std::size_t kWave = std::size_t{kGroupCount} * kQuestionCount * 2;
        const auto part = [&](const std::vector<float>& array, std::size_t waves) {
            return std::span(array).subspan(member * waves * kWave, waves * kWave);
        };
        const auto shipped = part(result.wave_shares, kWaveCount);
        const auto more = part(result.more_wave_shares, plan_.more_wave_weeks.size());
        std::vector<float> shares(shipped.begin(), shipped.end());
        shares.insert(shares.end(), more.begin(), more.end());
        return shares;
    }

    /// Expected targets, targets x points; from the record where they are on it.
    [[nodiscard]] MatrixXd expected(const MatrixXd& points) const {
        if (checkpoint_ == nullptr)
            return simulated(points);
        if (auto known = checkpoint_->replay("batch", points)) {
            simulated_ += static_cast<std::uint64_t>(points.cols());
            return std::move(*known);
        }
        MatrixXd values = simulated(points);
        checkpoint_->add("batch", points, values);
        return values;
    }

    [[nodiscard]] const std::vector<std::string>& left_out() const { return left_out_; }

  private:
    [[nodiscard]] MatrixXd simulated(const MatrixXd& points) const {
        const RunResult result = run(points);
        MatrixXd values(static_cast<Eigen::Index>(targets_.size()), points.cols());
        for (Eigen::Index column = 0; column < points.cols(); ++column) {
            const auto shares = shares_of(result, static_cast<std::size_t>(column));
            for (std::size_t t = 0; t < targets_.size(); ++t)
                values(static_cast<Eigen::Index>(t), column) =
                    simulated_value(targets_[t], shares, world().inputs.survey.questions);
        }
        return values;
    }

    void add_further_waves(const CalibrationSetup& setup) {
        for (const FurtherWave& wave :
             read_further_waves(setup.further_waves, plan_.world->inputs.survey)) {
            plan_.more_wave_weeks.push_back(week_of(wave.date));
            plan_.end = std::max(plan_.end, plan_.more_wave_weeks.back());
            targets_.insert(targets_.end(), wave.targets.begin(), wave.targets.end());
            left_out_.insert(left_out_.end(), wave.left_out.begin(), wave.left_out.end());
        }
    }

    std::stop_token stop_;
    ProgressSink& progress_;
    inference::Checkpoint* checkpoint_;
    std::vector<std::string> left_out_;
    RunPlan plan_;
    Posterior base_;
    std::vector<Target> targets_;
    std::uint64_t expected_simulations_ = 0;
    mutable std::uint64_t simulated_ = 0; ///< for the progress only
};

CalibrationProblem make_problem(const WaveModel& model, const TargetCovariance& covariance) {
    CalibrationProblem problem;
    problem.simulate = [&](const MatrixXd& points) { return model.expected(points); };
    problem.covariance = [&](const VectorXd&, const VectorXd& expected) {
        return covariance(expected);
    };
    problem.observed.resize(static_cast<Eigen::Index>(model.targets().size()));
    for (std::size_t t = 0; t < model.targets().size(); ++t)
        problem.observed[static_cast<Eigen::Index>(t)] = model.targets()[t].value;
    VectorXd means(static_cast<Eigen::Index>(model.registry().size())), deviations = means;
    for (std::size_t i = 0; i < model.registry().size(); ++i) {
        means[static_cast<Eigen::Index>(i)] = model.registry().specs()[i].prior_mean;
        deviations[static_cast<Eigen::Index>(i)] =
            model.registry().specs()[i].prior_standard_deviation;
    }
    problem.prior_mean = model.fitted_part(means);
    problem.prior_standard_deviation = model.fitted_part(deviations);
    return problem;
}

/// The first start is the given one or the prior mean, the others are drawn from the prior.
VectorXd starting_point(const CalibrationProblem& problem, const CalibrationSetup& setup,
                        int number) {
    VectorXd start = problem.prior_mean;
    RandomStream stream(setup.seed, Purpose::prior_draw, static_cast<std::uint64_t>(number));
    for (Eigen::Index k = 0; k < start.size() && number > 0; ++k)
        start[k] += problem.prior_standard_deviation[k] * stream.normal();
    return start;
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

void fill_fits(const WaveModel& model, const TargetCovariance& covariance,
               const MaximumAPosteriori& best, const VectorXd& observed,
               CalibrationReport& report) {
    const VectorXd residual = observed - best.expected;
    const VectorXd weighted = best.observation_covariance.llt().solve(residual);
    for (std::size_t t = 0; t < model.targets().size(); ++t) {
        const auto i = static_cast<Eigen::Index>(t);
        report.targets.push_back(
            {model.targets()[t], best.expected[i],
             std::sqrt(covariance.sampling_variance(model.targets()[t], best.expected[i])),
             residual[i] * weighted[i] / best.misfit});
    }
    const RunResult result = model.run(best.parameters);
    const auto shares = model.shares_of(result, 0);
    const auto& survey = model.world().inputs.survey;
    for (const Target& target : breakdown_targets(survey)) {
        const double fitted = simulated_value(target, shares, survey.questions);
        report.breakdowns.push_back(
            {target, fitted, std::sqrt(covariance.sampling_variance(target, fitted)), 0.0});
    }
}

} // namespace

CalibrationReport calibrate(InputData inputs, const CalibrationSetup& setup,
                            const std::vector<double>* start, std::stop_token stop,
                            ProgressSink& progress, inference::Checkpoint* checkpoint) {
    const auto begin = std::chrono::steady_clock::now();
    if (!setup.survey_folder.empty())
        inputs.survey = load_survey_tables(setup.survey_folder);
    const WaveModel model(std::move(inputs), setup, stop, progress, checkpoint);
    const World& world = model.world();
    const TargetCovariance covariance(
        model.targets(), world.inputs.survey, joint_group_shares(world.cells, world.sample),
        static_cast<double>(world.population.size()), setup.covariance);
    const CalibrationProblem problem = make_problem(model, covariance);
    NoProgress silent; // simulations are counted, not iterations
    CalibrationReport report;
    report.title = setup.title;
    report.posterior = prior_as_posterior(model.registry());
    report.fitted_parameters = model.fitted().size();
    report.left_out = model.left_out();
    MaximumAPosteriori best;
    for (int number = 0; number < setup.starts; ++number) {
        VectorXd from = starting_point(problem, setup, number);
        if (number == 0 && start != nullptr) {
            require(start->size() == model.registry().size(), "start of another length");
            from = model.fitted_part(Eigen::Map<const VectorXd>(
                start->data(), static_cast<Eigen::Index>(start->size())));
        }
        MaximumAPosteriori found =
            inference::levenberg_marquardt(problem, from, setup.search, stop, silent);
        report.optima.push_back(found.objective());
        report.simulations += found.simulations;
        if (number == 0 || found.objective() < best.objective())
            best = std::move(found);
    }
    const auto all = model.all_parameters(best.parameters);
    report.posterior.mean =
        Eigen::Map<const VectorXd>(all.data(), static_cast<Eigen::Index>(all.size()));
    report.posterior.factor = best.covariance.llt().matrixL();
    if (setup.members > 0) {
        const int before = best.simulations;
        report.posterior.draws = member_draws(problem, setup, best, stop);
        report.simulations += best.simulations - before;
    }
    report.misfit = best.misfit;
    report.penalty = best.penalty;
    report.iterations = best.iterations;
    report.converged = best.converged;
    report.stop_reason = best.stop_reason;
    fill_fits(model, covariance, best, problem.observed, report);
    progress.report("calibrating", 1, 1);
    report.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return report;
}

} // namespace kozqaras
