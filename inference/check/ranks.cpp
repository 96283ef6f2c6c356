#include "inference/check/ranks.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include <boost/math/distributions/binomial.hpp>

#include "support/errors.hpp"
#include "support/random.hpp"
#include "support/statistics.hpp"

namespace kozqaras::inference {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

constexpr Index kLooks = 50; ///< places where the distribution function is compared

/// Two-sided binomial probability of `n` of `count` positions below each place, places x counts.
MatrixXd tails_of(Index count, const VectorXd& places) {
    MatrixXd tails(places.size(), count + 1);
    for (Index look = 0; look < places.size(); ++look) {
        const boost::math::binomial below(static_cast<double>(count), places[look]);
        for (Index n = 0; n <= count; ++n) {
            const double at_most = cdf(below, static_cast<double>(n));
            const double at_least =
                n == 0 ? 1.0 : cdf(complement(below, static_cast<double>(n) - 1.0));
            tails(look, n) = 2.0 * std::min(at_most, at_least);
        }
    }
    return tails;
}

/// Positions below each of the places 1 / kLooks, 2 / kLooks, ...
std::vector<Index> counts_below(const VectorXd& positions) {
    std::vector<Index> counts(static_cast<std::size_t>(kLooks), 0);
    for (const double position : positions)
        ++counts[static_cast<std::size_t>(
            std::clamp<Index>(static_cast<Index>(position * kLooks), 0, kLooks - 1))];
    std::partial_sum(counts.begin(), counts.end(), counts.begin());
    counts.pop_back();
    return counts;
}

double smallest_tail(const MatrixXd& tails, const VectorXd& positions) {
    const auto below = counts_below(positions);
    double least = 1.0;
    for (std::size_t look = 0; look < below.size(); ++look)
        least = std::min(least, tails(static_cast<Index>(look), below[look]));
    return least;
}

/// The 5 % quantile of smallest_tail() over uniform samples.
double threshold_of(const MatrixXd& tails) {
    constexpr std::uint64_t kSamples = 1000;
    std::vector<double> values;
    for (std::uint64_t sample = 0; sample < kSamples; ++sample) {
        RandomStream stream(1, Purpose::inference_truth, (std::uint64_t{1} << 62) + sample);
        VectorXd positions(tails.cols() - 1);
        for (double& position : positions)
            position = stream.uniform();
        values.push_back(smallest_tail(tails, positions));
    }
    return quantile(values, 0.05);
}

} // namespace

RecoveredValue recovered(const VectorXd& draws, double truth, double uniform) {
    const auto below = std::ranges::count_if(draws, [&](double x) { return x < truth; });
    const auto ties = std::ranges::count(draws, truth);
    return {(static_cast<double>(below) + uniform * static_cast<double>(ties + 1)) /
                static_cast<double>(draws.size() + 1),
            (draws.mean() - truth) /
                standard_deviation({draws.data(), static_cast<std::size_t>(draws.size())})};
}

UniformBand::UniformBand(Index count) {
    require(count > 0, "no positions");
    places_ = VectorXd::LinSpaced(kLooks - 1, 1.0 / kLooks, 1.0 - 1.0 / kLooks);
    lower_.resize(places_.size());
    upper_.resize(places_.size());
    const MatrixXd tails = tails_of(count, places_);
    const double threshold = threshold_of(tails);
    for (Index look = 0; look < places_.size(); ++look) {
        const auto inside = tails.row(look).array() >= threshold;
        Index first = 0, last = count;
        while (first < count && !inside[first])
            ++first;
        while (last > first && !inside[last])
            --last;
        lower_[look] = static_cast<double>(first) / static_cast<double>(count);
        upper_[look] = static_cast<double>(last) / static_cast<double>(count);
    }
}

VectorXd UniformBand::shares_below(const VectorXd& positions) const {
    const auto counts = counts_below(positions);
    VectorXd shares(places_.size());
    for (Index look = 0; look < shares.size(); ++look)
        shares[look] = static_cast<double>(counts[static_cast<std::size_t>(look)]) /
                       static_cast<double>(positions.size());
    return shares;
}

bool UniformBand::holds(const VectorXd& positions) const {
    const VectorXd shares = shares_below(positions);
    return (shares.array() >= lower_.array()).all() && (shares.array() <= upper_.array()).all();
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
    return UniformBand(positions.size()).holds(positions);
}

} // namespace kozqaras::inference
