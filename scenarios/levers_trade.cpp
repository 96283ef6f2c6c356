// Levers of trade, goods and labour.

#include "scenarios/lever_groups.hpp"

namespace kozqaras {
namespace {

constexpr std::array<std::string_view, 2> kTradeEffects{"exposure.trade",
                                                        "exposure.reading_contrast"};
constexpr std::array<std::string_view, 1> kGoodsEffects{"event.goods"};
constexpr std::array<std::string_view, 1> kPriceEffects{"exposure.prices"};
constexpr std::array<std::string_view, 1> kQualityEffects{"exposure.quality"};
constexpr std::array<std::string_view, 1> kWorkerEffects{"exposure.workers"};

constexpr std::array<SeriesAction, 1> kCarSeries{{{&Environment::chinese_car_share, level_set}}};

Lever trade_turnover() {
    return {
        .name = "trade.turnover_musd_per_year",
        .label_en = "Trade with China",
        .label_ru = "Товарооборот с Китаем",
        .label_kk = "Қытаймен тауар айналымы",
        .unit = "million US dollars a year",
        .kind = LeverKind::number,
        .low = 1'000,
        .high = 300'000,
        .evidence_low = 10'510,
        .evidence_high = 31'500,
        .status_quo = "turnover of 2024 by Kazakh statistics goes on",
        .status_quo_level = 30'100,
        .channels = kThroughEvents,
        .action = {.exposure = ExposureAction{ExposureKind::trade, Dose::doublings}},
        .effects = kTradeEffects,
        .grade = Grade::measured_elsewhere,
        .source = "Levels: 10,510 (2017) to 31,500 (2023), 30,100 (2024), Kazakh statistics. "
                  "Effect: Eichenauer, Fuchs and Brueckner 2021 (18 Latin American countries): no "
                  "effect on the mean, more polarised; young, educated, better-off more positive.",
        .limits = "Acts per doubling, on those who follow news on China. Chinese customs print 29 "
                  "to 46 % more than Kazakh statistics. The balance of trade is not told apart."};
}

Lever car_share() {
    return {.name = "goods.chinese_car_share",
            .label_en = "Chinese brands among new cars",
            .label_ru = "Доля китайских марок среди новых автомобилей",
            .label_kk = "Жаңа автомобильдердегі қытай маркаларының үлесі",
            .unit = "share, 0 to 1",
            .kind = LeverKind::number,
            .low = 0,
            .high = 1,
            .evidence_low = 0.034,
            .evidence_high = 0.39,
            .status_quo = "last share of the record goes on (39 % in 2025)",
            .channels = kThroughEventsAndMedia,
            .action = {.series = kCarSeries},
            .effects = kGoodsEffects,
            .grade = Grade::judgement,
            .source =
                "Levels: 3.4 % in 2021 (AKAB), 39 % in 2025 (Autostat). Effect: Hanusch 2012 (20 "
                "African countries), imports of Chinese goods negative: another kind of goods.",
            .limits = "2022-2024 are estimates of ours. No study of cars and attitudes was found."};
}

Lever price_change() {
    return {
        .name = "goods.price_change_percent",
        .label_en = "Prices of Chinese goods and cars",
        .label_ru = "Цены на китайские товары и автомобили",
        .label_kk = "Қытай тауарлары мен автомобильдерінің бағасы",
        .unit = "percent against the status quo",
        .kind = LeverKind::number,
        .low = -60,
        .high = 100,
        .evidence_low = -15,
        .evidence_high = 0,
        .status_quo = "prices of 2025",
        .status_quo_level = 0,
        .targets = Targets::optional,
        .channels = kThroughExperience,
        .action = {.exposure = ExposureAction{ExposureKind::prices, Dose::difference, 10, false}},
        .effects = kPriceEffects,
        .grade = Grade::judgement,
        .source = "Observed: prices cut by 7-15 % when the plant in Almaty opened (September "
                  "2025, motoram.ru). Effect: judgement, sign only.",
        .limits = "No estimate of prices and attitudes was found. Felt by those who can afford "
                  "cars and durable goods (wealth 3 to 5), less by others."};
}

Lever goods_quality() {
    return {
        .name = "goods.quality",
        .label_en = "Quality of Chinese goods and cars",
        .label_ru = "Качество китайских товаров и автомобилей",
        .label_kk = "Қытай тауарлары мен автомобильдерінің сапасы",
        .unit = "steps against the status quo",
        .kind = LeverKind::number,
        .low = -2,
        .high = 2,
        .evidence_low = 0,
        .evidence_high = 0,
        .status_quo = "quality of 2025",
        .status_quo_level = 0,
        .targets = Targets::optional,
        .channels = kThroughExperience,
        .action = {.exposure = ExposureAction{ExposureKind::quality, Dose::difference, 1, false}},
        .effects = kQualityEffects,
        .grade = Grade::judgement,
        .source = "Effect: .05-.10 latent s.d. per step of 'economy improved' (master thesis, "
                  "Geneva 2020, Afrobarometer), read for goods by judgement.",
        .limits = "A step is one answer class of a satisfaction question. No level was ever "
                  "measured, so every value warns. Felt by wealth classes 3 to 5, less by "
                  "others."};
}

Lever worker_permits() {
    return {
        .name = "migration.worker_permits",
        .label_en = "Quota of permits for workers from China",
        .label_ru = "Квота разрешений для работников из Китая",
        .label_kk = "Қытайдан келетін жұмысшыларға рұқсат квотасы",
        .unit = "persons",
        .kind = LeverKind::number,
        .low = 100,
        .high = 200'000,
        .evidence_low = 3'587,
        .evidence_high = 17'510,
        .whole = true,
        .status_quo = "permits of 1 October 2025",
        .status_quo_level = 5'330,
        .targets = Targets::optional,
        .channels = kThroughEvents,
        .action = {.exposure = ExposureAction{ExposureKind::workers, Dose::doublings, 1, false}},
        .effects = kWorkerEffects,
        .grade = Grade::judgement,
        .source = "Levels: 17,510 (2015), 3,587 (1 July 2022), 5,330 (1 October 2025). Effect: "
                  "judgement; labour migration is named as a concern by 20.5 % (2021).",
        .limits = "Acts per doubling on those who hear of it; those whom it concerns are "
                  "Kazakh speakers and villagers, others feel a part. Workers of one plant are "
                  "chinese_worker_share of [[plant]]."};
}

} // namespace

std::vector<Lever> trade_levers() {
    return {trade_turnover(), car_share(), price_change(), goods_quality(), worker_permits()};
}

} // namespace kozqaras
