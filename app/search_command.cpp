#include <algorithm>
#include <array>

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
/// The package that is found must not depend on --seed, which only verifies it elsewhere.
constexpr std::uint64_t kSeedOfSearch = 1;

/// Levels of one package with all members.
struct Checked {
    Tried package;
    PairedEffect level, gain;
};

/// The answer, run again with all members.
struct Verified {
    Found found;
    Checked best;
    std::vector<Checked> for_budgets;
    PairedEffect status_quo;
    double criterion = 0;    ///< what the goal is about
    std::size_t reached = 0; ///< members that reach the goal
    double error = 0;        ///< of the criterion, by the choice of members
    bool holds = false;
    int searches = 0;
    std::optional<Closing> closing; ///< of a goal that is missed
    std::string parameters, remark; ///< the posterior; that there is none
};

std::string goal_text(const SearchTask& task) {
    const auto& goal = task.goal;
    const auto what =
        fmt::format("{} of {}", goal.value_code, goal.place.empty() ? "all adults" : goal.place);
    const auto when = dates_in_words({goal.date}, std::array{week_of(goal.date)});
    if (!goal.at_least)
        return fmt::format("the greatest gain of {} on {} for each budget", what, when);
    return fmt::format("{}{} of at least {:.2f} on {}, {}", goal.gain ? "gain of " : "", what,
                       *goal.at_least, when,
                       goal.members ? fmt::format("in {:g} of the members", *goal.members)
                                    : "median of the members");
}

double missing_points(const SearchTask& task, const Verified& answer) {
    return *task.goal.at_least - answer.criterion;
}

std::string goal_answer(const SearchTask& task, const Verified& answer, std::size_t members) {
    if (!task.goal.at_least)
        return {};
    const Tried& best = answer.best.package;
    std::string text =
        fmt::format("{}: {}\n",
                    answer.holds ? "Cheapest package found"
                                 : "NOT REACHED by any package that was run. Nearest",
                    describe(task, best.package));
    text += fmt::format("Cost: {:g} {}\nLevel: {}   gain, paired: {}", best.cost, task.cost_unit,
                        to_string(answer.best.level), to_string(answer.best.gain));
    if (members > 1)
        text += fmt::format("   {} of {} members reach the goal", answer.reached, members);
    text += '\n';
    if (!answer.holds) {
        text += fmt::format("Missing: {:.2f} points.", missing_points(task, answer));
        text += answer.closing
                    ? fmt::format(" {} would close it with {:.1f} times its strongest step, if its "
                                  "effect grew in proportion.\n",
                                  answer.closing->measure, answer.closing->times)
                    : std::string(" No lever of the file helps.\n");
    }
    return text;
}

std::string budgets_text(const SearchTask& task, const Verified& answer) {
    if (answer.for_budgets.empty())
        return {};
    std::vector<std::vector<std::string>> rows{{"BUDGET", "COST", "GAIN [90 %]", "PACKAGE"}};
    for (std::size_t b = 0; b < task.budgets.size(); ++b) {
        const Checked& one = answer.for_budgets[b];
        rows.push_back({fmt::format("{:g}", task.budgets[b]), fmt::format("{:g}", one.package.cost),
                        to_string(one.gain), describe(task, one.package.package)});
    }
    return fmt::format("Best package for each budget ({}):\n{}", task.cost_unit,
                       format_table(rows));
}

std::string answer_text(const SearchTask& task, const Verified& answer, std::size_t members,
                        int search_members) {
    std::string text =
        answer.remark + fmt::format("Goal: {} (points of net, index x 100)\n", goal_text(task));
    text += fmt::format("Status quo: {}\n", to_string(answer.status_quo));
    text += goal_answer(task, answer, members) + budgets_text(task, answer);
    text += wrap(
        fmt::format("Found with {} members in {} packages run ({} rounds of search) on a country "
                    "that does not depend on --seed, verified with {} members. Medians; brackets "
                    "hold 90 % of the members. Costs are those of the file. Cheapest among "
                    "packages of the degrees given; a finer 'steps' may find a cheaper one. A "
                    "scenario, not a forecast.",
                    search_members, answer.found.packages_run, answer.searches, members),
        100, "");
    return text + few_members_note(members);
}

std::vector<std::string> labels_of(const SearchTask& task, const Package& package) {
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < package.size(); ++i)
        if (package[i] >= 0)
            labels.push_back(task.measures[i].degrees[static_cast<std::size_t>(package[i])].label);
    return labels;
}

