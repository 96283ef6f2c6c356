#pragma once
// The registry of levers for readers: as JSON for pages and programs, as Markdown for docs.

#include <string>
#include <vector>

#include "model/dynamics/environment.hpp"
#include "model/inputs/input_data.hpp"
#include "scenarios/lever.hpp"

namespace kozqaras {

/// All levers with labels, units, ranges, status quo, channels, priors of their effects and
/// evidence, as a JSON array.
[[nodiscard]] std::string levers_json(const Environment& baseline,
                                      const std::vector<PriorRow>& priors);

/// The same as a page of docs (docs/levers.md).
[[nodiscard]] std::string levers_markdown(const Environment& baseline,
                                          const std::vector<PriorRow>& priors);

/// The priors of `lever`'s effect: the rows it names and those of their families.
[[nodiscard]] std::vector<const PriorRow*> effect_priors(const Lever& lever,
                                                         const std::vector<PriorRow>& priors);

/// "experience.trip: 0.1 (s.d. 0.18) latent s.d.", values on the natural scale where that is plain.
[[nodiscard]] std::string describe_prior(const PriorRow& prior);

/// What a study says of a family of parameters, and how the agents answer to it.
[[nodiscard]] std::string describe_response(const PriorRow& prior, const LeverResponse& response);

/// What a file may say: words, or range and unit with what was observed.
[[nodiscard]] std::string allowed_values(const Lever& lever);

/// The status quo in words, with its number if it has one.
[[nodiscard]] std::string describe_status_quo(const Lever& lever, const Environment& baseline);

/// Names of the channels, with commas.
[[nodiscard]] std::string describe_channels(const Lever& lever);

} // namespace kozqaras
