#include "output/respondent_files.hpp"

#include <algorithm>
#include <functional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/inputs/partner_tables.hpp"
#include "output/hdf5_writer.hpp"
#include "support/csv_text.hpp"
#include "support/safe_file.hpp"

namespace kozqaras {

namespace {

constexpr std::array<std::string_view, 5> kRungs{"none", "hears", "seeks", "has_talked",
                                                 "has_visited"};

/// One respondent: the interview, and the place in it.
struct Interviewed {
    const SyntheticSurvey& survey;
    std::size_t place;

    [[nodiscard]] std::uint32_t agent() const { return survey.agents[place]; }
};

std::string joined(std::span<const std::string_view> codes) {
    return fmt::format("{}", fmt::join(codes, ", "));
}

/// Makes columns, one call of `cell` per respondent.
class ColumnMaker {
  public:
    explicit ColumnMaker(const std::vector<SyntheticSurvey>& surveys) : surveys_(surveys) {}

    void add(std::string name, std::string meaning, std::string values,
             const std::function<std::string(const Interviewed&)>& cell) {
        RespondentColumn column{std::move(name), std::move(meaning), std::move(values), {}};
        for (const SyntheticSurvey& survey : surveys_)
            for (std::size_t place = 0; place < survey.agents.size(); ++place)
                column.cells.push_back(cell({survey, place}));
        columns_.push_back(std::move(column));
    }

    std::vector<RespondentColumn> take() { return std::move(columns_); }

