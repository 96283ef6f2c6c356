#pragma once
// A level that moves between readings taken at irregular times, and what a reading shows of it:
//
//   level    x: Ornstein-Uhlenbeck about a mean m: over time t it keeps a = exp(-reversion t) of
//   its
//            gap to m and adds noise of variance w q, q = level_variance (1 - a^2) / (2 reversion)
//   w        a factor of mean 1, drawn anew for each stretch between readings (heavy tails)
//   reading  y = x + N(0, transient_variance) + N(0, error_variance)
//   start    x is not known before the first reading (flat), m given x is N(x, stationary variance)
//
// The filter is Kalman's for (x, m) with one branch per factor; after each reading the branches are
// put together by mean and variance (generalised pseudo-Bayes of order 1: Ackerson & Fu 1970, IEEE
// Transactions on Automatic Control 15). Exact for the normal law; for heavy tails exact for the
// second reading, close after it (tests compare with all branches kept).
// References: Durbin & Koopman, "Time Series Analysis by State Space Methods", 2nd edition 2012.

#include <array>
#include <cstddef>
#include <span>

#include "support/normal_mixture.hpp"

namespace kozqaras {

/// Variances in units of the readings squared; time in any unit, the same everywhere.
struct LevelModel {
    double level_variance = 0;     ///< per unit of time, > 0
    double transient_variance = 0; ///< >= 0
    double reversion = 0;          ///< per unit of time, >= 0; 0: a random walk
    VarianceFactors tails{};       ///< of the steps

    /// Share of a gap to the mean that is left after `time` >= 0.
    [[nodiscard]] double gap_left(double time) const;
    /// Variance of the level's step over `time` >= 0.
    [[nodiscard]] double step_variance(double time) const;
};

struct Reading {
    double time = 0, value = 0;
    double error_variance = 0; ///< of the reading alone, >= 0
};

class LevelFilter {
  public:
    /// `model` must outlive the filter.
    explicit LevelFilter(const LevelModel& model) : model_(model) {}

    /// Takes in a reading that is not before the last one (BugError). Returns its log density given
    /// those before; 0 for the first.
    double add(const Reading& reading);

    /// Distribution of a reading `ahead` >= 0 after the last one. BugError before the first.
    [[nodiscard]] NormalMixture predict(double ahead, double error_variance) const;

  private:
    struct State {
        double level = 0, mean = 0;                            ///< expectations
        double level_level = 0, level_mean = 0, mean_mean = 0; ///< covariance
    };

    /// What was expected of a reading before it came.
    struct Expected {
        State state;
        double step = 0, noise = 0, miss = 0; ///< variances of step and reading; reading - expected
    };

    static constexpr std::size_t kMostBranches = 32;
    using Weights = std::array<double, kMostBranches>;

    /// Fills in how likely the reading makes each branch; returns its log density under all.
    [[nodiscard]] double weigh(const Expected& expected, Weights& weights) const;
    /// State after `time` without noise.
    [[nodiscard]] State moved(double time) const;
    void start(const Reading& reading);

    const LevelModel& model_;
    State state_;
    double time_ = 0;
    bool started_ = false;
};

/// Log density of all readings but the first, which are in order of time.
[[nodiscard]] double log_likelihood(const LevelModel& model, std::span<const Reading> readings);

} // namespace kozqaras
