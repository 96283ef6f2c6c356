#include "inference/check/sensitivity.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include <boost/random/sobol.hpp>

#include "support/errors.hpp"
#include "support/random.hpp"
#include "support/statistics.hpp"

namespace kozqaras::inference {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

MatrixXd natural_of(const Prior& prior, const MatrixXd& probabilities) {
    return prior.natural(probabilities.unaryExpr([](double p) { return normal_quantile(p); }));
}

/// One trajectory of the screening: parameters + 1 points, and the order of the steps.
struct Trajectory {
    MatrixXd probabilities;
    std::vector<Index> order;
    VectorXd steps; ///< signed, per parameter
};

Trajectory trajectory(Index parameters, const MorrisSettings& settings, std::uint64_t number) {
    RandomStream stream(settings.seed, Purpose::inference_screening, number);
    const auto half = static_cast<std::uint32_t>(settings.levels / 2);
    const double width = 1.0 - 2.0 * settings.tail;
    const double grid = width / static_cast<double>(settings.levels - 1);
    Trajectory result;
    VectorXd at(parameters);
    result.steps.resize(parameters);
    for (Index p = 0; p < parameters; ++p) { // start in one half, step to the other
        const double low = settings.tail + grid * stream.below(half);
        const bool up = stream.uniform() < 0.5;
        at[p] = up ? low : low + grid * half;
        result.steps[p] = (up ? 1.0 : -1.0) * grid * half;
        result.order.push_back(p);
    }
    for (Index p = parameters - 1; p > 0; --p)
        std::swap(result.order[static_cast<std::size_t>(p)],
                  result.order[stream.below(static_cast<std::uint32_t>(p) + 1)]);
    result.probabilities.resize(parameters, parameters + 1);
    result.probabilities.col(0) = at;
    for (Index k = 0; k < parameters; ++k) {
        const Index p = result.order[static_cast<std::size_t>(k)];
        at[p] += result.steps[p];
        result.probabilities.col(k + 1) = at;
    }
    return result;
}

/// Base samples of the Sobol sequence, 2 x parameters rows, shifted by one keyed vector modulo 1.
MatrixXd shifted_sobol(Index rows, Index points, std::uint64_t seed) {
    boost::random::sobol engine(static_cast<std::size_t>(rows));
    const auto largest = static_cast<double>(boost::random::sobol::max());
    RandomStream stream(seed, Purpose::inference_screening, ~std::uint64_t{0});
    VectorXd shift(rows);
    for (double& value : shift)
        value = stream.uniform();
    MatrixXd result(rows, points);
    for (double& value : result.reshaped())
        value = static_cast<double>(engine()) / largest;
    constexpr double kLeast = 1e-12;
    for (Index column = 0; column < points; ++column)
        for (Index row = 0; row < rows; ++row) {
            const double moved = result(row, column) + shift[row];
            result(row, column) = std::clamp(moved - std::floor(moved), kLeast, 1.0 - kLeast);
        }
    return result;
}

/// Runs of the base samples a and b, and of a with one row from b.
struct Runs {
    MatrixXd a, b;
    std::vector<MatrixXd> mixed;
};

/// Indices from the points with these numbers.
void estimate(const Runs& runs, const std::vector<Index>& numbers, MatrixXd& first, MatrixXd& total,
              VectorXd& variance) {
    const auto count = static_cast<double>(numbers.size());
    for (Index output = 0; output < runs.a.rows(); ++output) {
        double sum = 0.0, squares = 0.0;
        for (const Index i : numbers) {
            sum += runs.a(output, i) + runs.b(output, i);
            squares += std::pow(runs.a(output, i), 2) + std::pow(runs.b(output, i), 2);
        }
        const double centre = sum / (2.0 * count);
        variance[output] = squares / (2.0 * count) - centre * centre;
        for (Index p = 0; p < first.cols(); ++p) {
            const MatrixXd& mixed = runs.mixed[static_cast<std::size_t>(p)];
            double product = 0.0, square = 0.0;
            for (const Index i : numbers) {
                const double change = mixed(output, i) - runs.a(output, i);
                product += (runs.b(output, i) - centre) * change;
                square += change * change;
            }
            first(output, p) = product / count / variance[output];
            total(output, p) = 0.5 * square / count / variance[output];
        }
    }
}

void add_bootstrap_errors(const Runs& runs, const SobolSettings& settings, SobolIndices& indices) {
    MatrixXd first = indices.first, total = indices.total;
    MatrixXd first_squares = MatrixXd::Zero(first.rows(), first.cols()),
             total_squares = first_squares;
    VectorXd variance = indices.variance;
    for (int round = 0; round < settings.bootstrap; ++round) {
        RandomStream stream(settings.seed, Purpose::inference_resample,
                            static_cast<std::uint64_t>(round) + 1);
        std::vector<Index> numbers(static_cast<std::size_t>(runs.a.cols()));
        for (Index& number : numbers)
            number = stream.below(static_cast<std::uint32_t>(runs.a.cols()));
        estimate(runs, numbers, first, total, variance);
        first_squares.array() += (first - indices.first).array().square();
        total_squares.array() += (total - indices.total).array().square();
    }
    const double rounds = std::max(settings.bootstrap, 1);
    indices.first_error = (first_squares / rounds).cwiseSqrt();
    indices.total_error = (total_squares / rounds).cwiseSqrt();
}

} // namespace

