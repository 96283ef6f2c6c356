#include "calibration/inference/validation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <boost/math/distributions/binomial.hpp>
#include <fmt/format.h>

#include "model/core/errors.hpp"
#include "model/core/statistics.hpp"

namespace kozqaras::inference {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

constexpr Index kLooks = 50; ///< places where the distribution function is compared

/// The smallest two-sided binomial probability of the counts below each place.
class BandTest {
  public:
    explicit BandTest(Index count) : count_(count), tails_(kLooks - 1, count + 1) {
        for (Index look = 1; look < kLooks; ++look) {
            const boost::math::binomial below(static_cast<double>(count),
                                              static_cast<double>(look) / kLooks);
            for (Index n = 0; n <= count; ++n) {
                const double at_most = cdf(below, static_cast<double>(n));
                const double at_least =
                    n == 0 ? 1.0 : cdf(complement(below, static_cast<double>(n) - 1.0));
                tails_(look - 1, n) = 2.0 * std::min(at_most, at_least);
            }
        }
    }

    [[nodiscard]] double smallest(const VectorXd& positions) const {
        std::vector<Index> counts(static_cast<std::size_t>(kLooks), 0);
        for (const double position : positions)
            ++counts[static_cast<std::size_t>(
                std::clamp<Index>(static_cast<Index>(position * kLooks), 0, kLooks - 1))];
        double least = 1.0;
        Index below = 0;
        for (Index look = 1; look < kLooks; ++look) {
            below += counts[static_cast<std::size_t>(look - 1)];
            least = std::min(least, tails_(look - 1, below));
        }
        return least;
    }

    /// The 5 % quantile of `smallest` over uniform samples.
    [[nodiscard]] double threshold() const {
        constexpr std::uint64_t kSamples = 1000;
        std::vector<double> values;
        for (std::uint64_t sample = 0; sample < kSamples; ++sample) {
            RandomStream stream(1, Purpose::inference_truth, (std::uint64_t{1} << 62) + sample);
            VectorXd positions(count_);
            for (double& position : positions)
                position = stream.uniform();
            values.push_back(smallest(positions));
        }
        return quantile(values, 0.05);
    }

  private:
    Index count_;
    MatrixXd tails_;
};

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

double position_among(const VectorXd& draws, double truth, double uniform) {
    const auto below = std::ranges::count_if(draws, [&](double x) { return x < truth; });
    const auto ties = std::ranges::count(draws, truth);
    return (static_cast<double>(below) + uniform * static_cast<double>(ties + 1)) /
           static_cast<double>(draws.size() + 1);
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

double ValidatedQuantity::z_mean() const {
    return z.mean();
}

double ValidatedQuantity::z_deviation() const {
    return standard_deviation({z.data(), static_cast<std::size_t>(z.size())});
}

double ValidatedQuantity::coverage(double level) const {
    const auto inside = std::ranges::count_if(
        positions, [&](double position) { return std::abs(2.0 * position - 1.0) <= level; });
    return static_cast<double>(inside) / static_cast<double>(positions.size());
}

bool ValidatedQuantity::uniform() const {
    const BandTest test(positions.size());
    return test.smallest(positions) >= test.threshold();
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
            const VectorXd row = values.row(static_cast<Index>(q));
            const double true_value = known(static_cast<Index>(q), 0);
            result.quantities[q].positions[set] = position_among(row, true_value, noise.uniform());
            result.quantities[q].z[set] =
                (row.mean() - true_value) /
                standard_deviation({row.data(), static_cast<std::size_t>(row.size())});
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
