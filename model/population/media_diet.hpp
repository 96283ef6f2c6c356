#pragma once
// Which of the 13 news sources each adult uses.

#include <cstdint>
#include <vector>

#include "model/inputs/input_data.hpp"
#include "model/population/population.hpp"
#include "model/population/synthesis.hpp"

namespace kozqaras {

/// Relative rates of use: within a source, how much likelier one group is to use it than another.
/// Only ratios matter; the level is set by the usage share of each source. All are judgement,
/// guided by what is known of the language of the sources, the age of television and press
/// audiences, and internet use.
struct MediaAffinity {
    /// By language of the source (kazakh, russian, mixed, other) and home language of the adult.
    std::array<std::array<double, 3>, 4> language{
        {{1.0, 0.70, 0.05}, {0.30, 0.90, 1.0}, {1.0, 1.0, 1.0}, {0.6, 0.8, 1.0}}};
    /// By age class.
    std::array<double, 6> tv{0.5, 0.7, 0.9, 1.1, 1.3, 1.5};
    std::array<double, 6> radio{0.6, 0.9, 1.1, 1.1, 1.1, 1.1};
    std::array<double, 6> press{0.3, 0.5, 0.8, 1.1, 1.5, 1.8};
    std::array<double, 6> personal{1.0, 1.0, 1.0, 1.0, 1.0, 1.0};
    std::array<double, 6> foreign{1.0, 1.0, 1.0, 1.0, 1.0, 1.0};
    /// By education, for web sites, press and other foreign media; other kinds do not depend on it.
    std::array<double, 3> education_reading{0.8, 1.0, 1.3};
};

/// Draws `population.media_diet`. The number of users of each source is its usage share of the
/// agents, rounded; who uses it is keyed by agent (sequential Poisson sampling, Ohlsson 1998).
/// Returns target and achieved.
[[nodiscard]] MarginFit draw_media_diet(Population& population, const InputData& inputs,
                                        const MediaAffinity& affinity, std::uint64_t seed);

} // namespace kozqaras
