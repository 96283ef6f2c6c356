#include "model/survey/positive_shares.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/Core>
#include <unsupported/Eigen/SpecialFunctions>

#include "support/errors.hpp"
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
    for_blocks(pairs.empty() ? 0 : cells_, 64, [&](std::size_t begin, std::size_t end) {
        for (std::size_t cell = begin; cell < end; ++cell)
            for (std::size_t pair = 0; pair < pairs.size(); ++pair)
                for (std::size_t member = 0; member < members_; ++member) {
                    const auto lane = [&](std::size_t question) {
                        return lane_of(member,
                                       static_cast<std::size_t>(questions[question].attitude));
                    };
                    const std::size_t x = lane(pairs[pair].first), y = lane(pairs[pair].second);
                    double of_x = 0.0, of_y = 0.0, products = 0.0; // of whole numbers: exact
                    for (std::uint32_t at = cells.offsets[cell]; at < cells.offsets[cell + 1];
                         ++at) {
                        const auto* own = &opinions.values[cells.agents[at] * opinions.stride];
                        of_x += own[x];
                        of_y += own[y];
                        products += static_cast<double>(own[x]) * own[y];
                    }
                    const double count = cells.count(cell);
                    values_[(pair * members_ + member) * cells_ + cell] =
                        static_cast<float>((products - of_x * of_y / count) / count *
                                           static_cast<double>(opinions.quantum[x]) *
                                           static_cast<double>(opinions.quantum[y]));
                }
    });
}

PositiveShares positive_shares(const AttitudeMoments& moments,
                               const AttitudeCovariances& covariances, std::size_t member,
                               const NetWeights& weights, const ResponseParameters& response,
                               std::span<const Question> questions,
                               std::span<const std::size_t> asked,
                               std::span<const JointAnswers> pairs) {
    std::vector<CellsOfQuestion> cells;
    PositiveShares shares;
    for (const std::size_t question : asked) {
        cells.emplace_back(moments, member, questions[question], response.upper[question]);
        shares.single.push_back(weighted_mean(cells.back().share, weights));
    }
    const auto of = [&](std::size_t question) -> const CellsOfQuestion& {
        const auto place = std::ranges::find(asked, question);
        require(place != asked.end(), "a pair of a question that is not asked");
        return cells[static_cast<std::size_t>(place - asked.begin())];
    };
    for (std::size_t pair = 0; pair < pairs.size(); ++pair)
        shares.both.push_back(
            weighted_mean(both_positive(of(pairs[pair].first), of(pairs[pair].second),
                                        covariances.of(pair, member)),
                          weights));
    return shares;
}

} // namespace kozqaras
