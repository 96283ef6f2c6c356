#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/shipped_files.hpp"
#include "support/terminal.hpp"

namespace kozqaras {
namespace {

/// Sends each kind of options to its command.
struct Dispatcher {
    const CommandLine& line;
    const std::stop_token& stop;

    int operator()(const RunOptions& options) const { return run_command(line, options, stop); }

    int operator()(const ValidateOptions& options) const {
        return validate_command(line.shared, options);
    }

    int operator()(const LeversOptions& options) const {
        return levers_command(line.shared, options);
    }

    int operator()(const SchemaOptions&) const { return schema_command(line.shared); }

    int operator()(const DescribeOptions& options) const {
        return describe_command(line.shared, options);
    }

    int operator()(const CalibrateOptions& options) const {
        return calibrate_command(line, options, stop);
    }

    int operator()(const DiagnoseOptions& options) const {
        return diagnose_command(line.shared, options, stop);
    }

    int operator()(const HoldoutOptions& options) const {
        return holdout_command(line.shared, options, stop);
    }

    int operator()(const RecoverOptions& options) const {
        return recover_command(line, options, stop);
    }

    int operator()(const SynthesizeOptions& options) const {
        return synthesize_command(line, options, stop);
    }

    int operator()(const ForecastOptions& options) const {
        return forecast_command(line, options, stop);
    }

    int operator()(const ScoreOptions& options) const {
        return score_command(line.shared, options);
    }

    int operator()(const BacktestOptions& options) const {
        return backtest_command(line.shared, options, stop);
    }

    int operator()(const EffectsOptions& options) const {
        return effects_command(line.shared, options, stop);
    }

    int operator()(const CompareOptions& options) const {
        return compare_command(line, options, stop);
    }

    int operator()(const SweepOptions& options) const { return sweep_command(line, options, stop); }

    int operator()(const TornadoOptions& options) const {
        return tornado_command(line, options, stop);
    }

    int operator()(const ExplainOptions& options) const {
        return explain_command(line, options, stop);
    }

    int operator()(const SearchOptions& options) const {
        return search_command(line, options, stop);
    }

    int operator()(const ServeOptions& options) const { return serve_command(line, options, stop); }

    int operator()(const ClaimsOptions& options) const {
        return claims_command(line, options, stop);
    }

    int operator()(const QuestionsOptions& options) const {
        return questions_command(line.shared, options);
    }

    int operator()(const TablesOptions& options) const {
        return tables_command(line.shared, options);
    }

    int operator()(const FriendsOptions& options) const {
        return friends_command(line.shared, options, stop);
    }

    int operator()(const RespondentsOptions& options) const {
        return respondents_command(line, options, stop);
    }

    int operator()(const BriefOptions& options) const {
        return brief_command(line.shared, options, stop);
    }

    int operator()(const ReportOptions& options) const {
        return report_command(line.shared, options, stop);
    }

    int operator()(const ReproduceOptions& options) const {
        return reproduce_command(line.shared, options, stop);
    }

    int operator()(const CompletionOptions&) const { return completion_command(); }
};

bool shares_members(const CommandOptions& command) {
    return std::holds_alternative<RunOptions>(command) ||
           std::holds_alternative<SweepOptions>(command) ||
           std::holds_alternative<CalibrateOptions>(command) ||
           std::holds_alternative<ForecastOptions>(command);
}

} // namespace

int completion_command() {
    print_data(bash_completion());
    return kDone;
}

int dispatch(CommandLine line, const std::stop_token& stop) {
    if (!shares_members(line.command) || line.shared.dry_run) {
        if (!line.shared.leads())
            return kDone;
        line.shared.exchange = nullptr;
    }
    find_shipped_files(line);
    return std::visit(Dispatcher{line, stop}, line.command);
}

} // namespace kozqaras