MorrisScreening morris_screening(const Prior& prior, const Simulator& simulate,
                                 const MorrisSettings& settings, const std::stop_token& stop,
                                 ProgressSink& progress) {
    if (settings.levels < 2 || settings.levels % 2 != 0 || settings.trajectories < 2 ||
        settings.tail < 0.0 || settings.tail >= 0.5)
        throw InputError({"Morris screening"},
                         "an even number of levels and two trajectories are needed, and a tail "
                         "from 0 to 0.5");
    MorrisScreening result;
    MatrixXd squares;
    for (int number = 0; number < settings.trajectories; ++number) {
        check_stop(stop);
        const Trajectory path =
            trajectory(prior.size(), settings, static_cast<std::uint64_t>(number));
        const MatrixXd values = simulate(natural_of(prior, path.probabilities));
        if (number == 0)
            result.mean = result.absolute = squares = MatrixXd::Zero(values.rows(), prior.size());
        progress.report("screening", static_cast<std::uint64_t>(number) + 1,
                        static_cast<std::uint64_t>(settings.trajectories));
        if (!values.allFinite())
            continue;
        ++result.trajectories;
        for (Index k = 0; k < prior.size(); ++k) {
            const Index p = path.order[static_cast<std::size_t>(k)];
            const VectorXd effect = (values.col(k + 1) - values.col(k)) / path.steps[p];
            result.mean.col(p) += effect;
            result.absolute.col(p) += effect.cwiseAbs();
            squares.col(p) += effect.cwiseAbs2();
        }
    }
    if (result.trajectories < 2)
        throw InputError({"simulator"}, "fewer than two trajectories gave finite outputs");
    const double count = result.trajectories;
    result.mean /= count;
    result.absolute /= count;
    result.deviation =
        ((squares - count * result.mean.cwiseAbs2()) / (count - 1.0)).cwiseMax(0.0).cwiseSqrt();
    return result;
}

SobolIndices sobol_indices(const Prior& prior, const Simulator& simulate,
                           const SobolSettings& settings, const std::stop_token& stop,
                           ProgressSink& progress) {
    if (settings.points < 16)
        throw InputError({"Sobol indices"}, "at least 16 points are needed");
    const Index d = prior.size();
    const MatrixXd base = shifted_sobol(2 * d, settings.points, settings.seed);
    const auto run = [&](const MatrixXd& probabilities, Index part) {
        check_stop(stop);
        MatrixXd values = simulate(natural_of(prior, probabilities));
        if (!values.allFinite())
            throw InputError({"simulator"}, "a run under the prior gave no finite output");
        progress.report("splitting the variance", static_cast<std::uint64_t>(part) + 1,
                        static_cast<std::uint64_t>(d) + 2);
        return values;
    };
    Runs runs{run(base.topRows(d), 0), run(base.bottomRows(d), 1), {}};
    for (Index p = 0; p < d; ++p) {
        MatrixXd mixed = base.topRows(d);
        mixed.row(p) = base.row(d + p);
        runs.mixed.push_back(run(mixed, p + 2));
    }
    SobolIndices result;
    result.first = result.total = MatrixXd::Zero(runs.a.rows(), d);
    result.variance = VectorXd::Zero(runs.a.rows());
    std::vector<Index> all(static_cast<std::size_t>(settings.points));
    std::iota(all.begin(), all.end(), Index{0});
    estimate(runs, all, result.first, result.total, result.variance);
    add_bootstrap_errors(runs, settings, result);
    return result;
}

} // namespace kozqaras::inference
