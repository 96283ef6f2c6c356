#include "inference/likelihood_free/ensemble_smoother.hpp"

#include <cmath>

#include "inference/numbers.hpp"
#include "support/errors.hpp"

namespace kozqaras::inference {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

/// Members whose run failed take parameters and outputs of the next that did not.
int mend_failures(MatrixXd& members, MatrixXd& values) {
    std::vector<Index> good;
    for (Index i = 0; i < values.cols(); ++i)
        if (values.col(i).allFinite())
            good.push_back(i);
    const auto failed = static_cast<int>(values.cols()) - static_cast<int>(good.size());
    if (2 * failed > values.cols())
        throw InputError({"simulator"}, "more than half of the ensemble's runs gave no finite "
                                        "outputs; narrow the prior");
    std::size_t next = 0;
    for (Index i = 0; i < values.cols() && failed > 0; ++i)
        if (!values.col(i).allFinite()) {
            members.col(i) = members.col(good[next]);
            values.col(i) = values.col(good[next]);
            next = (next + 1) % good.size();
        }
    return failed;
}

} // namespace

SmootherResult ensemble_smoother(const InferenceProblem& problem, const SmootherSettings& settings,
                                 const std::stop_token& stop, ProgressSink& progress) {
    if (settings.members < 10 || settings.steps < 1)
        throw InputError({"ensemble smoother"}, "at least 10 members and 1 step are needed");
    SmootherResult result;
    result.members = keyed_normals(problem.parameters(), settings.members, settings.seed, 2);
    const auto count = static_cast<double>(settings.members);
    for (int step = 0; step < settings.steps; ++step) {
        check_stop(stop);
        progress.report("smoothing", static_cast<std::uint64_t>(step),
                        static_cast<std::uint64_t>(settings.steps));
        MatrixXd values = problem.expected(result.members);
        result.failed += mend_failures(result.members, values);
        const VectorXd centre = result.members.rowwise().mean(), mean = values.rowwise().mean();
        const MatrixXd noise =
            static_cast<double>(settings.steps) * problem.covariance(centre, mean);
        const MatrixXd shifts = result.members.colwise() - centre;
        const MatrixXd spread = values.colwise() - mean;
        const Eigen::LLT<MatrixXd> factor(noise);
        require(factor.info() == Eigen::Success,
                "the covariance of the data is not positive definite");
        MatrixXd errors =
            factor.matrixL() * keyed_normals(values.rows(), values.cols(), settings.seed,
                                             100 + static_cast<std::uint64_t>(step));
        errors.colwise() -= errors.rowwise().mean(); // so that they move no mean
        const MatrixXd innovation = (errors - values).colwise() + problem.observed();
        const MatrixXd total = spread * spread.transpose() / (count - 1.0) + noise;
        result.members +=
            shifts * spread.transpose() / (count - 1.0) * total.llt().solve(innovation);
    }
    progress.report("smoothing", 1, 1);
    return result;
}

} // namespace kozqaras::inference
