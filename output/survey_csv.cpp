// waves.csv and breakdowns.csv: the published survey beside the simulated one.

#include "output/csv_files.hpp"
#include "output/wave_comparison.hpp"
#include "support/csv_text.hpp"

namespace kozqaras {

std::string_view status_code(Status status) {
    switch (status) {
    case Status::seen:
        return "seen";
    case Status::derived:
        return "derived";
    case Status::estimate:
        return "estimate";
    }
    return "";
}

namespace {

struct SpreadCells {
    std::string median, low50, high50, low90, high90;
};

SpreadCells cells_of(const std::optional<Spread>& spread) {
    if (!spread)
        return {};
    return {number_cell(spread->median), number_cell(spread->low50), number_cell(spread->high50),
            number_cell(spread->low90), number_cell(spread->high90)};
}

void add_wave_row(CsvText& csv, const SurveyTables& survey, Week middle, const WaveRow& row) {
    const Wave& wave = survey.waves[static_cast<std::size_t>(row.wave)];
    const auto model = cells_of(row.model);
    csv.add({wave.id,
             to_string(wave.field_start),
             to_string(wave.field_end),
             to_string(date_of(middle)),
             wave.field_dates_printed ? "yes" : "no",
             wave.respondents ? std::to_string(*wave.respondents) : "",
             row.kind,
             row.id,
             row.counts ? "yes" : "no",
             number_cell(row.published),
             row.status ? status_code(*row.status) : "not printed",
             row.error ? number_cell(row.error->independent) : "",
             row.error ? number_cell(row.error->correlated) : "",
             model.median,
             model.low50,
             model.high50,
             model.low90,
             model.high90,
             row.methodology,
             wave.pollster,
             wave.mode});
}

} // namespace

std::string waves_csv(const RunPlan& plan, const RunResult& result) {
    const SurveyTables& survey = plan.world->inputs.survey;
    const ResultView view(result);
    CsvText csv{"wave",
                "field_start",
                "field_end",
                "middle",
                "field_dates_printed",
                "respondents",
                "kind",
                "id",
                "counts_in_index",
                "published",
                "published_status",
                "standard_error_independent",
                "standard_error_correlated",
                "model_median",
                "model_q25",
                "model_q75",
                "model_q05",
                "model_q95",
                "methodology",
                "pollster",
                "mode"};
    for (const auto& rows :
         {compare_indicators(survey, view), compare_other_methodologies(survey, view),
          compare_questions(survey, view)})
        for (const WaveRow& row : rows)
            add_wave_row(csv, survey, result.wave_weeks[static_cast<std::size_t>(row.wave)], row);
    return csv.text();
}

std::string breakdowns_csv(const RunPlan& plan, const RunResult& result) {
    const SurveyTables& survey = plan.world->inputs.survey;
    CsvText csv{"wave",         "factor",         "group",     "question",
                "indicator",    "respondents",    "published", "published_status",
                "model_median", "model_q25",      "model_q75", "model_q05",
                "model_q95",    "standard_error", "z"};
    for (const BreakdownRow& row : compare_breakdowns(survey, ResultView(result))) {
        const Observation& share = row.published;
        const auto factor = share.population.factor;
        const Question& question = survey.questions[static_cast<std::size_t>(share.question)];
        const auto model = cells_of(row.model);
        csv.add({survey.waves[static_cast<std::size_t>(share.wave)].id,
                 kFactorCodes[static_cast<std::size_t>(factor)], share.population.name, question.id,
                 question.indicator_code, std::to_string(row.respondents), number_cell(share.value),
                 status_code(share.status), model.median, model.low50, model.high50, model.low90,
                 model.high90, number_cell(row.standard_error), fmt::format("{:.3f}", row.z)});
    }
    return csv.text();
}

} // namespace kozqaras
