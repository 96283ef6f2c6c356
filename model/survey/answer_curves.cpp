#include "model/survey/answer_curves.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <Eigen/Dense>
#include <unsupported/Eigen/SpecialFunctions>

namespace kozqaras {

namespace {

constexpr int kNodes = 19; ///< from -kFarthest to kFarthest
constexpr float kFarthest = 3.6F;
constexpr int kRows = kAttitudeCount * kNodes;

using Curves = Eigen::Array<float, kRows, 1>;

/// erf of one cell at all nodes: twice the share above, less 1.
void curves_of_cell(const AttitudeMoments& moments, std::size_t place, Curves& curves) {
    constexpr float kInverseRootTwo = 0.70710678F;
    static const Eigen::Array<float, kNodes, 1> nodes =
        Eigen::Array<float, kNodes, 1>::LinSpaced(kNodes, -kFarthest, kFarthest);
    for (int a = 0; a < kAttitudeCount; ++a) {
        const auto at = place + static_cast<std::size_t>(a);
        curves.segment<kNodes>(a * kNodes) =
            (nodes + moments.mean[at]) * (kInverseRootTwo / std::sqrt(1.0F + moments.variance[at]));
    }
    curves = curves.erf();
}

} // namespace

AnswerCurves::AnswerCurves(const AttitudeMoments& moments, std::size_t member,
                           const ReportingCells& cells, const NetWeights& weights)
    : groups_(static_cast<int>(weights.group_adults.size())) {
    // Single precision within a run of cells, double from run to run.
    constexpr std::size_t kRun = 256;
    Eigen::ArrayXXd sums = Eigen::ArrayXXd::Zero(kRows, groups_ + 1);
    Eigen::Array<float, kRows, Eigen::Dynamic> run(kRows, groups_ + 1);
    Curves curves;
    for (std::size_t first = 0; first < cells.size(); first += kRun) {
        run.setZero();
        for (std::size_t cell = first; cell < std::min(cells.size(), first + kRun); ++cell) {
            curves_of_cell(moments, moments.place(member, cell), curves);
            run.col(groups_) += weights.sample[cell] * curves;
            curves *= weights.adults[cell];
            run.col(0) += curves;
            for (const std::uint8_t group : cells.groups[cell])
                run.col(group) += curves;
        }
        sums += run.cast<double>();
    }
    shares_.reserve(static_cast<std::size_t>(kRows * (groups_ + 1)));
    for (int column = 0; column <= groups_; ++column) {
        const double all = column == groups_
                               ? weights.all_sample
                               : weights.group_adults[static_cast<std::size_t>(column)];
        for (int row = 0; row < kRows; ++row)
            shares_.push_back(static_cast<float>(0.5 + 0.5 * sums(row, column) / all));
    }
}

double AnswerCurves::above(int group, int attitude, double distance) const {
    constexpr double kStep = 2.0 * static_cast<double>(kFarthest) / (kNodes - 1);
    constexpr int kUsed = 6;
    // 1 / product over j of (i - j): the weights of Lagrange's polynomial at whole nodes.
    constexpr std::array<double, kUsed> kScale{-1.0 / 120, 1.0 / 24,  -1.0 / 12,
                                               1.0 / 12,   -1.0 / 24, 1.0 / 120};
    const int row = group == kSample ? groups_ : group;
    const float* const curve =
        &shares_[static_cast<std::size_t>((row * kAttitudeCount + attitude) * kNodes)];
    const double place =
        std::clamp((distance + static_cast<double>(kFarthest)) / kStep, 0.0, kNodes - 1.0);
    const int first = std::clamp(static_cast<int>(place) - 2, 0, kNodes - kUsed);
    const double x = place - first;
    std::array<double, kUsed> left{}, right{};
    left[0] = right[kUsed - 1] = 1.0;
    for (std::size_t i = 1; i < kUsed; ++i) {
        left[i] = left[i - 1] * (x - static_cast<double>(i - 1));
        right[kUsed - 1 - i] = right[kUsed - i] * (x - static_cast<double>(kUsed - i));
    }
    double sum = 0.0;
    for (std::size_t i = 0; i < kUsed; ++i)
        sum += kScale[i] * left[i] * right[i] *
               static_cast<double>(curve[first + static_cast<int>(i)]);
    return sum;
}

ResponseParameters shifted(const ResponseParameters& response, std::span<const Question> questions,
                           std::span<const double> shift) {
    ResponseParameters moved = response;
    for (std::size_t q = 0; q < questions.size(); ++q) {
        const double by = shift[static_cast<std::size_t>(questions[q].attitude)];
        moved.lower[q] -= by;
        moved.upper[q] -= by;
    }
    return moved;
}

std::array<double, kShiftPowers + 1> shift_nodes() {
    constexpr std::size_t kCount = kShiftPowers + 1;
    static_assert(kCount % 2 == 1, "the middle node is 0");
    std::array<double, kCount> nodes{};
    for (std::size_t k = 0; k < kCount; ++k)
        nodes[k] = k == kCount / 2 ? 0.0
                                   : kLargestShift * std::cos(std::numbers::pi *
                                                              (2.0 * static_cast<double>(k) + 1.0) /
                                                              (2.0 * kCount));
    return nodes;
}

namespace {

/// Values less that at 0 -> coefficients of powers 1 .. kShiftPowers.
Eigen::MatrixXd coefficients_of_values() {
    constexpr auto kCount = static_cast<Eigen::Index>(kShiftPowers) + 1;
    const auto nodes = shift_nodes();
    Eigen::MatrixXd powers(kCount, kCount);
    for (Eigen::Index k = 0; k < kCount; ++k)
        for (Eigen::Index power = 0; power < kCount; ++power)
            powers(k, power) = std::pow(nodes[static_cast<std::size_t>(k)] / kLargestShift,
                                        static_cast<double>(power));
    return powers.inverse().bottomRows(kShiftPowers);
}

} // namespace

ShiftPolynomial shift_polynomial(const std::array<double, kShiftPowers + 1>& values) {
    static const Eigen::MatrixXd coefficients = coefficients_of_values();
    Eigen::Map<const Eigen::VectorXd> known(values.data(), std::ssize(values));
    ShiftPolynomial polynomial{};
    Eigen::Map<Eigen::VectorXd>(polynomial.data(), std::ssize(polynomial)) =
        coefficients * (known.array() - values[kShiftPowers / 2]).matrix();
    return polynomial;
}

} // namespace kozqaras
