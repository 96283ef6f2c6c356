#pragma once
// Which of the news sources each adult uses.

#include <cstdint>
#include <vector>

#include "model/inputs/input_data.hpp"
#include "model/population/population.hpp"
#include "model/population/synthesis.hpp"

namespace kozqaras {

/// Draws `population.media_diet`. The number of users of each source is its usage share of the
/// agents, rounded; who uses it is keyed by agent (sequential Poisson sampling, Ohlsson 1998), by
/// the country's traits (age, education), affinity of languages and internet use: only ratios
/// matter. Returns target and achieved.
[[nodiscard]] MarginFit draw_media_diet(Population& population, const InputData& inputs,
                                        std::uint64_t seed);

} // namespace kozqaras
