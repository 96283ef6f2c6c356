// Levers of the media: campaigns and counter-messages, misinformation and its correction.

#include "scenarios/exposure_rules.hpp"
#include "scenarios/lever_groups.hpp"

namespace kozqaras {
namespace {

constexpr double kMostWeeks = 520;

// What every message has.
constexpr Field kStart{"start", FieldKind::date, true, 0, 0, "", {}, "first day"};
constexpr Field kReach{
    "reach", FieldKind::number,       true, 0,
    1,       "share of the audience", {},   "share of those who use the outlets whom it reaches"};
constexpr Field kOutlets{
    "outlets", FieldKind::outlets, false, 0, 0, "", {}, "sources of news; default all"};
constexpr Field kLanguages{
    "languages", FieldKind::languages, false, 0, 0, "", {}, "languages at home; default all"};
constexpr Field kRegions{"regions", FieldKind::regions, false, 0, 0, "", {}, "default the country"};
constexpr Field kTopics{
    "attitudes", FieldKind::attitudes, false, 0, 0, "", {}, "what it speaks of; default all"};

constexpr std::array<Field, 11> kCampaignFields{{
    {"name", FieldKind::text, true, 0, 0, "", {}, "name of the campaign"},
    kStart,
    {"weeks", FieldKind::whole, true, 1, kMostWeeks, "weeks", {}, "length"},
    {"tone",
     FieldKind::number,
     true,
     -1,
     1,
     "tone",
     {},
     "+1 as friendly as a message can be, -1 as hostile"},
    kReach,
    kOutlets,
    kLanguages,
    kRegions,
    {"concern", FieldKind::concern, false, 0, 0, "", {}, "groups it is aimed at; default everyone"},
    kTopics,
    {"ramp_weeks",
     FieldKind::whole,
     false,
     0,
     104,
     "weeks",
     {},
     "weeks until full tone; default 0"},
}};

constexpr auto kCooperationKinds = [] {
    std::array<std::string_view, kMediaCooperation.size()> kinds{};
    for (std::size_t kind = 0; kind < kinds.size(); ++kind)
        kinds[kind] = kMediaCooperation[kind].kind;
    return kinds;
}();

constexpr std::array<Field, 9> kCooperationFields{{
    {"name", FieldKind::text, true, 0, 0, "", {}, "what media make together"},
    {"kind", FieldKind::choice, true, 0, 0, "", kCooperationKinds, "sets the tone"},
    kStart,
    {"weeks", FieldKind::whole, true, 1, kMostWeeks, "weeks", {}, "length"},
    kReach,
    {"tone",
     FieldKind::number,
     false,
     -1,
     1,
     "tone",
     {},
     "default 0.3 of a partnership or forum, 0.5 of tours, films and series"},
    kOutlets,
    kLanguages,
    kTopics,
}};

constexpr std::array<Field, 10> kMisinformationFields{{
    {"name", FieldKind::text, true, 0, 0, "", {}, "the false claim"},
    kStart,
    {"weeks", FieldKind::whole, true, 1, kMostWeeks, "weeks", {}, "how long it is spread"},
    kReach,
    kOutlets,
    kLanguages,
    kRegions,
    kTopics,
    {"correction", FieldKind::date, false, 0, 0, "", {}, "day of the correction; default none"},
    {"correction_reach",
     FieldKind::number,
     false,
     0,
     1,
     "share of those reached",
     {},
     "share of those whom the claim reached who hear the correction; default 1"},
}};

constexpr std::array<std::string_view, 4> kMessageEffects{
    "exposure.message", "exposure.message_negativity", "exposure.message_lasting_share",
    "exposure.message_half_life_weeks"};
constexpr std::array<std::string_view, 3> kRumourEffects{
    "exposure.message", "exposure.message_negativity", "exposure.correction_share"};

Lever campaign() {
    return {
        .name = "campaign",
        .label_en = "Media campaign or counter-message",
        .label_ru = "Медиакампания или ответные сообщения",
        .label_kk = "Медианауқан немесе қарсы хабарламалар",
        .unit = "table",
        .kind = LeverKind::table,
        .fields = kCampaignFields,
        .status_quo = "no campaign",
        .channels = kThroughMedia,
        .action = {.table = {.exposures = campaign_exposures}},
        .effects = kMessageEffects,
        .grade = Grade::measured_elsewhere,
        .source =
            "Mattingly et al. 2024 (19 countries): +6 (3) points per person reached when other "
            "messages compete (+25 under forced exposure alone, not used); Hill, Lo, Vavreck and "
            "Zaller 2013: most of it gone in two weeks; Wanta, Golan and Lee 2004, Silver 2016: "
            "negative messages weigh about three times as much.",
        .limits =
            "Nothing was measured in Kazakhstan. Reach is what the file says, not a budget. A "
            "counter-message is a campaign of the opposite tone: the two add up in those who "
            "meet both; that one weakens the other beyond this is not modelled."};
}

Lever media_cooperation() {
    return {.name = "media_cooperation",
            .label_en = "Media partnership, forum, tours, film",
            .label_ru = "Партнёрство СМИ, форум, поездки журналистов, кино",
            .label_kk = "БАҚ серіктестігі, форум, журналистер сапары, кино",
            .unit = "table",
            .kind = LeverKind::table,
            .fields = kCooperationFields,
            .status_quo = "no new cooperation of media",
            .channels = kThroughMedia,
            .action = {.table = {.exposures = media_cooperation_exposures}},
            .effects = kMessageEffects,
            .grade = Grade::judgement,
            .source = "Read as friendly messages (see campaign: +6 (3) points per person reached, "
                      "Mattingly et al. 2024); tone by kind is judgement. Wanta, Golan and Lee "
                      "2004: positive news of a nation moves its rating little.",
            .limits = "No study of partnerships, forums, journalists' tours or films was found. "
                      "Reach is what the file says: nobody counted who meets such content."};
}

Lever misinformation() {
    return {.name = "misinformation",
            .label_en = "Burst of misinformation and its correction",
            .label_ru = "Волна дезинформации и её опровержение",
            .label_kk = "Жалған ақпарат толқыны және оны теріске шығару",
            .unit = "table",
            .kind = LeverKind::table,
            .fields = kMisinformationFields,
            .status_quo = "no new burst",
            .channels = kThroughMedia,
            .action = {.table = {.exposures = rumour_exposures}},
            .effects = kRumourEffects,
            .grade = Grade::judgement,
            .source = "Read as a hostile message (see campaign). How much a correction undoes: "
                      "judgement, no estimate was found.",
            .limits =
                "The claim itself is not modelled, only whom it reaches and that it is hostile. "
                "The correction acts at once on those whom it reaches."};
}

} // namespace

std::vector<Lever> media_levers() {
    return {campaign(), media_cooperation(), misinformation()};
}

} // namespace kozqaras
