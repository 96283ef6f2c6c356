#pragma once
// Events that levers stand for: words of a choice, kinds of visits and incidents. Class, salience,
// length, place and groups follow the record (data/events/events.csv) or are judgement; the
// registry says which.

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "model/dynamics/environment.hpp"

namespace kozqaras {

inline constexpr std::array<std::string_view, 4> kLandLaws{"ban", "ban_strengthened",
                                                           "lease_allowed", "sale_allowed"};
inline constexpr std::array<std::string_view, 3> kVisitKinds{"leader", "summit", "ministers"};
inline constexpr std::array<std::string_view, 6> kIncidentKinds{
    "ethnic_kazakhs_detained", "xinjiang_news", "transboundary_water",
    "accident_at_joint_plant", "land_scandal",  "anti_chinese_protest"};

struct EventTemplate {
    std::string_view lever; ///< lever or table
    std::string_view word;  ///< choice or kind
    std::string_view title;
    EventClass event_class{};
    double direction = 1, salience = 0;
    int weeks = 0; ///< 0: until the next setting
    bool national = true;
    std::span<const std::string_view> regions{}; ///< ISO codes
    Concern (*concern)() = nullptr;              ///< null: everyone
};

/// The template of `word` of `lever`; null if the word stands for no event (the status quo).
[[nodiscard]] const EventTemplate* find_event_template(std::string_view lever,
                                                       std::string_view word);

/// An event made from a template, from `start` on; `end` replaces the length of the template.
[[nodiscard]] Event make_event(const EventTemplate& event_template, Date start,
                               std::optional<Date> end);

} // namespace kozqaras
