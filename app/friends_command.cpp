// Friendly countries: what a run folder says of them, and the fit of their utilities.

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/friends_text.hpp"
#include "app/members.hpp"
#include "app/run_setup.hpp"
#include "app/session.hpp"
#include "app/workbench_setup.hpp"
#include "model/engine/respondents.hpp"
#include "model/inputs/partner_tables.hpp"
#include "support/content_hashes.hpp"
#include "support/errors.hpp"
#include "support/parallel.hpp"
#include "support/terminal.hpp"

namespace kozqaras {
namespace {

constexpr std::array<std::string_view, 1> kFriendsNeeded{"friends.csv"};

/// For each partner and member: the attitude of all adults less the bar of the partner's question.
std::vector<std::vector<std::vector<float>>> attitudes_above(const RunPlan& plan,
                                                             const PartnerTables& tables,
                                                             const std::stop_token& stop,
                                                             ProgressSink& progress) {
    std::vector<std::vector<std::vector<float>>> above(tables.partners.size());
    for (std::size_t p = 0; p < tables.partners.size(); ++p)
        for (std::size_t member = 0; tables.partners[p].question && member < plan.members.size();
             ++member)
            above[p].push_back(above_bar(plan, {0, member, week_of(tables.middle()), 1},
                                         *tables.partners[p].question, stop, progress));
    return above;
}

int fit_command(const SharedOptions& shared, const FriendsOptions& options,
                const std::stop_token& stop) {
    const auto output = output_file_of(options.output, options.force, false);
    auto inputs = load_session_inputs(shared);
    const auto tables = load_partners(find_data_folder(shared), inputs.survey);
    if (!tables)
        throw InputError({"partners"}, "the data hold no friendly countries (docs/formats/"
                                       "partners.md)");
    RunOptions run;
    run.output = "unused";
    auto setup =
        set_up_run(run, inputs, {shared.seed, static_cast<std::size_t>(shared.members), 0});
    const auto registry = registry_for(shared, options.posterior, inputs);
    const auto members = choose_members(shared, options.posterior, *registry, inputs);
    const ThreadLimit limit(shared.threads);
    TerminalProgress progress(shared.quiet);
    RunPlan plan = make_run_plan(shared, members, registry, std::move(inputs), progress);
    plan.scenarios = std::move(setup.settings);
    const auto classes = partner_classes(*tables, plan.world->population, plan.world->cells,
                                         plan.world->sample().cell_weights,
                                         attitudes_above(plan, *tables, stop, progress));
    const auto fit = fit_partners(*tables, classes, stop, progress);
    const auto source = fmt::format(
        "partners/mentions.csv by 'kozqaras friends --fit --members {} --scale {:g}'; {}",
        shared.members, shared.scale, members.name);
    write_and_print(output, utilities_csv(fit, source), partner_fit_text(fit));
    return kDone;
}

} // namespace

int friends_command(const SharedOptions& shared, const FriendsOptions& options,
                    const std::stop_token& stop) {
    if (options.fit != options.run.empty())
        throw UsageError("friends needs a run folder, or --fit. See 'kozqaras friends --help'.");
    if (options.fit)
        return fit_command(shared, options, stop);
    if (!options.output.empty())
        throw UsageError("-o belongs to --fit. See 'kozqaras friends --help'.");
    check_content(options.run, kRunFolder, kFriendsNeeded);
    print_data(friends_text(CsvTable::read(options.run / "friends.csv")));
    return kDone;
}

} // namespace kozqaras
