// projects.csv: joint projects. Who knows a project is a logit of how often an adult meets news,
// with its printed share over all adults; those who know it are taken to think of it as others do.
// What is neither approval nor disapproval is split into neutral and unsure as printed.

#include <algorithm>
#include <cmath>

#include "output/csv_files.hpp"
#include "support/csv_text.hpp"
#include "support/statistics.hpp"

namespace kozqaras {

namespace {

/// Adults by how often they meet news on China; share of all.
using AttentionShares = std::array<double, kAttentionCount>;

double known_in(const AttentionShares& people, double bar) {
    constexpr double kByAttention = 0.5; // log-odds per class: judgement
    double known = 0.0, all = 0.0;
    for (std::size_t level = 0; level < people.size(); ++level) {
        known += people[level] / (1.0 + std::exp(bar - kByAttention * static_cast<double>(level)));
        all += people[level];
    }
    return known / all;
}

/// The bar at which the share `known` of all knows a project.
double bar_of(const AttentionShares& people, double known) {
    double low = -20.0, high = 20.0;
    for (int step = 0; step < 60; ++step) {
        const double middle = (low + high) / 2.0;
        (known_in(people, middle) > known ? low : high) = middle;
    }
    return (low + high) / 2.0;
}

AttentionShares attention_of(const World& world, std::string_view macro_region) {
    const Population& people = world.population;
    const auto& regions = world.inputs.country->regions;
    AttentionShares shares{};
    for (std::size_t agent = 0; agent < people.size(); ++agent)
        if (macro_region.empty() || regions[people.region[agent]].macro_region == macro_region)
            shares[people.attention[agent]] += 1.0;
    return shares;
}

class ProjectsCsv {
  public:
    ProjectsCsv(const RunPlan& plan, const RunResult& result,
                const std::vector<ProjectRow>& projects)
        : plan_(plan), result_(result), view_(result), projects_(projects) {
        if (plan.world->population.attention.empty())
            return; // nobody knows of news: no projects
        const auto everyone = attention_of(*plan.world, "");
        for (const ProjectRow& project : projects)
            bars_.push_back(bar_of(everyone, project.known));
    }

    void add_waves() {
        const auto& waves = plan_.world->inputs.survey.waves;
        for (std::size_t wave = 0; wave < waves.size(); ++wave)
            if (result_.wave_weeks[wave] <= result_.weeks.back())
                for (std::size_t project = 0; project < projects_.size(); ++project) {
                    add_answers(wave, project, "");
                    for (const auto macro : plan_.world->inputs.country->macro_regions)
                        add_answers(wave, project, macro);
                }
    }

    void add_scenarios() {
        for (std::size_t scenario = 0; scenario < result_.scenarios(); ++scenario)
            for (const YearEnd& end : year_ends(result_))
                for (const ProjectRow& project : projects_)
                    add_approval(scenario, end.week, project);
    }

    /// What would be said of projects that scenarios add, at the last wave.
    void add_planned(const std::vector<ScenarioNote>& notes) {
        const auto& waves = plan_.world->inputs.survey.waves;
        const auto date = to_string(date_of(result_.wave_weeks[waves.size() - 1]));
        for (const ScenarioNote& note : notes)
            for (const PlannedAnswer& planned : note.planned)
                for (const auto& [answer, spread] :
                     {std::pair("would_approve", planned.approve),
                      std::pair("would_disapprove", planned.disapprove)})
                    csv_.add({note.id, date, planned.population, planned.project, answer,
                              number_cell(spread.median), number_cell(spread.low90),
                              number_cell(spread.high90), "", "", "", "", ""});
    }

    [[nodiscard]] const std::string& text() const { return csv_.text(); }

  private:
    struct Answers {
        std::vector<double> approve, disapprove;
    };

    /// By member: everyone, or the mean of the macro-region's regions, weighted by adults.
    [[nodiscard]] Answers answers_in(std::size_t wave, int question, std::string_view macro) const {
        const Country& country = *plan_.world->inputs.country;
        const auto adults = adults_by_group(*plan_.world);
        Answers answers{std::vector<double>(result_.members, 0.0),
                        std::vector<double>(result_.members, 0.0)};
        double sum = 0.0;
        const auto add = [&](int group, double weight) {
            sum += weight;
            for (std::size_t member = 0; member < result_.members; ++member) {
                const auto one = view_.wave_answer(member, static_cast<int>(wave), group, question);
                answers.approve[member] += weight * one.positive;
                answers.disapprove[member] += weight * one.negative;
            }
        };
        if (macro.empty())
            add(0, 1.0);
        else
            for (std::size_t region = 0; region < country.regions.size(); ++region)
                if (country.regions[region].macro_region == macro) {
                    const int group = country.group_index(Factor::region, static_cast<int>(region));
                    add(group, adults[static_cast<std::size_t>(group)]);
                }
        for (std::size_t member = 0; member < result_.members; ++member) {
            answers.approve[member] /= sum;
            answers.disapprove[member] /= sum;
        }
        return answers;
    }

