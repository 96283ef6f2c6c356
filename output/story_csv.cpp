// story.csv: a scenario's peak, half-life and end, and what its parts do, one number per row.

#include "output/csv_files.hpp"
#include "output/scenario_story.hpp"
#include "output/summary_data.hpp"
#include "support/csv_text.hpp"

namespace kozqaras {

namespace {

/// Rows of one scenario: who it is stands in each.
class StoryRows {
  public:
    StoryRows(CsvText& csv, std::string scenario, std::string title, std::string evidence)
        : csv_(csv),
          scenario_(std::move(scenario)),
          title_(std::move(title)),
          evidence_(std::move(evidence)) {}

    void add(std::string_view statistic, std::string_view kind, std::string_view name, Date date,
             const Spread& spread) {
        csv_.add({scenario_, title_, statistic, kind, name, to_string(date), "points of net",
                  number_cell(spread.median), number_cell(spread.low90), number_cell(spread.high90),
                  evidence_});
    }

    void add_weeks(std::string_view statistic, Date date, double weeks) {
        csv_.add({scenario_, title_, statistic, "whole", "", to_string(date), "weeks",
                  number_cell(weeks), "", "", evidence_});
    }

  private:
    CsvText& csv_;
    std::string scenario_, title_, evidence_;
};

} // namespace

std::string story_csv(const RunPlan& plan, const RunResult& result,
                      const RunDocumentation& documentation) {
    CsvText csv{"scenario", "title",  "statistic", "kind", "name",    "date",
                "unit",     "median", "q05",       "q95",  "rests_on"};
    for (const Story& story : summarise(plan, result).stories) {
        if (!story.course)
            continue;
        const auto& id = result.scenario_ids[story.scenario];
        const ScenarioNote note = note_on(documentation.notes, id);
        StoryRows rows(csv, id, result.scenario_titles[story.scenario], note.evidence);
        rows.add("peak", "whole", "", story.peak_date, story.peak);
        if (const auto& half_life = story.course->half_life_weeks)
            rows.add_weeks("half_life", story.peak_date, *half_life);
        rows.add("end", "whole", "", story.end_date, story.end);
        for (const PartEffect& part : note.parts) {
            rows.add("peak", part.kind, part.name, story.peak_date, part.at_peak);
            rows.add("end", part.kind, part.name, story.end_date, part.at_end);
        }
        for (const GroupEffect& group : story.stand_out)
            rows.add("peak", "group", group.label, story.peak_date, group.effect);
    }
    return csv.text();
}

} // namespace kozqaras
