#include "calibration/calibrate.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "calibration/draw_order.hpp"
#include "calibration/member_waves.hpp"
#include "calibration/posterior_search.hpp"
#include "calibration/simulation_noise.hpp"
#include "calibration/wave_model.hpp"
#include "inference/check/left_out.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

using Eigen::VectorXd;
using inference::CalibrationProblem;
using inference::MaximumAPosteriori;

/// The fit of `best`; `points`: what stands for the posterior where numbers did not enter.
void fill_fits(const WaveModel& model, const TargetCovariance& covariance,
               const MaximumAPosteriori& best, const Eigen::MatrixXd& points,
               const CalibrationProblem& problem, CalibrationReport& report) {
    const VectorXd& observed = problem.observed;
    report.misfit = best.misfit;
    report.penalty = best.penalty;
    report.iterations = best.iterations;
    report.converged = best.converged;
    report.stop_reason = best.stop_reason;
    const VectorXd residual = observed - best.expected;
    const Eigen::LLT<Eigen::MatrixXd> errors(best.observation_covariance);
    const VectorXd weighted = errors.solve(residual);
    const auto left = inference::left_out(residual, best.jacobian, best.observation_covariance,
                                          problem.prior_standard_deviation);
    const double whole_misfit = best.misfit + constant_misfit(report.constants);
    for (std::size_t t = 0; t < model.targets().size(); ++t) {
        const auto i = static_cast<Eigen::Index>(t);
        report.targets.push_back(
            {model.targets()[t], best.expected[i],
             std::sqrt(covariance.sampling_variance(model.targets()[t], best.expected[i])),
             residual[i] * weighted[i] / whole_misfit, left.leverage[i], left.z[i]});
        report.targets.back().target.value = observed[i]; // 0 where only a side is printed
    }
    const RunResult result = model.run(points);
    std::vector<std::vector<float>> shares;
    for (std::size_t member = 0; member < result.members; ++member)
        shares.push_back(wave_shares_of(result, member));
    const auto& survey = model.world().inputs.survey;
    for (const Target& target : breakdown_targets(survey)) {
        double fitted = 0.0;
        for (const auto& one : shares)
            fitted += simulated_value(target, one, survey) / static_cast<double>(shares.size());
        report.breakdowns.push_back({target, fitted,
                                     std::sqrt(covariance.sampling_variance(target, fitted)), 0.0,
                                     0.0, 0.0});
    }
}

/// How far the errors that the set-up assumes are borne out by the numbers.
void judge_errors(const WaveModel& model, const CovarianceSettings& errors,
                  const MaximumAPosteriori& best, const CalibrationProblem& problem,
                  CalibrationReport& report) {
    const VectorXd residual = problem.observed - best.expected;
    report.misfits = family_misfits(model.targets(), residual, best.jacobian,
                                    best.observation_covariance, problem.prior_standard_deviation);
    if (std::ranges::any_of(model.targets(), &Target::one_sided))
        return; // a side is no normal number: no evidence in closed form
    const LinearisedFit fit{residual + best.jacobian * (best.parameters - problem.prior_mean),
                            best.jacobian, problem.prior_standard_deviation};
    report.error_evidence = error_evidence(fit, errors, [&](const CovarianceSettings& settings) {
        return covariance_of(model.world(), model.targets(), settings)(best.expected);
    });
}

VectorXd first_start(const WaveModel& model, const CalibrationProblem& problem,
                     const std::vector<double>* start) {
    if (start == nullptr)
        return problem.prior_mean;
    require(start->size() == model.registry().size(), "start of another length");
    return model.fitted_part(
        Eigen::Map<const VectorXd>(start->data(), static_cast<Eigen::Index>(start->size())));
}

