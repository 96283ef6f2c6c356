#pragma once
// How the answers of groups follow a shift of opinion that is the same for all adults: tables in
// place of simulations. As in expected_shares.hpp the share of a cell whose answer lies above a
// threshold u is Phi((m - u) / sqrt(1 + v)); of a group it is a mean of these.

#include <span>
#include <vector>

#include "model/survey/expected_shares.hpp"

namespace kozqaras {

/// For every group of adults, and for the sample as fielded: the share whose answer on an attitude
/// lies above a threshold, as a function of the distance of all opinions from it.
class AnswerCurves {
  public:
    /// Stands for the sample where a group is asked for.
    static constexpr int kSample = -1;

    AnswerCurves(const AttitudeMoments& moments, std::size_t member, const ReportingCells& cells,
                 const NetWeights& weights);

    /// Share above a threshold that lies `distance` below each opinion as it is (latent s.d.):
    /// interpolated by six nodes, error below 3e-5; beyond 3.6 the share at 3.6. NaN for a group
    /// without agents.
    [[nodiscard]] double above(int group, int attitude, double distance) const;

    /// Share positive minus share negative with all opinions shifted by `shift`.
    [[nodiscard]] double net(int group, int attitude, double lower, double upper,
                             double shift) const {
        return above(group, attitude, shift - upper) + above(group, attitude, shift - lower) - 1.0;
    }

  private:
    int groups_ = 0;
    std::vector<float> shares_; ///< [group, then sample][attitude][node]
};

/// `response` for people whose opinion is shifted by `shift` (per attitude, latent s.d.):
/// thresholds moved against it.
[[nodiscard]] ResponseParameters shifted(const ResponseParameters& response,
                                         std::span<const Question> questions,
                                         std::span<const double> shift);

/// A function of a shift from -kLargestShift to kLargestShift that is 0 without shift, as a
/// polynomial: sum of coefficient k times (shift / kLargestShift)^(k + 1).
inline constexpr double kLargestShift = 1.6;
inline constexpr std::size_t kShiftPowers = 6;
using ShiftPolynomial = std::array<double, kShiftPowers>;

/// Shifts at which a function must be known: Chebyshev nodes, the middle one 0.
[[nodiscard]] std::array<double, kShiftPowers + 1> shift_nodes();

/// The polynomial through the values at shift_nodes(), less that at 0.
[[nodiscard]] ShiftPolynomial shift_polynomial(const std::array<double, kShiftPowers + 1>& values);

} // namespace kozqaras
