#include "inference/check/validation.hpp"

#include <fmt/format.h>

#include "support/errors.hpp"

namespace kozqaras::inference {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

/// Values of all parameters and quantities for unconstrained columns.
MatrixXd evaluate(const InferenceProblem& problem, const std::vector<Quantity>& quantities,
                  const MatrixXd& unconstrained) {
    const Index d = problem.parameters();
    MatrixXd values(d + static_cast<Index>(quantities.size()), unconstrained.cols());
    values.topRows(d) = problem.prior().natural(unconstrained);
    for (std::size_t q = 0; q < quantities.size(); ++q)
        values.row(d + static_cast<Index>(q)) =
            quantities[q].evaluate(problem, unconstrained).transpose();
    return values;
}

ValidationResult empty_result(const InferenceProblem& problem,
                              const std::vector<Quantity>& quantities, Index data_sets) {
    ValidationResult result;
    result.data_sets = static_cast<int>(data_sets);
    result.parameters = static_cast<std::size_t>(problem.parameters());
    for (const ParameterPrior& parameter : problem.prior().parameters())
        result.quantities.push_back({parameter.name, VectorXd(data_sets), VectorXd(data_sets)});
    for (const Quantity& quantity : quantities)
        result.quantities.push_back({quantity.name, VectorXd(data_sets), VectorXd(data_sets)});
    return result;
}

} // namespace

Inferrer inferrer(Method method, InferenceSettings settings, const std::stop_token& stop) {
    return [method, settings, stop](const InferenceProblem& problem, std::uint64_t seed) {
        InferenceSettings keyed = settings;
        keyed.seed = seed;
        NoProgress silent;
        return infer(problem, method, keyed, stop, silent).unconstrained;
    };
}

Quantity log_likelihood_quantity() {
    return {"log_likelihood", [](const InferenceProblem& problem, const MatrixXd& points) {
                return problem.log_likelihood(points);
            }};
}

double ValidationResult::parameter_coverage(double level) const {
    double sum = 0.0;
    for (std::size_t p = 0; p < parameters; ++p)
        sum += quantities[p].coverage(level);
    return sum / static_cast<double>(parameters);
}

ValidationResult recover(const InferenceProblem& problem, const MatrixXd& truths,
                         const Inferrer& infer, const std::vector<Quantity>& quantities,
                         std::uint64_t seed, const std::stop_token& stop, ProgressSink& progress) {
    require(truths.rows() == problem.parameters() && truths.cols() > 0, "truths of another length");
    ValidationResult result = empty_result(problem, quantities, truths.cols());
    for (Index set = 0; set < truths.cols(); ++set) {
        check_stop(stop);
        const auto number = static_cast<std::uint64_t>(set);
        RandomStream noise(seed, Purpose::inference_observation, (std::uint64_t{1} << 40) + number);
        const VectorXd truth = truths.col(set);
        const InferenceProblem posed = problem.with_observed(problem.simulate(truth, noise));
        const MatrixXd draws = infer(posed, seed + number);
        const MatrixXd values = evaluate(posed, quantities, draws);
        const MatrixXd known = evaluate(posed, quantities, truth);
        for (std::size_t q = 0; q < result.quantities.size(); ++q) {
            const auto place = recovered(values.row(static_cast<Index>(q)),
                                         known(static_cast<Index>(q), 0), noise.uniform());
            result.quantities[q].positions[set] = place.position;
            result.quantities[q].z[set] = place.z;
        }
        progress.report("validating", number + 1, static_cast<std::uint64_t>(truths.cols()));
    }
    return result;
}

ValidationResult simulation_based_calibration(const InferenceProblem& problem, int data_sets,
                                              const Inferrer& infer,
                                              const std::vector<Quantity>& quantities,
                                              std::uint64_t seed, const std::stop_token& stop,
                                              ProgressSink& progress) {
    require(data_sets > 0, "no data sets");
    MatrixXd truths(problem.parameters(), data_sets);
    for (Index set = 0; set < truths.cols(); ++set) {
        RandomStream stream(seed, Purpose::inference_truth, static_cast<std::uint64_t>(set));
        for (double& value : truths.col(set))
            value = stream.normal();
    }
    return recover(problem, truths, infer, quantities, seed, stop, progress);
}

std::string validation_report(const ValidationResult& result) {
    std::string text =
        fmt::format("{} data sets\nQuantity           z mean   z s.d.    50 %    80 %"
                    "    90 %  ranks\n",
                    result.data_sets);
    for (const ValidatedQuantity& quantity : result.quantities)
        text += fmt::format("  {:<16} {:>6.2f}  {:>7.2f}  {:>6.2f}  {:>6.2f}  {:>6.2f}  {}\n",
                            quantity.name, quantity.z_mean(), quantity.z_deviation(),
                            quantity.coverage(0.5), quantity.coverage(0.8), quantity.coverage(0.9),
                            quantity.uniform() ? "uniform" : "NOT uniform");
    return text;
}

} // namespace kozqaras::inference
