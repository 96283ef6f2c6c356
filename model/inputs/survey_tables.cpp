// data/survey: waves, questions, nets, answers and indicators of the whole sample.
#include "model/inputs/survey_loading.hpp"

#include <limits>

#include <fmt/format.h>

namespace kozqaras {

namespace {

constexpr double kRoundingOfShares = 0.002; ///< two percentages printed to one decimal

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
        wave.respondents = whole_number(table, row, "respondents");
    return wave;
}

std::array<Wave, kWaveCount> load_waves(const DataFolder& survey) {
    const auto table = survey.table("waves.csv");
    Coverage coverage(table, {"wave"}, {kWaveIds});
    std::array<Wave, kWaveCount> waves;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        (void)wave_of(table, row);
        waves[coverage.place_of(row)] = wave_row(table, row);
    }
    coverage.require_complete();
    return waves;
}

Question question_row(const CsvTable& table, std::size_t row) {
    Question question;
    question.id = filled_text(table, row, "question_id");
    question.indicator = code_as<Indicator>(table, row, "indicator", kIndicatorCodes, "indicator");
    question.attitude = code_as<Attitude>(table, row, "attitude", kAttitudeCodes, "attitude");
    question.wording = filled_text(table, row, "wording");
    for (std::size_t wave = 0; wave < kWaveIds.size(); ++wave)
        question.asked[wave] = yes_or_no(table, row, fmt::format("asked_{}", kWaveIds[wave]));
    return question;
}

std::vector<Question> load_questions(const DataFolder& survey) {
    const auto table = survey.table("questions.csv");
    std::vector<Question> questions;
    UniqueKeys keys;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        questions.push_back(question_row(table, row));
        keys.add(table.position(row, "question_id"), "question " + questions.back().id);
    }
    if (questions.size() != kQuestionCount)
        throw InputError({table.name(), 0, 0}, fmt::format("{} questions are needed, {} were found",
                                                           kQuestionCount, questions.size()));
    return questions;
}

QuestionNet net_row(const CsvTable& table, std::size_t row, const SurveyTables& tables) {
    const QuestionNet net{table.code(row, "question_id", question_ids(tables), "question"),
                          wave_of(table, row), table.number(row, "net", -1.0, 1.0),
                          status_of(table, row)};
    if (!tables.questions[static_cast<std::size_t>(net.question)]
             .asked[static_cast<std::size_t>(net.wave)])
        throw InputError(table.position(row, "wave"),
                         fmt::format("questions.csv says that {} does not count in {}",
                                     table.text(row, "question_id"), table.text(row, "wave")));
    return net;
}

/// Waves before the last may lack a net (general, 2021: its figure is lost).
void require_nets_of_last_wave(const CsvTable& table, const SurveyTables& tables) {
    std::array<bool, kQuestionCount> found{};
    for (const auto& net : tables.nets)
        if (net.wave == kWaveCount - 1)
            found[static_cast<std::size_t>(net.question)] = true;
    for (std::size_t question = 0; question < found.size(); ++question)
        if (tables.questions[question].asked.back() && !found[question])
            throw InputError({table.name(), 0, 0},
                             fmt::format("the row for question {}, wave {} is missing",
                                         tables.questions[question].id, kWaveIds.back()));
}

void load_nets(const DataFolder& survey, SurveyTables& tables) {
    const auto table = survey.table("question_net.csv");
    UniqueKeys keys;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        tables.nets.push_back(net_row(table, row, tables));
        keys.add(table.position(row, "question_id"),
                 fmt::format("question {}, wave {}", table.text(row, "question_id"),
                             table.text(row, "wave")));
    }
    require_nets_of_last_wave(table, tables);
}

void load_answers(const DataFolder& survey, SurveyTables& tables) {
    const auto table = survey.table("answers_2023.csv");
    const auto ids = question_ids(tables);
    Coverage coverage(table, {"question_id"}, {ids});
    tables.answers.resize(kQuestionCount);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::size_t question = coverage.place_of(row);
        const QuestionAnswer answer{
            static_cast<int>(question), table.percent_as_share(row, "positive_percent"),
            table.percent_as_share(row, "negative_percent"), status_of(table, row)};
        if (answer.positive + answer.negative > 1.0 + kRoundingOfShares)
            throw InputError(table.position(row, "negative_percent"),
                             fmt::format("positive and negative add up to {:.1f} %, more than all "
                                         "respondents",
                                         100.0 * (answer.positive + answer.negative)));
        tables.answers[question] = answer;
    }
    coverage.require_complete();
}

PublishedIndicator indicator_row(const CsvTable& table, std::size_t row) {
    PublishedIndicator published;
    published.wave = wave_of(table, row);
    (void)table.code(row, "methodology", kMethodologies, "methodology");
    published.methodology = table.text(row, "methodology");
    published.indicator = index_name_of(table, row);
    published.value = table.number(row, "value", -1.0, 1.0);
    published.status = status_of(table, row);
    return published;
}

void load_indicators(const DataFolder& survey, SurveyTables& tables) {
    tables.indicators = rows_of(survey.table("indicators.csv"),
                                {"wave", "methodology", "indicator"}, indicator_row);
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
    return tables;
}

} // namespace kozqaras
