#pragma once
// Prior-predictive matching: how strongly the line of a scenario answers to the parameters that its
// estimate speaks of, and the prior that follows from it, so that a lever run through the agents
// says what the study said, widened for transfer.

#include <span>
#include <string>
#include <vector>

#include "app/effects_check.hpp"
#include "model/engine/parameters.hpp"

namespace kozqaras {

/// The answer of one line to one family of parameters.
struct EffectResponse {
    std::string scenario, what, parameter;
    double response = 0; ///< points of net per latent s.d. of all attitudes of favour
    PublishedEffect published;
    double mean_now = 0, deviation_now = 0; ///< prior of the family in priors.csv

    /// What the prior would be: published mean / response, 1.5 x published s.d. / response.
    [[nodiscard]] double mean_following() const { return published.mean / response; }

    [[nodiscard]] double deviation_following() const;
};

/// Families named by the lines, each once, in order.
[[nodiscard]] std::vector<std::string> response_families(const std::vector<Scenario>& scenarios);

/// The mean of `members`, then the same with the part common to all attitudes raised by one prior
/// s.d., one member per family. InputError if a family has no such part.
[[nodiscard]] std::vector<std::vector<double>>
response_members(const std::vector<std::vector<double>>& members, const ParameterRegistry& registry,
                 const std::vector<Scenario>& scenarios);

/// Of a run with these members.
[[nodiscard]] std::vector<EffectResponse> effect_responses(const std::vector<Scenario>& scenarios,
                                                           const InputData& inputs,
                                                           const ParameterRegistry& registry,
                                                           const RunResult& result);

[[nodiscard]] std::string responses_text(std::span<const EffectResponse> responses);

/// As data/parameters/lever_responses.csv (LeverResponse); `source` says how they were measured.
[[nodiscard]] std::string responses_csv(std::span<const EffectResponse> responses,
                                        const std::string& source);

} // namespace kozqaras
