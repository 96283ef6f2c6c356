// What the agents can be asked, and what they cannot.

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "app/commands.hpp"
#include "app/session.hpp"
#include "support/terminal.hpp"

namespace kozqaras {
namespace {

constexpr std::string_view kScale = "positive, neither, negative";
constexpr std::size_t kQuestionsWidth = 100;

/// A statement of the reports that no answer of the agents can meet.
struct Unanswered {
    const Claim* claim = nullptr;
    std::string why;
};

std::vector<Unanswered> unanswered(const ReportStatements& statements) {
    std::vector<Unanswered> found;
    for (const Claim& claim : statements.claims) {
        if (!claim.number)
            found.push_back({&claim, claim.reading});
        for (const ClaimTerm& term : claim.terms)
            if (!term.answered()) {
                found.push_back({&claim, fmt::format("the agents do not answer '{}'", term.of)});
                break;
            }
    }
    return found;
}

/// Waves, then polls of others, that asked it.
std::vector<std::string> waves_asked(const Question& question, const SurveyTables& survey) {
    std::vector<std::string> waves;
    for (std::size_t wave = 0; wave < survey.waves.size(); ++wave)
        if (question.counts_in(wave))
            waves.push_back(survey.waves[wave].id);
    for (const Poll& poll : survey.polls)
        if (survey.questions[static_cast<std::size_t>(poll.question)].id == question.id)
            waves.push_back(poll.id);
    return waves;
}

std::string attitude_of(const Question& question) {
    return std::string(kAttitudeCodes[static_cast<std::size_t>(question.attitude)]);
}

std::string questions_text(const SurveyTables& survey, const ReportStatements& statements) {
    std::vector<std::vector<std::string>> rows{{"question", "indicator", "attitude", "waves"}};
    for (const Question& question : survey.questions)
        rows.push_back({question.id, question.indicator_code, attitude_of(question),
                        fmt::format("{}", fmt::join(waves_asked(question, survey), " "))});
    std::string text = fmt::format("{} QUESTIONS, answered {}\n{}\nWHAT THEY ASK (in English, "
                                   "shortened; the reports print no questionnaire)\n",
                                   survey.questions.size(), kScale, format_table(rows));
    for (const Question& question : survey.questions)
        text += wrap(fmt::format("{:<22} {}", question.id, question.wording), kQuestionsWidth, "");
    text += "\nWHAT CANNOT BE ASKED\n";
    for (const auto& id : survey.not_modelled)
        text += fmt::format("{:<22} a question of the survey that the agents do not answer\n", id);
    for (const auto& [claim, why] : unanswered(statements))
        text += wrap(fmt::format("{:<5} {}: {}", claim->id, claim->statement, why), kQuestionsWidth,
                     "");
    return text;
}

std::string questions_markdown(const SurveyTables& survey, const ReportStatements& statements) {
    std::string text = fmt::format(
        "# What the agents can be asked\n\nMade by `kozqaras questions --markdown`; a test "
        "compares. {} questions, each answered {}. Wordings are ours, in English and shortened: "
        "the reports print labels, no questionnaire, so there is none in Kazakh or Russian. "
        "Answers "
        "by person: `kozqaras respondents`. A question more: "
        "[formats/survey.md](formats/survey.md).\n\n"
        "| question | indicator | attitude | waves | wording |\n|---|---|---|---|---|\n",
        survey.questions.size(), kScale);
    for (const Question& question : survey.questions)
        text += fmt::format("| `{}` | {} | {} | {} | {} |\n", question.id, question.indicator_code,
                            attitude_of(question), fmt::join(waves_asked(question, survey), ", "),
                            question.wording);
    text +=
        "\nwaves: those in which the question counts in its indicator; agents answer it in every "
        "week.\n\n## What they cannot be asked\n\n| what the reports say | why no answer |\n"
        "|---|---|\n";
    for (const auto& id : survey.not_modelled)
        text += fmt::format("| the question `{}` | the agents do not answer it |\n", id);
    for (const auto& [claim, why] : unanswered(statements))
        text += fmt::format("| {}: {} | {} |\n", claim->id, claim->statement, why);
    return text;
}

std::string questions_json(const SurveyTables& survey, const ReportStatements& statements) {
    using QuestionsJson = nlohmann::ordered_json;
    QuestionsJson questions = QuestionsJson::array(), missing = QuestionsJson::array();
    for (const Question& question : survey.questions)
        questions.push_back({{"question", question.id},
                             {"wording", question.wording},
                             {"scale", kScale},
                             {"indicator", question.indicator_code},
                             {"attitude", attitude_of(question)},
                             {"waves", waves_asked(question, survey)}});
    for (const auto& [claim, why] : unanswered(statements))
        missing.push_back({{"claim", claim->id}, {"statement", claim->statement}, {"why", why}});
    return QuestionsJson{{"questions", questions},
                         {"questions_not_answered", survey.not_modelled},
                         {"statements_not_asked", missing}}
               .dump(2) +
           '\n';
}

} // namespace

int questions_command(const SharedOptions& shared, const QuestionsOptions& options) {
    const auto inputs = load_session_inputs(shared);
    const auto statements = load_session_statements(shared, inputs);
    print_data(shared.json        ? questions_json(inputs.survey, *statements)
               : options.markdown ? questions_markdown(inputs.survey, *statements)
                                  : questions_text(inputs.survey, *statements));
    return kDone;
}

} // namespace kozqaras
