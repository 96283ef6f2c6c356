// hub.csv of a run: yearly projections of every scenario.

#include "model/engine/ensemble.hpp"
#include "output/csv_files.hpp"
#include "output/hub_table.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

std::string origin_date_of(const RunPlan& plan, const RunDocumentation& documentation) {
    if (!documentation.origin_date.empty())
        return documentation.origin_date;
    return to_string(plan.world->inputs.survey.waves.back().field_end);
}

/// The week's own date if the run ends earlier in the year.
std::string target_date_of(const YearEnd& end, Week week) {
    return end.whole ? hub_year_end(end.year) : to_string(date_of(week));
}

} // namespace

std::string hub_csv(const RunPlan& plan, const RunResult& result,
                    const RunDocumentation& documentation) {
    const ResultView view(result);
    const auto origin = origin_date_of(plan, documentation);
    const auto origin_day = parse_date(origin);
    require(origin_day.has_value(), "the origin date of a run is not an ISO date");
    const int origin_year = static_cast<int>(std::chrono::year_month_day(*origin_day).year());
    const Country& country = *plan.world->inputs.country;
    const auto regions = country.codes_of(Factor::region);
    HubTable table;
    for (std::size_t scenario = 0; scenario < result.scenarios(); ++scenario)
        for (const YearEnd& end : year_ends(result)) {
            if (end.year <= origin_year)
                continue;
            HubKey key{hub_model_id(documentation.posterior_name),
                       origin,
                       "",
                       std::to_string(end.year - origin_year),
                       country.code,
                       target_date_of(end, result.weeks[end.week]),
                       result.scenario_ids[scenario]};
            for (int value = 0; value <= result.composite(); ++value) {
                const auto code = country.index_values[static_cast<std::size_t>(value)];
                key.location = country.code;
                key.target = fmt::format("{}_sample", code);
                table.add(key, view.sample(scenario, end.week, value));
                key.target = fmt::format("{}_adults", code);
                table.add(key, view.adults(scenario, end.week, 0, value));
                for (int region = 0; region < std::ssize(regions); ++region) {
                    key.location = regions[static_cast<std::size_t>(region)];
                    table.add(key, view.adults(scenario, end.week,
                                               country.group_index(Factor::region, region), value));
                }
            }
        }
    return table.text();
}

} // namespace kozqaras
