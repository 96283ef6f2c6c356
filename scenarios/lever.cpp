#include "scenarios/lever.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "scenarios/lever_groups.hpp"
#include "scenarios/scenario.hpp"

namespace kozqaras {
namespace {

using std::chrono::year;

std::vector<Lever> all_levers() {
    std::vector<Lever> all;
    for (const auto& group : {travel_levers(), project_levers(), trade_levers(), culture_levers(),
                              media_levers(), politics_levers()})
        all.insert(all.end(), group.begin(), group.end());
    return all;
}

std::vector<std::string_view> names_of(bool tables) {
    std::vector<std::string_view> names;
    for (const auto& lever : lever_registry())
        if ((lever.kind == LeverKind::table) == tables)
            names.push_back(lever.name);
    return names;
}

} // namespace

double level_set(const LeverSetting& setting, double /*recorded*/) {
    return std::get<double>(setting.value);
}

bool takes_number(FieldKind kind) {
    return kind == FieldKind::number || kind == FieldKind::whole || kind == FieldKind::count;
}

std::span<const std::string_view> codes_of(FieldKind kind, const Country& country) {
    switch (kind) {
    case FieldKind::region:
    case FieldKind::regions:
        return country.codes_of(Factor::region);
    case FieldKind::outlets:
        return country.news_sources;
    case FieldKind::languages:
        return country.codes_of(Factor::language);
    case FieldKind::attitudes:
        return kAttitudeCodes;
    default:
        return {};
    }
}

std::vector<std::string_view> words_of(const Field& field, const Lever& lever,
                                       const Country& country) {
    if (field.kind == FieldKind::event_kind)
        return country.template_words(lever.name);
    if (field.kind == FieldKind::sector)
        return {country.sectors.begin(), country.sectors.end()};
    const auto words =
        field.kind == FieldKind::choice ? field.choices : codes_of(field.kind, country);
    return {words.begin(), words.end()};
}

std::span<const Lever> lever_registry() {
    static const std::vector<Lever> levers = all_levers();
    return levers;
}

const Lever* find_lever(std::string_view name) {
    const auto levers = lever_registry();
    const auto found = std::ranges::find(levers, name, &Lever::name);
    return found == levers.end() ? nullptr : &*found;
}

std::vector<std::string_view> settable_lever_names() {
    return names_of(false);
}

std::vector<std::string_view> table_lever_names() {
    return names_of(true);
}

std::optional<double> status_quo_value(const Lever& lever, const Environment& baseline) {
    if (lever.kind != LeverKind::number)
        return std::nullopt;
    if (lever.status_quo_level || lever.action.series.empty())
        return lever.status_quo_level;
    const auto& series = baseline.*lever.action.series.front().series;
    return series.empty() ? std::nullopt : std::optional(series.back());
}

std::string describe_grade(Grade grade, const Country& country) {
    switch (grade) {
    case Grade::measured_here:
        return fmt::format("measured in {}", country.name);
    case Grade::measured_elsewhere:
        return "measured elsewhere";
    case Grade::judgement:
        return "judgement";
    }
    return "";
}

VisaEvidence visa_evidence() {
    constexpr double kDaysJanuaryToJune2017 = 181, kDays2017 = 365, kDaysPerWeek = 7;
    return {
        .in_force = Date{year{2023} / std::chrono::November / 10},
        // 109,600 trips in January-June 2017, 257,000 visitors in 2017 (Chinese ambassador,
        // informburo.kz)
        .trips_visa_required = 109'600 * kDaysPerWeek / kDaysJanuaryToJune2017,
        .visitors_visa_required = 257'000 * kDaysPerWeek / kDays2017,
        .extension_factor = 1.31, // growth of trips in 2024
        // as long as the debate on the draft of 2023 (12 April to 17 May), as loud as the coming
        // into force
        .withdrawal_debate_days = 35,
        .withdrawal_salience = 3,
    };
}

Date first_scenario_day() {
    return first_day();
}

Date last_scenario_day() {
    return Date{year{2030} / std::chrono::December / 31};
}

} // namespace kozqaras
