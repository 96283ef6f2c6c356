#pragma once
// How often each adult comes across news on China, and the highest rung reached on the contact
// ladder.

#include <array>
#include <cstdint>
#include <vector>

#include "model/inputs/input_data.hpp"
#include "model/population/population.hpp"
#include "model/population/synthesis.hpp"

namespace kozqaras {

/// Log-odds by which people are more likely to stand higher, besides those of the country's traits
/// (education, settlement). All are judgement: the survey prints the ladder for all adults only.
/// Signs follow what is known of travel and news use: the regions on the border with China,
/// better-off households for travel.
struct LadderLeanings {
    double border_region = 0.5;        ///< talking and visiting
    double wealth_class = 0.3;         ///< visiting, per class
    double attention_to_seeking = 0.7; ///< seeking, per class of attention above very rarely
};

/// Draws `population.attention` and `population.contact`. Rungs are nested: who has visited counts
/// as having talked, sought and heard. Each is reached by exactly its share of the agents, rounded;
/// logit choice with keyed noise decides who. InputError if the shares do not fall from rung to
/// rung. Returns attention and rungs, targets and achieved.
[[nodiscard]] std::vector<MarginFit> draw_contact_ladder(Population& population,
                                                         const ContactLadder& ladder,
                                                         const LadderLeanings& leanings,
                                                         std::uint64_t seed);

} // namespace kozqaras
