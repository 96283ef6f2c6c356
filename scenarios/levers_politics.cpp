// Levers of politics: visits, land, incidents, Russia, and any dated event.

#include "scenarios/lever_groups.hpp"
#include "scenarios/table_events.hpp"

namespace kozqaras {
namespace {

constexpr std::array<std::string_view, 4> kLandLaws{"ban", "ban_strengthened", "lease_allowed",
                                                    "sale_allowed"};
constexpr std::array<SeriesAction, 1> kWarSeries{{{&Environment::war_intensity, level_set}}};

constexpr std::array<Field, 10> kEventFields{{
    {"id", FieldKind::text, false, 0, 60, "", {}, "name in the results"},
    {"title", FieldKind::text, true, 0, 0, "", {}, "what happens"},
    {"class", FieldKind::choice, true, 0, 0, "", kEventClassCodes,
     "kind of event; each has its own effects"},
    {"direction",
     FieldKind::number,
     false,
     -1,
     1,
     "sense of its class",
     {},
     "+1 in the sense of its class, -1 against it; default 1"},
    {"salience",
     FieldKind::number,
     true,
     0,
     3,
     "how much talked about",
     {},
     "how much it is talked about"},
    {"start", FieldKind::date, true, 0, 0, "", {}, "first day"},
    {"end",
     FieldKind::date,
     false,
     0,
     0,
     "",
     {},
     "last day; without it the event lasts beyond 2030"},
    {"national", FieldKind::truth, false, 0, 0, "", {}, "false: only the regions listed"},
    {"regions", FieldKind::regions, false, 0, 0, "", {}, "where it happens or is felt most"},
    {"concern", FieldKind::concern, false, 0, 0, "", {}, "groups it concerns; default everyone"},
}};

constexpr std::array<Field, 6> kVisitFields{{
    {"title", FieldKind::text, true, 0, 0, "", {}, "who meets whom"},
    {"kind", FieldKind::event_kind, true, 0, 0, "", {}, "rank of the meeting"},
    {"start", FieldKind::date, true, 0, 0, "", {}, "first day"},
    {"end", FieldKind::date, false, 0, 0, "", {}, "last day; default the first"},
    {"coverage",
     FieldKind::number,
     false,
     0,
     1,
     "share of full coverage",
     {},
     "how fully it is reported; default 1"},
    {"regions", FieldKind::regions, false, 0, 0, "", {}, "where it takes place"},
}};

constexpr std::array<Field, 6> kIncidentFields{{
    {"title", FieldKind::text, true, 0, 0, "", {}, "what happens"},
    {"kind",
     FieldKind::event_kind,
     true,
     0,
     0,
     "",
     {},
     "kind of incident: sets whom it concerns, where and how long, as in the record"},
    {"start", FieldKind::date, true, 0, 0, "", {}, "first day"},
    {"weeks", FieldKind::whole, false, 1, 520, "weeks", {}, "length; default that of its kind"},
    {"salience",
     FieldKind::number,
     false,
     0,
     3,
     "how much talked about",
     {},
     "how much it is talked about; default that of its kind"},
    {"regions", FieldKind::regions, false, 0, 0, "", {}, "where; default those of its kind"},
}};

constexpr std::array<Field, 5> kAssistanceFields{{
    {"title", FieldKind::text, true, 0, 0, "", {}, "what is given"},
    {"kind", FieldKind::event_kind, true, 0, 0, "", {}, "kind of help"},
    {"start", FieldKind::date, true, 0, 0, "", {}, "first day"},
    {"coverage",
     FieldKind::number,
     false,
     0,
     1,
     "share of full coverage",
     {},
     "how fully it is reported; default 1"},
    {"regions", FieldKind::regions, false, 0, 0, "", {}, "where it is given"},
}};

/// Of `kinds` of events with a template each.
constexpr std::array<Field, 6> templated_fields(std::string_view title, std::string_view kinds) {
    return {{
        {"title", FieldKind::text, true, 0, 0, "", {}, title},
        {"kind", FieldKind::event_kind, true, 0, 0, "", {}, kinds},
        {"start", FieldKind::date, true, 0, 0, "", {}, "first day"},
        {"weeks", FieldKind::whole, false, 1, 520, "weeks", {}, "length; default that of its kind"},
        {"salience",
         FieldKind::number,
         false,
         0,
         3,
         "how much talked about",
         {},
         "how much it is talked about; default that of its kind"},
        {"regions", FieldKind::regions, false, 0, 0, "", {}, "where; default those of its kind"},
    }};
}

constexpr auto kAgreementFields = templated_fields(
    "what is agreed", "kind of agreement: sets its class, whom it concerns, where");
constexpr auto kHomePolicyFields = templated_fields(
    "what is done or said", "kind: a reform, or words of the head of state for or against China");

constexpr std::array<std::string_view, 2> kDiplomacyEffects{"event.diplomacy",
                                                            "event.later.diplomacy"};
constexpr std::array<std::string_view, 3> kLandEffects{
    "event.sovereignty", "event.later.sovereignty", "event.reassurance"};
constexpr std::array<std::string_view, 3> kIncidentEffects{
    "event.sovereignty", "event.later.sovereignty", "event.projects"};
constexpr std::array<std::string_view, 4> kAgreementEffects{"event.projects", "event.reassurance",
                                                            "event.policy", "event.later.policy"};
constexpr std::array<std::string_view, 4> kHomePolicyEffects{
    "event.policy", "event.later.policy", "event.diplomacy", "event.later.diplomacy"};
constexpr std::array<std::string_view, 1> kWarEffects{"event.war"};
constexpr std::array<std::string_view, 1> kCompetitorEffects{"exposure.competitor"};
constexpr std::array<std::string_view, 1> kEventEffects{"event"};

Lever visit() {
    return {.name = "visit",
            .label_en = "Leader's visit or summit",
            .label_ru = "Визит лидера или саммит",
            .label_kk = "Көшбасшының сапары немесе саммит",
            .unit = "table",
            .kind = LeverKind::table,
            .fields = kVisitFields,
            .status_quo = "no visit after the record; the summit announced for 2027 is left out",
            .channels = kThroughEventsAndMedia,
            .action = {.table = {.event = templated_event}},
            .effects = kDiplomacyEffects,
            .grade = Grade::measured_elsewhere,
            .source = "Goldsmith, Horiuchi and Matush 2021 (86 visits, 38 hosts): approval +2.3 "
                      "(0.8) points, still there after 20 days, larger when reported.",
            .limits = "Salience 3 for a leader's visit, 2 for a summit, 1 for ministers, times "
                      "coverage: judgement after the record. Kazakhstan is not among the hosts "
                      "named in what we read."};
}

Lever assistance() {
    return {.name = "assistance",
            .label_en = "Vaccines or relief from China",
            .label_ru = "Вакцины или помощь из Китая",
            .label_kk = "Қытайдан вакцина немесе көмек",
            .unit = "table",
            .kind = LeverKind::table,
            .fields = kAssistanceFields,
            .status_quo = "no new help",
            .channels = kThroughEventsAndMedia,
            .action = {.table = {.event = templated_event}},
            .effects = kDiplomacyEffects,
            .grade = Grade::judgement,
            .source = "Vaccines: opinion up in six Latin American countries (Urdinez 2024), no "
                      "significant effect in Brazil (Wang 2022), neither printed in points; read "
                      "as an event of the class diplomacy, whose prior is that of visits: +2.3 "
                      "(0.8) points (Goldsmith, Horiuchi and Matush 2021).",
            .limits = "Salience 2 for vaccines, 1 for relief, five weeks: judgement. Of relief "
                      "after disasters no estimate was found. Loans and projects are the levers "
                      "plant and investment; debt has no estimate and no lever."};
}

Lever agreement() {
    return {.name = "agreement",
            .label_en = "Agreement with China: gas, security, rivers",
            .label_ru = "Соглашение с Китаем: газ, безопасность, реки",
            .label_kk = "Қытаймен келісім: газ, қауіпсіздік, өзендер",
            .unit = "table",
            .kind = LeverKind::table,
            .fields = kAgreementFields,
            .status_quo = "no new agreement",
            .channels = kThroughEventsAndMedia,
            .action = {.table = {.event = templated_event}},
            .effects = kAgreementEffects,
            .grade = Grade::judgement,
            .source = "No study of any of the three was found. Gas supply is read as project news "
                      "(Eichenauer, Fuchs and Brueckner 2021: mean near 0), shared rivers as the "
                      "dispute about water answered, security or military cooperation as the "
                      "country's own policy, of which not even the sign is known.",
            .limits = "Salience 1 for gas, 2 for the others, five weeks: judgement. Rivers concern "
                      "villagers of five regions; the others concern everyone."};
}

Lever home_policy() {
    return {.name = "home_policy",
            .label_en = "Reform at home, or the head of state speaks",
            .label_ru = "Реформа в стране или слова главы государства",
            .label_kk = "Ел ішіндегі реформа немесе мемлекет басшысының сөзі",
            .unit = "table",
            .kind = LeverKind::table,
            .fields = kHomePolicyFields,
            .status_quo = "no new reform, no new words",
            .channels = kThroughEventsAndMedia,
            .action = {.table = {.event = templated_event}},
            .effects = kHomePolicyEffects,
            .grade = Grade::judgement,
            .source = "No estimate was found: the report of 2023 names political reform and the "
                      "words of the head of state beside the war, and three waves cannot tell "
                      "them apart. A reform is of class policy, wide, centred on 0 and lasting; "
                      "words are read as a meeting of ministers (class diplomacy).",
            .limits = "Salience 3 and half a year for a reform, 1 and two weeks for words: "
                      "judgement. Whether words follow opinion or lead it is not asked."};
}

Lever land_law() {
    return {.name = "land.law",
            .label_en = "Land law for foreigners",
            .label_ru = "Земельный закон для иностранцев",
            .label_kk = "Шетелдіктерге қатысты жер заңы",
            .unit = "law",
            .kind = LeverKind::choice,
            .choices = kLandLaws,
            .status_quo = "ban: farmland is neither sold nor leased to foreigners (13 May 2021)",
            .channels = kThroughEventsAndMedia,
            .action = {.words_are_events = true},
            .effects = kLandEffects,
            .grade = Grade::judgement,
            .source =
                "Land protests of April and May 2016 (BBC, rferl.org), ban of 2021 (vlast.kz). "
                "Effect: -3 (2.5) points per major episode (Oxus and CAB series read by "
                "judgement); sale of land is named as a concern by 56.3 % (2021).",
            .limits = "'lease_allowed' is a sovereignty event of salience 3 for five weeks as in "
                      "2016, 'sale_allowed' lasts until the next setting, 'ban_strengthened' is a "
                      "reassurance of salience 3 as in 2021; they concern villagers and Kazakh "
                      "speakers. Our judgement."};
}

Lever incident() {
    return {.name = "incident",
            .label_en = "Incident",
            .label_ru = "Инцидент",
            .label_kk = "Оқыс оқиға",
            .unit = "table",
            .kind = LeverKind::table,
            .fields = kIncidentFields,
            .status_quo = "no new incident",
            .channels = kThroughEventsAndMedia,
            .action = {.table = {.event = templated_event}},
            .effects = kIncidentEffects,
            .grade = Grade::judgement,
            .source = "Kinds after the record: detentions of 2019 and 2025, news of Xinjiang, land "
                      "protests; labour disputes after the evidence on episodes of land and "
                      "labour. Effect: -3 (2.5) points per major episode, region of origin "
                      "twice, half-life 9 months (4-18): judgement.",
            .limits = "No source measures a single event. Transboundary water and an accident at a "
                      "joint plant have no precedent in the record: regions, groups and salience "
                      "are judgement."};
}

Lever war_intensity() {
    return {.name = "war.intensity",
            .label_en = "Russia's war against Ukraine",
            .label_ru = "Война России против Украины",
            .label_kk = "Ресейдің Украинаға қарсы соғысы",
            .unit = "factor on its effect, 1 as recorded",
            .kind = LeverKind::number,
            .low = 0,
            .high = 2,
            .evidence_low = 0,
            .evidence_high = 1,
            .status_quo = "goes on as recorded since 24 February 2022",
            .status_quo_level = 1,
            .channels = kThroughEventsAndMedia,
            .action = {.series = kWarSeries},
            .effects = kWarEffects,
            .grade = Grade::judgement,
            .source = "The reports' reading: China gained standing as a counterweight to Russia. "
                      "Effect: no estimate, prior wide and centred on 0; fitted to three waves.",
            .limits = "Three waves cannot separate the war from the reopened border, visa-free "
                      "travel and the car boom of the same years. The effect ends with the war, "
                      "or as fast as the ramp says."};
}

Lever russia_approval() {
    return {.name = "russia.approval_change_points",
            .label_en = "Change in approval of Russia",
            .label_ru = "Изменение одобрения России",
            .label_kk = "Ресейді мақұлдау деңгейінің өзгеруі",
            .unit = "points against the status quo",
            .kind = LeverKind::number,
            .low = -60,
            .high = 60,
            .evidence_low = 0,
            .evidence_high = 0,
            .status_quo = "approval of today",
            .status_quo_level = 0,
            .channels = kThroughEvents,
            .action = {.exposure = ExposureAction{ExposureKind::competitor, Dose::difference, 10}},
            .effects = kCompetitorEffects,
            .grade = Grade::judgement,
            .source = "Gallup 2006-2018, four Central Asian countries: Russia 80 %, China 46 % "
                      "(Minerva note); shocks assumed to correlate -.2 (.2).",
            .limits = "Substitution between the two images is judgement; no series of approval of "
                      "Russia is at hand, so every value warns."};
}

Lever event() {
    return {
        .name = "event",
        .label_en = "Dated event",
        .label_ru = "Событие с датой",
        .label_kk = "Күні белгілі оқиға",
        .unit = "table",
        .kind = LeverKind::table,
        .fields = kEventFields,
        .status_quo = "open events of the record go on, no new event",
        .channels = kThroughEventsAndMedia,
        .action = {.table = {.event = dated_event}},
        .effects = kEventEffects,
        .grade = Grade::judgement,
        .source =
            "Effects of classes of events are fitted to three survey waves (2020, 2021, 2023) with "
            "priors from visits of leaders (Goldsmith, Horiuchi and Matush 2021, 38 countries) "
            "and episodes of protest.",
        .limits = "Salience is judgement. The survey cannot separate what fell between two waves."};
}

} // namespace

std::vector<Lever> politics_levers() {
    return {visit(),    assistance(),    agreement(),       home_policy(), land_law(),
            incident(), war_intensity(), russia_approval(), event()};
}

} // namespace kozqaras
