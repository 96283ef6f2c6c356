// Levers of projects: plants, the nuclear plant, the light rail of Astana, investment.

#include "scenarios/exposure_rules.hpp"
#include "scenarios/lever_groups.hpp"
#include "scenarios/table_events.hpp"

namespace kozqaras {
namespace {

constexpr std::array<Field, 10> kPlantFields{{
    {"name", FieldKind::text, true, 0, 0, "", {}, "name of the plant or project"},
    {"region", FieldKind::region, true, 0, 0, "", {}, "where it stands"},
    {"opening", FieldKind::date, true, 0, 0, "", {}, "day of opening"},
    // all Chinese investment to 2025 was 27,000
    {"amount_musd", FieldKind::number, true, 0, 20'000, "million US dollars", {}, "investment"},
    {"jobs", FieldKind::count, true, 0, 50'000, "local jobs", {}, "jobs for adults of Kazakhstan"},
    {"chinese_worker_share",
     FieldKind::number,
     false,
     0,
     1,
     "share of the workforce",
     {},
     "share of the workforce that comes from China; default 0"},
    {"local_hiring",
     FieldKind::number,
     false,
     0,
     1,
     "share of the jobs",
     {},
     "share of the jobs that goes to people of the region, the rest to other regions; default 1"},
    {"sector",
     FieldKind::sector,
     false,
     0,
     0,
     "",
     {},
     "field of cooperation: residents' answers on it, against those on all fields, multiply what "
     "the plant does to their favour; default none"},
    {"pollution_date", FieldKind::date, false, 0, 0, "", {}, "day of a pollution incident"},
    {"pollution_severity",
     FieldKind::number,
     false,
     0,
     3,
     "severity",
     {},
     "of the pollution incident, 1: as bad as a major protest episode; default 1"},
}};
constexpr std::array<Field, 7> kInvestmentFields{{
    {"name", FieldKind::text, true, 0, 0, "", {}, "name of the programme"},
    {"sector",
     FieldKind::sector,
     true,
     0,
     0,
     "",
     {},
     "field of cooperation into which the money goes: people's answers on it, against those on all "
     "fields, move the effect"},
    {"start", FieldKind::date, true, 0, 0, "", {}, "first day"},
    {"amount_musd_per_year",
     FieldKind::number,
     true,
     1,
     48'000,
     "million US dollars a year",
     {},
     "beyond the inflow of the status quo"},
    {"end", FieldKind::date, false, 0, 0, "", {}, "last day; default: it goes on"},
    {"ramp_weeks",
     FieldKind::whole,
     false,
     0,
     104,
     "weeks",
     {},
     "weeks until the full amount; default 0"},
    {"regions",
     FieldKind::regions,
     false,
     0,
     0,
     "",
     {},
     "whose people the news is about; default the country"},
}};
/// Million US dollars: judgement. Studies count projects whatever their size, small ones included.
constexpr double kHalfAProject = 50;
constexpr std::array<std::string_view, 4> kPlantEffects{
    "experience.plant", "experience.job", "experience.worker_risk", "exposure.pollution"};
constexpr std::array<std::string_view, 1> kProjectEffects{"event.projects"};
constexpr std::array<std::string_view, 2> kInvestmentEffects{"exposure.investment",
                                                             "exposure.reading_contrast"};
constexpr double kInflow = 1'810; ///< of the status quo, million US dollars a year
constexpr std::array<std::string_view, 2> kFieldEffects{"exposure.investment",
                                                        "exposure.sector_contrast"};
constexpr std::array<std::string_view, 3> kContractors{"rosatom_first", "cnnc", "no_cnnc"};
constexpr std::array<std::string_view, 3> kLrtStates{"test_runs", "open", "delayed"};

Lever plant() {
    return {
        .name = "plant",
        .label_en = "Chinese plant or project in a region",
        .label_ru = "Китайский завод или проект в регионе",
        .label_kk = "Өңірдегі қытай зауыты немесе жобасы",
        .unit = "table",
        .kind = LeverKind::table,
        .fields = kPlantFields,
        .status_quo = "no new plant",
        .channels = kThroughExperience,
        .action = {.table = {.plant = plant_of,
                             .exposures = pollution_exposures,
                             .first_day = "opening"}},
        .size_of_half_a_dose = kHalfAProject,
        .effects = kPlantEffects,
        .grade = Grade::measured_elsewhere,
        .source =
            "Wellner, Dreher, Fuchs, Parks and Strange (126 countries, 2006-2017): about +3 points "
            "in the short run, +0.2 in the long run per project; Blair, Marty and Roessler 2022 "
            "(38 African countries): no gain or a loss; Eichenauer, Fuchs and Brueckner 2021 (18 "
            "Latin American countries): no effect on the mean, more polarised.",
        .limits =
            "Nothing was measured in Kazakhstan, and the studies disagree about the sign. The dose "
            "is one project as the studies count them, wherever it stands: half of one at 50 "
            "million US dollars, nine tenths at 450, never more than one (judgement). The prior's "
            "unit, 1,000 US dollars per adult, was our reading of one project. The "
            "effects of the share of Chinese workers and of pollution are judgement. Pollution "
            "moves residents of the region; for the news of it add an [[incident]]. No study "
            "tells sectors apart. With a sector the effect on favour is multiplied by the net of "
            "the "
            "region's residents on cooperation in that field over their mean net on all fields, as "
            "simulated when the plant opens (-1 to 2; that it is proportional is judgement), and "
            "farming and finance raise a concern of their own (sign from the report, size by "
            "judgement)."};
}

Lever investment_inflow() {
    return {
        .name = "investment.inflow_musd_per_year",
        .label_en = "Inflow of Chinese investment",
        .label_ru = "Приток китайских инвестиций",
        .label_kk = "Қытай инвестицияларының ағыны",
        .unit = "million US dollars a year",
        .kind = LeverKind::number,
        .low = 100,
        .high = 50'000,
        .evidence_low = 1'400,
        .evidence_high = 1'810,
        .status_quo = "last gross inflow of the record (2023) goes on",
        .status_quo_level = kInflow,
        .channels = kThroughEvents,
        .action = {.exposure = ExposureAction{ExposureKind::investment, Dose::doublings}},
        .effects = kInvestmentEffects,
        .grade = Grade::measured_elsewhere,
        .source = "Levels: gross inflow 1,400 (2022, TASS), 1,810 (2023, 24.kz). Effect: Feng and "
                  "Zeng 2021 (17 Latin American countries): investment negative; Eichenauer, Fuchs "
                  "and Brueckner 2021 (18 Latin American countries): no effect on the mean, more "
                  "polarised; young, educated and better-off more positive.",
        .limits = "Acts per doubling, on those who follow news on China. Where the money goes and "
                  "whom it employs is the lever plant: do not count a project twice."};
}

Lever investment() {
    return {
        .name = "investment",
        .label_en = "Chinese investment in one field",
        .label_ru = "Китайские инвестиции в одну отрасль",
        .label_kk = "Бір салаға құйылатын қытай инвестициясы",
        .unit = "table",
        .kind = LeverKind::table,
        .fields = kInvestmentFields,
        .status_quo = "no programme beyond the last gross inflow of the record (2023)",
        .status_quo_level = kInflow,
        .channels = kThroughEvents,
        .action = {.table = {.exposures = investment_exposures}},
        .effects = kFieldEffects,
        .grade = Grade::judgement,
        .source =
            "Size as of investment.inflow_musd_per_year (Feng and Zeng 2021; Eichenauer, Fuchs and "
            "Brueckner 2021). Fields: the report of 2023, Table 7 (people welcome trade and "
            "technology more than farming, finance, security); that the effect follows the answers "
            "is judgement.",
        .limits =
            "No study tells fields apart. The dose is doublings of the inflow of 1,810 million US "
            "dollars a year that the amount adds up to. It acts as investment of any field does, "
            "and by exposure.sector_contrast more for each multiple of the mean net at which "
            "people answer on the field (-1 to 2, as simulated when it starts); farming and "
            "finance also raise a concern of their own, a doubling felt by all as much as one "
            "plant beside everybody (judgement). Do not count a plant here as well."};
}

Lever nuclear_contractor() {
    return {.name = "nuclear.contractor",
            .label_en = "Contractor of the nuclear power plants",
            .label_ru = "Подрядчик строительства АЭС",
            .label_kk = "АЭС құрылысының мердігері",
            .unit = "contractor",
            .kind = LeverKind::choice,
            .choices = kContractors,
            .status_quo = "rosatom_first: the first plant goes to Rosatom, CNNC is to build others "
                          "(June and July 2025)",
            .channels = kThroughEventsAndMedia,
            .action = {.words_are_events = true},
            .effects = kProjectEffects,
            .grade = Grade::judgement,
            .source = "Decision of 14 June 2025 (en.trend.az, menafn.com) and of 31 July 2025 "
                      "(nucnet.org). Effect: class projects, priors after Feng and Zeng 2021 and "
                      "Eichenauer et al. 2021: mean near 0.",
            .limits =
                "No study of nuclear contractors and attitudes was found. 'cnnc' is project news "
                "of salience 1 for five weeks in Almaty Region, Almaty and Zhambyl, 'no_cnnc' "
                "the same with the opposite direction: our judgement after the event of 2025. "
                "Fear of the technology is no attitude to China and is left out."};
}

Lever lrt_service() {
    return {.name = "lrt.service",
            .label_en = "Astana light rail: opening or a new delay",
            .label_ru = "LRT в Астане: запуск или новая задержка",
            .label_kk = "Астанадағы LRT: іске қосылуы немесе жаңа кідіріс",
            .unit = "state",
            .kind = LeverKind::choice,
            .choices = kLrtStates,
            .status_quo = "test_runs: announced opening (spring 2026) left out",
            .channels = kThroughEventsAndMedia,
            .action = {.words_are_events = true},
            .effects = kProjectEffects,
            .grade = Grade::judgement,
            .source = "Stalled 2019-2022 (box on LRT in the report of 2023), test trains from 29 "
                      "September 2025 (qazinform.com), service announced for spring 2026 "
                      "(astanatimes.com, 3 March 2026). Effect: class projects.",
            .limits =
                "'open' is project news of salience 2 for 13 weeks, 'delayed' of salience 2 with "
                "the opposite direction until the next setting, both in Astana and Akmola, as in "
                "the record: our judgement."};
}

} // namespace

std::vector<Lever> project_levers() {
    return {plant(), investment_inflow(), investment(), nuclear_contractor(), lrt_service()};
}

} // namespace kozqaras
