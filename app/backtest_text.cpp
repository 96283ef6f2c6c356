#include "app/backtest_text.hpp"

#include <cmath>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "support/scoring_rules.hpp"
#include "support/terminal.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kBacktestWidth = 100;

using Rows = std::vector<std::vector<std::string>>;

std::string years(int horizon) {
    return horizon == 0 ? "all" : std::to_string(horizon);
}

std::string crps_lines(std::span<const BacktestScore> scores) {
    Rows rows{{"PANEL", "YEARS", "POLLS", "COUNTRIES", "LAW", "PERSISTENCE", "DAMPED", "LINEAR",
               "GAIN (S.E.)", "SKILL"}};
    constexpr auto kPersistence = static_cast<std::size_t>(Baseline::persistence),
                   kLinear = static_cast<std::size_t>(Baseline::linear_trend),
                   kDamped = static_cast<std::size_t>(Baseline::damped_trend);
    for (const BacktestScore& score : scores)
        rows.push_back(
            {score.panel, years(score.horizon), std::to_string(score.forecasts),
             std::to_string(score.countries), fmt::format("{:.2f}", score.crps),
             fmt::format("{:.2f}", score.rival_crps[kPersistence]),
             fmt::format("{:.2f}", score.rival_crps[kDamped]),
             fmt::format("{:.2f}", score.rival_crps[kLinear]),
             fmt::format("{:+.2f} ({:.2f})", score.gains[kPersistence],
                         score.gain_errors[kPersistence]),
             fmt::format("{:+.1f} %", 100 * skill(score.crps, score.rival_crps[kPersistence]))});
    return format_table(rows);
}

std::string coverage_lines(std::span<const BacktestScore> scores) {
    Rows rows{{"PANEL", "YEARS", "POLLS", "50 %", "80 %", "90 %", "BIAS", "PIT, 10 BINS"}};
    for (const BacktestScore& score : scores) {
        std::vector<std::string> row{score.panel, years(score.horizon),
                                     std::to_string(score.forecasts)};
        for (const double covered : score.covered)
            row.push_back(fmt::format("{:.1f}", 100 * covered));
        row.push_back(fmt::format("{:+.1f}", score.bias));
        row.push_back(fmt::format("{}", fmt::join(score.pit, " ")));
        rows.push_back(std::move(row));
    }
    return format_table(rows);
}

/// Where the law does not beat persistence; one sentence.
std::string losses(std::span<const BacktestScore> scores) {
    std::vector<std::string> lost;
    constexpr auto kPersistence = static_cast<std::size_t>(Baseline::persistence);
    for (const BacktestScore& score : scores)
        if (score.gains[kPersistence] < 0)
            lost.push_back(fmt::format("{} at {} ({:+.2f}, s.e. {:.2f})", score.panel,
                                       years(score.horizon), score.gains[kPersistence],
                                       score.gain_errors[kPersistence]));
    if (lost.empty())
        return "The law has a smaller CRPS than persistence in every panel and at every horizon.";
    return fmt::format("The law does not beat persistence in: {}.", fmt::join(lost, "; "));
}

} // namespace

std::string backtest_text(std::span<const BacktestScore> scores) {
    return "CRPS of the next poll's net, in points: lower is better\n" + crps_lines(scores) +
           "\nPolls inside the law's intervals, in per cent\n" + coverage_lines(scores) + "\n" +
           wrap(losses(scores) +
                    " LAW and the spread of its rivals know the other countries of the panel "
                    "alone, never the one forecast. GAIN: persistence less LAW, standard error "
                    "with countries as clusters. BIAS: poll less median. Totals ('all') count "
                    "each poll once, by pollster.",
                kBacktestWidth, "");
}

std::string law_text(std::span<const LawEstimate> estimates, std::span<const TransferredLaw> laws) {
    Rows rows{{"PANEL", "UNIT", "COUNTRIES", "POLLS", "LEVEL", "TRANSIENT", "REVERSION", "DF",
               "LOG LIKELIHOOD", "OVER A RANDOM WALK"}};
    const auto cell = [](double log, double error) {
        return fmt::format("{:.3g} (x/ {:.2f})", std::exp(log), std::exp(error));
    };
    for (const LawEstimate& one : estimates)
        rows.push_back({one.panel, std::string(kPanelUnitCodes[static_cast<std::size_t>(one.unit)]),
                        std::to_string(one.countries), std::to_string(one.polls),
                        cell(one.logs[0], one.errors[0]), cell(one.logs[1], one.errors[1]),
                        cell(one.logs[2], one.errors[2]),
                        fmt::format("{:.1f}", one.law.degrees_of_freedom),
                        fmt::format("{:.1f}", one.log_likelihood),
                        fmt::format("{:+.1f}", one.over_random_walk)});
    Rows transferred{{"FOR A FURTHER COUNTRY", "UNIT", "MEDIAN", "90 %"}};
    constexpr double kReach = 1.645; // of a normal, 5 to 95 %
    for (const TransferredLaw& law : laws)
        for (std::size_t p = 0; p < kLawParameterCount; ++p)
            transferred.push_back(
                {std::string(kLawParameterCodes[p]),
                 std::string(kPanelUnitCodes[static_cast<std::size_t>(law.unit)]),
                 fmt::format("{:.3g}", std::exp(law.means[p])),
                 fmt::format("{:.3g} to {:.3g}",
                             std::exp(law.means[p] - kReach * law.deviations[p]),
                             std::exp(law.means[p] + kReach * law.deviations[p]))});
    return format_table(rows) + "\n" + format_table(transferred) + "\n" +
           wrap("LEVEL: s.d. of the level's change per root year. TRANSIENT: s.d. of a wave's own "
                "noise. REVERSION: per year, to the country's own mean. x/: standard error as a "
                "factor. net in points, latent in s.d. of an answer (probit).",
                kBacktestWidth, "");
}

} // namespace kozqaras
