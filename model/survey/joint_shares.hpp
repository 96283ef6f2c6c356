#pragma once
// Expected shares of adults who answer two questions positively at once. As in
// expected_shares.hpp a cell is summarised by its moments: given an adult's attitudes the answers
// to two questions are independent, so both are positive with the chance of a bivariate normal
// whose correlation is covariance / sqrt((1 + v) (1 + w)). Within a cell it is small: Pearson's
// tetrachoric series (1900) to its third power, error below 2e-4 up to a correlation of 0.3.

#include <span>
#include <vector>

#include "model/survey/expected_shares.hpp"

namespace kozqaras {

/// Covariance (divisor n) of the attitudes of the two questions of each pair, in each cell.
class AttitudeCovariances {
  public:
    /// Takes them from the opinions, whose memory is used again if its shape fits.
    void take(const Opinions& opinions, const ReportingCells& cells,
              std::span<const Question> questions, std::span<const JointAnswers> pairs);

    /// Of all cells.
    [[nodiscard]] std::span<const float> of(std::size_t pair, std::size_t member) const {
        return std::span(values_).subspan((pair * members_ + member) * cells_, cells_);
    }

  private:
    /// A pair in a cell, and the attitudes of its questions.
    struct Place {
        std::size_t pair, cell, x, y;
    };

    void take_cell(const Opinions& opinions, const ReportingCells& cells, const Place& at);

    std::size_t members_ = 0, cells_ = 0;
    std::vector<float> values_; ///< [pair][member][cell]
};

/// Of all adults, who weigh weights.adults: a share, 0 to 1, for each of `pairs`, whose places are
/// among `questions`.
[[nodiscard]] std::vector<double>
joint_shares(const AttitudeMoments& moments, const AttitudeCovariances& covariances,
             std::size_t member, const NetWeights& weights, const ResponseParameters& response,
             std::span<const Question> questions, std::span<const JointAnswers> pairs);

} // namespace kozqaras