  private:
    const std::vector<SyntheticSurvey>& surveys_;
    std::vector<RespondentColumn> columns_;
};

void add_interview(ColumnMaker& maker, const RunPlan& plan) {
    maker.add("scenario", "line of the future, or the record", "names of scenarios",
              [&](const Interviewed& one) { return plan.scenarios[one.survey.scenario].id; });
    maker.add("member", "member of the ensemble: one data set each", "whole numbers",
              [&](const Interviewed& one) {
                  return fmt::format("{}", plan.first_member + one.survey.member);
              });
    maker.add("date", "first day of the week of the interview", "ISO date",
              [](const Interviewed& one) { return to_string(date_of(one.survey.week)); });
    maker.add("agent", "number of the synthetic adult: the same in all scenarios and members",
              "whole numbers",
              [](const Interviewed& one) { return fmt::format("{}", one.agent()); });
    maker.add("weight",
              "weight to the adults of that week by region, settlement, age, ethnicity and "
              "education; the sample as fielded is without weight",
              "mean 1 in each data set", [](const Interviewed& one) {
                  return fmt::format("{:.6f}", one.survey.weights[one.place]);
              });
}

void add_person(ColumnMaker& maker, const World& world) {
    const Population& people = world.population;
    const Country& country = *world.inputs.country;
    maker.add("macro_region", "macro-region of residence", joined(country.macro_regions),
              [&](const Interviewed& one) {
                  return country.regions[people.region[one.agent()]].macro_region;
              });
    for (int index = 0; index < kFactorCount; ++index) {
        const auto factor = static_cast<Factor>(index);
        const std::string name(kFactorCodes[static_cast<std::size_t>(index)]);
        const auto codes = country.codes_of(factor);
        const auto reported = country.reported_codes(factor);
        maker.add(name, name, joined(codes), [&, factor, codes](const Interviewed& one) {
            return std::string(codes[people.classes(factor)[one.agent()]]);
        });
        if (!std::ranges::equal(codes, reported) && !reported.empty())
            maker.add(name + "_reported", name + " in the groups of the survey", joined(reported),
                      [&, factor, reported](const Interviewed& one) {
                          return std::string(reported[static_cast<std::size_t>(
                              country.reported_as(factor, people.classes(factor)[one.agent()]))]);
                      });
    }
    maker.add("household", "number of the household", "whole numbers", [&](const Interviewed& one) {
        return fmt::format("{}", people.household[one.agent()]);
    });
    maker.add("attention", "how often news on China is met", joined(kAttentionCodes),
              [&](const Interviewed& one) {
                  return std::string(kAttentionCodes[people.attention[one.agent()]]);
              });
    maker.add("contact", "highest rung of contact with China", joined(kRungs),
              [&](const Interviewed& one) {
                  return std::string(kRungs[static_cast<std::size_t>(people.contact[one.agent()])]);
              });
    for (std::size_t source = 0; source < world.inputs.news_sources.size(); ++source)
        maker.add("news_" + world.inputs.news_sources[source].id,
                  "uses the news source: " + world.inputs.news_sources[source].label, "1 yes, 0 no",
                  [&people, source](const Interviewed& one) {
                      return std::string(people.media_diet[one.agent()] >> source & 1U ? "1" : "0");
                  });
}

void add_answers(ColumnMaker& maker, const SurveyTables& survey) {
    for (std::size_t question = 0; question < survey.questions.size(); ++question)
        maker.add(survey.questions[question].id, survey.questions[question].wording,
                  "1 positive, 0 neither, -1 negative",
                  [&survey, question](const Interviewed& one) {
                      return fmt::format(
                          "{}", one.survey.answers[one.place * survey.questions.size() + question]);
                  });
}

/// Which friendly countries are named, if the plan asks.
void add_partners(ColumnMaker& maker, const RunPlan& plan) {
    if (!plan.partners)
        return;
    for (std::size_t p = 0; p < plan.partners->partners.size(); ++p)
        maker.add("names_" + plan.partners->partners[p].id,
                  "names as a friendly country: " + plan.partners->partners[p].label, "1 yes, 0 no",
                  [p](const Interviewed& one) {
                      return std::string((one.survey.partners[one.place] >> p & 1U) != 0 ? "1"
                                                                                         : "0");
                  });
}

/// A cell as CSV has it: in quotes where it must be.
std::string escaped(std::string_view cell) {
    std::string text = CsvText{cell}.text();
    text.pop_back(); // the end of the line
    return text;
}

bool is_question(const RespondentColumn& column, const SurveyTables& survey) {
    return std::ranges::find(survey.questions, column.name, &Question::id) !=
           survey.questions.end();
}

/// Columns whose cells are numbers.
bool is_number(const RespondentColumn& column) {
    return column.name == "weight" || column.name == "member" || column.name == "agent" ||
           column.name == "household" || column.name.starts_with("news_") ||
           column.name.starts_with("names_");
}

std::vector<double> numbers_in(const RespondentColumn& column) {
    std::vector<double> numbers;
    for (const std::string& cell : column.cells)
        numbers.push_back(std::stod(cell));
    return numbers;
}

void describe_respondents(Hdf5Writer& file, const RunPlan& plan,
                          const RunDocumentation& documentation) {
    file.global_attribute("Conventions", std::string("CF-1.10"));
    file.global_attribute("title",
                          fmt::format("{}: synthetic respondents of {}", documentation.run_name,
                                      plan.world->inputs.country->name));
    file.global_attribute("source",
                          fmt::format("kozqaras {}, agent-based simulation; parameters: {}",
                                      documentation.program_version, documentation.posterior_name));
    file.global_attribute("comment", "No row is a real person. " + documentation.posterior_note);
    file.global_attribute("history", documentation.command_line);
    file.global_attribute("format_version", std::string("1.0"));
    file.global_attribute("file_type", std::string("kozqaras_respondents"));
    file.global_attribute("program_version", documentation.program_version);
    file.global_attribute("git_revision", documentation.git_revision);
    file.global_attribute("seed", plan.world->seed);
    file.global_attribute("scale", plan.world->scale);
}

} // namespace

std::vector<RespondentColumn> respondent_columns(const RunPlan& plan,
                                                 const std::vector<SyntheticSurvey>& surveys) {
    ColumnMaker maker(surveys);
    add_interview(maker, plan);
    add_person(maker, *plan.world);
    add_answers(maker, plan.world->inputs.survey);
    add_partners(maker, plan);
    return maker.take();
}

std::string respondents_csv(const std::vector<RespondentColumn>& columns) {
    std::string text;
    const auto add_row = [&](const auto& cell_of) {
        for (std::size_t column = 0; column < columns.size(); ++column)
            text += (column > 0 ? "," : "") + escaped(cell_of(columns[column]));
        text += '\n';
    };
    add_row([](const RespondentColumn& column) { return column.name; });
    for (std::size_t row = 0; row < columns.front().cells.size(); ++row)
        add_row([row](const RespondentColumn& column) { return column.cells[row]; });
    return text;
}

std::string codebook_csv(const std::vector<RespondentColumn>& columns) {
    CsvText csv{"column", "meaning", "values"};
    for (const RespondentColumn& column : columns)
        csv.add({column.name, column.meaning, column.values});
    return csv.text();
}

void write_respondents_file(const std::filesystem::path& path, const RunPlan& plan,
                            const std::vector<SyntheticSurvey>& surveys,
                            const RunDocumentation& documentation) {
    const SurveyTables& survey = plan.world->inputs.survey;
    const auto columns = respondent_columns(plan, surveys);
    Hdf5Writer file(path);
    describe_respondents(file, plan, documentation);
    file.bare_dimension("respondent", columns.front().cells.size());
    std::vector<std::string> ids, wordings;
    for (const Question& question : survey.questions) {
        ids.push_back(question.id);
        wordings.push_back(question.wording);
    }
    file.dimension({"question", "question of the survey", "", {}},
                   std::span<const std::string>(ids));
    file.labels({"question_wording", "what the question asks, shortened", "", {}}, "question",
                wordings);
    std::vector<float> answers;
    for (const SyntheticSurvey& one : surveys)
        for (const std::int8_t answer : one.answers)
            answers.push_back(answer);
    file.variable({"answer", "1 positive, 0 neither, -1 negative", "1", {}},
                  {"respondent", "question"}, std::span<const float>(answers));
    for (const RespondentColumn& column : columns)
        if (is_number(column))
            file.variable({column.name, column.meaning, "1", {}}, {"respondent"},
                          std::span<const double>(numbers_in(column)));
        else if (!is_question(column, survey))
            file.labels({column.name, column.meaning, "", {}}, "respondent", column.cells);
    file.finish();
}

std::vector<std::string> respondent_files() {
    return {"respondents.csv", "codebook.csv", "respondents.h5"};
}

void write_respondents(const std::filesystem::path& folder, const RunPlan& plan,
                       const std::vector<SyntheticSurvey>& surveys,
                       const RunDocumentation& documentation) {
    const auto columns = respondent_columns(plan, surveys);
    write_whole_file(folder / "respondents.csv", respondents_csv(columns));
    write_whole_file(folder / "codebook.csv", codebook_csv(columns));
    write_respondents_file(folder / "respondents.h5", plan, surveys, documentation);
}

} // namespace kozqaras
