#pragma once
// The synthetic adults: one entry per agent in each array (structure of arrays). Agents are
// numbered by community: region, then settlement, then neighbourhood, members of a household
// together.

#include <cstdint>
#include <span>
#include <vector>

#include "model/core/categories.hpp"

namespace kozqaras {

struct Population {
    std::vector<std::uint8_t> region;      ///< 0..19, kRegionCodes
    std::vector<std::uint8_t> settlement;  ///< kSettlementCodes
    std::vector<std::uint8_t> sex;         ///< kSexCodes
    std::vector<std::uint8_t> age;         ///< 0..5, kAgeCodes
    std::vector<std::uint8_t> ethnicity;   ///< kEthnicityCodes
    std::vector<std::uint8_t> language;    ///< kLanguageCodes
    std::vector<std::uint8_t> wealth;      ///< 0..4, kWealthCodes
    std::vector<std::uint8_t> education;   ///< kEducationCodes
    std::vector<std::uint8_t> attention;   ///< 0..3, kAttentionCodes
    std::vector<Contact> contact;          ///< highest rung of the ladder
    std::vector<std::uint16_t> media_diet; ///< bit s set: uses news source s (13 sources)
    std::vector<std::uint32_t> household;  ///< household number, rising with the agent number
    double adults_per_agent = 1.0;         ///< 1 / scale

    [[nodiscard]] std::size_t size() const { return region.size(); }

    /// The class of each agent for `factor`.
    [[nodiscard]] std::span<const std::uint8_t> classes(Factor factor) const;
};

} // namespace kozqaras
