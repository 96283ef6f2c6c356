#pragma once
// Adults -> households -> neighbourhoods: couples, adult children and parents, people alone;
// households next to those of a similar language. Known are the mean size of households and how
// many adults live in the household of an adult, by ethnicity; who lives with whom is judgement. It
// gives the network its household ties and the agents their numbers.

#include <cstdint>
#include <span>
#include <vector>

#include "model/population/population.hpp"

namespace kozqaras {

struct HouseholdAssumptions {
    /// Adults per person of all ages. Estimate: 13.09 million adults of 19.77 million people, 1
    /// January 2023. Turns the mean household size of all ages into adults; the same for towns and
    /// villages.
    double adult_share = 0.66;
    double women_younger_years = 2.5; ///< mean age difference of spouses (judgement)
    double age_gap_years = 6.0;       ///< largest other difference first looked for (judgement)
    double mixed_wealth_couples =
        0.35; ///< share of spouses found without regard to wealth (judgement)
    double mixed_language_couples =
        0.10; ///< share found without regard to ethnicity and language (judgement)
    int generation_classes = 2; ///< age classes between a head and adult children or parents
    int largest_household = 9;  ///< adults
    int search_attempts = 12;   ///< households looked at by someone who joins one
    /// Shares of adults in households of 1, 2, ... adults (the last: and more),
    /// [ethnicity][adults]. In each region and settlement they are tilted exponentially so that the
    /// mean size is met. Empty: whoever is left joins any household.
    std::vector<double> adults_in_household{};
    /// Distance, in standard deviations of the rest, between neighbourhoods typical of the first
    /// and of the last home language, the others evenly between (judgement: towns are mixed).
    double neighbourhood_separation = 2.0;
};

/// Agents in their final order (numbers of the given population), and the household of each in that
/// order.
struct HouseholdArrangement {
    std::vector<std::uint32_t> order;
    std::vector<std::uint32_t> household;
};

/// `population` must be sorted by region and settlement. `mean_size` holds persons of all ages per
/// household, by settlement. Who lives with a partner and who heads a household: traits of the
/// country.
[[nodiscard]] HouseholdArrangement arrange_households(const Population& population,
                                                      std::span<const double> mean_size,
                                                      const HouseholdAssumptions& assumptions,
                                                      std::uint64_t seed);

} // namespace kozqaras
