#include "workbench/search.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "scenarios/apply.hpp"
#include "support/statistics.hpp"
#include "workbench/comparison.hpp"

namespace kozqaras {
namespace {

constexpr std::size_t kMostPackages = 300'000, kRunTogether = 6, kMostRounds = 8;

/// A package with the sum of its degrees' effects alone.
struct Candidate {
    Package package;
    double cost = 0, sum = 0;
};

class PackageSearch {
  public:
    PackageSearch(const SearchTask& task, std::optional<double> goal, const RunPackages& run,
                  const std::function<void(const Found&)>& note)
        : task_(task), goal_(goal.value_or(0)), aims_(goal.has_value()), run_(run), note_(note) {}

    Found search() {
        run_alone();
        std::vector<Candidate> candidates;
        Package package(task_.measures.size(), -1);
        enumerate(0, package, 0, 0, candidates);
        std::ranges::stable_sort(candidates, {}, &Candidate::cost);
        if (aims_)
            reach_goal(candidates);
        for (const double budget : task_.budgets)
            found_.for_budgets.push_back(best_within(budget, candidates));
        return found_;
    }

  private:
    void reach_goal(const std::vector<Candidate>& candidates) {
        if (found_.start < goal_) // else nothing need be done
            try_packages({best_of_all()});
        if (!found_.reachable)
            try_packages(strongest(candidates));
        for (std::size_t round = 0; found_.reachable && round < kMostRounds; ++round) {
            const auto next = promising(candidates);
            if (next.empty())
                break;
            try_packages(next);
        }
    }

    /// Of the greatest sum first, the cheaper first among equals; until what was run leads.
    Tried best_within(double budget, std::vector<Candidate> candidates) {
        std::erase_if(candidates, [&](const Candidate& one) { return one.cost > budget; });
        std::ranges::stable_sort(candidates, std::ranges::greater{}, &Candidate::sum);
        candidates.resize(std::min(candidates.size(), kMostRounds * kRunTogether));
        for (std::size_t first = 0; first < candidates.size(); first += kRunTogether) {
            const double level = best_known(budget).level;
            if (first > 0 && level >= found_.start + correction_ * candidates[first].sum)
                break;
            std::vector<Package> next;
            for (std::size_t c = first; c < std::min(first + kRunTogether, candidates.size()); ++c)
                if (!tried_.contains(candidates[c].package))
                    next.push_back(candidates[c].package);
            try_packages(next);
        }
        return best_known(budget);
    }

    /// The best that was run and that the budget allows; the cheaper of equals.
    [[nodiscard]] Tried best_known(double budget) const {
        constexpr double kSame = 0.005; // points that no reader sees
        Tried best{Package(task_.measures.size(), -1), 0, found_.start};
        for (const auto& [package, level] : tried_) {
            const double cost = cost_of(task_, package);
            if (cost > budget)
                continue;
            if (level > best.level + kSame || (level > best.level - kSame && cost < best.cost))
                best = {package, cost, level};
        }
        return best;
    }

    void run_alone() {
        std::vector<Package> packages{Package(task_.measures.size(), -1)};
        for (std::size_t i = 0; i < task_.measures.size(); ++i)
            for (std::size_t d = 0; d < task_.measures[i].degrees.size(); ++d) {
                packages.emplace_back(task_.measures.size(), -1);
                packages.back()[i] = static_cast<int>(d);
            }
        const auto levels = run_(packages);
        found_.start = levels.front();
        found_.best = {packages.front(), 0, levels.front()};
        std::size_t next = 1;
        for (const auto& measure : task_.measures) {
            effects_.emplace_back();
            for (std::size_t d = 0; d < measure.degrees.size(); ++d)
                effects_.back().push_back(levels[next++] - found_.start);
        }
        found_.alone = effects_;
        for (std::size_t p = 0; p < packages.size(); ++p)
            learn(packages[p], levels[p]);
    }

    void enumerate(std::size_t measure, Package& package, double cost, double sum,
                   std::vector<Candidate>& candidates) {
        if (candidates.size() > kMostPackages)
            throw InputError({"goal"}, fmt::format("more than {} packages; give fewer levers or "
                                                   "fewer 'steps'",
                                                   kMostPackages));
        if (measure == package.size()) {
            candidates.push_back({package, cost, sum});
            return;
        }
        enumerate(measure + 1, package, cost, sum, candidates);
        for (std::size_t d = 0; d < effects_[measure].size(); ++d) {
            package[measure] = static_cast<int>(d);
            enumerate(measure + 1, package, cost + task_.measures[measure].degrees[d].cost,
                      sum + effects_[measure][d], candidates);
        }
        package[measure] = -1;
    }

    Package best_of_all() const {
        Package package(effects_.size(), -1);
        for (std::size_t i = 0; i < effects_.size(); ++i) {
            const auto best = std::ranges::max_element(effects_[i]);
            if (best != effects_[i].end() && *best > 0)
                package[i] = static_cast<int>(best - effects_[i].begin());
        }
        return package;
    }

    /// Packages of greatest sum: measures may stand in each other's way.
    std::vector<Package> strongest(std::vector<Candidate> candidates) const {
        std::ranges::stable_sort(candidates, std::ranges::greater{}, &Candidate::sum);
        std::vector<Package> packages;
        for (const auto& candidate : candidates)
            if (!tried_.contains(candidate.package) && packages.size() < kRunTogether)
                packages.push_back(candidate.package);
        return packages;
    }

