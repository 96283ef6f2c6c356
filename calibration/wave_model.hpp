#pragma once
// The model as a search sees it: fitted parameters in, expected targets out, always with the same
// adults, ties and random numbers. Shared by the calibration and by what checks it.

#include <memory>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <Eigen/Dense>

#include "calibration/further_wave.hpp"
#include "calibration/posterior.hpp"
#include "calibration/setup.hpp"
#include "calibration/target_components.hpp"
#include "calibration/target_covariance.hpp"
#include "inference/checkpoint.hpp"
#include "inference/optimise/separable_differences.hpp"
#include "model/engine/run.hpp"

namespace kozqaras {

class WaveModel {
  public:
    /// Targets, switches and further waves are those of `setup`; its scale and seed are those of
    /// `world` already. `progress` receives simulations done of simulations expected. A null
    /// `checkpoint` records nothing. InputError if a further wave is faulty.
    WaveModel(std::shared_ptr<const World> world, std::shared_ptr<const ParameterRegistry> registry,
              const CalibrationSetup& setup, const std::stop_token& stop, ProgressSink& progress,
              inference::Checkpoint* checkpoint);

    [[nodiscard]] const World& world() const { return *plan_.world; }

    [[nodiscard]] const ParameterRegistry& registry() const { return *plan_.registry; }

    [[nodiscard]] const std::vector<Target>& targets() const { return targets_; }

    /// Registry positions of the fitted parameters.
    [[nodiscard]] const std::vector<std::size_t>& fitted() const { return base_.fitted; }

    [[nodiscard]] std::vector<std::string> fitted_names() const;

    /// Labels of totals of further waves that follow from other rows.
    [[nodiscard]] const std::vector<std::string>& left_out() const { return left_out_; }

    /// The baseline to the last wave, without members.
    [[nodiscard]] const RunPlan& plan() const { return plan_; }

    /// Of a vector in registry order, those fitted.
    [[nodiscard]] Eigen::VectorXd fitted_part(const Eigen::VectorXd& all) const;

    /// Of the fitted parameters.
    [[nodiscard]] Eigen::VectorXd prior_mean() const { return fitted_part(base_.mean); }

    /// Registry order: `fitted`, the others at their prior mean.
    [[nodiscard]] std::vector<double> all_parameters(const Eigen::VectorXd& fitted) const;

    /// Positions among the fitted parameters of these, given by name or family.
    [[nodiscard]] std::vector<Eigen::Index>
    positions_of(const std::vector<std::string>& names) const;

    /// Runs each column (fitted parameters, transformed scale). Throws Interrupted.
    [[nodiscard]] RunResult run(const Eigen::MatrixXd& points) const;

    /// Expected targets, targets x points; from the checkpoint where they are on it.
    [[nodiscard]] Eigen::MatrixXd expected(const Eigen::MatrixXd& points) const;

    /// The same as sums of components of single questions. Refers to this model.
    [[nodiscard]] inference::SeparableSimulator separable() const;

  private:
    void add_further_waves(const CalibrationSetup& setup);
    /// Expected targets and their slopes, by what their sums of components are.
    [[nodiscard]] std::pair<Eigen::VectorXd, Eigen::VectorXd>
    curve(const Eigen::VectorXd& sums) const;
    [[nodiscard]] Eigen::MatrixXd expected_components(const Eigen::MatrixXd& points) const;

    std::stop_token stop_;
    ProgressSink& progress_;
    inference::Checkpoint* checkpoint_;
    std::vector<std::string> left_out_;
    RunPlan plan_;
    Posterior base_;
    std::vector<Target> targets_;
    TargetComponents components_;
    std::uint64_t expected_simulations_ = 0; ///< for the progress only
    mutable std::uint64_t simulated_ = 0;    ///< for the progress only
};

/// Expected targets of every member of `result`, targets x members.
[[nodiscard]] Eigen::MatrixXd expected_targets(const RunResult& result,
                                               const std::vector<Target>& targets,
                                               const SurveyTables& survey);

/// All targets of a set-up but those of its further waves.
[[nodiscard]] std::vector<Target> targets_of(const InputData& inputs,
                                             const CalibrationSetup& setup);

/// InputError, naming the set-up's `file` and why, if no number or no parameter is to be fitted.
/// `inputs` as the set-up has them.
void require_something_to_fit(const InputData& inputs, const CalibrationSetup& setup,
                              const std::string& file);

/// Simulated parameter vectors that a calibration takes: of one linearisation, and about how many
/// in all (searches end when they have settled, not after a number of iterations known before).
struct ExpectedRuns {
    std::uint64_t linearisation = 0, all = 0;
};

[[nodiscard]] ExpectedRuns expected_runs(const CalibrationSetup& setup,
                                         const ParameterRegistry& registry,
                                         const InputData& inputs);

/// The covariance of `targets` with the sample and the number of agents of `world`.
[[nodiscard]] TargetCovariance covariance_of(const World& world, std::vector<Target> targets,
                                             const CovarianceSettings& settings);

/// The fit of `model` to the values of its targets. Refers to both arguments.
[[nodiscard]] inference::CalibrationProblem problem_of(const WaveModel& model,
                                                       const TargetCovariance& covariance);

} // namespace kozqaras
