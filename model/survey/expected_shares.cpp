#include "model/survey/expected_shares.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

#include <Eigen/Core>
#include <unsupported/Eigen/SpecialFunctions>

#include "support/errors.hpp"
#include "support/parallel.hpp"
#include "support/statistics.hpp"

namespace kozqaras {

namespace {

/// Shares of one cell for all questions, padded to whole vectors.
template <int kPadded> struct CellShares { Eigen::Array<float, kPadded, 1> positive, negative; };

template <int kPadded> class CellResponse {
  public:
    using PerQuestion = Eigen::Array<float, kPadded, 1>;

    CellResponse(const ResponseParameters& response, std::span<const Question> questions) {
        for (std::size_t at = 0; at < questions.size(); ++at) {
            const auto q = static_cast<int>(at);
            lower_[q] = static_cast<float>(response.lower[at]);
            upper_[q] = static_cast<float>(response.upper[at]);
            attitude_(q, static_cast<int>(questions[at].attitude)) = 1.0F;
        }
    }

    void operator()(const float* mean, const float* variance, CellShares<kPadded>& shares) const {
        // Phi(z) = (1 + erf(z / sqrt 2)) / 2; Eigen's single-precision erf errs by less than 1e-6.
        constexpr float kInverseRootTwo = 0.70710678F;
        using PerAttitude = Eigen::Array<float, AttitudeMoments::kMomentStride, 1>;
        PerAttitude scales = 1.0F + Eigen::Map<const PerAttitude>(variance);
        // Not Eigen's square root: in single precision it starts from the processor's approximate
        // reciprocal, whose digits differ between makers. The standard's is rounded exactly.
        for (float& scale : scales)
            scale = kInverseRootTwo / std::sqrt(scale);
        const PerQuestion means = spread(mean), scale = spread(scales.data());
        shares.positive = 0.5F + 0.5F * ((means - upper_) * scale).erf();
        shares.negative = 0.5F + 0.5F * ((lower_ - means) * scale).erf();
    }

  private:
    /// The value of each question's attitude. A product with 0 and 1: quicker than looking up.
    [[nodiscard]] PerQuestion spread(const float* of_attitude) const {
        PerQuestion values = PerQuestion::Zero();
        for (int a = 0; a < static_cast<int>(kAttitudeCount); ++a)
            values += attitude_.col(a) * of_attitude[a];
        return values;
    }

    PerQuestion lower_ = PerQuestion::Zero(), upper_ = PerQuestion::Zero();
    Eigen::Array<float, kPadded, kAttitudeCount> attitude_ =
        Eigen::Array<float, kPadded, kAttitudeCount>::Zero();
};

/// Calls `work` with the number of questions, rounded up to a length that the kernel is compiled
/// for, as std::integral_constant.
template <class Work> auto with_padded(std::size_t questions, const Work& work) {
    static_assert(kMostQuestions == 64);
    require(questions <= kMostQuestions, "more questions than the kernel is laid out for");
    if (questions <= 8)
        return work(std::integral_constant<int, 8>{});
    if (questions <= 16)
        return work(std::integral_constant<int, 16>{});
    if (questions <= 24)
        return work(std::integral_constant<int, 24>{});
    if (questions <= 32)
        return work(std::integral_constant<int, 32>{});
    if (questions <= 48)
        return work(std::integral_constant<int, 48>{});
    return work(std::integral_constant<int, 64>{});
}

} // namespace

AttitudeMoments attitude_moments(const Opinions& opinions, const ReportingCells& cells) {
    AttitudeMoments moments;
    take_attitude_moments(opinions, cells, moments);
    return moments;
}

void take_attitude_moments(const Opinions& opinions, const ReportingCells& cells,
                           AttitudeMoments& moments) {
    const std::size_t stride = opinions.stride;
    if (moments.members != opinions.members || moments.cells != cells.size()) {
        moments.members = opinions.members;
        moments.cells = cells.size();
        moments.mean.assign(moments.place(moments.members, 0), 0.0F);
        moments.variance.assign(moments.mean.size(), 0.0F);
    }
    for_blocks(cells.size(), 64, [&](std::size_t begin, std::size_t end) {
        for (std::size_t cell = begin; cell < end; ++cell) {
            LaneValues sum{}, squares{};
            for (std::uint32_t place = cells.offsets[cell]; place < cells.offsets[cell + 1];
                 ++place) {
                const std::size_t ahead = std::min<std::size_t>(place + 8, cells.agents.size() - 1);
                for (std::size_t lane = 0; lane < stride; lane += kLineLanes)
                    __builtin_prefetch(&opinions.values[cells.agents[ahead] * stride + lane]);
                const std::int16_t* x = &opinions.values[cells.agents[place] * stride];
                for (std::size_t lane = 0; lane < stride; ++lane) {
                    const auto value = static_cast<float>(x[lane]);
                    sum[lane] += value;
                    squares[lane] += value * value;
                }
            }
            const float share = 1.0F / static_cast<float>(cells.count(cell));
            for (std::size_t lane = 0; lane < stride; ++lane) {
                const float unit = share * opinions.quantum[lane], mean = sum[lane] * unit,
                            square = squares[lane] * unit * opinions.quantum[lane];
                sum[lane] = mean;
                squares[lane] = std::max(0.0F, square - mean * mean);
            }
            for (std::size_t member = 0; member < opinions.members; ++member) {
                const std::size_t place = moments.place(member, cell);
                std::copy_n(&sum[lane_of(member, 0)], kAttitudeCount, &moments.mean[place]);
                std::copy_n(&squares[lane_of(member, 0)], kAttitudeCount, &moments.variance[place]);
            }
        }
    });
}

namespace {

/// Sums over cells of share x weight: of positive answers [question][group], then of negative ones.
template <int kPadded>
Eigen::ArrayXXd sums_of_shares(const AttitudeMoments& moments, std::size_t member,
                               const ReportingCells& cells, std::span<const double> weights,
                               const ResponseParameters& response,
                               std::span<const Question> questions) {
    // Single precision within a run of cells, double from run to run.
    constexpr std::size_t kRun = 256;
    using PerQuestion = typename CellResponse<kPadded>::PerQuestion;
    const auto groups = static_cast<Eigen::Index>(cells.country->group_count());
    Eigen::ArrayXXd sums = Eigen::ArrayXXd::Zero(kPadded, 2 * groups);
    Eigen::Array<float, kPadded, Eigen::Dynamic> run(kPadded, 2 * groups);
    const CellResponse<kPadded> respond(response, questions);
    CellShares<kPadded> shares;
    for (std::size_t first = 0; first < cells.size(); first += kRun) {
        run.setZero();
        for (std::size_t cell = first; cell < std::min(cells.size(), first + kRun); ++cell) {
            const std::size_t place = moments.place(member, cell);
            respond(&moments.mean[place], &moments.variance[place], shares);
            const auto weight = static_cast<float>(weights[cell] * cells.count(cell));
            const PerQuestion positive = weight * shares.positive,
                              negative = weight * shares.negative;
            const auto add = [&](Eigen::Index group) {
                run.col(group) += positive;
                run.col(groups + group) += negative;
            };
            add(0);
            for (const std::uint8_t group : cells.groups[cell])
                add(group);
        }
        sums += run.template cast<double>();
    }
    return sums;
}

/// expected_shares() with questions padded to kPadded.
template <int kPadded>
std::vector<AnswerShares> shares_with(const AttitudeMoments& moments, std::size_t member,
                                      const ReportingCells& cells, std::span<const double> weights,
                                      const ResponseParameters& response,
                                      std::span<const Question> questions) {
    const std::size_t count = questions.size(), groups = cells.country->group_count();
    const Eigen::ArrayXXd sums =
        sums_of_shares<kPadded>(moments, member, cells, weights, response, questions);
    std::vector<double> totals(groups, 0.0);
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
        const double weight = weights[cell] * cells.count(cell);
        totals[0] += weight;
        for (const std::uint8_t group : cells.groups[cell])
            totals[group] += weight;
    }
    std::vector<AnswerShares> table(groups * count);
    for (std::size_t group = 0; group < groups; ++group)
        for (std::size_t q = 0; q < count && totals[group] > 0.0; ++q) {
            const auto row = static_cast<Eigen::Index>(q),
                       column = static_cast<Eigen::Index>(group);
            table[group * count + q] = {sums(row, column) / totals[group],
                                        sums(row, static_cast<Eigen::Index>(groups) + column) /
                                            totals[group]};
        }
    return table;
}

} // namespace

