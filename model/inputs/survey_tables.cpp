// data/survey: waves, questions, nets, answers and indicators of the whole sample.
#include "model/inputs/survey_loading.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace kozqaras {

namespace {

constexpr double kRoundingOfShares = 0.002; ///< two percentages printed to one decimal

TableRules wave_rules() {
    constexpr int kFewest = 10, kMost = 100'000; // answers are drawn for each of them
    const Date last = date_of(last_week() + 1) - std::chrono::days{1};
    return with_origin()
        .code("wave", kWaveIds, "wave")
        .date("field_start", first_day(), last)
        .date("field_end", first_day(), last)
        .code("field_dates_printed", kYesNo, "answer in 'field_dates_printed'")
        .whole("respondents", kFewest, kMost, "persons")
        .or_empty()
        .complete_key({"wave"});
}

Wave wave_row(const CsvTable& table, std::size_t row) {
    Wave wave;
    wave.id = table.text(row, "wave");
    wave.field_start = table.date(row, "field_start");
    wave.field_end = table.date(row, "field_end");
    if (wave.field_end < wave.field_start)
        throw InputError(table.position(row, "field_end"),
                         "the fieldwork of the wave ends before it starts");
    wave.field_dates_printed = yes_or_no(table, row, "field_dates_printed");
    if (!table.empty(row, "respondents"))
        wave.respondents = static_cast<int>(table.number(row, "respondents"));
    return wave;
}

std::array<Wave, kWaveCount> load_waves(const DataFolder& survey) {
    const auto rules = wave_rules();
    const auto table = survey.table("waves.csv", rules);
    std::array<Wave, kWaveCount> waves;
    const auto rows = rows_of(table, wave_row);
    std::array<Position, kWaveCount> places;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::size_t wave = rules.place_of(table, row);
        waves[wave] = rows[row];
        places[wave] = table.position(row, "field_start");
    }
    for (std::size_t wave = 1; wave < waves.size(); ++wave)
        if (waves[wave].field_start <= waves[wave - 1].field_end)
            throw InputError(places[wave],
                             fmt::format("the wave {} starts on {}, before the wave {} "
                                         "has ended, on {}",
                                         waves[wave].id, to_string(waves[wave].field_start),
                                         waves[wave - 1].id, to_string(waves[wave - 1].field_end)));
    return waves;
}

TableRules question_rules() {
    auto rules = with_origin()
                     .text("question_id")
                     .code("indicator", kIndicatorCodes, "indicator")
                     .code("attitude", kAttitudeCodes, "attitude")
                     .text("wording")
                     .key({"question_id"});
    for (const auto wave : kWaveIds)
        rules.code(fmt::format("asked_{}", wave), kYesNo,
                   fmt::format("answer in 'asked_{}'", wave));
    return rules;
}

Question question_row(const CsvTable& table, std::size_t row) {
    Question question;
    question.id = table.text(row, "question_id");
    question.indicator = code_as<Indicator>(table, row, "indicator", kIndicatorCodes, "indicator");
    question.attitude = code_as<Attitude>(table, row, "attitude", kAttitudeCodes, "attitude");
    question.wording = table.text(row, "wording");
    for (std::size_t wave = 0; wave < kWaveIds.size(); ++wave)
        question.asked[wave] = yes_or_no(table, row, fmt::format("asked_{}", kWaveIds[wave]));
    return question;
}

std::vector<Question> load_questions(const DataFolder& survey) {
    const auto table = survey.table("questions.csv", question_rules());
    auto questions = rows_of(table, question_row);
    if (questions.size() != kQuestionCount)
        throw InputError(table.end_position(), fmt::format("{} questions are needed, {} were found",
                                                           kQuestionCount, questions.size()));
    return questions;
}

QuestionNet net_row(const CsvTable& table, std::size_t row, const SurveyTables& tables) {
    const QuestionNet net{table.code(row, "question_id", question_ids(tables), "question"),
                          wave_of(table, row), table.number(row, "net"), status_of(table, row)};
    if (!tables.questions[static_cast<std::size_t>(net.question)]
             .asked[static_cast<std::size_t>(net.wave)])
        throw InputError(table.position(row, "wave"),
                         fmt::format("questions.csv says that {} does not count in {}",
                                     table.text(row, "question_id"), table.text(row, "wave")));
    return net;
}

void load_nets(const DataFolder& survey, SurveyTables& tables) {
    const auto rules = with_origin()
                           .code("question_id", question_ids(tables), "question")
                           .text("wave")
                           .number("net", -1.0, 1.0)
                           .key({"question_id", "wave"});
    tables.nets = rows_of(
        survey.table("question_net.csv", rules),
        [&](const CsvTable& table, std::size_t row) { return net_row(table, row, tables); });
}

