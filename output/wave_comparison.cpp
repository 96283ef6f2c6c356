#include "output/wave_comparison.hpp"

#include <algorithm>
#include <cmath>

namespace kozqaras {

namespace {

/// Answers of one member to all questions, sample as fielded: expected, or drawn.
std::vector<AnswerShares> answers_of(const ResultView& view, std::size_t member, int wave,
                                     bool drawn) {
    std::vector<AnswerShares> answers(view.result().questions);
    for (int question = 0; question < std::ssize(answers); ++question)
        answers[static_cast<std::size_t>(question)] =
            drawn ? view.drawn_answer(member, wave, question)
                  : view.wave_answer(member, wave, 0, question);
    return answers;
}

/// [value][member]
std::vector<std::vector<double>> model_index(const SurveyTables& survey, const ResultView& view,
                                             int wave, bool drawn) {
    std::vector<std::vector<double>> values(survey.country->index_values.size());
    for (std::size_t member = 0; member < view.result().members; ++member) {
        const auto index = index_of_answers(answers_of(view, member, wave, drawn), survey.questions,
                                            static_cast<std::size_t>(wave));
        for (std::size_t i = 0; i < index.indicators.size(); ++i)
            values[i].push_back(index.indicators[i]);
        values.back().push_back(index.composite);
    }
    return values;
}

/// Nothing: the composite.
std::optional<Indicator> indicator_of(const SurveyTables& survey, int value) {
    return value == survey.country->composite() ? std::nullopt
                                                : std::optional(static_cast<Indicator>(value));
}

void add_published_indicator(const SurveyTables& survey, int value, WaveRow& row) {
    const auto indicator = indicator_of(survey, value);
    if (const Observation* printed =
            survey.index_of(indicator, row.wave, survey.methodologies.front().id)) {
        row.published = printed->value;
        row.status = printed->status;
    }
    if (!row.published)
        return;
    row.error = indicator ? indicator_error(survey, *indicator, row.wave)
                          : composite_error(survey, row.wave);
}

} // namespace

std::vector<WaveRow> compare_indicators(const SurveyTables& survey, const ResultView& view) {
    std::vector<WaveRow> rows;
    for (int wave = 0; wave < std::ssize(survey.waves); ++wave) {
        const auto model = model_index(survey, view, wave, false),
                   drawn = model_index(survey, view, wave, true);
        for (int value = 0; value <= survey.country->composite(); ++value) {
            WaveRow row;
            row.wave = wave;
            row.kind = "indicator";
            row.methodology = survey.methodologies.front().id;
            row.id = survey.country->index_values[static_cast<std::size_t>(value)];
            row.model = spread_of(model[static_cast<std::size_t>(value)]);
            row.drawn = spread_of(drawn[static_cast<std::size_t>(value)]);
            add_published_indicator(survey, value, row);
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

std::vector<WaveRow> compare_other_methodologies(const SurveyTables& survey,
                                                 const ResultView& view) {
    std::vector<WaveRow> rows;
    for (const IndexMethodology& methodology : survey.methodologies) {
        if (&methodology == &survey.methodologies.front())
            continue;
        for (int wave = 0; wave < std::ssize(survey.waves); ++wave) {
            const auto model = model_index(survey, view, wave, false);
            for (int value = 0; value <= survey.country->composite(); ++value) {
                const Observation* printed =
                    survey.index_of(indicator_of(survey, value), wave, methodology.id);
                if (printed == nullptr)
                    continue;
                const double offset = value == survey.country->composite()
                                          ? methodology.composite_offset()
                                          : methodology.offsets[static_cast<std::size_t>(value)];
                auto values = model[static_cast<std::size_t>(value)];
                for (double& one : values)
                    one += offset;
                WaveRow row;
                row.wave = wave;
                row.kind = "other_methodology";
                row.id = survey.country->index_values[static_cast<std::size_t>(value)];
                row.methodology = methodology.id;
                row.published = printed->value;
                row.status = printed->status;
                row.model = spread_of(std::move(values));
                rows.push_back(std::move(row));
            }
        }
    }
    return rows;
}

std::vector<WaveRow> compare_questions(const SurveyTables& survey, const ResultView& view) {
    std::vector<WaveRow> rows;
    for (int wave = 0; wave < std::ssize(survey.waves); ++wave) {
        for (int question = 0; question < static_cast<int>(survey.questions.size()); ++question) {
            const Question& asked = survey.questions[static_cast<std::size_t>(question)];
            WaveRow row;
            row.wave = wave;
            row.kind = "question";
            row.methodology = survey.methodologies.front().id;
            row.id = asked.id;
            row.counts = asked.counts_in(static_cast<std::size_t>(wave));
            row.published = printed_net(survey, question, wave);
            if (const Observation* net = survey.of_everyone(Quantity::net, question, wave))
                row.status = net->status;
            else if (row.published)
                row.status = Status::derived;
            if (const auto error = net_standard_error(survey, question, wave))
                row.error = ErrorBounds{*error, *error};
            std::vector<double> nets;
            for (std::size_t member = 0; member < view.result().members; ++member)
                nets.push_back(view.wave_answer(member, wave, 0, question).net());
            row.model = spread_of(std::move(nets));
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

namespace {

/// Of the group; the reader has seen to it that one of the two is printed.
int respondents_of(const SurveyTables& survey, const Observation& share) {
    const auto size = survey.size_of(share.population.factor, share.population.group, share.wave);
    return share.respondents ? *share.respondents : size.value();
}

} // namespace

std::vector<BreakdownRow> compare_breakdowns(const SurveyTables& survey, const ResultView& view) {
    std::vector<BreakdownRow> rows;
    for (const Observation& share : survey.observations) {
        if (!share.of_group() || share.quantity != Quantity::positive_percent ||
            share.question < 0 ||
            std::ranges::find(kReportedFactors, share.population.factor) == kReportedFactors.end())
            continue;
        const int group =
            survey.country->group_index(share.population.factor, share.population.group);
        std::vector<double> positive;
        for (std::size_t member = 0; member < view.result().members; ++member)
            positive.push_back(
                view.wave_answer(member, share.wave, group, share.question).positive);
        const auto model = spread_of(std::move(positive));
        const int respondents = respondents_of(survey, share);
        if (!model)
            continue;
        BreakdownRow row{share, respondents, *model, 0, 0};
        const double variance = model->median * (1 - model->median) / respondents;
        const auto& wave = survey.waves[static_cast<std::size_t>(share.wave)];
        row.standard_error = std::sqrt(wave.design_effect.value_or(kDesignEffect) * variance);
        row.z = (share.value - model->median) / row.standard_error;
        rows.push_back(row);
    }
    return rows;
}

BreakdownFit breakdown_fit(const std::vector<BreakdownRow>& rows) {
    constexpr double far = 2.7; // 1 in 144 by chance
    BreakdownFit fit;
    for (const BreakdownRow& row : rows) {
        ++fit.shares;
        fit.derived += row.published.status == Status::derived ? 1 : 0;
        fit.mean_squared_z += row.z * row.z;
        fit.far_off += std::abs(row.z) > far ? 1 : 0;
    }
    if (fit.shares > 0)
        fit.mean_squared_z /= static_cast<double>(fit.shares);
    return fit;
}

} // namespace kozqaras
