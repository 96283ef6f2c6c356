#include "support/state_space.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>

#include "support/errors.hpp"

namespace kozqaras {

double LevelModel::gap_left(double time) const {
    return std::exp(-reversion * time);
}

double LevelModel::step_variance(double time) const {
    if (reversion == 0.0)
        return level_variance * time;
    return level_variance * -std::expm1(-2.0 * reversion * time) / (2.0 * reversion);
}

void LevelFilter::start(const Reading& reading) {
    const double known = reading.error_variance + model_.transient_variance;
    // Of a random walk the mean has no part in what follows.
    const double stationary =
        model_.reversion == 0.0 ? 0.0 : model_.level_variance / (2.0 * model_.reversion);
    state_ = {reading.value, reading.value, known, known, known + stationary};
    time_ = reading.time;
    started_ = true;
}

LevelFilter::State LevelFilter::moved(double time) const {
    const double kept = model_.gap_left(time), drawn = 1.0 - kept;
    const State& s = state_;
    return {kept * s.level + drawn * s.mean, s.mean,
            kept * kept * s.level_level + 2.0 * kept * drawn * s.level_mean +
                drawn * drawn * s.mean_mean,
            kept * s.level_mean + drawn * s.mean_mean, s.mean_mean};
}

LevelFilter::Weights LevelFilter::weigh(const Reading& reading) const {
    const State before = moved(reading.time - time_);
    const double step = model_.step_variance(reading.time - time_);
    const double noise = reading.error_variance + model_.transient_variance;
    const double miss = reading.value - before.level;
    const auto& [chances, factors] = model_.tails;
    Weights weights;
    double best = -std::numeric_limits<double>::infinity();
    for (std::size_t k = 0; k < factors.size(); ++k) {
        const double spread = before.level_level + factors[k] * step + noise;
        weights.of_branches.push_back(
            std::log(chances[k]) -
            0.5 * (std::log(2.0 * std::numbers::pi * spread) + miss * miss / spread));
        best = std::max(best, weights.of_branches.back());
    }
    double total = 0.0;
    for (double& weight : weights.of_branches)
        total += weight = std::exp(weight - best);
    for (double& weight : weights.of_branches)
        weight /= total;
    weights.log_density = best + std::log(total);
    return weights;
}

double LevelFilter::add(const Reading& reading) {
    if (!started_) {
        start(reading);
        return 0.0;
    }
    require(reading.time >= time_, "a reading before the last one");
    const auto weights = weigh(reading);
    const double step = model_.step_variance(reading.time - time_);
    const double noise = reading.error_variance + model_.transient_variance;
    const State before = moved(reading.time - time_);
    const double miss = reading.value - before.level;
    double level_gain = 0.0, mean_gain = 0.0;
    State moments; // second moments about what was expected before
    for (std::size_t k = 0; k < weights.of_branches.size(); ++k) {
        const double weight = weights.of_branches[k];
        const double variance = before.level_level + model_.tails.factors[k] * step;
        const double spread = variance + noise, surprise = miss * miss - spread;
        const double gain = variance / spread, of_mean = before.level_mean / spread;
        level_gain += weight * gain * miss;
        mean_gain += weight * of_mean * miss;
        moments.level_level += weight * (variance + gain * gain * surprise);
        moments.level_mean += weight * (before.level_mean + gain * of_mean * surprise);
        moments.mean_mean += weight * (before.mean_mean + of_mean * of_mean * surprise);
    }
    state_ = {before.level + level_gain, before.mean + mean_gain,
              moments.level_level - level_gain * level_gain,
              moments.level_mean - level_gain * mean_gain,
              moments.mean_mean - mean_gain * mean_gain};
    time_ = reading.time;
    return weights.log_density;
}

NormalMixture LevelFilter::predict(double ahead, double error_variance) const {
    require(started_ && ahead >= 0.0, "a forecast from nothing, or of the past");
    const State then = moved(ahead);
    const double step = model_.step_variance(ahead);
    NormalMixture result{model_.tails.probabilities, {}, {}};
    for (const double factor : model_.tails.factors) {
        result.means.push_back(then.level);
        result.deviations.push_back(std::sqrt(then.level_level + factor * step +
                                              model_.transient_variance + error_variance));
    }
    return result;
}

double log_likelihood(const LevelModel& model, std::span<const Reading> readings) {
    LevelFilter filter(model);
    double sum = 0.0;
    for (const Reading& reading : readings)
        sum += filter.add(reading);
    return sum;
}

} // namespace kozqaras
