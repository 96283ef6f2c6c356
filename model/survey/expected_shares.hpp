#pragma once
// Expected answers of groups without drawing any: probabilities summed over agents.
//
// Within a reporting cell the attitudes are summarised by mean m and variance v; with answers as in
// response.hpp the share above a threshold u is Phi((m - u) / sqrt(1 + v)), exact for normal x.
// Cells of a few agents are not normal: the error against the sum over agents is tested to stay
// below 0.002, a sixth of the sampling error of a wave.

#include <span>
#include <vector>

#include "model/core/categories.hpp"
#include "model/population/opinions.hpp"
#include "model/population/reporting_cells.hpp"
#include "model/survey/answer_shares.hpp"
#include "model/survey/response.hpp"

namespace kozqaras {

/// Mean and variance (divisor n) of each attitude in each cell, for several members at once:
/// [member][cell][attitude], padded to kMomentStride values per cell.
struct AttitudeMoments {
    static constexpr std::size_t kMomentStride = 8;
    std::size_t members = 0, cells = 0;
    std::vector<float> mean, variance;

    /// Where the attitudes of a cell begin.
    [[nodiscard]] std::size_t place(std::size_t member, std::size_t cell) const {
        return (member * cells + cell) * kMomentStride;
    }
};

[[nodiscard]] AttitudeMoments attitude_moments(const Opinions& opinions,
                                               const ReportingCells& cells);

/// The same into `moments`, whose memory is used again if its shape fits.
void take_attitude_moments(const Opinions& opinions, const ReportingCells& cells,
                           AttitudeMoments& moments);

/// Expected shares [group][question], one row per group in reports; agents of cell c weigh
/// weights[c]. Groups without agents hold 0. BugError with more than kMostQuestions.
[[nodiscard]] std::vector<AnswerShares>
expected_shares(const AttitudeMoments& moments, std::size_t member, const ReportingCells& cells,
                std::span<const double> weights, const ResponseParameters& response,
                std::span<const Question> questions);

/// Nets only (share positive - share negative), for results over time.
struct ExpectedNets {
    std::vector<double> adults; ///< [group][question]; NaN: no agents
    std::vector<double> sample; ///< per question: everyone, weighted as the sample
};

/// What each cell weighs in the nets, and how much all of a group; the same for every week and
/// member.
struct NetWeights {
    std::vector<float> adults, sample; ///< per cell: agents x their weights
    std::vector<double> group_adults;
    double all_sample = 0;
};

/// Agents of cell c weigh sample_weights[c] in the sample, adult_weights[c] among the adults;
/// empty: 1.
[[nodiscard]] NetWeights net_weights(const ReportingCells& cells,
                                     std::span<const double> sample_weights,
                                     std::span<const double> adult_weights = {});

[[nodiscard]] ExpectedNets expected_nets(const AttitudeMoments& moments, std::size_t member,
                                         const ReportingCells& cells, const NetWeights& weights,
                                         const ResponseParameters& response,
                                         std::span<const Question> questions);

/// Answers of everyone to some questions.
struct OverallAnswers {
    std::vector<double> positive; ///< share of the adults, 0 to 1
    std::vector<double> sample;   ///< net of everyone, weighted as the sample
};

/// Per question; cheaper than expected_nets() for questions that no group is asked about.
[[nodiscard]] OverallAnswers overall_answers(const AttitudeMoments& moments, std::size_t member,
                                             const NetWeights& weights,
                                             const ResponseParameters& response,
                                             std::span<const Question> questions);

/// `response` to the questions at `places` only, in that order.
[[nodiscard]] ResponseParameters response_to(const ResponseParameters& response,
                                             std::span<const std::size_t> places);

/// Share positive and negative of one person with these attitudes (the personal deviation averaged
/// out).
[[nodiscard]] AnswerShares answer_probabilities(double attitude, double lower, double upper);

} // namespace kozqaras
