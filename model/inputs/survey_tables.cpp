// data/survey: waves, questions and methodologies.
#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include <fmt/format.h>

#include "model/inputs/country_loading.hpp"
#include "model/inputs/survey_loading.hpp"

namespace kozqaras {

namespace {

constexpr int kFewestRespondents = 10,
              kMostRespondentsOfWave = 100'000; // answers are drawn for each
/// Whether a question counts in the index, is asked outside it, or is not answered by agents.
constexpr std::array<std::string_view, 3> kBlocks{"index", "outside", "not_modelled"};

TableRules wave_rules() {
    const Date last = date_of(last_week() + 1) - std::chrono::days{1};
    return with_origin()
        .text("wave")
        .text("pollster")
        .code("mode", kInterviewModes, "mode of the interviews")
        .or_empty()
        .date("field_start", first_day(), last)
        .date("field_end", first_day(), last)
        .code("field_dates_printed", kYesNo, "answer in 'field_dates_printed'")
        .whole("respondents", kFewestRespondents, kMostRespondentsOfWave, "persons")
        .or_empty()
        .number("design_effect", 1.0, 10.0)
        .or_empty()
        .text("sample_of", "name the wave whose sample in samples.csv says who was asked")
        .key({"wave"});
}

Wave wave_row(const CsvTable& table, std::size_t row) {
    Wave wave;
    check_id(table, row, "wave");
    wave.id = table.text(row, "wave");
    wave.pollster = table.text(row, "pollster");
    wave.mode = table.text(row, "mode");
    wave.field_start = table.date(row, "field_start");
    wave.field_end = table.date(row, "field_end");
    if (wave.field_end < wave.field_start)
        throw InputError(table.position(row, "field_end"),
                         "the fieldwork of the wave ends before it starts");
    wave.field_dates_printed = yes_or_no(table, row, "field_dates_printed");
    if (!table.empty(row, "respondents"))
        wave.respondents = static_cast<int>(table.number(row, "respondents"));
    if (!table.empty(row, "design_effect"))
        wave.design_effect = table.number(row, "design_effect");
    return wave;
}

/// The column that says whether a question counts in a wave.
std::string asked_in(std::string_view wave) {
    return fmt::format("asked_{}", wave);
}

TableRules question_rules(const SurveyTables& tables, const Country& country) {
    auto rules = with_origin()
                     .text("question_id")
                     .code("block", kBlocks, "block")
                     .code("indicator", country.indicators, "indicator")
                     .or_empty()
                     .code("attitude", kAttitudeCodes, "attitude")
                     .or_empty()
                     .text("wording")
                     .key({"question_id"})
                     .most_rows(2 * kMostQuestions);
    for (const auto wave : wave_ids(tables))
        rules.code(asked_in(wave), kYesNo, fmt::format("answer in '{}'", asked_in(wave)));
    return rules;
}

/// What a block needs, and what it must leave empty.
void check_block(const CsvTable& table, std::size_t row) {
    const std::string& block = table.text(row, "block");
    const auto check = [&](const char* column, bool needed) {
        if (table.empty(row, column) == needed)
            throw InputError(table.position(row, column),
                             fmt::format("'{}' must {}be empty for a question of block {}", column,
                                         needed ? "not " : "", block));
    };
    check("indicator", block == kBlocks[0]);
    check("attitude", block != kBlocks[2]);
}

Question question_row(const CsvTable& table, std::size_t row, const SurveyTables& tables,
                      const Country& country) {
    check_id(table, row, "question_id");
    check_block(table, row);
    Question question;
    question.id = table.text(row, "question_id");
    if (!table.empty(row, "indicator")) {
        question.indicator =
            code_as<Indicator>(table, row, "indicator", country.indicators, "indicator");
        question.indicator_code = table.text(row, "indicator");
    }
    if (!table.empty(row, "attitude"))
        question.attitude = code_as<Attitude>(table, row, "attitude", kAttitudeCodes, "attitude");
    if (question.indicator && is_fear(static_cast<std::size_t>(question.attitude)))
        throw InputError(table.position(row, "attitude"),
                         fmt::format("'{}' is a fear, of which more is a worse view: no question "
                                     "of an index loads on it; the block must be outside",
                                     table.text(row, "attitude")));
    question.wording = table.text(row, "wording");
    for (const auto wave : wave_ids(tables))
        question.asked.push_back(yes_or_no(table, row, asked_in(wave)));
    return question;
}

/// Every indicator has a question in every wave.
void require_indicators(const CsvTable& table, const SurveyTables& tables) {
    Faults faults;
    for (std::size_t wave = 0; wave < tables.waves.size(); ++wave)
        for (std::size_t i = 0; i < tables.country->indicators.size(); ++i)
            if (std::ranges::none_of(tables.questions, [&](const Question& question) {
                    return question.counts_in(wave) &&
                           question.indicator == static_cast<Indicator>(i);
                }))
                faults.add(table.end_position(),
                           fmt::format("no question of the indicator '{}' counts in {}",
                                       tables.country->indicators[i], tables.waves[wave].id),
                           "indicator");
    faults.throw_if_any();
}

TableRules index_rules() {
    return with_origin()
        .text("methodology")
        .text("indicator")
        .number("offset", -2.0, 2.0)
        .number("offset_error", 0.0, 1.0)
        .key({"methodology", "indicator"});
}

} // namespace

void check_id(const CsvTable& table, std::size_t row, std::string_view column) {
    const std::string& id = table.text(row, column);
    const auto fits = [](unsigned char sign) {
        return std::isalnum(sign) != 0 || sign == '_' || sign == '-';
    };
    if (!std::ranges::all_of(id, fits))
        throw InputError(table.position(row, column),
                         fmt::format("'{}' must hold letters, digits, - and _ only", id));
}

/// Those of the first methodology, which is that of every index of a run.
void load_indicators(const DataFolder& survey, Country& country) {
    constexpr std::string_view kComposite = "composite";
    const auto table = survey.table("indices.csv", index_rules());
    std::vector<std::string> codes;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        check_id(table, row, "indicator");
        if (table.text(row, "methodology") != table.text(0, "methodology"))
            continue;
        codes.push_back(table.text(row, "indicator"));
        if (codes.back() == kComposite)
            throw InputError(table.position(row, "indicator"),
                             "the composite is the mean of the indicators, and none of them");
    }
    if (codes.empty())
        throw InputError(table.end_position(), "an index needs an indicator");
    if (codes.size() > kMostIndicators)
        throw InputError(table.end_position(), fmt::format("{} indicators; at most {} are possible",
                                                           codes.size(), kMostIndicators));
    country.indicators = CodeList(codes);
    codes.emplace_back(kComposite);
    country.index_values = CodeList(std::move(codes));
}