std::string answer_json(const SearchTask& task, const Verified& answer, std::size_t members) {
    using AnswerJson = nlohmann::ordered_json;
    const auto effect = [](const PairedEffect& e) {
        return AnswerJson{{"median", e.median}, {"mean", e.mean}, {"q05", e.low}, {"q95", e.high}};
    };
    const auto package = [&](const Checked& one) {
        return AnswerJson{{"package", labels_of(task, one.package.package)},
                          {"cost", one.package.cost},
                          {"level", effect(one.level)},
                          {"gain", effect(one.gain)}};
    };
    AnswerJson document{{"goal", goal_text(task)},
                        {"parameters", answer.parameters},
                        {"status_quo", effect(answer.status_quo)},
                        {"cost_unit", task.cost_unit}};
    if (task.goal.at_least) {
        document["reached"] = answer.holds;
        document.update(package(answer.best));
        document["members_reaching"] = answer.reached;
        if (!answer.holds)
            document["missing"] = missing_points(task, answer);
        if (!answer.holds && answer.closing)
            document["closing"] = {{"measure", answer.closing->measure},
                                   {"times_its_strongest_step", answer.closing->times}};
    }
    document["budgets"] = AnswerJson::array();
    for (std::size_t b = 0; b < answer.for_budgets.size(); ++b) {
        document["budgets"].push_back(package(answer.for_budgets[b]));
        document["budgets"].back()["budget"] = task.budgets[b];
    }
    document["members"] = members;
    document["packages_run"] = answer.found.packages_run;
    return document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

/// Runs the answers with all members of `plan`.
void verify(const SearchTask& task, const RunPlan& plan, const std::stop_token& stop,
            ProgressSink& progress, Verified& answer) {
    std::vector<Package> packages{Package(task.measures.size(), -1), answer.found.best.package};
    for (const Tried& one : answer.found.for_budgets)
        packages.push_back(one.package);
    const auto levels = member_levels(task, plan, packages, stop, progress);
    const auto check = [&](const Tried& package, const std::vector<double>& own) {
        return Checked{package, paired_effect(own), paired_effect(paired(own, levels[0]))};
    };
    answer.status_quo = paired_effect(levels[0]);
    answer.best = check(answer.found.best, levels[1]);
    answer.for_budgets.clear();
    for (std::size_t b = 0; b < answer.found.for_budgets.size(); ++b)
        answer.for_budgets.push_back(check(answer.found.for_budgets[b], levels[2 + b]));
    answer.criterion = goal_level(task.goal, levels[1]);
    answer.error = error_of_median(levels[1], 1);
    if (!task.goal.at_least)
        return;
    answer.reached = static_cast<std::size_t>(std::ranges::count_if(
        levels[1], [&](double level) { return level >= *task.goal.at_least; }));
    answer.holds = answer.criterion >= *task.goal.at_least;
    if (!answer.holds)
        answer.closing = closing_measure(task, answer.found.alone, answer.found.best.package,
                                         missing_points(task, answer));
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
    std::optional<double> target = task.goal.at_least;
    if (target) { // The few members start elsewhere than all of them: aim at the same gain.
        const Package nothing(task.measures.size(), -1);
        const auto start = member_levels(task, plan, {nothing}, stop, progress);
        *target += run({nothing}).front() - goal_level(task.goal, start.front());
    }
    for (answer.searches = 1; answer.searches <= kMostVerifications; ++answer.searches) {
        so_far = {};
        answer.found = search_package(task, target, run, note);
        verify(task, plan, stop, progress, answer);
        if (!target || answer.holds || !answer.found.reachable)
            break;
        *target += std::max(0.01, 1.02 * missing_points(task, answer));
    }
    answer.searches = std::min(answer.searches, kMostVerifications);
    return answer;
}

/// With the members and the country of another seed: the package stays, and the goal holds where it
/// is missed by less than the choice of members explains.
void verify_elsewhere(const SearchTask& task, const RunPlan& plan, const std::stop_token& stop,
                      ProgressSink& progress, Verified& answer) {
    constexpr double kErrors = 2;
    verify(task, plan, stop, progress, answer);
    if (task.goal.at_least && !answer.holds && answer.error > 0 &&
        missing_points(task, answer) <= kErrors * answer.error)
        answer.holds = true;
}

/// Every degree alone with few members, or the answer with all of them: what takes more.
RunEstimate larger_of(const InputData& inputs, const SharedOptions& shared,
                      const SearchOptions& options, std::size_t degrees, std::size_t budgets,
                      Week end) {
    const auto all = static_cast<std::size_t>(shared.members);
    const auto few = std::min(all, static_cast<std::size_t>(options.search_members));
    // the record, the status quo as a package, the answers
    const std::size_t verified_packages = 3 + budgets;
    const auto alone = estimate_run(inputs, {shared.scale, few, 2 + degrees, end});
    const auto verified = estimate_run(inputs, {shared.scale, all, verified_packages, end});
    const auto bytes = [](const RunEstimate& one) { return one.state_bytes + one.result_bytes; };
    return bytes(alone) > bytes(verified) ? alone : verified;
}

std::size_t degrees_of(const SearchTask& task) {
    std::size_t degrees = 0;
    for (const auto& measure : task.measures)
        degrees += measure.degrees.size();
    return degrees;
}

std::string planned_text(const SearchTask& task, const SearchOptions& options,
                         const Members& members, const RunEstimate& largest) {
    return fmt::format("Goal: {}\n{} measures in {} degrees; each alone with {} members, then "
                       "packages; verified with {} members\nMemory {}\n",
                       goal_text(task), task.measures.size(), degrees_of(task),
                       options.search_members, members.vectors.size(), describe_memory(largest));
}

void describe_parameters(const Members& members, Verified& answer) {
    answer.parameters = parameters_in_words(members);
    answer.remark = calibration_remark(members);
}

std::string shown_answer(const CommandLine& line, const SearchOptions& options,
                         const SearchTask& task, const Verified& answer, std::size_t members) {
    return line.shared.json ? answer_json(task, answer, members)
                            : answer_text(task, answer, members, options.search_members);
}

RunPlan plan_with_seed(std::uint64_t seed, SharedOptions shared, const SearchOptions& options,
                       const std::shared_ptr<const ParameterRegistry>& registry,
                       const InputData& inputs, ProgressSink& progress) {
    shared.seed = seed;
    const auto members = choose_members(shared, options.posterior, *registry, inputs);
    return make_run_plan(shared, members, registry, inputs, progress);
}

/// What was found before an interruption.
void say_best(const SearchTask& task, const Found& so_far) {
    if (so_far.best.package.empty())
        return;
    print_remark(fmt::format("best so far, not verified: {} (cost {:g}, level {:.2f}, {})",
                             describe(task, so_far.best.package), so_far.best.cost,
                             so_far.best.level,
                             so_far.reachable ? "reaches the goal" : "misses the goal"));
}

} // namespace

