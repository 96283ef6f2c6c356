#pragma once
// Pairing of spouses within one region and settlement: the first step of household formation.

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "model/population/households.hpp"
#include "model/population/population.hpp"

namespace kozqaras {

using Couple = std::pair<std::uint32_t, std::uint32_t>; ///< a man and a woman

/// An age in years, spread evenly over a class.
[[nodiscard]] double age_in_years(const AgeClass& age, double uniform);

/// Couples among agents begin..end-1, found in three rounds: of the same ethnicity, language and
/// wealth; of the same ethnicity and language; anyone. In each round men and women are matched in
/// order of age.
[[nodiscard]] std::vector<Couple> find_couples(const Population& population, std::uint32_t begin,
                                               std::uint32_t end,
                                               const HouseholdAssumptions& assumptions,
                                               std::uint64_t seed);

} // namespace kozqaras
