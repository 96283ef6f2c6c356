// data/survey/polls.csv: single questions of other pollsters, one row each; the file may be
// missing.
#include <cmath>
#include <filesystem>
#include <map>

#include <fmt/format.h>

#include "model/inputs/survey_loading.hpp"

namespace kozqaras {

namespace {

constexpr const char* kPollsFile = "polls.csv";
constexpr double kFewestAnswers = 0.03, ///< fewer are shares among percentages
    kMostAnswers = 1.001;               ///< two percentages, rounded

TableRules poll_rules(const std::vector<std::string_view>& questions) {
    constexpr double kFewest = 10, kMost = 100'000, kLargestDesignEffect = 10.0;
    const Date last = date_of(last_week() + 1) - std::chrono::days{1};
    return with_origin()
        .text("poll")
        .text("pollster")
        .code("mode", kInterviewModes, "mode of the interviews")
        .date("field_start", first_day(), last)
        .date("field_end", first_day(), last)
        .whole("respondents", kFewest, kMost, "persons")
        .number("design_effect", 1.0, kLargestDesignEffect)
        .code("question", questions, "question")
        .percent("positive_percent")
        .percent("negative_percent")
        .key({"poll"});
}

Poll poll_row(const CsvTable& table, std::size_t row,
              const std::vector<std::string_view>& questions) {
    check_id(table, row, "poll");
    Poll poll;
    poll.id = table.text(row, "poll");
    poll.pollster = table.text(row, "pollster");
    poll.mode = table.text(row, "mode");
    poll.field_start = table.date(row, "field_start");
    poll.field_end = table.date(row, "field_end");
    if (poll.field_end < poll.field_start)
        throw InputError(table.position(row, "field_end"),
                         "the fieldwork of the poll ends before it starts");
    poll.respondents = static_cast<int>(table.number(row, "respondents"));
    poll.design_effect = table.number(row, "design_effect");
    poll.question = table.code(row, "question", questions, "question");
    poll.positive = table.percent_as_share(row, "positive_percent");
    poll.negative = table.percent_as_share(row, "negative_percent");
    poll.rounding = 0.005 * std::pow(10.0, -table.decimals(row, "positive_percent"));
    poll.source = table.text(row, "source");
    if (poll.positive + poll.negative < kFewestAnswers)
        throw InputError(table.position(row, "positive_percent"),
                         "fewer than 3 % have a view, so these are shares; write 40 for 40 %, not "
                         "0.40");
    if (poll.positive + poll.negative > kMostAnswers)
        throw InputError(table.position(row, "negative_percent"),
                         fmt::format("positive and negative add up to {:.1f} %, more than all "
                                     "respondents",
                                     100.0 * (poll.positive + poll.negative)));
    return poll;
}

/// The country's change is one number a week: so is what pins it.
void require_weeks_apart(const CsvTable& table, const SurveyTables& tables) {
    std::map<Week, std::string> held;
    for (const Wave& wave : tables.waves)
        held.emplace(week_of(wave.middle()), "wave " + wave.id);
    for (std::size_t row = 0; row < tables.polls.size(); ++row) {
        const Poll& poll = tables.polls[row];
        const auto [place, is_new] = held.emplace(week_of(poll.middle()), "poll " + poll.id);
        if (!is_new)
            throw InputError(table.position(row, "field_start"),
                             fmt::format("the middle of its fieldwork, {}, lies in the week of the "
                                         "{}; each needs a week of its own",
                                         to_string(poll.middle()), place->second));
    }
}

} // namespace

void load_polls(const DataFolder& survey, SurveyTables& tables) {
    if (!std::filesystem::exists(survey.path() / kPollsFile))
        return;
    std::vector<std::string_view> questions;
    for (const Question& question : tables.questions)
        questions.emplace_back(question.id);
    const auto table = survey.table(kPollsFile, poll_rules(questions));
    const auto waves = wave_ids(tables);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        tables.polls.push_back(poll_row(table, row, questions));
        if (std::ranges::find(waves, tables.polls.back().id) != waves.end())
            throw InputError(table.position(row, "poll"),
                             fmt::format("'{}' is a wave of waves.csv: take another name",
                                         tables.polls.back().id));
    }
    require_weeks_apart(table, tables);
}

} // namespace kozqaras
