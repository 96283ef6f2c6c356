#include "output/sample_comparison.hpp"

#include <algorithm>
#include <array>

#include "support/csv_text.hpp"

namespace kozqaras {

namespace {

/// Index of one member's drawn answers, question set of the last wave.
template <class Answer>
double index_value(const SurveyTables& survey, int value, const Answer& answer) {
    std::vector<AnswerShares> answers;
    for (std::size_t question = 0; question < survey.questions.size(); ++question)
        answers.push_back(answer(static_cast<int>(question)));
    const IndexValues index = index_of_answers(answers, survey.questions, survey.waves.size() - 1);
    return value == survey.country->composite() ? index.composite
                                                : index.indicators[static_cast<std::size_t>(value)];
}

std::vector<double> minus(std::vector<double> values, const std::vector<double>& subtracted) {
    for (std::size_t member = 0; member < values.size(); ++member)
        values[member] -= subtracted[member];
    return values;
}

std::optional<SampleRow> compare(const SurveyTables& survey, const ResultView& view, int wave,
                                 int value) {
    const RunResult& result = view.result();
    const auto week =
        std::ranges::find(result.weeks, result.wave_weeks[static_cast<std::size_t>(wave)]);
    if (week == result.weeks.end())
        return std::nullopt;
    std::vector<double> fielded, weighted;
    for (std::size_t member = 0; member < result.members; ++member) {
        fielded.push_back(index_value(survey, value, [&](int question) {
            return view.drawn_answer(member, wave, question);
        }));
        weighted.push_back(index_value(survey, value, [&](int question) {
            return view.poststratified_answer(member, wave, question);
        }));
    }
    const auto adults =
        view.adults(0, static_cast<std::size_t>(week - result.weeks.begin()), 0, value);
    const std::array spreads{spread_of(fielded), spread_of(weighted), spread_of(adults),
                             spread_of(minus(fielded, adults)), spread_of(minus(weighted, adults))};
    if (!std::ranges::all_of(spreads, [](const auto& spread) { return spread.has_value(); }))
        return std::nullopt;
    return SampleRow{wave, value, *spreads[0], *spreads[1], *spreads[2], *spreads[3], *spreads[4]};
}

} // namespace

std::vector<SampleRow> compare_samples(const SurveyTables& survey, const ResultView& view) {
    std::vector<SampleRow> rows;
    for (int wave = 0; wave < std::ssize(survey.waves); ++wave)
        for (int value = 0; value <= survey.country->composite(); ++value)
            if (const auto row = compare(survey, view, wave, value))
                rows.push_back(*row);
    return rows;
}

std::string sample_and_adults_csv(const RunPlan& plan, const RunResult& result) {
    const SurveyTables& survey = plan.world->inputs.survey;
    CsvText csv{"wave",      "indicator", "estimate",  "model_median", "model_q25",
                "model_q75", "model_q05", "model_q95", "methodology"};
    for (const SampleRow& row : compare_samples(survey, ResultView(result))) {
        const auto add = [&](std::string_view estimate, const Spread& spread) {
            csv.add({survey.waves[static_cast<std::size_t>(row.wave)].id,
                     survey.country->index_values[static_cast<std::size_t>(row.value)], estimate,
                     number_cell(spread.median), number_cell(spread.low50),
                     number_cell(spread.high50), number_cell(spread.low90),
                     number_cell(spread.high90), result.methodology});
        };
        add("as_fielded", row.as_fielded);
        add("poststratified", row.poststratified);
        add("adults", row.adults);
        add("as_fielded_minus_adults", row.as_fielded_error);
        add("poststratified_minus_adults", row.poststratified_error);
    }
    return csv.text();
}

} // namespace kozqaras
