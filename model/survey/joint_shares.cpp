#include "model/survey/joint_shares.hpp"

#include <array>
#include <cmath>
#include <cstdint>

#include <Eigen/Core>
#include <unsupported/Eigen/SpecialFunctions>

#include "support/parallel.hpp"

namespace kozqaras {

namespace {

/// Of every cell: how far the mean answer lies above the upper threshold, in standard deviations of
/// an answer; the inverse of that deviation; and the share positive.
struct CellsOfQuestion {
    Eigen::ArrayXf distance, scale, share;

    CellsOfQuestion(const AttitudeMoments& moments, std::size_t member, const Question& question,
                    double upper)
        : distance(static_cast<Eigen::Index>(moments.cells)), scale(distance.size()) {
        constexpr float kInverseRootTwo = 0.70710678F;
        for (Eigen::Index cell = 0; cell < distance.size(); ++cell) {
            const std::size_t place = moments.place(member, static_cast<std::size_t>(cell)) +
                                      static_cast<std::size_t>(question.attitude);
            scale[cell] = 1.0F / std::sqrt(1.0F + moments.variance[place]);
            distance[cell] = (moments.mean[place] - static_cast<float>(upper)) * scale[cell];
        }
        share = 0.5F + 0.5F * (distance * kInverseRootTwo).erf();
    }

    [[nodiscard]] Eigen::ArrayXf density() const {
        constexpr float kInverseRootTwoPi = 0.39894228F;
        return kInverseRootTwoPi * (-0.5F * distance.square()).exp();
    }
};

double weighted_mean(const Eigen::ArrayXf& values, const NetWeights& weights) {
    const Eigen::Map<const Eigen::ArrayXf> adults(weights.adults.data(), values.size());
    return (values.cast<double>() * adults.cast<double>()).sum() / weights.group_adults.front();
}

Eigen::ArrayXf both_positive(const CellsOfQuestion& x, const CellsOfQuestion& y,
                             std::span<const float> covariance) {
    const Eigen::Map<const Eigen::ArrayXf> within(covariance.data(), x.share.size());
    const Eigen::ArrayXf r = within * x.scale * y.scale, &h = x.distance, &k = y.distance;
    return x.share * y.share + x.density() * y.density() *
                                   (r + r.square() / 2.0F * h * k +
                                    r.cube() / 6.0F * (h.square() - 1.0F) * (k.square() - 1.0F));
}

} // namespace

void AttitudeCovariances::take(const Opinions& opinions, const ReportingCells& cells,
                               std::span<const Question> questions,
                               std::span<const JointAnswers> pairs) {
    members_ = opinions.members;
    cells_ = cells.size();
    values_.resize(pairs.size() * members_ * cells_);
    for (std::size_t pair = 0; pair < pairs.size(); ++pair) {
        const auto x = static_cast<std::size_t>(questions[pairs[pair].first].attitude),
                   y = static_cast<std::size_t>(questions[pairs[pair].second].attitude);
        for_blocks(cells_, 64, [&](std::size_t begin, std::size_t end) {
            for (std::size_t cell = begin; cell < end; ++cell)
                take_cell(opinions, cells, {pair, cell, x, y});
        });
    }
}

void AttitudeCovariances::take_cell(const Opinions& opinions, const ReportingCells& cells,
                                    const Place& at) {
    std::array<std::int64_t, kMostMembers> of_x{}, of_y{}, products{};
    for (std::uint32_t i = cells.offsets[at.cell]; i < cells.offsets[at.cell + 1]; ++i) {
        const std::int16_t* own = &opinions.values[cells.agents[i] * opinions.stride];
        for (std::size_t member = 0; member < members_; ++member) {
            const std::int64_t x = own[lane_of(member, at.x)], y = own[lane_of(member, at.y)];
            of_x[member] += x;
            of_y[member] += y;
            products[member] += x * y;
        }
    }
    const double count = cells.count(at.cell);
    for (std::size_t member = 0; member < members_; ++member) {
        const auto x = static_cast<double>(of_x[member]), y = static_cast<double>(of_y[member]);
        values_[(at.pair * members_ + member) * cells_ + at.cell] =
            static_cast<float>((static_cast<double>(products[member]) - x * y / count) / count *
                               static_cast<double>(opinions.quantum[lane_of(member, at.x)]) *
                               static_cast<double>(opinions.quantum[lane_of(member, at.y)]));
    }
}

std::vector<double> joint_shares(const AttitudeMoments& moments,
                                 const AttitudeCovariances& covariances, std::size_t member,
                                 const NetWeights& weights, const ResponseParameters& response,
                                 std::span<const Question> questions,
                                 std::span<const JointAnswers> pairs) {
    const auto cells_of = [&](std::size_t question) {
        return CellsOfQuestion(moments, member, questions[question], response.upper[question]);
    };
    std::vector<double> shares;
    for (std::size_t pair = 0; pair < pairs.size(); ++pair)
        shares.push_back(
            weighted_mean(both_positive(cells_of(pairs[pair].first), cells_of(pairs[pair].second),
                                        covariances.of(pair, member)),
                          weights));
    return shares;
}

} // namespace kozqaras
