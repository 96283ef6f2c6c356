#pragma once
// The reports' statements answered by a run: never passed through, the same formula over simulated
// and over printed answers.

#include <optional>
#include <string>
#include <vector>

#include "model/engine/ensemble.hpp"
#include "observations/claims.hpp"

namespace kozqaras {

/// From these shares of members in which a claim holds on: met; below: contradicted.
inline constexpr double kMetFrom = 0.5, kContradictedBelow = 0.05;

/// Undecided and contradicted are both "not met".
enum class Verdict : std::uint8_t { met, undecided, contradicted, not_asked };
inline constexpr std::array<std::string_view, 4> kVerdicts{"met", "undecided", "contradicted",
                                                           "not asked"};

/// Whether the calibration saw the printed numbers of which a claim speaks.
enum class ClaimFitted : std::uint8_t { no, partly, yes };
inline constexpr std::array<std::string_view, 3> kClaimFitted{"no", "partly", "yes"};

struct ClaimAnswer {
    const Claim* claim = nullptr;
    Verdict verdict{};
    std::string why_not_asked;     ///< only of that verdict
    double share = 0;              ///< of members in which it holds
    std::optional<Spread> number;  ///< over members; nothing: not asked
    std::optional<double> printed; ///< the same formula of printed numbers, where all are printed
    std::optional<bool> printed_holds;
    ClaimFitted fitted{};
};

/// Every claim, in order. Sample as fielded in each wave; a macro-region is the mean of its
/// regions, weighted by their adults, as in the calibration. `calibrated`: false marks none as
/// fitted.
[[nodiscard]] std::vector<ClaimAnswer> answer_claims(const ReportStatements& statements,
                                                     const World& world, const ResultView& view,
                                                     bool calibrated);

/// Claims of each verdict, in their order.
[[nodiscard]] std::array<std::size_t, kVerdicts.size()>
count_verdicts(const std::vector<ClaimAnswer>& answers);

/// "41 met, 5 undecided, 3 contradicted, 24 not asked".
[[nodiscard]] std::string verdicts_in_words(const std::vector<ClaimAnswer>& answers);

/// The value of a term in each member; NaN in a wave that the run has not reached. Nothing if the
/// run holds no such scenario.
[[nodiscard]] std::optional<std::vector<double>>
simulated_values(const ClaimTerm& term, const World& world, const ResultView& view);

} // namespace kozqaras
