#pragma once
// Scores of probabilistic forecasts of one number. Lower is better for every score here except
// skill. A forecast is an ensemble of M members x_i, each with the same normal survey error of
// standard deviation s around it: the equal mixture of N(x_i, s^2). s = 0 is the bare ensemble.
// Units: CRPS, interval score: those of the number; log score: nats; the others: shares.
// References:
//   Gneiting & Raftery 2007, Journal of the American Statistical Association 102: CRPS, log score,
//     interval score.
//   Ferro 2014, Quarterly Journal of the Royal Meteorological Society 140: fair CRPS of an
//   ensemble. Grimit, Gneiting, Berrocal & Johnson 2006, same journal 132: CRPS of a mixture of
//   normals. Czado, Gneiting & Held 2009, Biometrics 65: randomised PIT.

#include <span>

namespace kozqaras {

/// E|X| of X ~ N(mean, deviation^2); |mean| where deviation is 0 or less.
[[nodiscard]] double mean_absolute_normal(double mean, double deviation);

/// CRPS of N(mean, deviation^2), closed form; deviation > 0.
[[nodiscard]] double crps_normal(double mean, double deviation, double observed);

/// -log density of N(mean, deviation^2); deviation > 0.
[[nodiscard]] double log_score_normal(double mean, double deviation, double observed);

/// CRPS that an ensemble of infinitely many such members would have, without bias: pairs of
/// different members only (Ferro 2014). At least two members; error_deviation >= 0. May be slightly
/// negative for a small ensemble. BugError otherwise.
[[nodiscard]] double fair_crps(std::span<const double> members, double error_deviation,
                               double observed);

/// -log density of the mixture. The kernel is the survey error itself, no bandwidth is chosen;
/// error_deviation > 0.
[[nodiscard]] double log_score(std::span<const double> members, double error_deviation,
                               double observed);

/// Distribution function of the mixture at `value`; error_deviation > 0. At the observed value it
/// is the PIT: uniform on 0..1 if forecasts are calibrated.
[[nodiscard]] double mixture_probability(std::span<const double> members, double error_deviation,
                                         double value);

/// Inverse of mixture_probability by bisection, to 1e-10; 0 < probability < 1. For
/// error_deviation = 0 the quantile of the members (type 7).
[[nodiscard]] double mixture_quantile(std::span<const double> members, double error_deviation,
                                      double probability);

/// PIT of a bare ensemble, randomised within ranks and ties: (members below + uniform * (ties +
/// 1)) / (M + 1), with 0 <= uniform <= 1.
[[nodiscard]] double randomised_pit(std::span<const double> members, double observed,
                                    double uniform);

/// A central interval.
struct Interval {
    double low = 0, high = 0;

    [[nodiscard]] bool covers(double value) const { return low <= value && value <= high; }
};

/// The central interval that holds `level` (0..1) of the mixture.
[[nodiscard]] Interval central_interval(std::span<const double> members, double error_deviation,
                                        double level);

/// Width, plus 2 / (1 - level) times the distance by which the value lies outside.
[[nodiscard]] double interval_score(const Interval& interval, double level, double observed);

/// 1 - score / reference: 1 perfect, 0 as good as the reference, negative worse. NaN if the
/// reference is 0.
[[nodiscard]] double skill(double score, double reference);

} // namespace kozqaras
