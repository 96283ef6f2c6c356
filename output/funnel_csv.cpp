// funnel.csv: the information funnel at the time of its survey and at ends of years.

#include <algorithm>

#include "output/csv_files.hpp"
#include "output/living_funnel.hpp"
#include "support/csv_text.hpp"

namespace kozqaras {

namespace {

/// What lifts adults to the rung in the model.
std::string_view moved_by(std::size_t rung, const FunnelRung& row) {
    constexpr std::size_t kFirstLiving = 4; // of kFunnelRungs
    if (row.attitude)
        return kAttitudeCodes[static_cast<std::size_t>(*row.attitude)];
    return rung < kFirstLiving ? "nothing" : "trips and studies";
}

struct FunnelCells {
    std::string median, low, high;
};

FunnelCells funnel_cells(std::vector<double> members) {
    const auto spread = spread_of(std::move(members));
    return spread ? FunnelCells{number_cell(spread->median), number_cell(spread->low90),
                                number_cell(spread->high90)}
                  : FunnelCells{};
}

/// The survey's week, then ends of years behind it.
std::vector<std::size_t> funnel_times(const RunResult& result, Week reference) {
    std::vector<std::size_t> times{nearest_reported_week(result, reference)};
    for (const YearEnd& end : year_ends(result))
        if (result.weeks[end.week] > result.weeks[times.front()])
            times.push_back(end.week);
    return times;
}

} // namespace

std::string funnel_csv(const RunPlan& plan, const RunResult& result,
                       const RunDocumentation& documentation) {
    CsvText csv{"scenario",  "date",           "rung",       "label",          "model_median",
                "model_q05", "model_q95",      "difference", "difference_q05", "difference_q95",
                "printed",   "printed_status", "moved_by"};
    if (!documentation.statements || documentation.statements->funnel.empty() ||
        plan.world->population.contact.empty())
        return csv.text();
    const auto& rungs = documentation.statements->funnel;
    const LivingFunnel funnel(plan, result, rungs);
    if (funnel.reference() > result.weeks.back())
        return csv.text();
    const auto times = funnel_times(result, funnel.reference());
    for (std::size_t scenario = 0; scenario < result.scenarios(); ++scenario)
        for (const std::size_t time : times)
            for (std::size_t rung = 0; rung < rungs.size(); ++rung) {
                const auto members = funnel.shares(rung, scenario, time);
                auto difference = members;
                std::ranges::transform(difference, funnel.shares(rung, 0, time), difference.begin(),
                                       std::minus{});
                const auto model = funnel_cells(members);
                const auto change = scenario > 0 ? funnel_cells(difference) : FunnelCells{};
                const bool printed = time == times.front();
                csv.add({result.scenario_ids[scenario], to_string(date_of(result.weeks[time])),
                         kFunnelRungs[rung], rungs[rung].label, model.median, model.low, model.high,
                         change.median, change.low, change.high,
                         printed ? number_cell(rungs[rung].share) : "",
                         printed ? status_code(rungs[rung].status) : "",
                         moved_by(rung, rungs[rung])});
            }
    return csv.text();
}

} // namespace kozqaras
