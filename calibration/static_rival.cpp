#include "calibration/static_rival.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

#include "support/errors.hpp"
#include "support/statistics.hpp"

namespace kozqaras {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double kInterceptDeviation = 2.0; ///< probit units: any share is possible

VectorXd prior_precision(Index effects, double sigma) {
    VectorXd precision = VectorXd::Constant(effects + 1, 1.0 / (sigma * sigma));
    precision[0] = 1.0 / (kInterceptDeviation * kInterceptDeviation);
    return precision;
}

} // namespace

StaticRival::StaticRival(StaticCells cells, std::vector<int> effects,
                         const std::vector<ObservedShare>& observed)
    : effects_(std::move(effects)) {
    make_patterns(cells);
    std::map<int, std::vector<ObservedShare>> questions;
    for (const ObservedShare& share : observed)
        questions[share.question].push_back(share);
    require(!questions.empty(), "a regression without data");
    constexpr std::array<double, 7> kSigmas{0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8};
    double best = -std::numeric_limits<double>::infinity();
    for (const double sigma : kSigmas) {
        double evidence = 0.0;
        std::vector<std::vector<Fit>> fits(static_cast<std::size_t>(questions.rbegin()->first) + 1);
        for (const auto& [question, shares] : questions) {
            fits[static_cast<std::size_t>(question)].push_back(fit(shares, sigma));
            evidence += fits[static_cast<std::size_t>(question)].front().log_evidence;
        }
        if (evidence > best) {
            best = evidence;
            sigma_ = sigma;
            fits_ = std::move(fits);
        }
    }
}

void StaticRival::make_patterns(const StaticCells& cells) {
    std::map<std::vector<int>, Index> patterns;
    std::vector<Index> pattern_of(cells.weights.size());
    for (std::size_t cell = 0; cell < cells.weights.size(); ++cell) {
        std::vector<int> at_work;
        for (std::size_t e = 0; e < effects_.size(); ++e)
            if (std::ranges::find(cells.groups[cell], effects_[e]) != cells.groups[cell].end())
                at_work.push_back(static_cast<int>(e));
        pattern_of[cell] =
            patterns.emplace(at_work, static_cast<Index>(patterns.size())).first->second;
    }
    const auto count = static_cast<Index>(patterns.size());
    design_ = MatrixXd::Zero(count, static_cast<Index>(effects_.size()) + 1);
    design_.col(0).setOnes();
    for (const auto& [at_work, pattern] : patterns)
        for (const int effect : at_work)
            design_(pattern, effect + 1) = 1.0;
    weights_ = MatrixXd::Zero(cells.group_count, count);
    for (std::size_t cell = 0; cell < cells.weights.size(); ++cell)
        for (const int group : cells.groups[cell])
            weights_(group, pattern_of[cell]) += cells.weights[cell];
    for (Index group = 0; group < weights_.rows(); ++group)
        if (const double total = weights_.row(group).sum(); total > 0.0)
            weights_.row(group) /= total;
}

VectorXd StaticRival::expected(const VectorXd& parameters, std::span<const int> groups,
                               MatrixXd* jacobian) const {
    const VectorXd latent = design_ * parameters;
    const VectorXd shares = latent.unaryExpr([](double x) { return normal_cdf(x); });
    const VectorXd slopes = latent.unaryExpr([](double x) { return normal_density(x); });
    VectorXd result(static_cast<Index>(groups.size()));
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const auto row = weights_.row(groups[i]);
        result[static_cast<Index>(i)] = row.dot(shares);
        if (jacobian != nullptr)
            jacobian->row(static_cast<Index>(i)) =
                (row.transpose().array() * slopes.array()).matrix().transpose() * design_;
    }
    return result;
}

StaticRival::Fit StaticRival::fit(std::span<const ObservedShare> observed, double sigma) const {
    constexpr int kSteps = 30;
    std::vector<int> groups;
    const auto count = static_cast<Index>(observed.size());
    VectorXd values(count), precision(count);
    for (Index i = 0; i < count; ++i) {
        groups.push_back(observed[static_cast<std::size_t>(i)].group);
        values[i] = observed[static_cast<std::size_t>(i)].share;
        precision[i] = 1.0 / observed[static_cast<std::size_t>(i)].variance;
    }
    const VectorXd prior = prior_precision(design_.cols() - 1, sigma);
    Fit result;
    result.parameters = VectorXd::Zero(design_.cols());
    MatrixXd jacobian(count, design_.cols()), hessian;
    for (int step = 0; step < kSteps; ++step) { // Gauss-Newton; the problem is nearly linear
        const VectorXd residual = values - expected(result.parameters, groups, &jacobian);
        hessian = jacobian.transpose() * precision.asDiagonal() * jacobian;
        hessian.diagonal() += prior;
        const VectorXd gradient =
            jacobian.transpose() * (precision.array() * residual.array()).matrix() -
            (prior.array() * result.parameters.array()).matrix();
        const VectorXd move = hessian.ldlt().solve(gradient);
        result.parameters += move / std::max(1.0, move.norm()); // at most one probit unit
        if (move.norm() < 1e-9)
            break;
    }
    const VectorXd residual = values - expected(result.parameters, groups, &jacobian);
    result.covariance = hessian.ldlt().solve(MatrixXd::Identity(hessian.rows(), hessian.cols()));
    const MatrixXd factor = hessian.llt().matrixL();
    result.log_evidence = -0.5 * (precision.array() * residual.array().square()).sum() -
                          0.5 * (prior.array() * result.parameters.array().square()).sum() +
                          0.5 * prior.array().log().sum() - factor.diagonal().array().log().sum();
    return result;
}

SharePrediction StaticRival::predict(int question, int group) const {
    const auto q = static_cast<std::size_t>(question);
    require(q < fits_.size() && !fits_[q].empty(), "a question that was not fitted");
    const Fit& fit = fits_[q].front();
    const std::array<int, 1> groups{group};
    MatrixXd jacobian(1, design_.cols());
    const double mean = expected(fit.parameters, groups, &jacobian)[0];
    return {mean, std::sqrt((jacobian * fit.covariance * jacobian.transpose())(0, 0))};
}

} // namespace kozqaras
