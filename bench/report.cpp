#include "bench/report.hpp"

#include <array>

#include <fmt/format.h>

#include "model/population/lanes.hpp"

namespace kozqaras::bench {
namespace {

/// Bytes a step must move for an agent: its opinions read, and written (which reads the line too),
/// its ties, and the opinions at their ends as if none were in a cache.
double bytes_per_agent(int members, double ties_per_agent) {
    const auto line = static_cast<double>(padded_lanes(static_cast<std::size_t>(members)) * 2);
    return 3 * line + ties_per_agent * (4 + line);
}

/// Value of an argument in a name such as "weekly_step/agents_per_1e5:1000/members:16".
int argument(const std::string& name, const std::string& key) {
    const auto place = name.find("/" + key + ":");
    return place == std::string::npos ? 0 : std::stoi(name.substr(place + key.size() + 2));
}

} // namespace

void MedianReporter::ReportRuns(const std::vector<Run>& runs) {
    for (const Run& run : runs) {
        if (run.run_type != Run::RT_Aggregate || run.aggregate_name != "median")
            continue;
        Median& median = medians_[run.run_name.str()];
        median.milliseconds =
            run.GetAdjustedRealTime() * 1e3 / benchmark::GetTimeUnitMultiplier(run.time_unit);
        for (const auto& [name, value] : run.counters)
            median.counters[name] = value.value;
    }
    ConsoleReporter::ReportRuns(runs);
}

double MedianReporter::counter(const std::string& name, const std::string& counter) const {
    const auto found = medians_.find(name);
    if (found == medians_.end())
        return 0;
    const auto value = found->second.counters.find(counter);
    return value == found->second.counters.end() ? 0 : value->second;
}

std::string MedianReporter::weekly_steps() const {
    std::map<std::array<int, 3>, std::string> rows; // by size, members, threads
    std::string text = "| agents | members | threads | ms per week | ns per agent, member | ns per "
                       "tie visit | per member | gather floor | step / floor | GB/s of STREAM's |\n"
                       "|---|---|---|---|---|---|---|---|---|---|\n";
    for (const auto& [name, median] : medians_) {
        if (!name.starts_with("weekly_step/"))
            continue;
        const int size = argument(name, "agents_per_1e5"), members = argument(name, "members"),
                  threads = argument(name, "threads");
        const double tie = counter(name, "s/tie_visit") * 1e9,
                     floor = counter(fmt::format("gather_floor/members:{}/agents_per_1e5:{}/"
                                                 "threads:{}/real_time",
                                                 members, size, threads),
                                     "s/tie_visit") *
                             1e9,
                     agents = counter(name, "agents"), ties = counter(name, "ties_per_agent"),
                     moved = agents * bytes_per_agent(members, ties) / median.milliseconds * 1e-6,
                     triad = counter(fmt::format("stream_triad/threads:{}/real_time", threads),
                                     "bytes_per_second") *
                             1e-9;
        rows[{size, members, threads}] = fmt::format(
            "| {:.0f} | {} | {} | {:.2f} | {:.1f} | {:.2f} | {:.2f} | {} | {} | {:.1f} of {:.1f} "
            "|\n",
            agents, members, threads, median.milliseconds,
            counter(name, "s/agent_member_week") * 1e9, tie, counter(name, "s/tie_member") * 1e9,
            floor > 0 ? fmt::format("{:.2f}", floor) : "-",
            floor > 0 ? fmt::format("{:.1f}", tie / floor) : "-", moved, triad);
    }
    for (const auto& [place, row] : rows)
        text += row;
    return text;
}

std::string MedianReporter::table(const std::string& machine) const {
    std::string text =
        fmt::format("Medians of repetitions on {}. A tie visit reads one directed tie with all "
                    "attitudes of all members of the batch. The gather floor reads the same "
                    "opinions along the same ties and only adds them. GB/s: bytes that a step must "
                    "move if no neighbour is in a cache, beside STREAM's triad.\n\n",
                    machine) +
        weekly_steps() + "\n| other | ms | |\n|---|---|---|\n";
    for (const auto& [name, median] : medians_)
        if (!name.starts_with("weekly_step/")) {
            const double tie = counter(name, "s/tie_visit") * 1e9;
            const double bytes = counter(name, "bytes_per_second") * 1e-9;
            text += fmt::format("| {} | {:.3f} | {} |\n", name, median.milliseconds,
                                tie > 0     ? fmt::format("{:.2f} ns per tie visit", tie)
                                : bytes > 0 ? fmt::format("{:.1f} GB/s", bytes)
                                            : "");
        }
    return text;
}

} // namespace kozqaras::bench
