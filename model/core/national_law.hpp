#pragma once
// The law of national change: how the mean of one attitude of a whole country moves from year to
// year, and what a single poll of it shows. Its numbers are estimated from polls of many countries,
// data/panel/china_opinion_panel.csv, by `kozqaras backtest --law`; they stand in
// data/parameters/national_law.csv. The mathematics: support/state_space.hpp.
//
//   level        x(t): Ornstein-Uhlenbeck about a mean m of the country's own,
//                dx = -reversion (x - m) dt + level_deviation sqrt(w) dB
//   mean         m is not known beforehand: given the first level it is N(x, stationary variance),
//                level_deviation^2 / (2 reversion), and every later poll teaches more of it;
//                reversion = 0 is the random walk
//   heavy tails  w = (df - 2) / chi^2(df), of mean 1, one for each stretch between two polls: the
//                change over a stretch is Student-t with the variance that the normal law has
//   transient    u(t): Ornstein-Uhlenbeck about 0 of constant variance, normal; its correlation
//                halves in transient_half_life, so that it is gone by the next wave
//   poll         y = x + u + sampling error
//   attitudes    of the variance of a step, common_share is one step shared by all attitudes, the
//                rest each attitude's own
//
// Units: of the series. Latent: probit of favourable / (favourable + unfavourable), that is s.d. of
// an answer; in units of the model's opinion it is to be multiplied by the spread of an answer
// there (docs/decisions/0038). Net: favourable minus unfavourable, in points.

#include "support/state_space.hpp"

namespace kozqaras {

struct NationalLaw {
    double level_deviation = 0;     ///< s.d. of the level's change, per root year, > 0
    double transient_deviation = 0; ///< s.d. of a wave's own noise beyond sampling, >= 0
    double reversion = 0;           ///< per year, >= 0: exp(-reversion) of a gap is left
    double degrees_of_freedom = 0;  ///< of the tails, > 2
    double common_share = 0;        ///< of the variance of steps, 0..1; no panel tells it
    /// Years, > 0; no panel of yearly polls tells it, and none of their likelihoods holds it.
    double transient_half_life = 0.15;

    bool operator==(const NationalLaw&) const = default;
};

/// The law of one series, time in years: gap left, variance of steps, filter, likelihood.
[[nodiscard]] LevelModel level_model(const NationalLaw& law);

/// Variance of the level about its mean that time leads to; units squared. The mean is as
/// uncertain, seen from a known level. With a reversion below 0.001 a year that of 0.001: no
/// horizon of the model tells the two apart.
[[nodiscard]] double stationary_variance(const NationalLaw& law);

/// Share of a gap to the mean that is left after `years` >= 0.
[[nodiscard]] double gap_left(const NationalLaw& law, double years);

/// Variance of the level's step over `years` >= 0; units squared.
[[nodiscard]] double step_variance(const NationalLaw& law, double years);

/// Correlation of the transient with itself `years` >= 0 later.
[[nodiscard]] double transient_correlation(const NationalLaw& law, double years);

/// Covariance of x + u between two times, each as the change since a common reference: times in
/// years, in any order; units squared. Heavy tails leave it as it is.
[[nodiscard]] double change_covariance(const NationalLaw& law, double reference, double first,
                                       double second);

} // namespace kozqaras
