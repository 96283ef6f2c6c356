#pragma once
// What compare, sweep, tornado and search share: plans, dates, breakdowns.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/members.hpp"
#include "app/options.hpp"
#include "model/engine/run.hpp"
#include "workbench/compared_runs.hpp"

namespace kozqaras {

/// Paths of the country's own change drawn around each member's expected one, where quantiles are
/// reported.
inline constexpr std::size_t kNationalPaths = 2048;

/// Parameters and members as every command takes them, no scenarios and no paths yet. Builds the
/// world.
[[nodiscard]] RunPlan make_run_plan(const SharedOptions& shared, const Members& members,
                                    std::shared_ptr<const ParameterRegistry> registry,
                                    InputData inputs, ProgressSink& progress);

/// Reads dates from 2020 to 2030, sorted, each once. UsageError names the option at fault.
[[nodiscard]] std::vector<Date> read_dates(const std::vector<std::string>& texts,
                                           std::string_view option);

/// "2027-03-20 (week of 2027-03-31)": for which of the reported weeks each date stands.
[[nodiscard]] std::string dates_in_words(const std::vector<Date>& dates,
                                         std::span<const Week> reported);

/// Reads breakdown codes, also several with commas, also "everything". UsageError with the nearest.
[[nodiscard]] std::vector<BreakdownKind> read_breakdowns(const std::vector<std::string>& texts);

/// Position of an indicator or "composite". UsageError with the nearest.
[[nodiscard]] int read_value(const std::string& text, const Country& country);

/// `dates`, or where none is given: a year after the first scenario leaves the baseline, and the
/// end of the run.
[[nodiscard]] std::vector<Date> dates_or_default(std::vector<Date> dates,
                                                 const std::vector<Week>& diverges, Week end);

/// One line for the reader: how few members make rough intervals; empty if there are enough.
[[nodiscard]] std::string few_members_note(std::size_t members);

} // namespace kozqaras
