#include "app/workbench_setup.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/run_setup.hpp"
#include "model/engine/ensemble.hpp"
#include "workbench/comparison.hpp"

namespace kozqaras {
namespace {

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find(',', begin), text.size());
        const auto first = std::min(text.find_first_not_of(' ', begin), end);
        const auto last = text.find_last_not_of(' ', end == begin ? begin : end - 1);
        parts.push_back(first < end ? text.substr(first, last + 1 - first) : "");
        begin = end + 1;
    }
    return parts;
}

int known(const std::string& text, std::span<const std::string_view> allowed,
          std::string_view option) {
    if (const auto place = index_of(allowed, text))
        return *place;
    const auto nearest = nearest_name(text, allowed);
    throw UsageError(fmt::format("{} {}: unknown.{} Allowed: {}.", option, text,
                                 nearest.empty() ? "" : fmt::format(" Did you mean '{}'?", nearest),
                                 fmt::join(allowed, ", ")));
}

} // namespace

RunPlan make_run_plan(const SharedOptions& shared, const Members& members,
                      std::shared_ptr<const ParameterRegistry> registry, InputData inputs,
                      ProgressSink& progress) {
    RunPlan plan;
    plan.registry = std::move(registry);
    plan.members = members.vectors;
    plan.exchange = shared.exchange;
    plan.national.pinned = members.pinned;
    plan.world = make_world(std::move(inputs), shared.scale, shared.seed, progress);
    return plan;
}

std::vector<Date> read_dates(const std::vector<std::string>& texts, std::string_view option) {
    std::vector<Date> dates;
    for (const auto& text : texts)
        for (const auto& part : split(text)) {
            const auto date = parse_date(part);
            if (!date || week_of(*date) < Week{0} || week_of(*date) > last_week())
                throw UsageError(fmt::format(
                    "{} {}: must be a date from 2020-01-01 to 2030-12-31, e.g. 2028-12-31", option,
                    part));
            dates.push_back(*date);
        }
    std::ranges::sort(dates);
    dates.erase(std::ranges::unique(dates).begin(), dates.end());
    return dates;
}

std::string dates_in_words(const std::vector<Date>& dates, std::span<const Week> reported) {
    std::string text;
    for (const Date date : dates)
        text += fmt::format("{}{} (week of {})", text.empty() ? "" : ", ", to_string(date),
                            to_string(date_of(reported[reported_week_for(reported, date)])));
    return text;
}

std::vector<BreakdownKind> read_breakdowns(const std::vector<std::string>& texts) {
    std::vector<std::string_view> allowed(kBreakdownCodes.begin(), kBreakdownCodes.end());
    allowed.emplace_back("everything");
    std::vector<BreakdownKind> kinds;
    const auto add = [&](std::size_t kind) {
        if (std::ranges::find(kinds, static_cast<BreakdownKind>(kind)) == kinds.end())
            kinds.push_back(static_cast<BreakdownKind>(kind));
    };
    for (const auto& text : texts)
        for (const auto& part : split(text)) {
            const auto kind = static_cast<std::size_t>(known(part, allowed, "--by"));
            for (std::size_t k = 0; k < kBreakdownCodes.size(); ++k)
                if (k == kind || kind == kBreakdownCodes.size())
                    add(k);
        }
    return kinds;
}

int read_value(const std::string& text, const Country& country) {
    return known(text, country.index_values, "--value");
}

std::vector<Date> dates_or_default(std::vector<Date> dates, const std::vector<Week>& diverges,
                                   Week end) {
    if (!dates.empty())
        return dates;
    constexpr int kYear = 52;
    Week first = end;
    for (std::size_t s = 1; s < diverges.size(); ++s)
        first = std::min(first, diverges[s] + kYear);
    dates.push_back(date_of(first));
    if (first < end)
        dates.push_back(date_of(end));
    return dates;
}

std::string few_members_note(std::size_t members) {
    constexpr std::size_t kEnough = 20;
    if (members == 1)
        return "One member: no interval, nothing is known of the uncertainty; try --members 50.\n";
    return members >= kEnough
               ? ""
               : fmt::format("Only {} members: the intervals are rough; try --members 50.\n",
                             members);
}

} // namespace kozqaras
