// Levers of travel: visas, trips, visitors, the border.

#include "scenarios/lever_groups.hpp"
#include "scenarios/visa.hpp"

namespace kozqaras {
namespace {

constexpr std::string_view kContactEffect =
    "Effect: direct contact, Pettigrew and Tropp 2006 (515 studies, mean r -.21), Paluck, Green "
    "and Green 2019 (27 randomised studies, d .39); mostly Europe and North America.";

constexpr std::array<std::string_view, 4> kVisaChoices{kVisaFree, kVisaRequired, kVisaDebated,
                                                       kVisaExtended};
constexpr std::array<std::string_view, 4> kVisaEffects{"experience.trip", "experience.kin",
                                                       "experience.meeting", "event.travel"};
constexpr std::array<std::string_view, 1> kVisaJudged{kVisaDebated}; // what its news does
constexpr std::array<std::string_view, 2> kTripEffects{"experience.trip", "experience.kin"};
constexpr std::array<std::string_view, 2> kVisitorEffects{"experience.meetings_per_visitor",
                                                          "experience.meeting"};
constexpr std::array<std::string_view, 4> kBorderEffects{
    "experience.trip", "experience.kin", "experience.meeting", "event.border_friction"};

constexpr std::array<SeriesAction, 2> kVisaSeries{
    {{&Environment::trips_to_china, visa_trips},
     {&Environment::visitors_from_china, visa_visitors}}};
constexpr std::array<SeriesAction, 1> kTripSeries{{{&Environment::trips_to_china, level_set}}};
constexpr std::array<SeriesAction, 1> kVisitorSeries{
    {{&Environment::visitors_from_china, level_set}}};
constexpr std::array<EnvironmentSeries, 2> kTravel{&Environment::trips_to_china,
                                                   &Environment::visitors_from_china};

Lever visa_regime() {
    return {
        .name = "visa.regime",
        .label_en = "Visa regime between Kazakhstan and China",
        .label_ru = "Визовый режим между Казахстаном и Китаем",
        .label_kk = "Қазақстан мен Қытай арасындағы виза режимі",
        .unit = "regime",
        .kind = LeverKind::choice,
        .choices = kVisaChoices,
        .status_quo = "visa_free, in force since 10 November 2023",
        .channels = kThroughAll,
        .action = {.series = kVisaSeries, .rewrite_record = apply_visa_events},
        .effects = kVisaEffects,
        .grade = Grade::measured_elsewhere,
        .judged_choices = kVisaJudged,
        .source =
            "Levels: 109,600 trips in January-June 2017 and 257,000 visitors in 2017 with visas "
            "(Chinese ambassador, informburo.kz); 173,000 trips and 126,000 visitors from 10 "
            "November 2023 to 31 March 2024 without (foreign ministry, informburo.kz, 1 April "
            "2024); trips +31 % in 2024. Effect: contact studies, see travel.trips_per_week.",
        .limits =
            "No study estimates visa liberalisation as a cause of attitudes. With visas, travel "
            "is assumed to return to its level of 2017. 'extended' multiplies trips and visitors "
            "by 1.31, the growth of trips in 2024. 'required' changes travel alone: no study says "
            "what the news of a withdrawal does. 'required_and_debated' also ends the event of 10 "
            "November 2023 and adds news for five weeks, as long as the debate on the draft of "
            "2023 and as loud as the coming into force, with the effect of the class 'travel' "
            "turned round: our judgement, and its sign is not known.",
        .settable_from = visa_evidence().in_force,
        .record_before = "another regime and of a closed border"};
}

Lever trips_per_week() {
    return {
        .name = "travel.trips_per_week",
        .label_en = "Trips of Kazakhstanis to China",
        .label_ru = "Поездки казахстанцев в Китай",
        .label_kk = "Қазақстандықтардың Қытайға сапарлары",
        .unit = "persons a week",
        .kind = LeverKind::number,
        .low = 0,
        .high = 100'000,
        .evidence_low = 0,
        .evidence_high = 8'500,
        .whole = true,
        .status_quo = "last level of the record goes on",
        .channels = kThroughExperience,
        .action = {.series = kTripSeries},
        .effects = kTripEffects,
        .grade = Grade::measured_elsewhere,
        .source = kContactEffect,
        .limits =
            "Observed: about 0 with the border closed (25 January 2020 to 8 January 2023), 4,200 "
            "with visas (109,600 in January-June 2017), 8,500 without (173,000 from 10 November "
            "2023 to 31 March 2024). Repeated trips of one person count as several."};
}

Lever visitors_per_week() {
    return {
        .name = "travel.visitors_per_week",
        .label_en = "Visitors from China in Kazakhstan",
        .label_ru = "Гости из Китая в Казахстане",
        .label_kk = "Қытайдан Қазақстанға келушілер",
        .unit = "persons a week",
        .kind = LeverKind::number,
        .low = 0,
        .high = 100'000,
        .evidence_low = 0,
        .evidence_high = 17'300,
        .whole = true,
        .status_quo = "last level of the record goes on",
        .channels = kThroughExperience,
        .action = {.series = kVisitorSeries},
        .effects = kVisitorEffects,
        .grade = Grade::measured_elsewhere,
        .source = kContactEffect,
        .limits =
            "Observed: 18,000 in 2022 (350 a week) to 675,000 in January-September 2025 (17,300 a "
            "week; inform.kz, 9 October 2025). Border entries, not persons met; the sign of a "
            "passing meeting is uncertain."};
}

Lever border_closure() {
    return {
        .name = "border.closure",
        .label_en = "Border with China closed to travellers",
        .label_ru = "Закрытие границы с Китаем для поездок",
        .label_kk = "Қытаймен шекараның жолаушыларға жабылуы",
        .unit = "share of travel stopped, 0 to 1",
        .kind = LeverKind::number,
        .low = 0,
        .high = 1,
        .evidence_low = 0,
        .evidence_high = 1,
        .status_quo = "open",
        .status_quo_level = 0,
        .channels = kThroughAll,
        .action = {.stops = kTravel, .level_event = "closed"},
        .effects = kBorderEffects,
        .grade = Grade::judgement,
        .source = "Closed to passengers from 25 January 2020 to 7 January 2023 (khabar.kz, January "
                  "2023). Effect of travel: contact studies; of the closure as an event: judgement "
                  "(sign only).",
        .limits = "Trips and visitors shrink by the share given; an event of class border_friction "
                  "runs in Zhetysu, Abai, East Kazakhstan, Almaty Region and Almaty while it "
                  "lasts, salience 2 as in 2020 times the share. Goods are a lever of their own."};
}

} // namespace

std::vector<Lever> travel_levers() {
    return {visa_regime(), trips_per_week(), visitors_per_week(), border_closure()};
}

} // namespace kozqaras
