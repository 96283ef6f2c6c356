#include "support/state_space.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
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

double LevelFilter::weigh(const Expected& expected, Weights& weights) const {
    const auto& [chances, factors] = model_.tails;
    require(factors.size() <= kMostBranches, "too many factors of tails");
    const double squared = expected.miss * expected.miss;
    const auto spread = [&](std::size_t k) {
        return expected.state.level_level + factors[k] * expected.step + expected.noise;
    };
    double widest = spread(0); // whose branch finds the reading least unlikely, if it is far off
    for (std::size_t k = 1; k < factors.size(); ++k)
        widest = std::max(widest, spread(k));
    double total = 0.0;
    for (std::size_t k = 0; k < factors.size(); ++k) {
        const double inverse = 1.0 / spread(k);
        weights[k] =
            chances[k] * std::sqrt(inverse) * std::exp(-0.5 * squared * (inverse - 1.0 / widest));
        total += weights[k];
    }
    for (std::size_t k = 0; k < factors.size(); ++k)
        weights[k] /= total;
    return std::log(total) - 0.5 * (squared / widest + std::log(2.0 * std::numbers::pi));
}

double LevelFilter::add(const Reading& reading) {
    if (!started_) {
        start(reading);
        return 0.0;
    }
    require(reading.time >= time_, "a reading before the last one");
    Expected expected{moved(reading.time - time_), model_.step_variance(reading.time - time_),
                      reading.error_variance + model_.transient_variance, 0.0};
    const State& before = expected.state;
    expected.miss = reading.value - before.level;
    Weights weights;
    const double log_density = weigh(expected, weights);
    State sum; // gains of the branches, and second moments about what was expected
    for (std::size_t k = 0; k < model_.tails.factors.size(); ++k) {
        const double variance = before.level_level + model_.tails.factors[k] * expected.step;
        const double spread = variance + expected.noise;
        const double surprise = expected.miss * expected.miss - spread;
        const double gain = variance / spread, of_mean = before.level_mean / spread;
        sum.level += weights[k] * gain * expected.miss;
        sum.mean += weights[k] * of_mean * expected.miss;
        sum.level_level += weights[k] * (variance + gain * gain * surprise);
        sum.level_mean += weights[k] * (before.level_mean + gain * of_mean * surprise);
        sum.mean_mean += weights[k] * (before.mean_mean + of_mean * of_mean * surprise);
    }
    state_ = {before.level + sum.level, before.mean + sum.mean,
              sum.level_level - sum.level * sum.level, sum.level_mean - sum.level * sum.mean,
              sum.mean_mean - sum.mean * sum.mean};
    time_ = reading.time;
    return log_density;
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
