#include "inference/sample/conditional_surrogate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "inference/numbers.hpp"
#include "support/errors.hpp"

namespace kozqaras::inference {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

constexpr double kCorner = 1.0, kAxis = 2.0;
constexpr double kSettled =
    1.0; ///< of the log density, still to be gained on the way to an optimum

/// 1, coordinates, squares, products of two.
VectorXd quadratic_terms(const VectorXd& u) {
    const Index n = u.size();
    VectorXd terms(1 + 2 * n + n * (n - 1) / 2);
    terms << 1.0, u, u.cwiseAbs2(), VectorXd::Zero(n * (n - 1) / 2);
    Index next = 1 + 2 * n;
    for (Index j = 0; j < n; ++j)
        for (Index k = j + 1; k < n; ++k)
            terms[next++] = u[j] * u[k];
    return terms;
}

/// Terms of the volume at each of `points`, a row each: as many as this number of runs can tell.
MatrixXd volume_terms(const MatrixXd& points, Index runs) {
    const Index n = points.rows();
    Index count = quadratic_terms(points.col(0)).size();
    if (2 * runs < 3 * count)
        count = 2 * runs < 3 * (1 + n) ? 1 : 1 + n;
    MatrixXd terms(points.cols(), count);
    for (Index i = 0; i < points.cols(); ++i)
        terms.row(i) = quadratic_terms(points.col(i)).head(count);
    return terms;
}

} // namespace

MatrixXd central_composite(Index factors) {
    require(factors >= 1 && factors <= kMostIntegrated, "a design of one to seven factors");
    constexpr Index kWhole = 4;
    const Index free = factors <= kWhole ? factors : factors - 1;
    const Index corners = Index{1} << free;
    MatrixXd points = MatrixXd::Zero(factors, 1 + 2 * factors + corners);
    for (Index j = 0; j < factors; ++j) {
        points(j, 1 + 2 * j) = kAxis;
        points(j, 2 + 2 * j) = -kAxis;
    }
    for (Index c = 0; c < corners; ++c) {
        auto corner = points.col(1 + 2 * factors + c);
        corner.setConstant(kCorner);
        for (Index j = 0; j < free; ++j)
            if (((c >> j) & 1) != 0)
                corner[j] = -kCorner;
        if (free < factors)
            corner[free] = corner.head(free).prod() > 0.0 ? kCorner : -kCorner;
    }
    return points;
}

Partition::Partition(Index size, std::vector<Index> chosen) : psi(std::move(chosen)) {
    std::vector<bool> is_psi(static_cast<std::size_t>(size), false);
    for (const Index k : psi) {
        require(k >= 0 && k < size && !is_psi[static_cast<std::size_t>(k)],
                "parameters to integrate over: no such position, or one twice");
        is_psi[static_cast<std::size_t>(k)] = true;
    }
    for (Index k = 0; k < size; ++k)
        if (!is_psi[static_cast<std::size_t>(k)])
            others.push_back(k);
}

VectorXd Partition::joined(const VectorXd& psi_values, const VectorXd& other_values) const {
    VectorXd all(psi_values.size() + other_values.size());
    all(psi) = psi_values;
    all(others) = other_values;
    return all;
}

struct ConditionalSurrogate::Step {
    Conditional optimum; ///< as the linearisation has it
    VectorXd move;
    double fall = 0; ///< of half the objective, on the way there
};

