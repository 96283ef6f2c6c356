#include "inference/check/convergence.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "support/errors.hpp"
#include "support/parallel.hpp"
#include "support/statistics.hpp"

namespace kozqaras::inference {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

/// Each chain cut into a first and a second half of equal length.
MatrixXd split(const MatrixXd& chains) {
    const Index half = chains.rows() / 2;
    MatrixXd result(half, 2 * chains.cols());
    result << chains.topRows(half), chains.bottomRows(half);
    return result;
}

/// Normal scores of the ranks over all chains (Blom); ties share their mean rank.
MatrixXd rank_normalised(const MatrixXd& chains) {
    std::vector<Index> order(static_cast<std::size_t>(chains.size()));
    std::iota(order.begin(), order.end(), Index{0});
    const double* values = chains.data();
    std::ranges::stable_sort(order, {}, [&](Index i) { return values[i]; });
    MatrixXd result(chains.rows(), chains.cols());
    const auto count = static_cast<double>(chains.size());
    for (std::size_t begin = 0; begin < order.size();) {
        std::size_t end = begin + 1;
        while (end < order.size() && values[order[end]] == values[order[begin]])
            ++end;
        const double rank = 0.5 * static_cast<double>(begin + end + 1); // mean, from 1
        const double score = normal_quantile((rank - 0.375) / (count + 0.25));
        for (; begin < end; ++begin)
            result.data()[order[begin]] = score;
    }
    return result;
}

VectorXd variances(const MatrixXd& chains) {
    const MatrixXd centred = chains.rowwise() - chains.colwise().mean();
    return centred.colwise().squaredNorm().transpose() / static_cast<double>(chains.rows() - 1);
}

struct Pooled {
    double within = 0, total = 0; ///< variance within chains; estimate of the whole
};

Pooled pooled_variance(const MatrixXd& chains) {
    const auto steps = static_cast<double>(chains.rows());
    const VectorXd means = chains.colwise().mean().transpose();
    const double between =
        (means.array() - means.mean()).square().sum() / static_cast<double>(chains.cols() - 1);
    Pooled pooled;
    pooled.within = variances(chains).mean();
    pooled.total = (steps - 1.0) / steps * pooled.within + between;
    return pooled;
}

double r_hat_of(const MatrixXd& halves) {
    const Pooled pooled = pooled_variance(halves);
    return pooled.within > 0.0 ? std::sqrt(pooled.total / pooled.within) : 1.0;
}

/// Mean over chains of the autocovariance at a lag, divisor n.
double autocovariance(const MatrixXd& centred, Index lag) {
    const Index rest = centred.rows() - lag;
    return centred.topRows(rest).cwiseProduct(centred.bottomRows(rest)).sum() /
           static_cast<double>(centred.rows() * centred.cols());
}

} // namespace

double rank_r_hat(const MatrixXd& chains) {
    require(chains.rows() >= 4 && chains.cols() >= 1, "R-hat needs four steps of a chain");
    const MatrixXd halves = split(chains);
    std::vector<double> values(halves.data(), halves.data() + halves.size());
    const MatrixXd folded = (halves.array() - quantile(values, 0.5)).abs();
    return std::max(r_hat_of(rank_normalised(halves)), r_hat_of(rank_normalised(folded)));
}

double effective_sample_size(const MatrixXd& chains) {
    require(chains.rows() >= 4 && chains.cols() >= 1, "an effective size needs four steps");
    const MatrixXd halves = split(chains);
    const MatrixXd centred = halves.rowwise() - halves.colwise().mean();
    const Pooled pooled = pooled_variance(halves);
    const auto count = static_cast<double>(halves.size());
    if (pooled.total <= 0.0)
        return count;
    const auto correlation = [&](Index lag) {
        return 1.0 - (pooled.within - autocovariance(centred, lag)) / pooled.total;
    };
    double sum = 0.0, last_pair = 2.0; // pairs of correlations, positive and falling
    for (Index lag = 0; lag + 1 < halves.rows(); lag += 2) {
        const double pair = std::min(last_pair, correlation(lag) + correlation(lag + 1));
        if (pair <= 0.0)
            break;
        sum += pair;
        last_pair = pair;
    }
    const double time = std::max(2.0 * sum - 1.0, 1.0 / std::log10(count));
    return count / time;
}

Convergence convergence(const MatrixXd& draws, Index chains) {
    require(chains > 0 && draws.cols() % chains == 0, "draws do not fill their chains");
    Convergence result{VectorXd(draws.rows()), VectorXd(draws.rows())};
    for_blocks(static_cast<std::size_t>(draws.rows()), 1, [&](std::size_t begin, std::size_t end) {
        for (auto p = static_cast<Index>(begin); p < static_cast<Index>(end); ++p) {
            const VectorXd row = draws.row(p);
            const MatrixXd steps =
                Eigen::Map<const MatrixXd>(row.data(), chains, draws.cols() / chains).transpose();
            result.r_hat[p] = rank_r_hat(steps);
            result.effective_size[p] = effective_sample_size(steps);
        }
    });
    return result;
}

} // namespace kozqaras::inference
