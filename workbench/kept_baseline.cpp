#include "workbench/kept_baseline.hpp"

#include <algorithm>

#include "model/engine/checkpoint.hpp"
#include "model/engine/divergence.hpp"
#include "support/errors.hpp"

namespace kozqaras {
namespace {

/// Keeps the states of the baseline in the weeks that are wanted.
class StateKeeper final : public CheckpointKeeper {
  public:
    StateKeeper(const std::vector<Week>& wanted, std::map<int, BatchState>& states)
        : wanted_(wanted), states_(states) {}

    bool due() override { return true; }

    void keep(const RunPosition&, const BatchState& state, const Snapshots&,
              const RunResult&) override {
        if (std::ranges::find(wanted_, state.next) != wanted_.end())
            states_.try_emplace(state.next.value, state);
    }

  private:
    const std::vector<Week>& wanted_;
    std::map<int, BatchState>& states_;
};

class NoKeeper final : public CheckpointKeeper {
  public:
    bool due() override { return false; }

    void keep(const RunPosition&, const BatchState&, const Snapshots&, const RunResult&) override {}
};

Week leaves_baseline(const RunPlan& plan, const ScenarioSetting& scenario) {
    const Environment& baseline = plan.scenarios.front().environment;
    Week week = first_difference(baseline, scenario.environment, plan.end);
    for (const Environment& environment : scenario.member_environments)
        week = std::min(week, first_difference(baseline, environment, plan.end));
    return week;
}

/// What a run of the baseline and one more scenario has recorded before the latter leaves it.
RunResult recorded_so_far(const RunResult& baseline) {
    RunResult both;
    both.national = baseline.national; // drawing it again would take half of the time of a scenario
    for (const ResultArray& array : result_arrays()) {
        const auto& values = baseline.*array.values;
        auto& target = both.*array.values;
        target = values;
        if (array.by_scenario())
            target.insert(target.end(), values.begin(), values.end());
    }
    return both;
}

/// `plan` with the members `begin` to `end` only.
RunPlan part_of(const RunPlan& plan, std::size_t begin, std::size_t end) {
    RunPlan part = plan;
    part.first_member += begin;
    part.members.assign(plan.members.begin() + static_cast<std::ptrdiff_t>(begin),
                        plan.members.begin() + static_cast<std::ptrdiff_t>(end));
    return part;
}

/// `scenario` for the members `begin` to `end` only.
ScenarioSetting part_of(const ScenarioSetting& scenario, std::size_t begin, std::size_t end) {
    ScenarioSetting part{scenario.id, scenario.title, scenario.environment, {}};
    const auto& members = scenario.member_environments;
    if (!members.empty())
        part.member_environments.assign(members.begin() + static_cast<std::ptrdiff_t>(begin),
                                        members.begin() + static_cast<std::ptrdiff_t>(end));
    return part;
}

/// Adds the members of `parts` to one array of `whole`, scenario by scenario.
void join_array(const std::vector<const RunResult*>& parts, const ResultArray& array,
                RunResult& whole) {
    const std::size_t blocks = array.by_scenario() ? whole.scenarios() : 1;
    auto& values = whole.*array.values;
    values.clear();
    for (std::size_t block = 0; block < blocks; ++block)
        for (const RunResult* part : parts) {
            const auto& from = part->*array.values;
            const std::size_t size = from.size() / blocks;
            const auto begin = from.begin() + static_cast<std::ptrdiff_t>(block * size);
            values.insert(values.end(), begin, begin + static_cast<std::ptrdiff_t>(size));
        }
}

} // namespace

KeptBatch::KeptBatch(RunPlan plan, const std::vector<Week>& keep, const std::stop_token& stop,
                     ProgressSink& progress)
    : plan_(std::move(plan)) {
    require(plan_.scenarios.size() == 1 && plan_.members.size() <= kMostMembers,
            "a kept batch is one batch of the baseline");
    StateKeeper keeper(keep, states_);
    baseline_ = simulate(plan_, stop, progress, keeper, std::nullopt);
    if (!baseline_.failed.empty())
        states_.clear(); // the arrays lack a member
}

const BatchState* KeptBatch::state_before(Week week) const {
    const auto after = states_.upper_bound(week.value);
    return after == states_.begin() ? nullptr : &std::prev(after)->second;
}

RunResult KeptBatch::with(ScenarioSetting scenario, const std::stop_token& stop,
                          ProgressSink& progress) const {
    RunPlan both = plan_;
    const Week leaves = leaves_baseline(plan_, scenario);
    const bool alone = !scenario.member_environments.empty();
    both.scenarios.push_back(std::move(scenario));
    const BatchState* state = state_before(leaves);
    if (alone || state == nullptr)
        return simulate(both, stop, progress);
    both.share_past = false; // the past is in the checkpoint
    NoKeeper none;
    RunResult result = simulate(both, stop, progress, none,
                                RunCheckpoint{{0, 1}, *state, {}, recorded_so_far(baseline_)});
    result.diverges[1] = leaves;
    return result;
}

KeptBaseline::KeptBaseline(const RunPlan& plan, std::size_t first, const std::vector<Week>& keep,
                           const std::stop_token& stop, ProgressSink& progress) {
    require(first > 0, "the first batch needs a member");
    const std::size_t all = plan.members.size();
    for (std::size_t begin = 0, size = first; begin < all; size = kMostMembers) {
        const std::size_t end = std::min(all, begin + std::min(size, kMostMembers));
        PartProgress part(progress, "baseline", begin, end - begin, all);
        batches_.push_back(
            std::make_unique<KeptBatch>(part_of(plan, begin, end), keep, stop, part));
        begin = end;
    }
}

RunResult KeptBaseline::baseline() const {
    std::vector<const RunResult*> parts;
    for (const auto& batch : batches_)
        parts.push_back(&batch->baseline());
    return joined(parts);
}

void KeptBaseline::with(const ScenarioSetting& scenario, const std::stop_token& stop,
                        ProgressSink& progress, const Shown& shown) const {
    std::vector<RunResult> results;
    std::size_t all = 0, begin = 0;
    for (const auto& batch : batches_)
        all += batch->plan().members.size();
    for (const auto& batch : batches_) {
        const std::size_t end = begin + batch->plan().members.size();
        PartProgress part(progress, "simulating", begin, end - begin, all);
        results.push_back(batch->with(part_of(scenario, begin, end), stop, part));
        const bool first = begin == 0, last = end == all;
        begin = end;
        if (!first && !last)
            continue;
        if (results.size() == 1) { // nothing to join: its arrays are large, and a reader waits
            shown(results.front(), last);
            continue;
        }
        std::vector<const RunResult*> parts;
        for (const RunResult& result : results)
            parts.push_back(&result);
        shown(joined(parts), last);
    }
}

RunResult joined(const std::vector<const RunResult*>& parts) {
    require(!parts.empty(), "nothing to join");
    RunResult whole = *parts.front();
    whole.members = 0;
    whole.failed.clear();
    whole.national_size.clear();
    whole.seconds = 0;
    for (const RunResult* part : parts) {
        require(part->scenario_ids == whole.scenario_ids && part->weeks == whole.weeks &&
                    part->diverges.size() == whole.diverges.size(),
                "parts of different runs");
        for (std::size_t s = 0; s < whole.diverges.size(); ++s)
            whole.diverges[s] = std::min(whole.diverges[s], part->diverges[s]);
        whole.failed.insert(whole.failed.end(), part->failed.begin(), part->failed.end());
        whole.national_size.insert(whole.national_size.end(), part->national_size.begin(),
                                   part->national_size.end());
        whole.members += part->members;
        whole.seconds += part->seconds;
    }
    for (const ResultArray& array : result_arrays())
        join_array(parts, array, whole);
    return whole;
}

std::vector<Week> weeks_to_keep(Week likely, Week end) {
    constexpr int kHalfYear = 26, kYear = 52, kTwoYears = 104;
    std::vector<Week> weeks;
    for (int week = (likely.value - kYear) % kTwoYears; week < likely.value - kYear;
         week += kTwoYears)
        if (week >= 0)
            weeks.push_back(Week{week});
    for (int week = std::max(0, likely.value - kYear); week <= end.value; week += kHalfYear)
        weeks.push_back(Week{week});
    return weeks;
}

} // namespace kozqaras