std::vector<std::string_view> wave_ids(const SurveyTables& tables) {
    std::vector<std::string_view> ids;
    ids.reserve(tables.waves.size());
    for (const auto& wave : tables.waves)
        ids.emplace_back(wave.id);
    return ids;
}

void load_waves(const DataFolder& survey, SurveyTables& tables) {
    const auto table = survey.table("waves.csv", wave_rules());
    tables.waves = rows_of(table, wave_row);
    auto& waves = tables.waves;
    if (waves.empty())
        throw InputError(table.end_position(), "a survey needs a wave");
    for (std::size_t wave = 1; wave < waves.size(); ++wave)
        if (waves[wave].field_start <= waves[wave - 1].field_end)
            throw InputError(table.position(wave, "field_start"),
                             fmt::format("the wave {} starts on {}, before the wave {} "
                                         "has ended, on {}; waves stand in order of time",
                                         waves[wave].id, to_string(waves[wave].field_start),
                                         waves[wave - 1].id, to_string(waves[wave - 1].field_end)));
    const auto ids = wave_ids(tables);
    for (std::size_t wave = 0; wave < waves.size(); ++wave) {
        const auto from = static_cast<std::size_t>(table.code(wave, "sample_of", ids, "wave"));
        const auto place =
            std::ranges::find(tables.samples, waves[from].id, &SampleComposition::wave);
        waves[wave].sample = static_cast<std::size_t>(place - tables.samples.begin());
        if (place == tables.samples.end())
            tables.samples.push_back({waves[from].id, {}, {}});
    }
}