ConditionalSurrogate::ConditionalSurrogate(const CalibrationProblem& problem, Partition partition,
                                           const VectorXd& centre, const MatrixXd& covariance,
                                           double difference_step)
    : problem_(problem),
      partition_(std::move(partition)),
      psi_mean_(problem.prior_mean(partition_.psi)),
      psi_deviation_(problem.prior_standard_deviation(partition_.psi)),
      others_mean_(problem.prior_mean(partition_.others)),
      steps_(difference_step * problem.prior_standard_deviation),
      others_precision_(
          problem.prior_standard_deviation(partition_.others).array().square().inverse()),
      noise_(covariance),
      centre_u_(coordinates(centre(partition_.psi))),
      centre_others_(centre(partition_.others)),
      lowest_(centre_u_),
      highest_(centre_u_) {
    require(noise_.info() == Eigen::Success, "the covariance of the data is not positive definite");
    const Linearisation here = linearised(problem, centre, steps_);
    simulations_ = here.simulations;
    const MatrixXd by_all = whitened(here.jacobian);
    const MatrixXd by_others = by_all(Eigen::all, partition_.others);
    line_ = -precision(by_others).solve(by_others.transpose() * by_all(Eigen::all, partition_.psi) *
                                        psi_deviation_.asDiagonal());
    steps_(partition_.psi).setZero();
}

MatrixXd ConditionalSurrogate::whitened(const MatrixXd& columns) const {
    return noise_.matrixL().solve(columns);
}

Eigen::LLT<MatrixXd> ConditionalSurrogate::precision(const MatrixXd& jacobian) const {
    MatrixXd result = MatrixXd::Zero(jacobian.cols(), jacobian.cols());
    result.selfadjointView<Eigen::Lower>().rankUpdate(jacobian.transpose());
    result.diagonal().array() += others_precision_;
    return result.selfadjointView<Eigen::Lower>().llt();
}

VectorXd ConditionalSurrogate::psi(const VectorXd& u) const {
    return psi_mean_ + psi_deviation_.cwiseProduct(u);
}

VectorXd ConditionalSurrogate::coordinates(const VectorXd& psi) const {
    return (psi - psi_mean_).cwiseQuotient(psi_deviation_);
}

VectorXd ConditionalSurrogate::trusted(const VectorXd& u) const {
    return u.cwiseMax(lowest_).cwiseMin(highest_);
}

VectorXd ConditionalSurrogate::optimum(const VectorXd& u) const {
    if (runs_.empty())
        return centre_others_ + line_ * (u - centre_u_);
    return optimum_ * quadratic_terms(trusted(u));
}

double ConditionalSurrogate::objective(const VectorXd& expected, const VectorXd& others) const {
    return whitened(problem_.observed - expected).squaredNorm() +
           (others_precision_ * (others - others_mean_).array().square()).sum();
}

VectorXd ConditionalSurrogate::gradient(const MatrixXd& jacobian, const VectorXd& residual,
                                        const VectorXd& others) const {
    return (others_precision_ * (others - others_mean_).array()).matrix() -
           jacobian.transpose() * residual;
}

ConditionalSurrogate::Step ConditionalSurrogate::step_from(const Linearisation& there,
                                                           const VectorXd& from) const {
    Step step;
    Conditional& optimum = step.optimum;
    optimum.jacobian = whitened(there.jacobian(Eigen::all, partition_.others));
    const VectorXd residual = whitened(problem_.observed - there.expected);
    const auto normal = precision(optimum.jacobian);
    require(normal.info() == Eigen::Success, "a precision is not positive definite");
    const VectorXd uphill = -gradient(optimum.jacobian, residual, from);
    step.move = normal.solve(uphill);
    step.fall = 0.5 * uphill.dot(step.move);
    optimum.mean = from + step.move;
    optimum.residual = residual - optimum.jacobian * step.move;
    optimum.log_volume = normal.matrixLLT().diagonal().array().log().sum();
    optimum.log_joint = -0.5 * objective(there.expected, from) + step.fall;
    return step;
}

