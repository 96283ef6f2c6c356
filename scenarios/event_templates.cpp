#include "scenarios/event_templates.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "support/errors.hpp"

namespace kozqaras {
namespace {

using Codes = std::span<const std::string_view>;

// Where events of the record were felt most.
constexpr std::array<std::string_view, 5> kBorder{"KZ-10", "KZ-19", "KZ-33", "KZ-63", "KZ-75"};
constexpr std::array<std::string_view, 3> kXinjiangKin{"KZ-19", "KZ-33", "KZ-75"};
constexpr std::array<std::string_view, 5> kIliAndIrtysh{"KZ-10", "KZ-19", "KZ-33", "KZ-55",
                                                        "KZ-63"};
constexpr std::array<std::string_view, 4> kLargeCities{"KZ-15", "KZ-71", "KZ-75", "KZ-79"};
constexpr std::array<std::string_view, 3> kNuclearSites{"KZ-19", "KZ-31", "KZ-75"};
constexpr std::array<std::string_view, 2> kAstana{"KZ-11", "KZ-71"};

constexpr int kUrban = 0, kRural = 1, kKazakh = 0;

Concern villagers_and_kazakh_speakers() {
    Concern concern;
    concern.settlements = {kRural};
    concern.languages = {kKazakh};
    return concern;
}

Concern kazakh_speakers() {
    Concern concern;
    concern.languages = {kKazakh};
    return concern;
}

Concern ethnic_kazakhs() {
    Concern concern;
    concern.ethnicities = {kKazakh};
    return concern;
}

Concern villagers() {
    Concern concern;
    concern.settlements = {kRural};
    return concern;
}

Concern townspeople() {
    Concern concern;
    concern.settlements = {kUrban};
    return concern;
}

using enum EventClass;

/// Lengths: five weeks as the land protests of 2016 and the visa debate of 2023, a week for visits,
/// 26 weeks as the protests after the detention of 2025.
constexpr std::array<EventTemplate, 17> kTemplates{{
    {"land.law", "ban_strengthened", "Land ban for foreigners strengthened", reassurance, 1, 3, 1,
     true, Codes{}, villagers_and_kazakh_speakers},
    {"land.law", "lease_allowed", "Lease of farmland to foreigners allowed", sovereignty, 1, 3, 5,
     true, Codes{}, villagers_and_kazakh_speakers},
    {"land.law", "sale_allowed", "Sale of farmland to foreigners allowed", sovereignty, 1, 3, 0,
     true, Codes{}, villagers_and_kazakh_speakers},
    {"nuclear.contractor", "cnnc", "Nuclear plant goes to CNNC", projects, 1, 2, 5, false,
     kNuclearSites, nullptr},
    {"nuclear.contractor", "no_cnnc", "CNNC loses the nuclear plants", projects, -1, 2, 5, false,
     kNuclearSites, nullptr},
    {"lrt.service", "open", "Astana light rail opens", projects, 1, 1, 13, false, kAstana,
     townspeople},
    {"lrt.service", "delayed", "Astana light rail delayed again", projects, -1, 2, 0, false,
     kAstana, townspeople},
    {"border.closure", "closed", "Border with China closed", border_friction, 1, 2, 0, false,
     kBorder, nullptr},
    {"visit", "leader", "Visit of a leader", diplomacy, 1, 3, 1, true, Codes{}, nullptr},
    {"visit", "summit", "Summit", diplomacy, 1, 2, 1, true, Codes{}, nullptr},
    {"visit", "ministers", "Meeting of ministers", diplomacy, 1, 1, 1, true, Codes{}, nullptr},
    {"incident", "ethnic_kazakhs_detained", "Ethnic Kazakhs detained", sovereignty, 1, 2, 26, false,
     kXinjiangKin, ethnic_kazakhs},
    {"incident", "xinjiang_news", "News of Xinjiang", sovereignty, 1, 3, 26, false, kBorder,
     ethnic_kazakhs},
    {"incident", "transboundary_water", "Dispute about the Ili and the Irtysh", sovereignty, 1, 2,
     26, false, kIliAndIrtysh, villagers},
    {"incident", "accident_at_joint_plant", "Accident at a joint plant", projects, -1, 2, 5, true,
     Codes{}, nullptr},
    {"incident", "land_scandal", "Land scandal", sovereignty, 1, 3, 5, true, Codes{},
     villagers_and_kazakh_speakers},
    {"incident", "anti_chinese_protest", "Anti-Chinese protests", sovereignty, 1, 2, 4, false,
     kLargeCities, kazakh_speakers},
}};

} // namespace

const EventTemplate* find_event_template(std::string_view lever, std::string_view word) {
    const auto found = std::ranges::find_if(kTemplates, [&](const EventTemplate& entry) {
        return entry.lever == lever && entry.word == word;
    });
    return found == kTemplates.end() ? nullptr : &*found;
}

Event make_event(const EventTemplate& entry, Date start, std::optional<Date> end) {
    Event event;
    event.id = fmt::format("{}.{}.{}", entry.lever, entry.word, to_string(start));
    event.title = entry.title;
    event.source = fmt::format("lever {}", entry.lever);
    event.event_class = entry.event_class;
    event.direction = entry.direction;
    event.salience = entry.salience;
    event.start = start;
    event.end = end;
    if (!end && entry.weeks > 0)
        event.end = start + std::chrono::days{7 * entry.weeks - 1};
    event.national = entry.national;
    for (const auto code : entry.regions) {
        const auto region = index_of(kRegionCodes, code);
        require(region.has_value(), "template of an event names an unknown region");
        event.regions.push_back(*region);
    }
    if (entry.concern != nullptr)
        event.concern = entry.concern();
    return event;
}

} // namespace kozqaras
