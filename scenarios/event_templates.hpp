#pragma once
// Events that levers stand for: words of a choice, kinds of visits and incidents. Class, salience,
// length, place and groups are data (data/events/templates.csv).

#include <array>
#include <optional>
#include <string_view>

#include "model/inputs/input_data.hpp"

namespace kozqaras {

inline constexpr std::array<std::string_view, 4> kLandLaws{"ban", "ban_strengthened",
                                                           "lease_allowed", "sale_allowed"};

/// An event made from a template, from `start` on; `end` replaces the length of the template.
[[nodiscard]] Event make_event(const EventTemplate& event_template, Date start,
                               std::optional<Date> end);

} // namespace kozqaras