std::vector<AnswerShares> expected_shares(const AttitudeMoments& moments, std::size_t member,
                                          const ReportingCells& cells,
                                          std::span<const double> weights,
                                          const ResponseParameters& response,
                                          std::span<const Question> questions) {
    return with_padded(questions.size(), [&](auto padded) {
        return shares_with<padded()>(moments, member, cells, weights, response, questions);
    });
}

NetWeights net_weights(const ReportingCells& cells, std::span<const double> sample_weights,
                       std::span<const double> adult_weights) {
    NetWeights result;
    result.group_adults.assign(cells.country->group_count(), 0.0);
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
        const double sample = sample_weights[cell] * cells.count(cell);
        const double adults =
            adult_weights.empty() ? cells.count(cell) : adult_weights[cell] * cells.count(cell);
        result.adults.push_back(static_cast<float>(adults));
        result.sample.push_back(static_cast<float>(sample));
        result.group_adults[0] += adults;
        for (const std::uint8_t group : cells.groups[cell])
            result.group_adults[group] += adults;
        result.all_sample += sample;
    }
    return result;
}

namespace {

/// Sums over cells of net x weight, [question][group], then the sample.
template <int kPadded>
Eigen::ArrayXXd sums_of_nets(const AttitudeMoments& moments, std::size_t member,
                             const ReportingCells& cells, const NetWeights& weights,
                             const ResponseParameters& response,
                             std::span<const Question> questions) {
    // Single precision within a run of cells, double from run to run.
    constexpr std::size_t kRun = 256;
    using Sums = Eigen::Array<float, kPadded, Eigen::Dynamic>;
    using PerQuestion = typename CellResponse<kPadded>::PerQuestion;
    const auto groups = static_cast<Eigen::Index>(weights.group_adults.size());
    Eigen::ArrayXXd sums = Eigen::ArrayXXd::Zero(kPadded, groups + 1);
    Sums run(kPadded, groups + 1);
    const CellResponse<kPadded> respond(response, questions);
    CellShares<kPadded> shares;
    for (std::size_t first = 0; first < cells.size(); first += kRun) {
        run.setZero();
        for (std::size_t cell = first; cell < std::min(cells.size(), first + kRun); ++cell) {
            const std::size_t place = moments.place(member, cell);
            respond(&moments.mean[place], &moments.variance[place], shares);
            const PerQuestion net = shares.positive - shares.negative,
                              adults = weights.adults[cell] * net;
            run.col(0) += adults;
            run.col(groups) += weights.sample[cell] * net;
            for (const std::uint8_t group : cells.groups[cell])
                run.col(group) += adults;
        }
        sums += run.template cast<double>();
    }
    return sums;
}

} // namespace

