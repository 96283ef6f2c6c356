#include "model/survey/expected_shares.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/core/parallel.hpp"
#include "model/core/statistics.hpp"

namespace kozqaras {

namespace {

/// Phi by linear interpolation in steps of 1/256 on -6..6; absolute error below 5e-7.
class NormalTable {
  public:
    NormalTable() {
        for (std::size_t i = 0; i < values_.size(); ++i)
            values_[i] = static_cast<float>(normal_cdf(static_cast<double>(i) / kSteps - kRange));
    }

    [[nodiscard]] float operator()(float x) const {
        const float place =
            (std::clamp(x, -static_cast<float>(kRange), kRange - 0.001F) + kRange) * kSteps;
        const auto low = static_cast<std::size_t>(place);
        const float part = place - static_cast<float>(low);
        return values_[low] + part * (values_[low + 1] - values_[low]);
    }

  private:
    static constexpr int kRange = 6, kSteps = 256;
    std::array<float, 2 * kRange * kSteps + 1> values_{};
};

const NormalTable& normal_table() {
    static const NormalTable table;
    return table;
}

/// Shares of one cell for all questions.
struct CellShares {
    std::array<float, kQuestionCount> positive, negative;
};

class CellResponse {
  public:
    CellResponse(const ResponseParameters& response, std::span<const Question> questions)
        : table_(normal_table()) {
        for (std::size_t q = 0; q < kQuestionCount; ++q) {
            lower_[q] = static_cast<float>(response.lower[q]);
            upper_[q] = static_cast<float>(response.upper[q]);
            attitude_[q] = static_cast<std::size_t>(questions[q].attitude);
        }
    }

    void operator()(const float* mean, const float* variance, CellShares& shares) const {
        std::array<float, kAttitudeCount> scale{};
        for (std::size_t a = 0; a < kAttitudeCount; ++a)
            scale[a] = 1.0F / std::sqrt(1.0F + variance[a]);
        for (std::size_t q = 0; q < kQuestionCount; ++q) {
            const std::size_t a = attitude_[q];
            shares.positive[q] = table_((mean[a] - upper_[q]) * scale[a]);
            shares.negative[q] = table_((lower_[q] - mean[a]) * scale[a]);
        }
    }

  private:
    const NormalTable& table_;
    std::array<float, kQuestionCount> lower_{}, upper_{};
    std::array<std::size_t, kQuestionCount> attitude_{};
};

} // namespace

AttitudeMoments attitude_moments(const Opinions& opinions, const ReportingCells& cells) {
    const std::size_t lanes = opinions.members * kAttitudeCount, stride = opinions.stride;
    AttitudeMoments moments;
    moments.members = opinions.members;
    moments.mean.resize(cells.size() * lanes);
    moments.variance.resize(cells.size() * lanes);
    for_blocks(cells.size(), 64, [&](std::size_t begin, std::size_t end) {
        for (std::size_t cell = begin; cell < end; ++cell) {
            LaneValues sum{}, squares{};
            for (std::uint32_t place = cells.offsets[cell]; place < cells.offsets[cell + 1];
                 ++place) {
                const std::int16_t* x = &opinions.values[cells.agents[place] * stride];
                for (std::size_t lane = 0; lane < stride; ++lane) {
                    const auto value = static_cast<float>(x[lane]);
                    sum[lane] += value;
                    squares[lane] += value * value;
                }
            }
            const float share = 1.0F / static_cast<float>(cells.count(cell));
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                const float mean = sum[lane] * share * opinions.quantum[lane];
                const float square =
                    squares[lane] * share * opinions.quantum[lane] * opinions.quantum[lane];
                moments.mean[cell * lanes + lane] = mean;
                moments.variance[cell * lanes + lane] = std::max(0.0F, square - mean * mean);
            }
        }
    });
    return moments;
}

std::vector<AnswerShares> expected_shares(const AttitudeMoments& moments, std::size_t member,
                                          const ReportingCells& cells,
                                          std::span<const double> weights,
                                          const ResponseParameters& response,
                                          std::span<const Question> questions) {
    std::vector<AnswerShares> table(std::size_t{kGroupCount} * kQuestionCount);
    std::array<double, kGroupCount> totals{};
    const CellResponse respond(response, questions);
    CellShares shares{};
    const auto add = [&](std::size_t group, double weight) {
        totals[group] += weight;
        for (std::size_t q = 0; q < kQuestionCount; ++q) {
            table[group * kQuestionCount + q].positive += weight * shares.positive[q];
            table[group * kQuestionCount + q].negative += weight * shares.negative[q];
        }
    };
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
        const std::size_t lane = (cell * moments.members + member) * kAttitudeCount;
        respond(&moments.mean[lane], &moments.variance[lane], shares);
        const double weight = weights[cell] * cells.count(cell);
        add(0, weight);
        for (const std::uint8_t group : cells.groups[cell])
            add(group, weight);
    }
    for (std::size_t group = 0; group < kGroupCount; ++group)
        for (std::size_t q = 0; q < kQuestionCount && totals[group] > 0.0; ++q) {
            table[group * kQuestionCount + q].positive /= totals[group];
            table[group * kQuestionCount + q].negative /= totals[group];
        }
    return table;
}

ExpectedNets expected_nets(const AttitudeMoments& moments, std::size_t member,
                           const ReportingCells& cells, std::span<const double> weights,
                           const ResponseParameters& response,
                           std::span<const Question> questions) {
    ExpectedNets nets;
    nets.adults.assign(std::size_t{kGroupCount} * kQuestionCount, 0.0);
    std::array<double, kGroupCount> totals{};
    double sample_total = 0.0;
    const CellResponse respond(response, questions);
    CellShares shares{};
    std::array<double, kQuestionCount> net{};
    const auto add = [&](std::size_t group, double weight) {
        totals[group] += weight;
        for (std::size_t q = 0; q < kQuestionCount; ++q)
            nets.adults[group * kQuestionCount + q] += weight * net[q];
    };
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
        const std::size_t lane = (cell * moments.members + member) * kAttitudeCount;
        respond(&moments.mean[lane], &moments.variance[lane], shares);
        const double count = cells.count(cell);
        for (std::size_t q = 0; q < kQuestionCount; ++q) {
            net[q] = static_cast<double>(shares.positive[q]) - shares.negative[q];
            nets.sample[q] += weights[cell] * count * net[q];
        }
        sample_total += weights[cell] * count;
        add(0, count);
        for (const std::uint8_t group : cells.groups[cell])
            add(group, count);
    }
    for (std::size_t group = 0; group < kGroupCount; ++group)
        for (std::size_t q = 0; q < kQuestionCount; ++q)
            nets.adults[group * kQuestionCount + q] =
                totals[group] > 0.0 ? nets.adults[group * kQuestionCount + q] / totals[group]
                                    : std::numeric_limits<double>::quiet_NaN();
    for (double& value : nets.sample)
        value /= sample_total;
    return nets;
}

AnswerShares answer_probabilities(double attitude, double lower, double upper) {
    return {normal_cdf(attitude - upper), normal_cdf(lower - attitude)};
}

} // namespace kozqaras
