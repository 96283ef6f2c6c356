#include "scenarios/lever.hpp"

#include <algorithm>
#include <array>

namespace kozqaras {
namespace {

using std::chrono::year;

constexpr std::array<std::string_view, 3> kVisaChoices{kVisaFree, kVisaRequired, kVisaExtended};

constexpr std::string_view kContactEffect =
    "Effect: direct contact, Pettigrew and Tropp 2006 (515 studies, mean r -.21), Paluck, Green "
    "and "
    "Green 2019 (27 randomised studies, d .39); mostly Europe and North America.";

constexpr Lever visa_regime() {
    return {
        .name = "visa.regime",
        .label_en = "Visa regime between Kazakhstan and China",
        .label_ru = "Визовый режим между Казахстаном и Китаем",
        .label_kk = "Қазақстан мен Қытай арасындағы виза режимі",
        .unit = "regime",
        .kind = LeverKind::choice,
        .choices = kVisaChoices,
        .low = 0,
        .high = 0,
        .evidence_low = 0,
        .evidence_high = 0,
        .status_quo = "visa_free, in force since 10 November 2023",
        .channel = Channel::experience,
        .grade = Grade::measured_elsewhere,
        .source =
            "Levels: 109,600 trips in January-June 2017 and 257,000 visitors in 2017 with visas "
            "(Chinese ambassador, informburo.kz); 173,000 trips and 126,000 visitors from 10 "
            "November 2023 to 31 March 2024 without (foreign ministry, informburo.kz, 1 April "
            "2024); trips +31 % in 2024. Effect: contact studies, see travel.trips_per_week.",
        .limits =
            "No study estimates visa liberalisation as a cause of attitudes. With visas, travel "
            "is assumed to return to its level of 2017. 'extended' multiplies trips and visitors "
            "by 1.31, the growth of trips in 2024. A withdrawal also ends the event of 10 "
            "November 2023 and is itself in the news for five weeks: our judgement."};
}

constexpr Lever trips_per_week() {
    return {
        .name = "travel.trips_per_week",
        .label_en = "Trips of Kazakhstanis to China",
        .label_ru = "Поездки казахстанцев в Китай",
        .label_kk = "Қазақстандықтардың Қытайға сапарлары",
        .unit = "persons a week",
        .kind = LeverKind::number,
        .choices = {},
        .low = 0,
        .high = 100'000,
        .evidence_low = 0,
        .evidence_high = 8'500,
        .status_quo = "last level of the record goes on",
        .channel = Channel::experience,
        .grade = Grade::measured_elsewhere,
        .source = kContactEffect,
        .limits =
            "Observed: about 0 with the border closed (25 January 2020 to 8 January 2023), 4,200 "
            "with visas (109,600 in January-June 2017), 8,500 without (173,000 from 10 November "
            "2023 to 31 March 2024). Repeated trips of one person count as several."};
}

constexpr Lever visitors_per_week() {
    return {
        .name = "travel.visitors_per_week",
        .label_en = "Visitors from China in Kazakhstan",
        .label_ru = "Гости из Китая в Казахстане",
        .label_kk = "Қытайдан Қазақстанға келушілер",
        .unit = "persons a week",
        .kind = LeverKind::number,
        .choices = {},
        .low = 0,
        .high = 100'000,
        .evidence_low = 0,
        .evidence_high = 17'300,
        .status_quo = "last level of the record goes on",
        .channel = Channel::experience,
        .grade = Grade::measured_elsewhere,
        .source = kContactEffect,
        .limits =
            "Observed: 18,000 in 2022 (350 a week) to 675,000 in January-September 2025 (17,300 a "
            "week; inform.kz, 9 October 2025). Border entries, not persons met; the sign of a "
            "passing meeting is uncertain."};
}

constexpr Lever car_share() {
    return {.name = "goods.chinese_car_share",
            .label_en = "Chinese brands among new cars",
            .label_ru = "Доля китайских марок среди новых автомобилей",
            .label_kk = "Жаңа автомобильдердегі қытай маркаларының үлесі",
            .unit = "share, 0 to 1",
            .kind = LeverKind::number,
            .choices = {},
            .low = 0,
            .high = 1,
            .evidence_low = 0.034,
            .evidence_high = 0.39,
            .status_quo = "last share of the record goes on (39 % in 2025)",
            .channel = Channel::experience,
            .grade = Grade::judgement,
            .source =
                "Levels: 3.4 % in 2021 (AKAB), 39 % in 2025 (Autostat). Effect: Hanusch 2012 (20 "
                "African countries), imports of Chinese goods negative: another kind of goods.",
            .limits = "2022-2024 are estimates of ours. No study of cars and attitudes was found."};
}

constexpr Lever plant_lever() {
    return {
        .name = "plant",
        .label_en = "Chinese plant or project in a region",
        .label_ru = "Китайский завод или проект в регионе",
        .label_kk = "Өңірдегі қытай зауыты немесе жобасы",
        .unit = "table: region, amount_musd, jobs, chinese_worker_share, opening",
        .kind = LeverKind::plant,
        .choices = {},
        .low = 0,
        .high = 0,
        .evidence_low = 0,
        .evidence_high = 0,
        .status_quo = "no new plant",
        .channel = Channel::experience,
        .grade = Grade::measured_elsewhere,
        .source =
            "Wellner, Dreher, Fuchs, Parks and Strange (126 countries, 2006-2017): about +3 points "
            "in the short run, +0.2 in the long run per project; Blair, Marty and Roessler 2022 "
            "(38 African countries): no gain or a loss; Eichenauer, Fuchs and Brueckner 2021 (18 "
            "Latin American countries): no effect on the mean, more polarised.",
        .limits =
            "Nothing was measured in Kazakhstan, and the studies disagree about the sign. The "
            "effect of the share of Chinese workers is judgement."};
}

constexpr Lever event_lever() {
    return {
        .name = "event",
        .label_en = "Dated event",
        .label_ru = "Событие с датой",
        .label_kk = "Күні белгілі оқиға",
        .unit = "table: class, direction, salience, start, end, regions, concern",
        .kind = LeverKind::event,
        .choices = {},
        .low = 0,
        .high = 0,
        .evidence_low = 0,
        .evidence_high = 0,
        .status_quo = "open events of the record go on, no new event",
        .channel = Channel::events,
        .grade = Grade::judgement,
        .source =
            "Effects of classes of events are fitted to three survey waves (2020, 2021, 2023) with "
            "priors from visits of leaders (Goldsmith, Horiuchi and Matush 2021, 38 countries) "
            "and episodes of protest.",
        .limits = "Salience is judgement. The survey cannot separate what fell between two waves."};
}

constexpr std::array<Lever, 6> kLevers{visa_regime(), trips_per_week(), visitors_per_week(),
                                       car_share(),   plant_lever(),    event_lever()};

} // namespace

std::span<const Lever> lever_registry() {
    return kLevers;
}

const Lever* find_lever(std::string_view name) {
    const auto found = std::ranges::find(kLevers, name, &Lever::name);
    return found == kLevers.end() ? nullptr : &*found;
}

std::vector<std::string_view> settable_lever_names() {
    std::vector<std::string_view> names;
    for (const auto& lever : kLevers)
        if (lever.kind == LeverKind::number || lever.kind == LeverKind::choice)
            names.push_back(lever.name);
    return names;
}

std::optional<double> status_quo_value(const Lever& lever, const Environment& baseline) {
    const auto last = [](const std::vector<double>& series) -> std::optional<double> {
        if (series.empty())
            return std::nullopt;
        return series.back();
    };
    if (lever.name == "travel.trips_per_week")
        return last(baseline.trips_to_china);
    if (lever.name == "travel.visitors_per_week")
        return last(baseline.visitors_from_china);
    if (lever.name == "goods.chinese_car_share")
        return last(baseline.chinese_car_share);
    return std::nullopt;
}

std::string_view describe_grade(Grade grade) {
    switch (grade) {
    case Grade::measured_here:
        return "measured in Kazakhstan";
    case Grade::measured_elsewhere:
        return "measured elsewhere";
    case Grade::judgement:
        return "judgement";
    }
    return "";
}

VisaEvidence visa_evidence() {
    constexpr double kDaysJanuaryToJune2017 = 181, kDays2017 = 365, kDaysPerWeek = 7;
    return {
        .in_force = Date{year{2023} / std::chrono::November / 10},
        // 109,600 trips in January-June 2017, 257,000 visitors in 2017 (Chinese ambassador,
        // informburo.kz)
        .trips_visa_required = 109'600 * kDaysPerWeek / kDaysJanuaryToJune2017,
        .visitors_visa_required = 257'000 * kDaysPerWeek / kDays2017,
        .extension_factor = 1.31, // growth of trips in 2024
        // as long as the debate on the draft of 2023 (12 April to 17 May), as loud as the coming
        // into force
        .withdrawal_debate_days = 35,
        .withdrawal_salience = 3,
    };
}

Date first_scenario_day() {
    return first_day();
}

Date last_scenario_day() {
    return Date{year{2030} / std::chrono::December / 31};
}

} // namespace kozqaras
