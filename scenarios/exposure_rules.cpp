#include "scenarios/exposure_rules.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "scenarios/daily_series.hpp"
#include "scenarios/lever.hpp"
#include "scenarios/whole_weeks.hpp"
#include "support/errors.hpp"

namespace kozqaras {
namespace {

bool is_zero(const std::vector<double>& series) {
    return std::ranges::all_of(series, [](double value) { return value == 0.0; });
}

/// One value per day of the lever, from the settings of one target.
DailySeries values_of(std::span<const LeverSetting> settings, const LeverSetting& first,
                      double status_quo) {
    DailySeries series = daily(constant_series(status_quo));
    for (const auto& setting : settings)
        if (same_lever_and_target(setting, first))
            move_series(series, setting,
                        [&](std::size_t) { return std::get<double>(setting.value); });
    return series;
}

/// The doses of weeks that begin `late` days after those of the model.
void set_doses(const ExposureAction& action, double status_quo, const DailySeries& values, int late,
               Exposure& exposure) {
    constexpr double kWeeksPerYear = 365.25 / 7.0;
    if (action.dose == Dose::more_people) {
        double persons = 0.0;
        for (const double value : weekly_means(values, late)) {
            persons += (value - status_quo) / kWeeksPerYear;
            exposure.persons.push_back(persons);
            exposure.dose.push_back(persons == 0.0 ? 0.0 : 1.0);
        }
        return;
    }
    DailySeries doses(values.size());
    for (std::size_t day = 0; day < values.size(); ++day)
        doses[day] = action.dose == Dose::doublings ? std::log2(values[day] / status_quo)
                                                    : (values[day] - status_quo) / action.unit;
    exposure.dose = weekly_means(doses, late);
}

Exposure exposure_of(const ExposureAction& action, const LeverSetting& first,
                     const DailySeries& values, double status_quo, const Country& country) {
    Exposure exposure;
    exposure.kind = action.kind;
    exposure.audience.regions = first.regions;
    exposure.audience.concern_only = action.concern_only;
    exposure.audience.concern = first.concern ? *first.concern : country.concern_of(first.lever);
    LeverSetting target; // the name of the draw: lever and target, not date and value
    target.regions = first.regions;
    target.concern = first.concern;
    exposure.key = fmt::format("{} {}", first.lever, to_string(target, country));
    set_doses(action, status_quo, values, days_into_week(first.date), exposure);
    return exposure;
}

Audience audience_of(const TableSetting& setting, const Country& country) {
    Audience audience;
    audience.regions = setting.list("regions");
    audience.languages = setting.list("languages");
    audience.concern = setting.concern("concern");
    for (const int outlet : setting.list("outlets"))
        audience.outlets |= static_cast<std::uint16_t>(1U << static_cast<unsigned>(outlet));
    if (audience.outlets == 0) // all of them: those who use none are not reached
        audience.outlets = static_cast<std::uint16_t>((1U << country.news_sources.size()) - 1U);
    return audience;
}

/// Tone for `weeks` from the week that holds `start`, reached over a ramp; 0 outside.
std::vector<double> tone_series(Date start, double weeks, double tone, double ramp_weeks) {
    LeverSetting setting;
    setting.date = date_of(week_of(start));
    setting.until = setting.date + std::chrono::weeks{static_cast<int>(weeks)};
    setting.ramp_weeks = static_cast<int>(ramp_weeks);
    DailySeries series = daily(constant_series(0.0));
    move_series(series, setting, [&](std::size_t) { return tone; });
    return weekly_means(series);
}

std::vector<bool> touched(const std::vector<int>& attitudes) {
    if (attitudes.empty())
        return {};
    std::vector<bool> result(kAttitudeCount, false);
    for (const int attitude : attitudes)
        result[static_cast<std::size_t>(attitude)] = true;
    return result;
}

Exposure message(const TableSetting& setting, double tone, const Country& country) {
    Exposure exposure;
    exposure.kind = ExposureKind::message;
    const auto start = setting.date("start").value_or(first_scenario_day());
    exposure.key = fmt::format("{} {} {}", setting.lever, setting.text("name"), to_string(start));
    exposure.audience = audience_of(setting, country);
    exposure.dose = tone_series(start, setting.number("weeks"), tone, setting.number("ramp_weeks"));
    exposure.reach = constant_series(setting.number("reach"));
    exposure.attitudes = touched(setting.list("attitudes"));
    return exposure;
}

/// `rumour` corrected `days` after its start, in those who hear it: between two weeks it is partly
/// corrected in the one and partly in the other.
std::vector<Exposure> corrected_after(const Exposure& rumour, Week start, int days) {
    std::vector<Exposure> parts;
    const int rest = days % kDaysInWeek;
    for (const auto& [later, share] : {std::pair{0, kDaysInWeek - rest}, {1, rest}}) {
        Exposure part = rumour;
        part.corrected_from = start + days / kDaysInWeek + later;
        for (double& dose : part.dose)
            dose *= static_cast<double>(share) / kDaysInWeek;
        if (share > 0)
            parts.push_back(std::move(part));
    }
    return parts;
}

/// A hostile message; from the correction on, its effect is cut in those who hear it, the first
/// share of those reached.
std::vector<Exposure> rumour(const TableSetting& setting, const Country& country) {
    Exposure never_corrected = message(setting, -1.0, country);
    const auto correction = setting.date("correction");
    if (!correction)
        return {never_corrected};
    const double heard = setting.number("reach") * setting.number("correction_reach", 1.0);
    Exposure corrected = never_corrected;
    corrected.reach = constant_series(heard);
    never_corrected.skipped_share = heard;
    const auto start = setting.date("start").value_or(first_scenario_day());
    auto parts =
        corrected_after(corrected, week_of(start), static_cast<int>((*correction - start).count()));
    parts.push_back(std::move(never_corrected));
    return parts;
}

std::vector<Exposure> pollution(const TableSetting& setting) {
    const auto date = setting.date("pollution_date");
    if (!date)
        return {};
    Exposure exposure;
    exposure.kind = ExposureKind::pollution;
    exposure.audience.regions = setting.list("region");
    exposure.key = fmt::format("pollution {} {}", setting.text("name"), to_string(*date));
    constexpr double kIncidentWeeks = 1; // then it fades like any event
    exposure.dose = tone_series(*date, kIncidentWeeks, setting.number("pollution_severity", 1), 0);
    return {exposure};
}

/// Doublings of `inflow`, million US dollars a year, that the amount of `table` adds up to, in
/// whole weeks from its start on.
std::vector<double> doublings_series(const TableSetting& table, double inflow) {
    LeverSetting setting;
    const Date start = table.date("start").value_or(first_scenario_day());
    setting.date = date_of(week_of(start)); // in_weeks() brings it to its day
    if (const auto end = table.date("end"))
        setting.until = setting.date + std::chrono::weeks{(*end - start).count() / kDaysInWeek + 1};
    setting.ramp_weeks = static_cast<int>(table.number("ramp_weeks"));
    DailySeries amounts = daily(constant_series(0.0));
    move_series(amounts, setting,
                [&](std::size_t) { return table.number("amount_musd_per_year"); });
    for (double& amount : amounts)
        amount = std::log2(1.0 + amount / inflow);
    return weekly_means(amounts);
}

Exposure investment(const TableSetting& setting) {
    Exposure exposure;
    exposure.kind = ExposureKind::investment;
    exposure.sector = setting.text("sector");
    exposure.audience.regions = setting.list("regions");
    exposure.key = fmt::format("investment {}", setting.text("name"));
    exposure.dose =
        doublings_series(setting, find_lever(setting.lever)->status_quo_level.value_or(1.0));
    return exposure;
}

/// Without what changes nothing, brought to the weeks of the model.
std::vector<Exposure> in_weeks(std::vector<Exposure> whole, std::optional<Date> begin) {
    std::vector<Exposure> exposures;
    std::erase_if(whole, [](const Exposure& exposure) {
        return is_zero(exposure.dose) || (!exposure.reach.empty() && is_zero(exposure.reach));
    });
    for (const Exposure& exposure : whole)
        std::ranges::copy(
            exposure_in_weeks(exposure, days_into_week(begin.value_or(first_scenario_day()))),
            std::back_inserter(exposures));
    return exposures;
}

} // namespace

std::vector<Exposure> exposures_of_levers(std::span<const LeverSetting> settings,
                                          const Country& country) {
    std::vector<Exposure> exposures;
    for (std::size_t s = 0; s < settings.size(); ++s) {
        const Lever& lever = *find_lever(settings[s].lever);
        const auto same = [&](const LeverSetting& earlier) {
            return same_lever_and_target(earlier, settings[s]);
        };
        if (!lever.action.exposure || std::ranges::any_of(settings.first(s), same))
            continue; // not an exposure, or done with the first of its target
        const double status_quo = lever.status_quo_level.value_or(0.0);
        const auto exposure =
            exposure_of(*lever.action.exposure, settings[s],
                        values_of(settings, settings[s], status_quo), status_quo, country);
        if (!is_zero(exposure.dose))
            std::ranges::copy(exposure_in_weeks(exposure, days_into_week(settings[s].date)),
                              std::back_inserter(exposures));
    }
    return exposures;
}

std::vector<Exposure> campaign_exposures(const TableSetting& setting, const Country& country) {
    return in_weeks({message(setting, setting.number("tone"), country)}, setting.date("start"));
}

std::vector<Exposure> media_cooperation_exposures(const TableSetting& setting,
                                                  const Country& country) {
    const auto* const usual =
        std::ranges::find(kMediaCooperation, setting.text("kind"), &MediaCooperation::kind);
    require(usual != kMediaCooperation.end(), "a kind of media cooperation that is not listed");
    const double tone = setting.number("tone", usual->tone);
    return in_weeks({message(setting, tone, country)}, setting.date("start"));
}

std::vector<Exposure> rumour_exposures(const TableSetting& setting, const Country& country) {
    return in_weeks(rumour(setting, country), setting.date("start"));
}

std::vector<Exposure> investment_exposures(const TableSetting& setting,
                                           const Country& /*country*/) {
    return in_weeks({investment(setting)}, setting.date("start"));
}

std::vector<Exposure> pollution_exposures(const TableSetting& setting, const Country& /*country*/) {
    return in_weeks(pollution(setting), setting.date("pollution_date"));
}

} // namespace kozqaras
