#pragma once
// The waves as the members of a posterior (or of the prior) have them.

#include <memory>
#include <stop_token>
#include <vector>

#include "model/engine/run.hpp"

namespace kozqaras {

/// The record from 2020 to the last shipped wave, reported at the waves only; no members yet.
[[nodiscard]] RunPlan wave_plan(std::shared_ptr<const World> world,
                                std::shared_ptr<const ParameterRegistry> registry);

/// What simulated_value() takes, of one member: the shipped waves, then the further ones.
[[nodiscard]] std::vector<float> wave_shares_of(const RunResult& result, std::size_t member);

/// Expected shares of the sample at the shipped waves, per member what simulated_value() takes.
/// `members`: parameter vectors, transformed scale, registry order. Throws Interrupted.
[[nodiscard]] std::vector<std::vector<float>>
member_waves(const std::shared_ptr<const World>& world,
             const std::shared_ptr<const ParameterRegistry>& registry,
             std::vector<std::vector<double>> members, const std::stop_token& stop,
             ProgressSink& progress);

} // namespace kozqaras
