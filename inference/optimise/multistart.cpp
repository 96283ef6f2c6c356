#include "inference/optimise/multistart.hpp"

#include <algorithm>
#include <cmath>

#include "inference/numbers.hpp"
#include "support/errors.hpp"

namespace kozqaras::inference {

using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

/// Laplace's log evidence, up to what all optima share.
double log_evidence(const MaximumAPosteriori& map) {
    const auto log_determinant = [](const MatrixXd& matrix) {
        return 2.0 * matrix.llt().matrixLLT().diagonal().array().log().sum();
    };
    return -0.5 * (map.objective() + log_determinant(map.observation_covariance) -
                   log_determinant(map.covariance));
}

bool is_usable(const MaximumAPosteriori& map) {
    return std::isfinite(map.objective()) && map.covariance.allFinite() &&
           map.covariance.llt().info() == Eigen::Success;
}

void add_end(std::vector<Optimum>& optima, MaximumAPosteriori map, double same) {
    for (Optimum& known : optima)
        if (std::pow(optimum_distance(known.map, map), 2) <
            same * static_cast<double>(map.parameters.size())) {
            ++known.found;
            if (map.objective() < known.map.objective())
                known.map = std::move(map);
            return;
        }
    optima.push_back({std::move(map), 1, 0.0});
}

void weigh(std::vector<Optimum>& optima) {
    VectorXd evidence(static_cast<Eigen::Index>(optima.size()));
    for (std::size_t i = 0; i < optima.size(); ++i)
        evidence[static_cast<Eigen::Index>(i)] = log_evidence(optima[i].map);
    const VectorXd weights = normalised_weights(evidence);
    for (std::size_t i = 0; i < optima.size(); ++i)
        optima[i].weight = weights[static_cast<Eigen::Index>(i)];
    std::ranges::stable_sort(optima, std::greater{}, &Optimum::weight);
}

/// The prior's centre and draws from the prior.
MatrixXd starting_points(const InferenceProblem& problem, const MultistartSettings& settings) {
    MatrixXd points(problem.parameters(), settings.starts);
    for (Eigen::Index number = 0; number < points.cols(); ++number) {
        RandomStream stream(settings.seed, Purpose::inference_start,
                            static_cast<std::uint64_t>(number));
        for (double& value : points.col(number))
            value = number == 0 ? 0.0 : stream.normal();
    }
    return points;
}

} // namespace

Multistart find_optima(const InferenceProblem& problem, const MultistartSettings& settings,
                       const std::stop_token& stop, ProgressSink& progress) {
    const CalibrationProblem search = problem.for_search();
    const MatrixXd starts = starting_points(problem, settings);
    const MatrixXd values = problem.expected(starts);
    Multistart result;
    result.starts = settings.starts;
    for (Eigen::Index number = 0; number < starts.cols(); ++number) {
        check_stop(stop);
        if (!values.col(number).allFinite()) {
            ++result.failed;
            continue;
        }
        PartProgress part(progress, "searching optima", static_cast<std::uint64_t>(number), 1,
                          static_cast<std::uint64_t>(settings.starts));
        MaximumAPosteriori map =
            levenberg_marquardt(search, starts.col(number), settings.search, stop, part);
        if (!is_usable(map)) {
            ++result.failed;
            continue;
        }
        result.unconverged += map.converged ? 0 : 1;
        add_end(result.optima, std::move(map), settings.same_optimum);
    }
    progress.report("searching optima", 1, 1);
    if (result.optima.empty())
        throw InputError({"simulator"}, "no start of the search gave finite outputs; narrow the "
                                        "prior or mend the simulator");
    weigh(result.optima);
    return result;
}

Mixture laplace_mixture(const std::vector<Optimum>& optima, double degrees, double inflation,
                        double least_weight) {
    std::vector<double> weights;
    std::vector<VectorXd> means;
    std::vector<MatrixXd> covariances;
    double total = 0.0;
    for (const Optimum& optimum : optima) {
        if (optimum.weight < least_weight)
            continue;
        weights.push_back(optimum.weight);
        means.push_back(optimum.map.parameters);
        covariances.push_back(inflation * optimum.map.covariance);
        total += optimum.weight;
    }
    for (double& weight : weights)
        weight /= total;
    return {std::move(weights), std::move(means), covariances, degrees};
}

} // namespace kozqaras::inference