int search_command(const CommandLine& line, const SearchOptions& options,
                   const std::stop_token& stop) {
    const auto& shared = line.shared;
    auto inputs = load_session_inputs(shared);
    const SearchTask task = read_search_task(options.goal, inputs);
    const auto registry = registry_for(shared, options.posterior, inputs);
    const auto members = choose_members(shared, options.posterior, *registry, inputs);
    const auto largest = larger_of(inputs, shared, options, degrees_of(task), task.budgets.size(),
                                   week_of(task.goal.date));
    if (shared.dry_run) {
        print_data(planned_text(task, options, members, largest));
        return kDone;
    }
    check_memory(largest);
    const ThreadLimit limit(shared.threads);
    TerminalProgress progress(shared.quiet);
    const auto plan_of = [&](std::uint64_t seed) {
        RunPlan plan = plan_with_seed(seed, shared, options, registry, inputs, progress);
        plan.end = week_of(task.goal.date);
        return plan;
    };
    const RunPlan plan = plan_of(kSeedOfSearch);
    Found so_far;
    try {
        auto answer = search(task, plan, static_cast<std::size_t>(options.search_members), stop,
                             progress, so_far);
        if (shared.seed != kSeedOfSearch)
            verify_elsewhere(task, plan_of(shared.seed), stop, progress, answer);
        describe_parameters(members, answer);
        print_data(shown_answer(line, options, task, answer, plan.members.size()));
        return answer.holds || !task.goal.at_least ? kDone : kCheckFailed;
    } catch (const Interrupted&) {
        say_best(task, so_far);
        throw;
    }
}

} // namespace kozqaras