/// The errors of the set-up. If it says so, with the noise of the simulation measured where the fit
/// lies: at the prior mean for a first look, then where that has led.
CovarianceSettings errors_of(const WaveModel& model, const CalibrationSetup& setup,
                             const std::stop_token& stop, ProgressSink& progress) {
    CovarianceSettings errors = setup.covariance;
    if (setup.noise_countries == 0)
        return errors;
    const World& world = model.world();
    errors.simulation_noise = measure_simulation_noise(world.inputs, model.plan().registry, setup,
                                                       model.prior_mean(), stop, progress);
    const TargetCovariance covariance = covariance_of(world, model.targets(), errors);
    errors.simulation_noise = noise_where_the_fit_lies(model, problem_of(model, covariance), setup,
                                                       setup.seed, stop, progress)
                                  .noise;
    return errors;
}

/// Stored draws, so that any number of the first stand for all.
Eigen::MatrixXd in_representative_order(const WaveModel& model, const Eigen::MatrixXd& draws,
                                        const std::stop_token& stop) {
    std::vector<std::vector<double>> members;
    for (const auto draw : draws.colwise())
        members.push_back(model.all_parameters(draw));
    NoProgress silent;
    const Eigen::MatrixXd outcomes = projected_outcomes(model.plan().world, model.plan().registry,
                                                        std::move(members), stop, silent);
    if (outcomes.size() == 0)
        return draws;
    return draws(Eigen::all, representative_order(outcomes));
}

/// A report that knows what is fitted, and no result yet.
CalibrationReport empty_report(const WaveModel& model, const CalibrationSetup& setup,
                               const inference::Checkpoint* checkpoint) {
    CalibrationReport report;
    report.title = setup.title;
    for (const Wave& wave : model.world().inputs.survey.waves)
        report.waves.push_back(wave.id);
    report.posterior = prior_as_posterior(model.registry());
    report.fitted_parameters = model.fitted().size();
    report.resumed = checkpoint != nullptr && checkpoint->known() > 0;
    report.left_out = model.left_out();
    return report;
}

} // namespace

double constant_misfit(const std::vector<ConstantTarget>& targets) {
    double sum = 0.0;
    for (const ConstantTarget& target : targets)
        sum += target.z() * target.z();
    return sum;
}

CalibrationReport calibrate(InputData inputs, const CalibrationSetup& setup,
                            const std::vector<double>* start, const std::stop_token& stop,
                            ProgressSink& progress, inference::Checkpoint* checkpoint) {
    const auto begin = std::chrono::steady_clock::now();
    inputs = inputs_of(std::move(inputs), setup);
    const auto registry = registry_with(inputs, setup.further_waves);
    const auto world = make_world(std::move(inputs), setup.scale, setup.seed, progress);
    const WaveModel model(world, registry, setup, stop, progress, checkpoint);
    const CovarianceSettings errors = errors_of(model, setup, stop, progress);
    const TargetCovariance covariance = covariance_of(*world, model.targets(), errors);
    const CalibrationProblem problem = problem_of(model, covariance);
    CalibrationReport report = empty_report(model, setup, checkpoint);
    auto found = find_posterior(model, problem, setup, first_start(model, problem, start), stop);
    const MaximumAPosteriori& best = found.best;
    report.searches = std::move(found.searches);
    report.sampling = std::move(found.sampling);
    report.simulations = found.simulations;
    const auto all = model.all_parameters(best.parameters);
    report.posterior.mean =
        Eigen::Map<const VectorXd>(all.data(), static_cast<Eigen::Index>(all.size()));
    report.posterior.factor = best.covariance.llt().matrixL();
    if (found.draws.size() > 0)
        report.posterior.draws = in_representative_order(model, found.draws, stop);
    const bool on_average = !setup.integrate_over.empty() && setup.members > 0;
    const Eigen::MatrixXd points =
        on_average ? report.posterior.draws : Eigen::MatrixXd(best.parameters);
    if (const auto wave = contact_wave(world->inputs);
        wave && setup.targets.includes(world->inputs.survey.waves[*wave]))
        report.constants = constant_targets(*world, *wave, setup.covariance.design_effect);
    fill_fits(model, covariance, best, points, problem, report);
    judge_errors(model, errors, best, problem, report);
    progress.report("calibrating", 1, 1);
    report.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return report;
}

} // namespace kozqaras
