// hub.csv: the table of the forecast hubs (hubverse model output with scenario_id), one row per
// number.

#include <array>
#include <cctype>

#include "model/engine/ensemble.hpp"
#include "output/csv_files.hpp"
#include "support/csv_text.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

/// The 23 levels customary in forecast hubs.
constexpr std::array kHubLevels{0.01, 0.025, 0.05, 0.1, 0.15, 0.2,   0.25, 0.3,
                                0.35, 0.4,   0.45, 0.5, 0.55, 0.6,   0.65, 0.7,
                                0.75, 0.8,   0.85, 0.9, 0.95, 0.975, 0.99};

/// "kozqaras-" and the posterior's name; hubs allow letters, digits and underscores.
std::string model_id(const RunDocumentation& documentation) {
    std::string name = documentation.posterior_name.empty() ? "abm" : documentation.posterior_name;
    for (char& letter : name)
        if (std::isalnum(static_cast<unsigned char>(letter)) == 0)
            letter = '_';
    return "kozqaras-" + name;
}

std::string origin_date_of(const RunPlan& plan, const RunDocumentation& documentation) {
    if (!documentation.origin_date.empty())
        return documentation.origin_date;
    return to_string(plan.world->inputs.survey.waves[kWaveCount - 1].field_end);
}

/// The last day of the year, so that rows of several models join; the week's own date if the run
/// ends earlier in the year.
std::string target_date_of(const YearEnd& end, Week week) {
    if (!end.whole)
        return to_string(date_of(week));
    return to_string(Date{std::chrono::year{end.year} / std::chrono::December / 31});
}

/// The cells that stay the same over the quantiles of one distribution.
struct HubKey {
    std::string model, origin, target, horizon, location, date, scenario;
};

void add_distribution(CsvText& csv, const HubKey& key, const std::vector<double>& values) {
    const auto add = [&](std::string_view type, std::string_view type_id, double value) {
        csv.add({key.model, key.origin, key.target, key.horizon, key.location, key.date,
                 key.scenario, type, type_id, number_cell(value)});
    };
    const auto found = quantiles_of(values, kHubLevels);
    for (std::size_t i = 0; i < found.size() && values.size() > 1; ++i)
        add("quantile", fmt::format("{:g}", kHubLevels[i]), found[i]);
    add("median", "NA", found[kHubLevels.size() / 2]);
}

} // namespace

std::string hub_csv(const RunPlan& plan, const RunResult& result,
                    const RunDocumentation& documentation) {
    const ResultView view(result);
    const auto origin = origin_date_of(plan, documentation);
    const auto origin_day = parse_date(origin);
    require(origin_day.has_value(), "the origin date of a run is not an ISO date");
    const int origin_year = static_cast<int>(std::chrono::year_month_day(*origin_day).year());
    CsvText csv{"model_id",        "origin_date", "target",      "horizon",        "location",
                "target_end_date", "scenario_id", "output_type", "output_type_id", "value"};
    for (std::size_t scenario = 0; scenario < result.scenarios(); ++scenario)
        for (const YearEnd& end : year_ends(result)) {
            if (end.year <= origin_year)
                continue;
            HubKey key{model_id(documentation),
                       origin,
                       "",
                       std::to_string(end.year - origin_year),
                       "KZ",
                       target_date_of(end, result.weeks[end.week]),
                       result.scenario_ids[scenario]};
            for (int value = 0; value < kIndexValueCount; ++value) {
                const auto code = kIndexValueCodes[static_cast<std::size_t>(value)];
                key.location = "KZ";
                key.target = fmt::format("{}_sample", code);
                add_distribution(csv, key, view.sample(scenario, end.week, value));
                key.target = fmt::format("{}_adults", code);
                add_distribution(csv, key, view.adults(scenario, end.week, 0, value));
                for (int region = 0; region < kRegionCount; ++region) {
                    key.location = kRegionCodes[static_cast<std::size_t>(region)];
                    add_distribution(csv, key,
                                     view.adults(scenario, end.week,
                                                 group_index(Factor::region, region), value));
                }
            }
        }
    return csv.text();
}

} // namespace kozqaras