    void add_answers(std::size_t wave, std::size_t place, std::string_view macro) {
        const ProjectRow& project = projects_[place];
        const auto answers = answers_in(wave, project.question, macro);
        const SurveyTables& survey = plan_.world->inputs.survey;
        const auto printed = [&](Quantity quantity) -> std::optional<double> {
            const auto* one =
                survey.of_everyone(quantity, project.question, static_cast<int>(wave));
            return one != nullptr && macro.empty() ? std::optional(one->value) : std::nullopt;
        };
        const auto approve = printed(Quantity::positive_percent);
        const double unsure = project.unsure / (project.unsure + project.neutral);
        const auto neither = [&](double part) {
            std::vector<double> values;
            for (std::size_t member = 0; member < result_.members; ++member)
                values.push_back(part *
                                 (1.0 - answers.approve[member] - answers.disapprove[member]));
            return values;
        };
        const auto of_print = [&](double value) {
            return approve ? std::optional(value) : std::nullopt;
        };
        const Row row{result_.scenario_ids.front(), date_of(result_.wave_weeks[wave]), macro,
                      project};
        add(row, "knows", {known_in(attention_of(*plan_.world, macro), bars_[place])},
            of_print(project.known), project.known_status);
        add(row, "approves", answers.approve, approve, Status::seen);
        add(row, "neutral", neither(1.0 - unsure), of_print(project.neutral), project.status);
        add(row, "disapproves", answers.disapprove, printed(Quantity::negative_percent),
            Status::seen);
        add(row, "unsure", neither(unsure), of_print(project.unsure), project.status);
    }

    struct Row {
        std::string scenario;
        Date date;
        std::string_view macro;
        const ProjectRow& project;
    };

    void add(const Row& row, std::string_view answer, const std::vector<double>& members,
             const std::optional<double>& printed, Status status,
             const std::vector<double>& difference = {}) {
        const auto cells = [](const std::optional<Spread>& spread) {
            return spread ? std::array{number_cell(spread->median), number_cell(spread->low90),
                                       number_cell(spread->high90)}
                          : std::array<std::string, 3>{};
        };
        const auto model = cells(spread_of(members)), change = difference.empty()
                                                                   ? std::array<std::string, 3>{}
                                                                   : cells(spread_of(difference));
        csv_.add(
            {row.scenario, to_string(row.date), row.macro.empty() ? "all" : std::string(row.macro),
             plan_.world->inputs.survey.questions[static_cast<std::size_t>(row.project.question)]
                 .id,
             answer, model[0], model[1], model[2], change[0], change[1], change[2],
             number_cell(printed), printed ? status_code(status) : ""});
    }

    /// Approval by all adults at the end of a year.
    void add_approval(std::size_t scenario, std::size_t week, const ProjectRow& project) {
        const auto place =
            std::ranges::find(result_.share_questions, static_cast<std::size_t>(project.question));
        if (place == result_.share_questions.end())
            return;
        const auto share = static_cast<std::size_t>(place - result_.share_questions.begin());
        auto difference = view_.share(scenario, week, share);
        const auto members = difference;
        std::ranges::transform(difference, view_.share(0, week, share), difference.begin(),
                               std::minus{});
        add({result_.scenario_ids[scenario], date_of(result_.weeks[week]), "", project},
            "approves_of_adults", members, std::nullopt, Status::estimate,
            scenario > 0 ? difference : std::vector<double>{});
    }

    const RunPlan& plan_;
    const RunResult& result_;
    ResultView view_;
    const std::vector<ProjectRow>& projects_;
    std::vector<double> bars_; ///< of knowing each project
    CsvText csv_{"scenario",       "date",      "population",    "project",    "answer",
                 "model_median",   "model_q05", "model_q95",     "difference", "difference_q05",
                 "difference_q95", "printed",   "printed_status"};
};

} // namespace

std::string projects_csv(const RunPlan& plan, const RunResult& result,
                         const RunDocumentation& documentation) {
    const std::vector<ProjectRow> nothing;
    ProjectsCsv csv(plan, result,
                    documentation.statements ? documentation.statements->projects : nothing);
    if (!plan.world->population.attention.empty()) {
        csv.add_waves();
        csv.add_scenarios();
        csv.add_planned(documentation.notes);
    }
    return csv.text();
}

} // namespace kozqaras