    /// The cheapest that promise to reach the goal and cost less than the best known.
    std::vector<Package> promising(const std::vector<Candidate>& candidates) const {
        std::vector<Package> packages;
        for (const auto& candidate : candidates) {
            if (candidate.cost >= found_.best.cost || packages.size() == kRunTogether)
                break;
            if (!tried_.contains(candidate.package) &&
                found_.start + correction_ * candidate.sum >= goal_)
                packages.push_back(candidate.package);
        }
        return packages;
    }

    void try_packages(const std::vector<Package>& packages) {
        if (packages.empty())
            return;
        const auto levels = run_(packages);
        double promised = 0, reached = 0;
        for (std::size_t p = 0; p < packages.size(); ++p) {
            learn(packages[p], levels[p]);
            promised += sum_of(packages[p]);
            reached += levels[p] - found_.start;
        }
        // Measures that help each other less than their sum promised, or more.
        if (promised > 0 && reached > 0)
            correction_ = reached / promised;
    }

    double sum_of(const Package& package) const {
        double sum = 0;
        for (std::size_t i = 0; i < package.size(); ++i)
            if (package[i] >= 0)
                sum += effects_[i][static_cast<std::size_t>(package[i])];
        return sum;
    }

    void learn(const Package& package, double level) {
        tried_.emplace(package, level);
        ++found_.packages_run;
        const Tried now{package, cost_of(task_, package), level};
        const bool reaches = aims_ && level >= goal_;
        const bool better = reaches ? !found_.reachable || now.cost < found_.best.cost
                                    : !found_.reachable && level > found_.best.level;
        if (!better && !(reaches && !found_.reachable))
            return;
        found_.best = now;
        found_.reachable = found_.reachable || reaches;
        note_(found_);
    }

    const SearchTask& task_;
    double goal_;
    bool aims_; ///< at a goal; else only at budgets
    const RunPackages& run_;
    const std::function<void(const Found&)>& note_;
    std::vector<std::vector<double>> effects_; ///< of each degree alone
    std::map<Package, double> tried_;
    double correction_ = 1;
    Found found_;
};

} // namespace

Found search_package(const SearchTask& task, std::optional<double> goal, const RunPackages& run,
                     const std::function<void(const Found&)>& note) {
    return PackageSearch(task, goal, run, note).search();
}

std::optional<Closing> closing_measure(const SearchTask& task,
                                       const std::vector<std::vector<double>>& alone,
                                       const Package& package, double missing) {
    std::optional<Closing> best;
    for (std::size_t i = 0; i < alone.size(); ++i) {
        const auto strongest = std::ranges::max_element(alone[i]);
        if (strongest == alone[i].end() || *strongest <= 0.0)
            continue;
        const double done = package[i] < 0 ? 0.0 : alone[i][static_cast<std::size_t>(package[i])];
        const double times = (done + missing) / *strongest;
        if (!best || times < best->times)
            best = Closing{task.measures[i].name, times};
    }
    return best;
}

double cost_of(const SearchTask& task, const Package& package) {
    double cost = 0;
    for (std::size_t i = 0; i < package.size(); ++i)
        if (package[i] >= 0)
            cost += task.measures[i].degrees[static_cast<std::size_t>(package[i])].cost;
    return cost;
}

std::string describe(const SearchTask& task, const Package& package) {
    std::string text;
    for (std::size_t i = 0; i < package.size(); ++i)
        if (package[i] >= 0)
            text += (text.empty() ? "" : "; ") +
                    task.measures[i].degrees[static_cast<std::size_t>(package[i])].label;
    return text.empty() ? "nothing" : text;
}

Changes changes_of(const SearchTask& task, const Package& package) {
    Changes changes;
    for (std::size_t i = 0; i < package.size(); ++i)
        if (package[i] >= 0)
            changes =
                overlaid(std::move(changes),
                         task.measures[i].degrees[static_cast<std::size_t>(package[i])].changes);
    return changes;
}

double goal_level(const Goal& goal, const std::vector<double>& levels) {
    constexpr double kMedianShare = 0.5;
    return quantile(levels, goal.members ? 1.0 - *goal.members : kMedianShare);
}

std::vector<std::vector<double>> member_levels(const SearchTask& task, const RunPlan& plan,
                                               const std::vector<Package>& packages,
                                               const std::stop_token& stop,
                                               ProgressSink& progress) {
    const Environment record = historical_environment(plan.world->inputs);
    RunPlan part = plan;
    part.scenarios = {{"baseline", "Status quo goes on", record, {}}};
    for (const auto& package : packages)
        part.scenarios.push_back(
            {describe(task, package), "", apply_changes(changes_of(task, package), record), {}});
    const auto runs = compared_runs(part, simulate(part, stop, progress));
    const auto group =
        task.goal.place.empty() ? everyone() : find_place(runs, task.goal.place, task.goal.origin);
    const std::size_t week = reported_week_for(runs.result.weeks, task.goal.date);
    const auto baseline = index_values(runs, 0, week, group, task.goal.value);
    const std::vector<double> nothing(baseline.size(), 0.0);
    std::vector<std::vector<double>> levels;
    for (std::size_t p = 0; p < packages.size(); ++p) {
        const auto values = index_values(runs, 1 + p, week, group, task.goal.value);
        levels.push_back(paired(values, task.goal.gain ? baseline : nothing, kPointsPerShare));
    }
    return levels;
}

} // namespace kozqaras
