#include "calibration/synthetic_survey.hpp"

#include <cmath>
#include <limits>

#include "support/errors.hpp"

namespace kozqaras {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

/// The tables with the answers that `targets` hold in place of the printed ones: they say how many
/// respondents had no opinion.
SurveyTables with_answers(SurveyTables survey, const std::vector<Target>& targets) {
    for (const Target& target : targets)
        for (Observation& answer : survey.observations)
            if (answer.of_everyone() && !target.further && target.wave == answer.wave &&
                target.group == 0 && target.question >= 0 && target.question == answer.question &&
                ((target.kind == TargetKind::positive &&
                  answer.quantity == Quantity::positive_percent) ||
                 (target.kind == TargetKind::negative &&
                  answer.quantity == Quantity::negative_percent)))
                answer.value = target.value;
    return survey;
}

} // namespace

std::vector<Target> with_values(std::vector<Target> targets, const VectorXd& values) {
    for (std::size_t t = 0; t < targets.size(); ++t)
        targets[t].value = values[static_cast<Index>(t)];
    return targets;
}

TargetCovariance covariance_at(const World& world, const std::vector<Target>& targets,
                               double agents, const CovarianceSettings& errors) {
    return {targets, with_answers(world.inputs.survey, targets),
            joint_group_shares(world.cells, world.sample()), agents, errors};
}

/// What a survey of `country` would have printed where the expected numbers are these.
VectorXd printed_numbers(const World& country, const std::vector<Target>& targets,
                         const VectorXd& expected, const CovarianceSettings& errors,
                         RandomStream random) {
    std::vector<Target> unrounded = with_values(targets, expected);
    for (Target& target : unrounded)
        target.rounding = 0.0;
    // Without noise of the simulation: that is in the expected numbers already.
    constexpr double kNoNoise = std::numeric_limits<double>::infinity();
    const MatrixXd covariance = covariance_at(country, unrounded, kNoNoise, errors)(expected);
    const Eigen::LLT<MatrixXd> cholesky(covariance);
    require(cholesky.info() == Eigen::Success,
            "the covariance of a synthetic survey is not positive definite");
    VectorXd noise(expected.size());
    for (double& value : noise)
        value = random.normal();
    VectorXd printed = expected + cholesky.matrixL() * noise;
    for (std::size_t t = 0; t < targets.size(); ++t)
        if (const double step = 2.0 * targets[t].rounding; step > 0.0)
            printed[static_cast<Index>(t)] =
                step * std::round(printed[static_cast<Index>(t)] / step);
    return printed;
}

} // namespace kozqaras
