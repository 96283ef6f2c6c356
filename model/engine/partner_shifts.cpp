#include "model/engine/partner_shifts.hpp"

#include <algorithm>

#include "model/engine/ensemble.hpp"

namespace kozqaras {

namespace {

/// Values behind the end of a series stay at its last.
double value_in(const std::vector<double>& series, Week week, double if_empty) {
    if (series.empty())
        return if_empty;
    const auto last = static_cast<int>(series.size()) - 1;
    return series[static_cast<std::size_t>(std::clamp(week.value, 0, last))];
}

/// Approval of the rival power above that of the status quo, in tens of points.
double approval_of_rival(const Environment& environment, Week week) {
    double approval = 0.0;
    for (const Exposure& exposure : environment.exposures)
        if (exposure.kind == ExposureKind::competitor)
            approval += value_in(exposure.dose, week, 0.0);
    return approval;
}

} // namespace

double war_level(const Environment& environment, Week week) {
    const auto goes_on = [&](const Event& event) {
        return event.event_class == EventClass::war && week_of(event.start) <= week &&
               (!event.end || week <= week_of(*event.end));
    };
    return std::ranges::any_of(environment.events, goes_on)
               ? value_in(environment.war_intensity, week, 1.0)
               : 0.0;
}

std::vector<double> partner_shifts(const PartnerTables& tables, const Environment& environment,
                                   Week week) {
    constexpr double kWarOfTheSurvey = 1.0; // as recorded: shifts are against it
    const double war = war_level(environment, week) - kWarOfTheSurvey,
                 approval = approval_of_rival(environment, week);
    std::vector<double> shifts;
    for (const Partner& partner : tables.partners)
        shifts.push_back(approval != 0.0 ? approval * partner.approval_shift
                                         : war * partner.war_shift);
    return shifts;
}

const Environment& environment_of(const RunPlan& plan, std::size_t scenario, std::size_t member) {
    const ScenarioSetting& setting = plan.scenarios[scenario];
    return setting.member_environments.empty() ? setting.environment
                                               : setting.member_environments[member];
}

std::vector<std::size_t> partner_times(const PartnerTables& tables, const RunResult& result) {
    std::vector<std::size_t> times;
    if (week_of(tables.middle()) <= result.weeks.back())
        times.push_back(nearest_reported_week(result, week_of(tables.middle())));
    for (const YearEnd& end : year_ends(result))
        times.push_back(end.week);
    times.push_back(result.weeks.size() - 1);
    std::ranges::sort(times);
    times.erase(std::ranges::unique(times).begin(), times.end());
    return times;
}

} // namespace kozqaras
