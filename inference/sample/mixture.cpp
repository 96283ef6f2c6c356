#include "inference/sample/mixture.hpp"

#include <cmath>
#include <numbers>

#include <boost/math/distributions/chi_squared.hpp>

#include "inference/numbers.hpp"
#include "support/errors.hpp"

namespace kozqaras::inference {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

Mixture::Mixture(std::vector<double> weights, std::vector<VectorXd> means,
                 const std::vector<MatrixXd>& covariances, double degrees)
    : weights_(std::move(weights)), means_(std::move(means)), degrees_(degrees) {
    require(!weights_.empty() && weights_.size() == means_.size() &&
                means_.size() == covariances.size(),
            "a mixture needs as many weights as means and covariances");
    for (const MatrixXd& covariance : covariances) {
        factors_.emplace_back(covariance);
        require(factors_.back().info() == Eigen::Success,
                "a covariance of the mixture is not positive definite");
    }
}

VectorXd Mixture::log_density(const MatrixXd& points) const {
    const auto d = static_cast<double>(size());
    const double constant = degrees_ > 0.0
                                ? std::lgamma(0.5 * (degrees_ + d)) - std::lgamma(0.5 * degrees_) -
                                      0.5 * d * std::log(degrees_ * std::numbers::pi)
                                : -0.5 * d * std::log(2.0 * std::numbers::pi);
    MatrixXd terms(static_cast<Index>(components()), points.cols());
    for (std::size_t k = 0; k < components(); ++k) {
        const MatrixXd whitened = factors_[k].matrixL().solve(points.colwise() - means_[k]);
        const Eigen::ArrayXd distance = whitened.colwise().squaredNorm().transpose().array();
        const double scale = std::log(weights_[k]) + constant -
                             factors_[k].matrixLLT().diagonal().array().log().sum();
        const Eigen::ArrayXd kernel =
            degrees_ > 0.0 ? (-0.5 * (degrees_ + d) * (1.0 + distance / degrees_).log()).eval()
                           : (-0.5 * distance).eval();
        terms.row(static_cast<Index>(k)) = (scale + kernel).matrix().transpose();
    }
    VectorXd result(points.cols());
    for (Index i = 0; i < points.cols(); ++i)
        result[i] = log_sum_exp(terms.col(i));
    return result;
}

MatrixXd Mixture::draw(Index count, std::uint64_t seed) const {
    const auto chosen = systematic_choice(
        Eigen::Map<const VectorXd>(weights_.data(), static_cast<Index>(weights_.size())), count,
        seed);
    MatrixXd result(size(), count);
    for (Index i = 0; i < count; ++i) {
        const auto k = static_cast<std::size_t>(chosen[static_cast<std::size_t>(i)]);
        RandomStream stream(seed, Purpose::inference_draw,
                            (std::uint64_t{1} << 40) + static_cast<std::uint64_t>(i));
        result.col(i) = draw_from(k, stream);
    }
    return result;
}

VectorXd Mixture::draw_one(RandomStream& random) const {
    double place = random.uniform();
    std::size_t component = 0;
    while (component + 1 < components() && place > weights_[component])
        place -= weights_[component++];
    return draw_from(component, random);
}

VectorXd Mixture::draw_from(std::size_t component, RandomStream& random) const {
    VectorXd normals(size());
    for (double& value : normals)
        value = random.normal();
    if (degrees_ > 0.0)
        normals *= std::sqrt(
            degrees_ / boost::math::quantile(boost::math::chi_squared(degrees_), random.uniform()));
    return means_[component] + factors_[component].matrixL() * normals;
}

} // namespace kozqaras::inference
