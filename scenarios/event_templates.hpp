#pragma once
// Events made from the templates of levers, and the places and groups that several of them concern.

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "scenarios/lever_action.hpp"

namespace kozqaras {

// Where events of the record were felt most.
inline constexpr std::array<std::string_view, 5> kBorderRegions{"KZ-10", "KZ-19", "KZ-33", "KZ-63",
                                                                "KZ-75"};

[[nodiscard]] Concern villagers_and_kazakh_speakers();
[[nodiscard]] Concern kazakh_speakers();
[[nodiscard]] Concern ethnic_kazakhs();
[[nodiscard]] Concern villagers();
[[nodiscard]] Concern townspeople();
[[nodiscard]] Concern young_adults();
[[nodiscard]] Concern those_who_can_afford_goods();

/// The template of `word`; null if the word stands for no event, as that of the status quo.
[[nodiscard]] const EventTemplate* find_event_template(std::span<const EventTemplate> templates,
                                                       std::string_view word);

/// An event of `lever` made from a template, from `start` on; `end` replaces the length of the
/// template.
[[nodiscard]] Event make_event(std::string_view lever, const EventTemplate& event_template,
                               Date start, std::optional<Date> end);

} // namespace kozqaras