void load_questions(const DataFolder& survey, const Country& country, SurveyTables& tables) {
    const auto table = survey.table("questions.csv", question_rules(tables, country));
    const auto rows = rows_of(table, [&](const CsvTable& read, std::size_t row) {
        return question_row(read, row, tables, country);
    });
    for (std::size_t row = 0; row < rows.size(); ++row)
        if (table.text(row, "block") == kBlocks[2])
            tables.not_modelled.push_back(rows[row].id);
        else
            tables.questions.push_back(rows[row]);
    if (tables.questions.size() > kMostQuestions)
        throw InputError(table.end_position(),
                         fmt::format("{} questions; at most {} can be answered",
                                     tables.questions.size(), kMostQuestions));
    require_indicators(table, tables);
}

void load_methodologies(const DataFolder& survey, const Country& country, SurveyTables& tables) {
    const auto table = survey.table("indices.csv", index_rules());
    const std::vector<double> none(country.indicators.size());
    std::map<std::string, std::set<int>> found;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        check_id(table, row, "methodology");
        const std::string& id = table.text(row, "methodology");
        if (found[id].empty())
            tables.methodologies.push_back({id, none, none});
        auto& methodology = *std::ranges::find(tables.methodologies, id, &IndexMethodology::id);
        const int indicator = table.code(row, "indicator", country.indicators, "indicator");
        const auto i = static_cast<std::size_t>(indicator);
        methodology.offsets[i] = table.number(row, "offset");
        methodology.offset_errors[i] = table.number(row, "offset_error");
        found[id].insert(indicator);
    }
    Faults faults;
    for (const auto& [id, indicators] : found)
        for (int i = 0; i < country.composite(); ++i)
            if (!indicators.contains(i))
                faults.add(table.end_position(),
                           fmt::format("the row for methodology {}, indicator {} is missing", id,
                                       country.indicators[static_cast<std::size_t>(i)]),
                           "missing");
    faults.throw_if_any();
    if (tables.methodologies.empty())
        throw InputError(table.end_position(), "an index needs a methodology");
}

/// Pairs of questions whose answers are counted together; the table may be missing.
void load_joint_answers(const DataFolder& survey, SurveyTables& tables) {
    constexpr const char* kFile = "joint_answers.csv";
    if (!std::filesystem::exists(survey.path() / kFile))
        return;
    std::vector<std::string_view> ids;
    for (const Question& question : tables.questions)
        ids.emplace_back(question.id);
    const auto table = survey.table(kFile, with_origin()
                                               .text("joint_id")
                                               .code("first", ids, "question")
                                               .code("second", ids, "question")
                                               .text("wording")
                                               .key({"joint_id"}));
    for (std::size_t row = 0; row < table.rows(); ++row) {
        check_id(table, row, "joint_id");
        const auto question = [&](std::string_view column) {
            return static_cast<std::size_t>(table.code(row, column, ids, "question"));
        };
        JointAnswers joint{table.text(row, "joint_id"), table.text(row, "wording"),
                           question("first"), question("second")};
        if (tables.questions[joint.first].attitude == tables.questions[joint.second].attitude)
            throw InputError(table.position(row, "second"),
                             fmt::format("both questions load on the attitude '{}': a pair needs "
                                         "two attitudes",
                                         kAttitudeCodes[static_cast<std::size_t>(
                                             tables.questions[joint.first].attitude)]));
        tables.joint_answers.push_back(std::move(joint));
    }
}

SurveyTables load_survey(const DataFolder& survey, const SharedCountry& shared) {
    const Country& country = *shared;
    SurveyTables tables;
    tables.country = shared;
    load_waves(survey, tables);
    load_samples(survey, country, tables);
    load_questions(survey, country, tables);
    load_joint_answers(survey, tables);
    load_methodologies(survey, country, tables);
    load_observations(survey, country, tables);
    load_polls(survey, tables);
    check_agreement(survey, tables);
    return tables;
}

} // namespace kozqaras
