#include "inference/check/diagnostics.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "inference/numbers.hpp"
#include "support/errors.hpp"
#include "support/parallel.hpp"
#include "support/statistics.hpp"

namespace kozqaras::inference {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

std::vector<double> values_of(const MatrixXd& matrix, Index row) {
    const VectorXd values = matrix.row(row);
    return {values.begin(), values.end()};
}

} // namespace

std::vector<ParameterSummary> parameter_summaries(const InferenceResult& result) {
    std::vector<ParameterSummary> summaries;
    for (Index p = 0; p < result.natural.rows(); ++p) {
        const auto values = values_of(result.natural, p);
        summaries.push_back({result.parameters[static_cast<std::size_t>(p)], mean(values),
                             standard_deviation(values), quantile(values, 0.05),
                             quantile(values, 0.5), quantile(values, 0.95),
                             standard_deviation(values_of(result.unconstrained, p))});
    }
    return summaries;
}

std::vector<EigenDirection> eigen_directions_of(const MatrixXd& scaled_covariance) {
    const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(scaled_covariance);
    require(solver.info() == Eigen::Success, "the posterior covariance has no eigenvalues");
    std::vector<EigenDirection> directions;
    for (Index k = 0; k < scaled_covariance.rows(); ++k) { // ascending: most informed first
        VectorXd loadings = solver.eigenvectors().col(k);
        Index largest = 0;
        loadings.cwiseAbs().maxCoeff(&largest);
        if (loadings[largest] < 0.0)
            loadings = -loadings; // the sign of an eigenvector means nothing: fix it
        directions.push_back({std::sqrt(std::max(0.0, solver.eigenvalues()[k])), loadings});
    }
    return directions;
}

std::vector<EigenDirection> eigen_directions(const MatrixXd& draws) {
    return eigen_directions_of(sample_covariance(draws));
}

std::vector<Correlation> strong_correlations(const MatrixXd& covariance, double least) {
    std::vector<Correlation> pairs;
    for (Index i = 0; i < covariance.rows(); ++i)
        for (Index j = 0; j < i; ++j) {
            const double value = covariance(i, j) / std::sqrt(covariance(i, i) * covariance(j, j));
            if (std::abs(value) >= least)
                pairs.push_back({j, i, value});
        }
    std::ranges::stable_sort(pairs, std::greater{},
                             [](const Correlation& pair) { return std::abs(pair.value); });
    return pairs;
}

std::vector<PredictiveRow> posterior_predictive(const InferenceProblem& problem,
                                                const InferenceResult& result, Index draws,
                                                std::uint64_t seed) {
    const MatrixXd chosen =
        columns_of(result.unconstrained,
                   systematic_choice(VectorXd::Ones(result.unconstrained.cols()), draws, seed));
    MatrixXd predicted(problem.observed().size(), draws);
    for_blocks(static_cast<std::size_t>(draws), 4, [&](std::size_t begin, std::size_t end) {
        for (auto i = static_cast<Index>(begin); i < static_cast<Index>(end); ++i) {
            RandomStream stream(seed, Purpose::inference_observation,
                                static_cast<std::uint64_t>(i));
            predicted.col(i) = problem.simulate(chosen.col(i), stream);
        }
    });
    std::vector<PredictiveRow> rows;
    for (Index output = 0; output < predicted.rows(); ++output) {
        const auto values = values_of(predicted, output);
        PredictiveRow row;
        row.output = output;
        row.observed = problem.observed()[output];
        row.mean = mean(values);
        row.deviation = standard_deviation(values);
        row.low = quantile(values, 0.05);
        row.high = quantile(values, 0.95);
        row.z = row.deviation > 0.0 ? (row.observed - row.mean) / row.deviation : 0.0;
        row.below = static_cast<double>(std::ranges::count_if(
                        values, [&](double value) { return value < row.observed; })) /
                    static_cast<double>(draws);
        rows.push_back(row);
    }
    return rows;
}

std::vector<PredictiveRow> worst_rows(std::vector<PredictiveRow> rows, std::size_t count) {
    std::ranges::stable_sort(rows, std::greater{},
                             [](const PredictiveRow& row) { return std::abs(row.z); });
    rows.resize(std::min(count, rows.size()));
    return rows;
}

CrossCheck cross_check(const InferenceResult& first, const InferenceResult& second) {
    require(first.parameters == second.parameters, "methods with other parameters");
    constexpr double kLargestShift = 0.5, kLargestRatio = 1.2; // design, section 4
    CrossCheck check;
    for (Index p = 0; p < first.unconstrained.rows(); ++p) {
        const auto one = values_of(first.unconstrained, p),
                   other = values_of(second.unconstrained, p);
        const double deviation = standard_deviation(one);
        const MethodDifference difference{first.parameters[static_cast<std::size_t>(p)],
                                          (mean(other) - mean(one)) / deviation,
                                          standard_deviation(other) / deviation};
        check.differences.push_back(difference);
        const auto names = fmt::format("{}, {} against {}", difference.parameter,
                                       kMethodNames[static_cast<std::size_t>(second.method)],
                                       kMethodNames[static_cast<std::size_t>(first.method)]);
        if (std::abs(difference.mean_shift) > kLargestShift)
            check.warnings.push_back(
                fmt::format("{}: means differ by {:.2f} s.d.", names, difference.mean_shift));
        if (std::max(difference.deviation_ratio, 1.0 / difference.deviation_ratio) > kLargestRatio)
            check.warnings.push_back(fmt::format("{}: s.d. differ by a factor of {:.2f}", names,
                                                 difference.deviation_ratio));
    }
    return check;
}

} // namespace kozqaras::inference
