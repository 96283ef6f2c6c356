#pragma once
// Events that levers stand for: words of a choice, kinds of visits and incidents. Class, salience,
// length, place and groups are data (data/events/templates.csv).

#include <optional>

#include "model/inputs/input_data.hpp"

namespace kozqaras {

/// An event made from a template, from `start` on; `end` replaces the length of the template.
[[nodiscard]] Event make_event(const EventTemplate& event_template, Date start,
                               std::optional<Date> end);

} // namespace kozqaras
