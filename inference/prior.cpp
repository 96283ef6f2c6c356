#include "inference/prior.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

#include <fmt/format.h>

#include "support/errors.hpp"
#include "support/random.hpp"
#include "support/statistics.hpp"

namespace kozqaras::inference {

namespace {

constexpr double kFarthest = 8.0; ///< in standard deviations; Phi(-8) = 6e-16

/// A bound on the scale on which the uncut distribution is a standard normal.
double standardised(const ParameterPrior& prior, double value) {
    if (prior.kind == PriorKind::normal)
        return (value - prior.first) / prior.second;
    return value > 0.0 ? (std::log(value) - prior.first) / prior.second
                       : -std::numeric_limits<double>::infinity();
}

double from_standardised(const ParameterPrior& prior, double value) {
    const double scaled = prior.first + prior.second * value;
    return prior.kind == PriorKind::normal ? scaled : std::exp(scaled);
}

bool is_cut(const ParameterPrior& prior) {
    const double least =
        prior.kind == PriorKind::log_normal ? 0.0 : -std::numeric_limits<double>::infinity();
    return prior.lower > least || prior.upper < std::numeric_limits<double>::infinity();
}

/// Phi^-1 that stays within the farthest value.
double bounded_quantile(double probability) {
    if (!(probability > 0.0))
        return -kFarthest;
    if (!(probability < 1.0))
        return kFarthest;
    return std::clamp(normal_quantile(probability), -kFarthest, kFarthest);
}

double to_natural(const ParameterPrior& prior, double z) {
    if (prior.kind == PriorKind::uniform)
        return prior.first + (prior.second - prior.first) * normal_cdf(z);
    if (!is_cut(prior))
        return from_standardised(prior, z);
    const double low = normal_cdf(standardised(prior, prior.lower));
    const double high = normal_cdf(standardised(prior, prior.upper));
    const double value =
        from_standardised(prior, bounded_quantile(low + (high - low) * normal_cdf(z)));
    return std::clamp(value, prior.lower, prior.upper);
}

double to_unconstrained(const ParameterPrior& prior, double value) {
    if (prior.kind == PriorKind::uniform)
        return bounded_quantile((value - prior.first) / (prior.second - prior.first));
    if (!is_cut(prior))
        return std::max(standardised(prior, value), -kFarthest);
    const double low = normal_cdf(standardised(prior, prior.lower));
    const double high = normal_cdf(standardised(prior, prior.upper));
    return bounded_quantile((normal_cdf(standardised(prior, value)) - low) / (high - low));
}

void check(const ParameterPrior& prior) {
    const auto refuse = [&](std::string_view what) {
        throw InputError({"prior"}, fmt::format("parameter '{}': {}", prior.name, what));
    };
    if (prior.name.empty())
        refuse("a parameter needs a name");
    if (!std::isfinite(prior.first) || !std::isfinite(prior.second))
        refuse("the numbers of a prior must be finite");
    if (prior.kind == PriorKind::uniform) {
        if (prior.first >= prior.second)
            refuse("the lower bound must be below the upper one");
        return;
    }
    if (prior.second <= 0.0)
        refuse("the standard deviation must be above 0");
    if (!(prior.lower < prior.upper))
        refuse("the lower bound must be below the upper one");
    if (prior.kind == PriorKind::log_normal && prior.lower < 0.0)
        refuse("a log-normal parameter is positive; its lower bound must be 0 or more");
    constexpr double kLeastMass = 1e-6; // less, and the transform loses its digits
    if (normal_cdf(standardised(prior, prior.upper)) -
            normal_cdf(standardised(prior, prior.lower)) <
        kLeastMass)
        refuse("the bounds leave less than a millionth of the distribution");
}

} // namespace

ParameterPrior normal(std::string name, double mean, double deviation, double lower, double upper) {
    return {std::move(name), PriorKind::normal, mean, deviation, lower, upper};
}

ParameterPrior log_normal(std::string name, double log_mean, double log_deviation, double lower,
                          double upper) {
    return {std::move(name), PriorKind::log_normal, log_mean, log_deviation, lower, upper};
}

ParameterPrior uniform(std::string name, double lower, double upper) {
    return {std::move(name), PriorKind::uniform, lower, upper, lower, upper};
}

Prior::Prior(std::vector<ParameterPrior> parameters) : parameters_(std::move(parameters)) {
    if (parameters_.empty())
        throw InputError({"prior"}, "there is no parameter");
    std::set<std::string> names;
    for (const ParameterPrior& parameter : parameters_) {
        check(parameter);
        if (!names.insert(parameter.name).second)
            throw InputError({"prior"},
                             fmt::format("parameter '{}' is there twice", parameter.name));
    }
}

Eigen::MatrixXd Prior::natural(const Eigen::MatrixXd& unconstrained) const {
    require(unconstrained.rows() == size(), "parameter vectors of another length");
    Eigen::MatrixXd result(unconstrained.rows(), unconstrained.cols());
    for (Eigen::Index column = 0; column < result.cols(); ++column)
        for (Eigen::Index row = 0; row < result.rows(); ++row)
            result(row, column) =
                to_natural(parameters_[static_cast<std::size_t>(row)], unconstrained(row, column));
    return result;
}

Eigen::MatrixXd Prior::unconstrained(const Eigen::MatrixXd& natural) const {
    require(natural.rows() == size(), "parameter vectors of another length");
    Eigen::MatrixXd result(natural.rows(), natural.cols());
    for (Eigen::Index column = 0; column < result.cols(); ++column)
        for (Eigen::Index row = 0; row < result.rows(); ++row)
            result(row, column) =
                to_unconstrained(parameters_[static_cast<std::size_t>(row)], natural(row, column));
    return result;
}

Eigen::MatrixXd Prior::regression_scale(const Eigen::MatrixXd& unconstrained) const {
    const Eigen::MatrixXd values = natural(unconstrained);
    Eigen::MatrixXd result = unconstrained;
    for (Eigen::Index row = 0; row < result.rows(); ++row) {
        const ParameterPrior& prior = parameters_[static_cast<std::size_t>(row)];
        for (Eigen::Index column = 0; column < result.cols(); ++column)
            if (prior.kind == PriorKind::uniform)
                result(row, column) =
                    (values(row, column) - prior.first) / (prior.second - prior.first);
            else if (is_cut(prior))
                result(row, column) = standardised(prior, values(row, column));
    }
    return result;
}

Eigen::MatrixXd Prior::draw(Eigen::Index count, std::uint64_t seed, std::uint64_t first) const {
    Eigen::MatrixXd result(size(), count);
    for (Eigen::Index column = 0; column < count; ++column) {
        RandomStream stream(seed, Purpose::inference_draw,
                            first + static_cast<std::uint64_t>(column));
        for (double& value : result.col(column))
            value = stream.normal();
    }
    return result;
}

Eigen::VectorXd Prior::log_density(const Eigen::MatrixXd& unconstrained) const {
    const double constant = 0.5 * static_cast<double>(size()) * std::log(2.0 * std::numbers::pi);
    return (-0.5 * unconstrained.colwise().squaredNorm().array() - constant).transpose();
}

} // namespace kozqaras::inference
