// What the reports say, answered by a run of its own.

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/estimate.hpp"
#include "app/members.hpp"
#include "app/run_setup.hpp"
#include "app/session.hpp"
#include "app/workbench_setup.hpp"
#include "output/claim_texts.hpp"
#include "support/parallel.hpp"
#include "support/shell_text.hpp"
#include "support/terminal.hpp"

namespace kozqaras {
namespace {

/// Statements are about waves: nothing later is simulated.
Week last_wave_of(const InputData& inputs) {
    return week_of(inputs.survey.waves.back().middle());
}

std::string claims_as_wanted(const CommandLine& line, const ClaimsOptions& options,
                             const Members& members, const std::vector<ClaimAnswer>& answers) {
    if (line.shared.json)
        return claims_json(answers);
    if (options.csv)
        return claims_csv(answers);
    if (options.markdown)
        return claims_markdown(answers, line.text);
    return calibration_remark(members) + claims_text(answers);
}

} // namespace

int claims_command(const CommandLine& line, const ClaimsOptions& options,
                   const std::stop_token& stop) {
    const auto& shared = line.shared;
    auto inputs = load_session_inputs(shared);
    const auto statements = load_session_statements(shared, inputs);
    RunOptions run;
    run.scenarios = options.scenarios;
    run.output = "unused";
    auto setup =
        set_up_run(run, inputs, {shared.seed, static_cast<std::size_t>(shared.members), 0});
    const auto registry = registry_for(shared, options.posterior, inputs);
    const auto members = choose_members(shared, options.posterior, *registry, inputs);
    const Week end = last_wave_of(inputs);
    EnsembleSize size{shared.scale, static_cast<std::size_t>(shared.members), setup.settings.size(),
                      end};
    const auto estimate = estimate_run(inputs, size);
    if (shared.dry_run) {
        print_data(fmt::format("Would ask {} statements of {} members at scale {:g}\nMemory {}\n",
                               statements->claims.size(), shared.members, shared.scale,
                               describe_memory(estimate)));
        return kDone;
    }
    check_memory(estimate);
    const ThreadLimit limit(shared.threads);
    TerminalProgress progress(shared.quiet);
    RunPlan plan = make_run_plan(shared, members, registry, std::move(inputs), progress);
    plan.scenarios = std::move(setup.settings);
    plan.end = end;
    const auto result = simulate(plan, stop, progress);
    warn_of_failed(shared, result.failed);
    const auto answers =
        answer_claims(*statements, *plan.world, ResultView(result), members.calibrated);
    print_data(claims_as_wanted(line, options, members, answers));
    return kDone;
}

} // namespace kozqaras
