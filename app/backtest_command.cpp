#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/backtest_text.hpp"
#include "app/commands.hpp"
#include "app/session.hpp"
#include "forecast/backtest_table.hpp"
#include "support/errors.hpp"
#include "support/numbers.hpp"
#include "support/parallel.hpp"
#include "support/shell_text.hpp"
#include "support/terminal.hpp"

namespace kozqaras {
namespace {

constexpr int kMostYears = 20;

std::vector<int> horizons_of(const BacktestOptions& options) {
    std::vector<int> horizons;
    for (const std::string& text : options.horizons) {
        const auto years = read_whole(text);
        if (!years || *years < 1 || *years > kMostYears)
            throw UsageError(fmt::format("--horizon: '{}' must be a whole number of years from 1 "
                                         "to {}, in {}",
                                         text, kMostYears, describe_whole()));
        horizons.push_back(static_cast<int>(*years));
    }
    std::ranges::sort(horizons);
    const auto repeated = std::ranges::unique(horizons);
    horizons.erase(repeated.begin(), repeated.end());
    return horizons.empty() ? BacktestSettings{}.horizons : horizons;
}

/// The panels that were asked for; all without --panel.
std::vector<Panel> chosen_panels(std::vector<Panel> panels, const BacktestOptions& options) {
    if (options.panels.empty())
        return panels;
    std::vector<std::string_view> names;
    for (const Panel& panel : panels)
        names.push_back(panel.name);
    for (const std::string& wanted : options.panels)
        if (std::ranges::count(names, wanted) == 0)
            throw InputError::unknown_name({"--panel"}, "panel", wanted, names);
    std::vector<Panel> chosen;
    for (Panel& panel : panels)
        if (std::ranges::count(options.panels, panel.name) > 0)
            chosen.push_back(std::move(panel));
    return chosen;
}

/// Panels that say nothing, and why.
void tell_of_idle(std::span<const Panel> panels, std::span<const PanelBacktest> results) {
    for (const Panel& panel : panels)
        if (std::ranges::count(results, panel.name, &PanelBacktest::panel) == 0)
            print_remark(
                fmt::format("{}: too few countries with polls enough, left out", panel.name));
}

/// Every poll once: a panel that is part of a pollster asked for as well does not count in totals.
void settle_totals(std::vector<PanelBacktest>& results, const BacktestOptions& options) {
    if (!options.panels.empty() &&
        std::ranges::none_of(results, &PanelBacktest::whole)) // parts alone are disjoint
        for (PanelBacktest& result : results)
            result.whole = true;
}

void remark_written(const SharedOptions& shared, const BacktestOptions& options) {
    if (!shared.quiet && !options.output.empty())
        print_remark(fmt::format("{} {}", shared.dry_run ? "Would write" : "Written to",
                                 shell_quoted_path(options.output)));
}

int test_law(const SharedOptions& shared, const BacktestOptions& options,
             std::span<const PanelPoll> polls, const std::stop_token& stop) {
    const auto output = output_file_of(options.output, options.force, shared.dry_run);
    const BacktestSettings settings{.horizons = horizons_of(options)};
    const auto panels = chosen_panels(panels_of(polls, PanelUnit::net), options);
    TerminalProgress progress(shared.quiet);
    auto results = backtest(panels, settings, stop, progress);
    if (results.empty())
        throw InputError({"--panel"}, "no panel asked for holds a poll that could be forecast: at "
                                      "least 8 countries with two polls are needed, and one poll "
                                      "after three others");
    settle_totals(results, options);
    if (!shared.quiet)
        tell_of_idle(panels, results);
    const auto scores = backtest_scores(results, settings);
    write_and_print(output, backtest_csv(results),
                    shared.json ? backtest_json(scores) : backtest_text(scores));
    return kDone;
}

int estimate_law(const SharedOptions& shared, const BacktestOptions& options,
                 std::span<const PanelPoll> polls, const std::stop_token& stop) {
    const auto output = output_file_of(options.output, options.force, shared.dry_run);
    std::vector<LawEstimate> estimates;
    TerminalProgress progress(shared.quiet);
    for (const PanelUnit unit : {PanelUnit::latent, PanelUnit::net}) {
        const auto panels = chosen_panels(panels_of(polls, unit), options);
        for (LawEstimate& estimate : estimate_laws(panels, unit, stop, progress))
            estimates.push_back(std::move(estimate));
    }
    std::vector<TransferredLaw> laws;
    for (const PanelUnit unit : {PanelUnit::latent, PanelUnit::net})
        if (std::ranges::count_if(estimates, [&](const LawEstimate& estimate) {
                return estimate.part && estimate.transfer && estimate.unit == unit;
            }) >= 2)
            laws.push_back(transferred_law(estimates, unit));
    if (laws.empty() && !options.output.empty())
        throw InputError({"--panel"}, "one panel says nothing of a further country: rows for "
                                      "national_law.csv need two that may be transferred");
    write_and_print(output, law_csv(laws),
                    shared.json ? law_json(estimates, laws) : law_text(estimates, laws));
    return kDone;
}

} // namespace

int backtest_command(const SharedOptions& shared, const BacktestOptions& options,
                     const std::stop_token& stop) {
    if (options.law && !options.horizons.empty())
        throw UsageError("--horizon does nothing with --law. See 'kozqaras backtest --help'.");
    const auto polls = read_opinion_panel(find_data_folder(shared));
    if (shared.dry_run) {
        (void)horizons_of(options); // refuses what cannot be one
        const auto panels = chosen_panels(panels_of(polls, PanelUnit::net), options);
        for (const Panel& panel : panels)
            print_data(fmt::format("{}: {} countries\n", panel.name, panel.countries.size()));
        remark_written(shared, options);
        return kDone;
    }
    const ThreadLimit limit(shared.threads);
    const int status = options.law ? estimate_law(shared, options, polls, stop)
                                   : test_law(shared, options, polls, stop);
    remark_written(shared, options);
    return status;
}

} // namespace kozqaras
