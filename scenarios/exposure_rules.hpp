#pragma once
// What levers and tables expose people to.

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "model/dynamics/environment.hpp"
#include "scenarios/scenario.hpp"

namespace kozqaras {

/// Exposures of all number levers that are no series of the record (trade, permits, prices,
/// studies, ...), against their status quo. `settings` in the order in which they act. A lever that
/// stays at its status quo gives none.
[[nodiscard]] std::vector<Exposure> exposures_of_levers(std::span<const LeverSetting> settings,
                                                        const Country& country);

// Of one table, in the weeks of the model; empty if it exposes nobody.

/// A message of the tone that the table gives.
[[nodiscard]] std::vector<Exposure> campaign_exposures(const TableSetting& setting,
                                                       const Country& country);

/// Kinds of cooperation between media, and the tone of each unless the table gives one: judgement.
struct MediaCooperation {
    std::string_view kind;
    double tone;
};

inline constexpr std::array<MediaCooperation, 4> kMediaCooperation{
    {{"partnership", 0.3}, {"forum", 0.3}, {"journalists_tours", 0.5}, {"film_or_series", 0.5}}};

/// Friendly messages of what media make together, of the tone of their kind.
[[nodiscard]] std::vector<Exposure> media_cooperation_exposures(const TableSetting& setting,
                                                                const Country& country);

/// A hostile message, and its correction.
[[nodiscard]] std::vector<Exposure> rumour_exposures(const TableSetting& setting,
                                                     const Country& country);

/// Investment in one field, in doublings of the inflow of the status quo.
[[nodiscard]] std::vector<Exposure> investment_exposures(const TableSetting& setting,
                                                         const Country& country);

/// Pollution by a plant, on its day.
[[nodiscard]] std::vector<Exposure> pollution_exposures(const TableSetting& setting,
                                                        const Country& country);

} // namespace kozqaras