QuestionAnswer answer_row(const CsvTable& table, std::size_t row, const SurveyTables& tables) {
    const QuestionAnswer answer{table.code(row, "question_id", question_ids(tables), "question"),
                                table.percent_as_share(row, "positive_percent"),
                                table.percent_as_share(row, "negative_percent"),
                                status_of(table, row)};
    if (answer.positive + answer.negative > 1.0 + kRoundingOfShares)
        throw InputError(table.position(row, "negative_percent"),
                         fmt::format("positive and negative add up to {:.1f} %, more than all "
                                     "respondents",
                                     100.0 * (answer.positive + answer.negative)));
    return answer;
}

void load_answers(const DataFolder& survey, SurveyTables& tables) {
    const auto rules = with_origin_and_year()
                           .code("question_id", question_ids(tables), "question")
                           .percent("positive_percent")
                           .percent("negative_percent")
                           .complete_key({"question_id"});
    tables.answers = rows_of(
        survey.table("answers_2023.csv", rules),
        [&](const CsvTable& table, std::size_t row) { return answer_row(table, row, tables); });
    std::ranges::sort(tables.answers, {}, &QuestionAnswer::question);
}

/// An indicator of a wave by one methodology, by name.
using IndicatorKey = std::array<std::string_view, 3>;

/// What no report prints (the methodology of 2022 was given up before 2023), or what stood only in
/// figures that are lost. Everything else must be in indicators.csv.
constexpr std::array<IndicatorKey, 9> kNeverPrinted{{{"2020", "published_2022", "general"},
                                                     {"2020", "published_2022", "geopolitical"},
                                                     {"2021", "revised_2023", "general"},
                                                     {"2021", "revised_2023", "composite"},
                                                     {"2023", "published_2022", "general"},
                                                     {"2023", "published_2022", "geopolitical"},
                                                     {"2023", "published_2022", "economic"},
                                                     {"2023", "published_2022", "cultural"},
                                                     {"2023", "published_2022", "composite"}}};

PublishedIndicator indicator_row(const CsvTable& table, std::size_t row) {
    const IndicatorKey key{table.text(row, "wave"), table.text(row, "methodology"),
                           table.text(row, "indicator")};
    const int wave = wave_of(table, row);
    if (std::ranges::find(kNeverPrinted, key) != kNeverPrinted.end())
        throw InputError(table.position(row, "indicator"),
                         fmt::format("the indicator '{}' of {} by {} was never printed or is lost; "
                                     "it must not be filled in",
                                     key[2], key[0], key[1]));
    return {wave, table.text(row, "methodology"), index_name_of(table, row),
            table.number(row, "value"), status_of(table, row)};
}

void load_indicators(const DataFolder& survey, SurveyTables& tables) {
    const auto rules = with_origin()
                           .text("wave")
                           .code("methodology", kMethodologies, "methodology")
                           .code("indicator", kIndexNames, "indicator")
                           .number("value", -1.0, 1.0)
                           .key({"wave", "methodology", "indicator"});
    const auto table = survey.table("indicators.csv", rules);
    tables.indicators = rows_of(table, indicator_row);
    std::set<IndicatorKey> known(kNeverPrinted.begin(), kNeverPrinted.end());
    for (std::size_t row = 0; row < table.rows(); ++row)
        known.insert({table.text(row, "wave"), table.text(row, "methodology"),
                      table.text(row, "indicator")});
    Faults faults;
    for (const auto wave : kWaveIds)
        for (const auto methodology : kMethodologies)
            for (const auto name : kIndexNames)
                if (!known.contains({wave, methodology, name}))
                    faults.add(table.end_position(),
                               fmt::format("the row for wave {}, methodology {}, indicator {} is "
                                           "missing",
                                           wave, methodology, name),
                               "missing");
    faults.throw_if_any();
}

} // namespace

int wave_of(const CsvTable& table, std::size_t row) {
    if (table.text(row, "wave") == "2022")
        throw InputError(table.position(row, "wave"),
                         "2022 is an interpolation in the report, never data");
    return table.code(row, "wave", kWaveIds, "wave");
}

std::optional<Indicator> index_name_of(const CsvTable& table, std::size_t row) {
    const int name = table.code(row, "indicator", kIndexNames, "indicator");
    return name < kIndicatorCount ? std::optional(static_cast<Indicator>(name)) : std::nullopt;
}

std::vector<std::string_view> question_ids(const SurveyTables& tables) {
    std::vector<std::string_view> ids;
    for (const auto& question : tables.questions)
        ids.push_back(question.id);
    return ids;
}

SurveyTables load_survey(const DataFolder& survey) {
    SurveyTables tables;
    tables.questions = load_questions(survey);
    tables.waves = load_waves(survey);
    load_nets(survey, tables);
    load_answers(survey, tables);
    load_groups(survey, tables);
    load_breakdowns(survey, tables);
    load_breakdown_indicators(survey, tables);
    load_indicators(survey, tables);
    load_region_index(survey, tables);
    load_macro_region_order(survey, tables);
    load_sample(survey, tables);
    check_agreement(survey, tables);
    return tables;
}

} // namespace kozqaras