Conditional ConditionalSurrogate::run(const VectorXd& u, VectorXd from,
                                      const std::stop_token& stop) {
    constexpr int kMostSteps = 6;
    Conditional best;
    VectorXd best_from, move;
    double lowest = std::numeric_limits<double>::infinity();
    for (int count = 0; count < kMostSteps; ++count) {
        check_stop(stop);
        const Linearisation there = linearised(problem_, partition_.joined(psi(u), from), steps_);
        simulations_ += there.simulations;
        const double value = objective(there.expected, from);
        if (!(value < lowest)) { // the last step was too long
            move *= 0.3;
            from = best_from + move;
            continue;
        }
        lowest = value;
        best_from = from;
        Step step = step_from(there, from);
        best = std::move(step.optimum);
        if (step.fall < kSettled)
            break;
        move = step.move;
        from += move;
    }
    best.log_joint -= 0.5 * u.squaredNorm();
    return best;
}

/// A point on its way to the optimum with derivatives that stay.
struct ConditionalSurrogate::Chord {
    Conditional found;
    Eigen::LLT<MatrixXd> normal;
    VectorXd others, best_others,
        move; ///< now; where the objective was lowest; the step from there
    double lowest = std::numeric_limits<double>::infinity(), fall = 0;
};

void ConditionalSurrogate::advance(Chord& chord, const VectorXd& expected) const {
    const double value = objective(expected, chord.others);
    if (!(value < chord.lowest)) { // the last step was too long
        chord.move *= 0.3;
        chord.others = chord.best_others + chord.move;
        return;
    }
    Conditional& found = chord.found;
    const VectorXd residual = whitened(problem_.observed - expected);
    const VectorXd uphill = -gradient(found.jacobian, residual, chord.others);
    chord.move = chord.normal.solve(uphill);
    chord.fall = 0.5 * uphill.dot(chord.move);
    chord.lowest = value;
    chord.best_others = chord.others;
    chord.others += chord.move;
    // What is still to be gained is believed only where it is little.
    const bool near = chord.fall < kSettled;
    found.mean = near ? chord.others : chord.best_others;
    found.residual = near ? VectorXd(residual - found.jacobian * chord.move) : residual;
    found.log_joint = -0.5 * value + (near ? chord.fall : 0.0);
}

std::vector<Conditional> ConditionalSurrogate::chord(const MatrixXd& points,
                                                     const std::stop_token& stop) {
    constexpr int kMostSteps = 6;
    constexpr double kEnough = 0.02;
    std::vector<Chord> chords;
    for (Index i = 0; i < points.cols(); ++i) {
        Chord chord;
        chord.found = at(points.col(i));
        chord.normal = precision(chord.found.jacobian);
        chord.others = chord.found.mean;
        chords.push_back(std::move(chord));
    }
    std::vector<Index> open(chords.size());
    std::iota(open.begin(), open.end(), Index{0});
    for (int step = 0; step < kMostSteps && !open.empty(); ++step) {
        check_stop(stop);
        MatrixXd all(problem_.prior_mean.size(), static_cast<Index>(open.size()));
        for (std::size_t i = 0; i < open.size(); ++i)
            all.col(static_cast<Index>(i)) = partition_.joined(
                psi(points.col(open[i])), chords[static_cast<std::size_t>(open[i])].others);
        const MatrixXd expected = problem_.simulate(all);
        simulations_ += static_cast<int>(all.cols());
        for (std::size_t i = 0; i < open.size(); ++i)
            advance(chords[static_cast<std::size_t>(open[i])], expected.col(static_cast<Index>(i)));
        std::erase_if(open,
                      [&](Index i) { return chords[static_cast<std::size_t>(i)].fall < kEnough; });
    }
    std::vector<Conditional> found;
    for (std::size_t i = 0; i < chords.size(); ++i) {
        found.push_back(std::move(chords[i].found));
        found.back().log_joint -= 0.5 * points.col(static_cast<Index>(i)).squaredNorm();
    }
    return found;
}

std::vector<Conditional> ConditionalSurrogate::linearise(const MatrixXd& points,
                                                         const MatrixXd& others,
                                                         const std::stop_token& stop) {
    std::vector<Conditional> found;
    for (Index i = 0; i < points.cols(); ++i) {
        found.push_back(run(points.col(i), others.col(i), stop));
        runs_.push_back({found.back(), true});
    }
    take(points);
    return found;
}

