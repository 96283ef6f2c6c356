#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/commands.hpp"
#include "app/estimate.hpp"
#include "app/session.hpp"
#include "app/workbench_setup.hpp"
#include "model/engine/ensemble.hpp"
#include "support/parallel.hpp"
#include "support/terminal.hpp"
#include "workbench/search.hpp"

namespace kozqaras {
namespace {

constexpr int kMostVerifications = 4;

/// The answer, run again with all members.
struct Verified {
    Found found;
    PairedEffect status_quo, level, gain;
    double criterion = 0; ///< level that the goal is about
    double reached = 0;   ///< share of members that reach the goal
    bool holds = false;
    int searches = 0;
    std::string parameters, remark; ///< the posterior; that there is none
};

std::string goal_text(const SearchTask& task) {
    const auto& goal = task.goal;
    return fmt::format("{} of {} of at least {:.2f} on {}, {}", goal.value_code,
                       goal.place.empty() ? "all adults" : goal.place, goal.at_least,
                       dates_in_words({goal.date}, std::array{week_of(goal.date)}),
                       goal.members ? fmt::format("in {:g} of the members", *goal.members)
                                    : "mean of the members");
}

std::string answer_text(const SearchTask& task, const Verified& answer, std::size_t members,
                        int search_members) {
    std::string text = answer.remark + fmt::format("Goal: {} (index x 100)\n", goal_text(task));
    text += fmt::format("Status quo: {}\n", to_string(answer.status_quo));
    if (!answer.holds)
        text += fmt::format("NOT REACHED by any package that was run. Nearest: {}\n",
                            describe(task, answer.found.best.package));
    else
        text +=
            fmt::format("Cheapest package found: {}\n", describe(task, answer.found.best.package));
    text += fmt::format("Cost: {:g} {}\nLevel: {}   gain, paired: {}", answer.found.best.cost,
                        task.cost_unit, to_string(answer.level), to_string(answer.gain));
    if (members > 1)
        text += fmt::format("   {:.0f} of 100 members reach the goal", 100 * answer.reached);
    text += '\n';
    text += wrap(fmt::format("Found with {} members in {} packages run ({} rounds of search), "
                             "verified with {}. Brackets hold 90 % of the members. Costs are those "
                             "of the file. Cheapest among packages of the degrees given; a finer "
                             "'steps' may find a cheaper one. A scenario, not a forecast.",
                             search_members, answer.found.packages_run, answer.searches, members),
                 100, "");
    return text + few_members_note(members);
}

std::string answer_json(const SearchTask& task, const Verified& answer, std::size_t members) {
    using SearchJson = nlohmann::ordered_json;
    const auto effect = [](const PairedEffect& e) {
        return SearchJson{{"mean", e.mean}, {"q05", e.low}, {"q95", e.high}};
    };
    SearchJson document{
        {"goal", goal_text(task)},
        {"parameters", answer.parameters},
        {"reached", answer.holds},
        {"package", SearchJson::array()},
        {"cost", answer.found.best.cost},
        {"cost_unit", task.cost_unit},
        {"status_quo", effect(answer.status_quo)},
        {"level", effect(answer.level)},
        {"gain", effect(answer.gain)},
        {"share_of_members", members > 1 ? SearchJson(answer.reached) : SearchJson(nullptr)},
        {"members", members},
        {"packages_run", answer.found.packages_run}};
    const auto& package = answer.found.best.package;
    for (std::size_t i = 0; i < package.size(); ++i)
        if (package[i] >= 0)
            document["package"].push_back(
                task.measures[i].degrees[static_cast<std::size_t>(package[i])].label);
    return document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

/// Runs the answer with all members of `plan`.
void verify(const SearchTask& task, const RunPlan& plan, const std::stop_token& stop,
            ProgressSink& progress, Verified& answer) {
    const auto levels = member_levels(
        task, plan, {Package(task.measures.size(), -1), answer.found.best.package}, stop, progress);
    answer.status_quo = paired_effect(levels[0]);
    answer.level = paired_effect(levels[1]);
    answer.gain = paired_effect(paired(levels[1], levels[0]));
    std::size_t above = 0;
    for (const double level : levels[1])
        above += level >= task.goal.at_least ? 1 : 0;
    answer.reached = static_cast<double>(above) / static_cast<double>(levels[1].size());
    answer.criterion = goal_level(task.goal, levels[1]);
    answer.holds = answer.criterion >= task.goal.at_least;
}

/// Searches with few members; where the answer misses the goal with all of them, aims higher by the
/// shortfall.
Verified search(const SearchTask& task, const RunPlan& plan, std::size_t few,
                const std::stop_token& stop, ProgressSink& progress, Found& so_far) {
    RunPlan quick = plan;
    quick.members.resize(std::min(few, plan.members.size()));
    const RunPackages run = [&](const std::vector<Package>& packages) {
        std::vector<double> levels;
        for (const auto& member : member_levels(task, quick, packages, stop, progress))
            levels.push_back(goal_level(task.goal, member));
        return levels;
    };
    const std::function<void(const Found&)> note = [&](const Found& found) { so_far = found; };
    Verified answer;
    // The few members start elsewhere than all of them: aim at the same gain.
    const Package nothing(task.measures.size(), -1);
    const auto start = member_levels(task, plan, {nothing}, stop, progress);
    double target =
        task.goal.at_least + run({nothing}).front() - goal_level(task.goal, start.front());
    for (answer.searches = 1; answer.searches <= kMostVerifications; ++answer.searches) {
        so_far = {};
        answer.found = search_package(task, target, run, note);
        verify(task, plan, stop, progress, answer);
        if (answer.holds || !answer.found.reachable)
            break;
        target += std::max(0.01, 1.02 * (task.goal.at_least - answer.criterion));
    }
    return answer;
}

/// Every degree alone with few members, or the answer with all of them: what takes more.
RunEstimate larger_of(const InputData& inputs, const SharedOptions& shared,
                      const SearchOptions& options, std::size_t degrees, Week end) {
    const auto all = static_cast<std::size_t>(shared.members);
    const auto few = std::min(all, static_cast<std::size_t>(options.search_members));
    constexpr std::size_t kVerified = 3; // the record, the status quo as a package, the answer
    const auto alone = estimate_run(inputs, {shared.scale, few, 2 + degrees, end});
    const auto verified = estimate_run(inputs, {shared.scale, all, kVerified, end});
    const auto bytes = [](const RunEstimate& one) { return one.state_bytes + one.result_bytes; };
    return bytes(alone) > bytes(verified) ? alone : verified;
}

} // namespace

int search_command(const CommandLine& line, const SearchOptions& options,
                   const std::stop_token& stop) {
    const auto& shared = line.shared;
    auto inputs = load_session_inputs(shared);
    const SearchTask task = read_search_task(options.goal, inputs);
    const auto registry = registry_for(shared, options.posterior, inputs);
    const auto members = choose_members(shared, options.posterior, *registry, inputs);
    std::size_t degrees = 0;
    for (const auto& measure : task.measures)
        degrees += measure.degrees.size();
    const auto largest = larger_of(inputs, shared, options, degrees, week_of(task.goal.date));
    if (shared.dry_run) {
        print_data(fmt::format("Goal: {}\n{} measures in {} degrees; each alone with {} members, "
                               "then packages; verified with {} members\nMemory {}\n",
                               goal_text(task), task.measures.size(), degrees,
                               options.search_members, members.vectors.size(),
                               describe_memory(largest)));
        return kDone;
    }
    check_memory(largest);
    const ThreadLimit limit(shared.threads);
    TerminalProgress progress(shared.quiet);
    RunPlan plan = make_run_plan(shared, members, registry, std::move(inputs), progress);
    plan.end = week_of(task.goal.date);
    Found so_far;
    try {
        auto answer = search(task, plan, static_cast<std::size_t>(options.search_members), stop,
                             progress, so_far);
        answer.parameters = parameters_in_words(members);
        answer.remark = calibration_remark(members);
        print_data(shared.json
                       ? answer_json(task, answer, plan.members.size())
                       : answer_text(task, answer, plan.members.size(), options.search_members));
        return answer.holds ? kDone : kCheckFailed;
    } catch (const Interrupted&) {
        if (!so_far.best.package.empty())
            print_remark(fmt::format("best so far, not verified: {} (cost {:g}, level {:.2f}, {})",
                                     describe(task, so_far.best.package), so_far.best.cost,
                                     so_far.best.level,
                                     so_far.reachable ? "reaches the goal" : "misses the goal"));
        throw;
    }
}

} // namespace kozqaras
