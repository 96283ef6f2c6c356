#pragma once
// The parts of the registry of levers, one file each; lever.hpp joins them.

#include <vector>

#include "scenarios/lever.hpp"

namespace kozqaras {

inline constexpr std::array<Channel, 1> kThroughMedia{Channel::media};
inline constexpr std::array<Channel, 1> kThroughEvents{Channel::events};
inline constexpr std::array<Channel, 1> kThroughExperience{Channel::experience};
/// Events are felt at once by those who hear of them, and taken up by outlets.
inline constexpr std::array<Channel, 2> kThroughEventsAndMedia{Channel::events, Channel::media};
inline constexpr std::array<Channel, 3> kThroughAll{Channel::experience, Channel::events,
                                                    Channel::media};

/// Of a number that sets a series of the record: its value.
[[nodiscard]] double level_set(const LeverSetting& setting, double recorded);

[[nodiscard]] std::vector<Lever> travel_levers();
[[nodiscard]] std::vector<Lever> project_levers();
[[nodiscard]] std::vector<Lever> trade_levers();
[[nodiscard]] std::vector<Lever> culture_levers();
[[nodiscard]] std::vector<Lever> media_levers();
[[nodiscard]] std::vector<Lever> politics_levers();

} // namespace kozqaras