std::vector<Conditional> ConditionalSurrogate::find(const MatrixXd& points,
                                                    const std::stop_token& stop) {
    std::vector<Conditional> found = chord(points, stop);
    for (const Conditional& one : found)
        runs_.push_back({{one.log_joint, one.log_volume, one.mean, one.residual, {}}, false});
    take(points);
    return found;
}

void ConditionalSurrogate::take(const MatrixXd& points) {
    points_.conservativeResize(points.rows(), static_cast<Index>(runs_.size()));
    points_.rightCols(points.cols()) = points;
    for (std::size_t i = 0; i < runs_.size(); ++i)
        if (runs_[i].linearised) {
            lowest_ = lowest_.cwiseMin(points_.col(static_cast<Index>(i)));
            highest_ = highest_.cwiseMax(points_.col(static_cast<Index>(i)));
        }
    fit();
}

VectorXd ConditionalSurrogate::roots_of_weights() const {
    // Points that hardly matter must not rule: weights fall with the root of the density.
    constexpr double kLeast = 0.05;
    VectorXd densities(static_cast<Index>(runs_.size()));
    for (std::size_t i = 0; i < runs_.size(); ++i)
        densities[static_cast<Index>(i)] = runs_[i].found.log_density();
    return (0.5 * (densities.array() - densities.maxCoeff())).exp().max(kLeast).sqrt();
}

void ConditionalSurrogate::fit() {
    std::vector<Index> all(runs_.size()), linearised;
    std::iota(all.begin(), all.end(), Index{0});
    for (const Index i : all)
        if (runs_[static_cast<std::size_t>(i)].linearised)
            linearised.push_back(i);
    const VectorXd roots = roots_of_weights();
    MatrixXd terms(points_.cols(), quadratic_terms(points_.col(0)).size());
    for (const Index i : all)
        terms.row(i) = roots[i] * quadratic_terms(points_.col(i));
    /// Quadratic terms of a value, a column for each of `rows`, by weighted least squares.
    const auto fitted = [&](const std::vector<Index>& rows, const auto& value) -> MatrixXd {
        MatrixXd values(value(runs_.front().found).size(), static_cast<Index>(rows.size()));
        for (std::size_t i = 0; i < rows.size(); ++i)
            values.col(static_cast<Index>(i)) =
                value(runs_[static_cast<std::size_t>(rows[i])].found) * roots[rows[i]];
        return values * terms(rows, Eigen::all)
                            .eval()
                            .completeOrthogonalDecomposition()
                            .pseudoInverse()
                            .transpose();
    };
    optimum_ = fitted(all, [](const Conditional& c) -> VectorXd { return c.mean; });
    residual_ = fitted(all, [](const Conditional& c) -> VectorXd { return c.residual; });
    jacobian_ =
        fitted(linearised, [](const Conditional& c) -> VectorXd { return c.jacobian.reshaped(); });
    VectorXd volumes(static_cast<Index>(linearised.size()));
    for (Index i = 0; i < volumes.size(); ++i)
        volumes[i] = runs_[static_cast<std::size_t>(linearised[static_cast<std::size_t>(i)])]
                         .found.log_volume;
    const MatrixXd known = columns_of(points_, linearised);
    volume_ =
        std::make_unique<const KernelRegression>(known, volume_terms(known, known.cols()), volumes);
}

double ConditionalSurrogate::log_volume(const VectorXd& u) const {
    const auto known = std::ranges::count_if(runs_, &Run::linearised);
    return (*volume_)(u, volume_terms(u, known))(0, 0);
}

Conditional ConditionalSurrogate::at(const VectorXd& u) const {
    const VectorXd terms = quadratic_terms(trusted(u));
    return {0.0, log_volume(u), optimum_ * terms, residual_ * terms,
            (jacobian_ * terms).reshaped(problem_.observed.size(), others_mean_.size())};
}

} // namespace kozqaras::inference
