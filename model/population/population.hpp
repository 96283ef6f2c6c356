#pragma once
// The synthetic adults: one entry per agent in each array (structure of arrays). Agents are
// numbered by community: region, then settlement, then neighbourhood, members of a household
// together.

#include <cstdint>
#include <span>
#include <vector>

#include "model/inputs/country.hpp"

namespace kozqaras {

struct Population {
    // Classes of the country's factors, from 0.
    std::vector<std::uint8_t> region, settlement, sex, age, ethnicity, language, wealth, education;
    std::vector<std::uint8_t> attention;   ///< 0..3, kAttentionCodes
    std::vector<Contact> contact;          ///< highest rung of the ladder
    std::vector<std::uint16_t> media_diet; ///< bit s set: uses news source s
    std::vector<std::uint32_t> household;  ///< household number, rising with the agent number
    double adults_per_agent = 1.0;         ///< 1 / scale
    SharedCountry country;

    [[nodiscard]] std::size_t size() const { return region.size(); }

    /// The class of each agent for `factor`.
    [[nodiscard]] std::span<const std::uint8_t> classes(Factor factor) const;
};

} // namespace kozqaras