ExpectedNets expected_nets(const AttitudeMoments& moments, std::size_t member,
                           const ReportingCells& cells, const NetWeights& weights,
                           const ResponseParameters& response,
                           std::span<const Question> questions) {
    const std::size_t count = questions.size();
    const Eigen::ArrayXXd sums = with_padded(count, [&](auto padded) {
        return sums_of_nets<padded()>(moments, member, cells, weights, response, questions);
    });
    ExpectedNets nets;
    const std::size_t groups = weights.group_adults.size();
    nets.adults.assign(groups * count, std::numeric_limits<double>::quiet_NaN());
    for (std::size_t q = 0; q < count; ++q) {
        const auto row = static_cast<int>(q);
        for (std::size_t group = 0; group < groups; ++group)
            if (weights.group_adults[group] > 0.0)
                nets.adults[group * count + q] =
                    sums(row, static_cast<int>(group)) / weights.group_adults[group];
        nets.sample.push_back(sums(row, static_cast<int>(groups)) / weights.all_sample);
    }
    return nets;
}

namespace {

/// Sums over cells: share positive x weight of adults, and net x weight in the sample; [question].
template <int kPadded>
Eigen::Array<double, kPadded, 2>
sums_of_everyone(const AttitudeMoments& moments, std::size_t member, const NetWeights& weights,
                 const ResponseParameters& response, std::span<const Question> questions) {
    // Single precision within a run of cells, double from run to run.
    constexpr std::size_t kRun = 256;
    Eigen::Array<double, kPadded, 2> sums = Eigen::Array<double, kPadded, 2>::Zero();
    Eigen::Array<float, kPadded, 2> run;
    const CellResponse<kPadded> respond(response, questions);
    CellShares<kPadded> shares;
    for (std::size_t first = 0; first < moments.cells; first += kRun) {
        run.setZero();
        for (std::size_t cell = first; cell < std::min(moments.cells, first + kRun); ++cell) {
            const std::size_t place = moments.place(member, cell);
            respond(&moments.mean[place], &moments.variance[place], shares);
            run.col(0) += weights.adults[cell] * shares.positive;
            run.col(1) += weights.sample[cell] * (shares.positive - shares.negative);
        }
        sums += run.template cast<double>();
    }
    return sums;
}

} // namespace

OverallAnswers overall_answers(const AttitudeMoments& moments, std::size_t member,
                               const NetWeights& weights, const ResponseParameters& response,
                               std::span<const Question> questions) {
    return with_padded(questions.size(), [&](auto padded) {
        const auto sums = sums_of_everyone<padded()>(moments, member, weights, response, questions);
        OverallAnswers answers;
        for (std::size_t q = 0; q < questions.size(); ++q) {
            const auto row = static_cast<Eigen::Index>(q);
            answers.positive.push_back(sums(row, 0) / weights.group_adults.front());
            answers.sample.push_back(sums(row, 1) / weights.all_sample);
        }
        return answers;
    });
}

ResponseParameters response_to(const ResponseParameters& response,
                               std::span<const std::size_t> places) {
    ResponseParameters chosen{{}, {}, response.persistent_share};
    for (const std::size_t place : places) {
        chosen.lower.push_back(response.lower[place]);
        chosen.upper.push_back(response.upper[place]);
    }
    return chosen;
}

AnswerShares answer_probabilities(double attitude, double lower, double upper) {
    return {normal_cdf(attitude - upper), normal_cdf(lower - attitude)};
}

} // namespace kozqaras
