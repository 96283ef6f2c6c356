#pragma once
// One function per subcommand. Each returns an exit status or throws.

#include <stop_token>

#include "app/options.hpp"

namespace kozqaras {

/// Exit statuses (experience anchors, section 4); 1 to 4 and 130 come from exceptions.
inline constexpr int kDone = 0, kBug = 1, kUsage = 2, kInvalidInput = 3, kFileTrouble = 4,
                     kCheckFailed = 5, kInterrupted = 130;

int run_command(const CommandLine& line, const RunOptions& options, const std::stop_token& stop);
int validate_command(const SharedOptions& shared, const ValidateOptions& options);
int levers_command(const SharedOptions& shared, const LeversOptions& options);
int schema_command(const SharedOptions& shared);
int describe_command(const SharedOptions& shared, const DescribeOptions& options);
int calibrate_command(const CommandLine& line, const CalibrateOptions& options,
                      const std::stop_token& stop);
int diagnose_command(const SharedOptions& shared, const DiagnoseOptions& options,
                     const std::stop_token& stop);
int holdout_command(const SharedOptions& shared, const HoldoutOptions& options,
                    const std::stop_token& stop);
int recover_command(const CommandLine& line, const RecoverOptions& options,
                    const std::stop_token& stop);
int synthesize_command(const CommandLine& line, const SynthesizeOptions& options,
                       const std::stop_token& stop);
int forecast_command(const CommandLine& line, const ForecastOptions& options,
                     const std::stop_token& stop);
int score_command(const SharedOptions& shared, const ScoreOptions& options);
int backtest_command(const SharedOptions& shared, const BacktestOptions& options,
                     const std::stop_token& stop);
int effects_command(const SharedOptions& shared, const EffectsOptions& options,
                    const std::stop_token& stop);
int compare_command(const CommandLine& line, const CompareOptions& options,
                    const std::stop_token& stop);
int sweep_command(const CommandLine& line, const SweepOptions& options,
                  const std::stop_token& stop);
int tornado_command(const CommandLine& line, const TornadoOptions& options,
                    const std::stop_token& stop);
/// Why the index of the baseline moved, by cause.
int explain_command(const CommandLine& line, const ExplainOptions& options,
                    const std::stop_token& stop);
int search_command(const CommandLine& line, const SearchOptions& options,
                   const std::stop_token& stop);
/// The what-if page, until it is interrupted (that is how it ends: exit status 0).
int serve_command(const CommandLine& line, const ServeOptions& options,
                  const std::stop_token& stop);
/// What the reports say in words, answered by the baseline.
int claims_command(const CommandLine& line, const ClaimsOptions& options,
                   const std::stop_token& stop);
int questions_command(const SharedOptions& shared, const QuestionsOptions& options);
/// The tables of the reports from a run folder.
int tables_command(const SharedOptions& shared, const TablesOptions& options);
/// Friendly countries from a finished run folder, or the fit of their utilities.
int friends_command(const SharedOptions& shared, const FriendsOptions& options,
                    const std::stop_token& stop);
int respondents_command(const CommandLine& line, const RespondentsOptions& options,
                        const std::stop_token& stop);
/// One page for a minister, and the whole report, from finished run folders.
int brief_command(const SharedOptions& shared, const BriefOptions& options,
                  const std::stop_token& stop);
int report_command(const SharedOptions& shared, const ReportOptions& options,
                   const std::stop_token& stop);
/// Runs again what a manifest says and compares hashes: kCheckFailed if they differ.
int reproduce_command(const SharedOptions& shared, const ReproduceOptions& options,
                      const std::stop_token& stop);
int completion_command();

/// Runs the chosen command. Of several processes only the first runs it, unless it shares members.
int dispatch(CommandLine line, const std::stop_token& stop);

} // namespace kozqaras
