#include "calibration/wave_model.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "calibration/member_waves.hpp"
#include "calibration/poll_targets.hpp"
#include "calibration/regional_targets.hpp"
#include "inference/sample/conditional_surrogate.hpp"
#include "inference/sample/nested_posterior.hpp"
#include "model/engine/member_shares.hpp"
#include "model/engine/recorder.hpp"
#include "support/errors.hpp"

namespace kozqaras {

using Eigen::MatrixXd;
using Eigen::VectorXd;
using inference::CalibrationProblem;

namespace {

std::vector<std::string> names_of_fitted(const ParameterRegistry& registry) {
    std::vector<std::string> names;
    for (const ParameterSpec& spec : registry.specs())
        if (spec.fitted)
            names.push_back(spec.name);
    return names;
}

/// By its name or its family.
bool is_named(const std::string& name, const std::vector<std::string>& wanted) {
    return std::ranges::any_of(wanted, [&](const std::string& one) {
        return one == name || one == name.substr(0, name.find('.'));
    });
}

double value_of(const Target& target, std::span<const float> shares, const SurveyTables& survey) {
    const double value = simulated_value(target, shares, survey);
    return target.one_sided ? one_sided_value(target, value) : value;
}

} // namespace

WaveModel::WaveModel(std::shared_ptr<const World> world,
                     std::shared_ptr<const ParameterRegistry> registry,
                     const CalibrationSetup& setup, const std::stop_token& stop,
                     ProgressSink& progress, inference::Checkpoint* checkpoint)
    : stop_(stop), progress_(progress), checkpoint_(checkpoint) {
    plan_ = wave_plan(std::move(world), std::move(registry));
    plan_.switches = setup.switches;
    plan_.exchange = setup.exchange;
    base_ = prior_as_posterior(*plan_.registry);
    targets_ = targets_of(plan_.world->inputs, setup);
    add_further_waves(setup);
    components_ = components_of(targets_, plan_.world->inputs.survey.questions);
    expected_simulations_ = expected_runs(setup, *plan_.registry, plan_.world->inputs).all;
}

void WaveModel::add_further_waves(const CalibrationSetup& setup) {
    for (const FurtherWave& wave :
         read_further_waves(setup.further_waves, plan_.world->inputs.survey,
                            plan_.world->inputs.country->regions)) {
        plan_.more_waves.push_back({week_of(wave.date)});
        plan_.end = std::max(plan_.end, plan_.more_waves.back().week);
        targets_.insert(targets_.end(), wave.targets.begin(), wave.targets.end());
        left_out_.insert(left_out_.end(), wave.left_out.begin(), wave.left_out.end());
    }
}

VectorXd WaveModel::fitted_part(const VectorXd& all) const {
    VectorXd part(static_cast<Eigen::Index>(base_.fitted.size()));
    for (Eigen::Index k = 0; k < part.size(); ++k)
        part[k] = all[static_cast<Eigen::Index>(base_.fitted[static_cast<std::size_t>(k)])];
    return part;
}

std::vector<double> WaveModel::all_parameters(const VectorXd& fitted) const {
    std::vector<double> all(base_.mean.begin(), base_.mean.end());
    for (std::size_t k = 0; k < base_.fitted.size(); ++k)
        all[base_.fitted[k]] = fitted[static_cast<Eigen::Index>(k)];
    return all;
}

std::vector<std::string> WaveModel::fitted_names() const {
    return names_of_fitted(registry());
}

std::vector<Eigen::Index> WaveModel::positions_of(const std::vector<std::string>& names) const {
    std::vector<Eigen::Index> positions;
    for (std::size_t k = 0; k < base_.fitted.size(); ++k) {
        if (is_named(registry().specs()[base_.fitted[k]].name, names))
            positions.push_back(static_cast<Eigen::Index>(k));
    }
    return positions;
}

RunResult WaveModel::run(const MatrixXd& points) const {
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

MatrixXd WaveModel::expected_components(const MatrixXd& points) const {
    if (checkpoint_ != nullptr)
        if (auto known = checkpoint_->replay("batch", points)) {
            if (known->rows() != static_cast<Eigen::Index>(components_.components.size()) ||
                known->cols() != points.cols())
                throw InputError({checkpoint_->name()},
                                 "holds results of other targets; remove the file "
                                 "to start anew");
            simulated_ += static_cast<std::uint64_t>(points.cols());
            return std::move(*known);
        }
    MatrixXd values = expected_targets(run(points), components_.components, world().inputs.survey);
    if (checkpoint_ != nullptr)
        checkpoint_->add("batch", points, values);
    return values;
}

MatrixXd WaveModel::expected(const MatrixXd& points) const {
    MatrixXd values = components_.outputs * expected_components(points);
    for (std::size_t t = 0; t < targets_.size(); ++t)
        if (targets_[t].one_sided)
            for (double& value : values.row(static_cast<Eigen::Index>(t)))
                value = one_sided_value(targets_[t], value);
    return values;
}

std::pair<VectorXd, VectorXd> WaveModel::curve(const VectorXd& sums) const {
    VectorXd values = sums, slopes = VectorXd::Ones(sums.size());
    for (std::size_t t = 0; t < targets_.size(); ++t)
        if (const auto i = static_cast<Eigen::Index>(t); targets_[t].one_sided) {
            values[i] = one_sided_value(targets_[t], sums[i]);
            slopes[i] = one_sided_slope(targets_[t], sums[i]);
        }
    return {values, slopes};
}

inference::SeparableSimulator WaveModel::separable() const {
    const auto names = names_of_fitted(registry());
    return {[this](const MatrixXd& points) { return expected_components(points); },
            components_.outputs, [this](const VectorXd& sums) { return curve(sums); },
            moved_components(components_.components, names, world().inputs.survey.questions),
            sums_of_attitudes(names)};
}

std::vector<Target> targets_of(const InputData& inputs, const CalibrationSetup& setup) {
    auto targets = make_targets(inputs.survey, setup.targets);
    if (setup.targets.polls)
        std::ranges::copy(poll_targets(inputs.survey), std::back_inserter(targets));
    auto regional = regional_targets(inputs, setup.targets, setup.covariance);
    targets.insert(targets.end(), std::make_move_iterator(regional.begin()),
                   std::make_move_iterator(regional.end()));
    return targets;
}

void require_something_to_fit(const InputData& inputs, const CalibrationSetup& setup,
                              const std::string& file) {
    std::size_t numbers = targets_of(inputs, setup).size();
    for (const FurtherWave& wave :
         read_further_waves(setup.further_waves, inputs.survey, inputs.country->regions))
        numbers += wave.targets.size();
    const auto refuse = [&](std::string_view why) {
        throw InputError({file}, fmt::format("nothing is to be fitted: {}", why));
    };
    if (numbers == 0 && setup.further_waves.empty() && setup.targets.waves &&
        setup.targets.waves->empty())
        refuse("[targets] waves names no wave, and there is no further wave. Name one, such as "
               "waves = [\"2023\"], or give --wave");
    if (numbers == 0)
        refuse("the survey tables hold no number of the waves that [targets] waves names");
    if (names_of_fitted(*registry_with(inputs, setup.further_waves)).empty())
        refuse("no parameter is marked as fitted in data/parameters/priors.csv");
}

ExpectedRuns expected_runs(const CalibrationSetup& setup, const ParameterRegistry& registry,
                           const InputData& inputs) {
    const auto& survey = inputs.survey;
    constexpr std::uint64_t kIterations = 8, kTrials = 4, kCorrections = 2;
    const auto names = names_of_fitted(registry);
    const auto components = components_of(targets_of(inputs, setup), survey.questions).components;
    const auto shared = inference::shared_runs(
        moved_components(components, names, survey.questions), sums_of_attitudes(names));
    ExpectedRuns runs;
    runs.linearisation = static_cast<std::uint64_t>(std::ranges::max(shared)) + 2;
    const auto searches = static_cast<std::uint64_t>(setup.starts);
    runs.all = searches * kIterations * (runs.linearisation + kTrials) + runs.linearisation +
               kCorrections * static_cast<std::uint64_t>(setup.members);
    const auto integrated = std::ranges::count_if(
        names, [&](const std::string& name) { return is_named(name, setup.integrate_over); });
    if (integrated > inference::kMostIntegrated)
        throw InputError({"[search] integrate_over"},
                         fmt::format("{} parameters; at most {} can be integrated over", integrated,
                                     inference::kMostIntegrated));
    if (integrated > 0)
        runs.all += inference::expected_nested_runs(integrated, runs.linearisation);
    return runs;
}

MatrixXd expected_targets(const RunResult& result, const std::vector<Target>& targets,
                          const SurveyTables& survey) {
    MatrixXd values(static_cast<Eigen::Index>(targets.size()),
                    static_cast<Eigen::Index>(result.members));
    for (std::size_t member = 0; member < result.members; ++member) {
        const auto shares = wave_shares_of(result, member);
        for (std::size_t t = 0; t < targets.size(); ++t)
            values(static_cast<Eigen::Index>(t), static_cast<Eigen::Index>(member)) =
                value_of(targets[t], shares, survey);
    }
    return values;
}

TargetCovariance covariance_of(const World& world, std::vector<Target> targets,
                               const CovarianceSettings& settings) {
    return {std::move(targets), world.inputs.survey,
            joint_group_shares(world.cells, world.sample()),
            static_cast<double>(world.population.size()), settings};
}

CalibrationProblem problem_of(const WaveModel& model, const TargetCovariance& covariance) {
    CalibrationProblem problem;
    problem.simulate = [&](const MatrixXd& points) { return model.expected(points); };
    problem.linearise = inference::separable_differences(model.separable());
    problem.covariance = [&](const VectorXd&, const VectorXd& expected) {
        return covariance(expected);
    };
    problem.observed.resize(static_cast<Eigen::Index>(model.targets().size()));
    for (std::size_t t = 0; t < model.targets().size(); ++t) {
        const Target& target = model.targets()[t];
        problem.observed[static_cast<Eigen::Index>(t)] = target.one_sided ? 0.0 : target.value;
    }
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

} // namespace kozqaras
