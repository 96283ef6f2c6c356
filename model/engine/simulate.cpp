#include <algorithm>
#include <chrono>
#include <exception>
#include <map>
#include <new>
#include <optional>

#include "model/dynamics/batch.hpp"
#include "model/engine/checkpoint.hpp"
#include "model/engine/divergence.hpp"
#include "model/engine/item_channels.hpp"
#include "model/engine/member_shares.hpp"
#include "model/engine/recorder.hpp"
#include "model/engine/run.hpp"
#include "model/engine/sector_appeal.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

/// The members that travel together, with what differs between them.
struct MemberBatch {
    std::size_t first = 0;
    std::vector<MemberParameters> parameters;
    std::vector<DynamicsParameters> dynamics; ///< of `parameters`
    std::vector<ObservedMember> observed;
};

MemberBatch make_batch(const RunPlan& plan, const Recorder& recorder, std::size_t first,
                       std::size_t count) {
    MemberBatch batch;
    batch.first = first;
    for (std::size_t m = first; m < first + count; ++m) {
        batch.parameters.push_back(parameters_of(plan, m));
        batch.dynamics.push_back(batch.parameters.back().dynamics);
        batch.observed.push_back(recorder.observed(m));
    }
    return batch;
}

/// Counts simulated weeks for the progress sink.
class WeekCounter {
  public:
    WeekCounter(ProgressSink& sink, std::uint64_t total) : sink_(sink), total_(total) {}

    void add(std::uint64_t weeks) {
        done_ = std::min(done_ + weeks, total_); // weeks of a batch that failed count twice
        sink_.report("simulating", done_, total_);
    }

    [[nodiscard]] double share() const {
        return static_cast<double>(done_) / static_cast<double>(std::max<std::uint64_t>(1, total_));
    }

  private:
    ProgressSink& sink_;
    std::uint64_t done_ = 0, total_;
};

/// What a run writes to, and what may break it off.
struct RunContext {
    const RunPlan& plan;
    const DynamicsWorld& world;
    RunResult& result;
    Recorder& recorder;
    const std::stop_token& stop;
    WeekCounter& counter;
    CheckpointKeeper* keeper; ///< may be null
};

/// One batch in all scenarios.
class BatchRun {
  public:
    BatchRun(RunContext context, const MemberBatch& batch, std::span<const Week> diverges)
        : to_(context), batch_(batch), diverges_(diverges) {
        at_.batch = batch.first;
    }

    /// Goes on where a checkpoint of this batch was kept.
    void go_on_from(RunCheckpoint& checkpoint) {
        at_ = checkpoint.at;
        snapshots_ = std::move(checkpoint.snapshots);
        resumed_ = std::move(checkpoint.state);
    }

    /// Runs the baseline, keeping a snapshot where each scenario leaves it, then the scenarios.
    void run() {
        if (at_.scenario == 0)
            run_baseline();
        for (std::size_t s = std::max<std::size_t>(1, at_.scenario); s < diverges_.size(); ++s) {
            to_.recorder.copy_past(s, batch_.first, batch_.dynamics.size(), diverges_[s]);
            if (diverges_[s] > to_.plan.end)
                continue;
            at_.scenario = s;
            const BatchState* snapshot =
                diverges_[s] == Week{0} ? nullptr : &snapshots_.at(diverges_[s].value);
            if (to_.plan.scenarios[s].member_environments.empty())
                run_branch(to_.plan.scenarios[s].environment, batch_, snapshot);
            else
                run_members(snapshot);
        }
    }

  private:
    /// A batch in one scenario.
    struct Branch {
        const MemberBatch& batch;
        const Environment& environment;
        BatchSimulation simulation;
        ItemChannels items;
    };

    Branch branch(const MemberBatch& batch, const Environment& environment) const {
        return {batch,
                environment,
                {to_.world, environment, batch.dynamics, to_.plan.switches},
                {to_.plan, environment, batch.parameters}};
    }

    /// What was under way when the run was broken off; else `snapshot`; else the start.
    BatchState begin(BatchSimulation& simulation, const BatchState* snapshot) {
        if (resumed_) {
            BatchState under_way = std::move(*resumed_);
            resumed_.reset();
            return under_way;
        }
        return snapshot == nullptr ? simulation.start(to_.plan.burn_in_weeks) : *snapshot;
    }

    void run_baseline() {
        Branch baseline = branch(batch_, to_.plan.scenarios[0].environment);
        BatchState state = begin(baseline.simulation, nullptr);
        while (state.next <= to_.plan.end) {
            for (std::size_t s = 1; s < diverges_.size(); ++s)
                if (diverges_[s] == state.next)
                    snapshots_.try_emplace(state.next.value, state);
            advance(baseline, state);
        }
    }

    void run_branch(const Environment& environment, const MemberBatch& batch,
                    const BatchState* snapshot) {
        Branch own = branch(batch, environment);
        BatchState state = begin(own.simulation, snapshot);
        while (state.next <= to_.plan.end)
            advance(own, state);
    }

    /// Members whose levers differ cannot travel together.
    void run_members(const BatchState* snapshot) {
        const auto& environments = to_.plan.scenarios[at_.scenario].member_environments;
        for (std::size_t m = resumed_ ? at_.lone : 0; m < batch_.dynamics.size(); ++m) {
            at_.lone = m;
            const MemberBatch alone{batch_.first + m,
                                    {batch_.parameters[m]},
                                    {batch_.dynamics[m]},
                                    {batch_.observed[m]}};
            std::optional<BatchState> own;
            if (snapshot != nullptr)
                own = member_state(*snapshot, m);
            run_branch(environments[batch_.first + m], alone, own ? &*own : nullptr);
        }
        at_.lone = RunPosition::kWholeBatch;
    }

    void advance(Branch& branch, BatchState& state) {
        const bool stopping = to_.stop.stop_requested();
        if (to_.keeper != nullptr && (to_.keeper->due() || stopping)) {
            at_.share_done = to_.counter.share();
            to_.keeper->keep(at_, state, snapshots_, to_.result);
        }
        if (stopping)
            throw Interrupted();
        const Week week = state.next;
        take_sector_appeal(to_.plan, branch.environment, branch.batch.observed, state);
        branch.simulation.step(state);
        to_.recorder.record({at_.scenario, branch.batch.first, week}, state, branch.batch.observed,
                            branch.items);
        to_.counter.add(1);
    }

    RunContext to_;
    const MemberBatch& batch_;
    std::span<const Week> diverges_;
    RunPosition at_;
    Snapshots snapshots_;
    std::optional<BatchState> resumed_;
};

/// First week of each scenario that has to be simulated.
std::vector<Week> branching(const RunPlan& plan) {
    std::vector<Week> weeks{Week{0}};
    const Environment& baseline = plan.scenarios[0].environment;
    for (std::size_t s = 1; s < plan.scenarios.size(); ++s) {
        const ScenarioSetting& scenario = plan.scenarios[s];
        Week week = first_difference(baseline, scenario.environment, plan.end);
        for (const Environment& environment : scenario.member_environments)
            week = std::min(week, first_difference(baseline, environment, plan.end));
        weeks.push_back(plan.share_past ? week : Week{0});
    }
    return weeks;
}

void check_plan(const RunPlan& plan) {
    require(plan.world && plan.registry, "a plan needs a world and a registry");
    require(!plan.scenarios.empty() && !plan.members.empty(), "a plan needs scenarios and members");
    for (const ScenarioSetting& scenario : plan.scenarios)
        require(scenario.member_environments.empty() ||
                    scenario.member_environments.size() == plan.members.size(),
                "uncertain levers need one environment per member");
    require(plan.scenarios.front().member_environments.empty(), "the baseline is certain");
    require(plan.end >= Week{0} && plan.end <= last_week(), "the run ends outside 2020-2030");
    require(plan.report_every_weeks > 0, "report_every_weeks must be positive");
}

/// Members that batch `first` holds.
std::size_t batch_size(const RunPlan& plan, std::size_t first) {
    return std::min(kMostMembers, plan.members.size() - first);
}

std::size_t batch_count(const RunPlan& plan) {
    return (plan.members.size() + kMostMembers - 1) / kMostMembers;
}

/// Weeks to be simulated in scenario `s` for the whole plan, batches counted once.
std::uint64_t simulated_weeks(const RunPlan& plan, std::span<const Week> diverges, std::size_t s) {
    return static_cast<std::uint64_t>(std::max(0, plan.end - diverges[s] + 1)) *
           std::max(batch_count(plan), plan.scenarios[s].member_environments.size());
}

bool holds(const BatchState& state, const RunPlan& plan, std::size_t members) {
    return state.opinions.members == members && state.opinions.stride == padded_lanes(members) &&
           state.opinions.agents() == plan.world->population.size() &&
           state.mean.size() == members * kAttitudeCount && state.media.size() == members &&
           state.plant_appeal.size() % members == 0 &&
           state.exposure_appeal.size() % members == 0 && state.next >= Week{0} &&
           state.next <= plan.end + 1;
}

/// Can the checkpoint be of this plan? A file is not to be trusted.
bool fits(const RunCheckpoint& from, const RunPlan& plan, const RunResult& result) {
    for (const ResultArray& array : result_arrays())
        if ((from.result.*array.values).size() != (result.*array.values).size())
            return false;
    const RunPosition& at = from.at;
    if (at.batch >= plan.members.size() || at.batch % kMostMembers != 0 ||
        at.scenario >= plan.scenarios.size())
        return false;
    const std::size_t members = batch_size(plan, at.batch);
    const bool alone = at.lone != RunPosition::kWholeBatch;
    if (alone != !plan.scenarios[at.scenario].member_environments.empty() ||
        (alone && at.lone >= members) || !holds(from.state, plan, alone ? 1 : members))
        return false;
    for (std::size_t s = 1; s < plan.scenarios.size(); ++s) {
        const Week week = result.diverges[s];
        const bool passed = at.scenario > 0 || week < from.state.next;
        if (week > Week{0} && week <= plan.end && passed && !from.snapshots.contains(week.value))
            return false;
    }
    return std::ranges::all_of(from.snapshots, [&](const auto& snapshot) {
        return holds(snapshot.second, plan, members) &&
               snapshot.second.next.value == snapshot.first;
    });
}

/// Weeks simulated before the checkpoint, about.
std::uint64_t weeks_before(const RunCheckpoint& from, const RunPlan& plan,
                           std::span<const Week> diverges) {
    std::uint64_t weeks = 0;
    for (std::size_t s = 0; s < diverges.size(); ++s) {
        const std::uint64_t all = simulated_weeks(plan, diverges, s);
        weeks += all * (from.at.batch / kMostMembers) / batch_count(plan);
        if (s < from.at.scenario)
            weeks += all / batch_count(plan);
    }
    return weeks +
           static_cast<std::uint64_t>(std::max(0, from.state.next - diverges[from.at.scenario]));
}

/// A result of the plan's shape that holds nothing yet.
RunResult empty_result(const RunPlan& plan) {
    RunResult result;
    Recorder(plan, result).prepare();
    result.diverges = branching(plan);
    return result;
}

/// The members of a batch in which something failed, each alone: who fails again is named.
void run_one_by_one(RunContext context, std::size_t first) {
    context.keeper = nullptr; // checkpoints are of whole batches
    for (std::size_t m = first; m < first + batch_size(context.plan, first); ++m) {
        try {
            const MemberBatch alone = make_batch(context.plan, context.recorder, m, 1);
            BatchRun(context, alone, context.result.diverges).run();
        } catch (const Interrupted&) {
            throw;
        } catch (const std::bad_alloc&) {
            throw;
        } catch (const std::exception& error) {
            context.result.failed.push_back({m, error.what()});
        }
    }
}

void run_batch(const RunContext& context, std::size_t first, std::optional<RunCheckpoint>& from) {
    try {
        const MemberBatch batch =
            make_batch(context.plan, context.recorder, first, batch_size(context.plan, first));
        BatchRun run(context, batch, context.result.diverges);
        if (from)
            run.go_on_from(*from);
        from.reset();
        run.run();
    } catch (const Interrupted&) {
        throw;
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception&) {
        run_one_by_one(context, first);
    }
}

void take_up(RunCheckpoint& from, const RunPlan& plan, RunResult& result) {
    if (!fits(from, plan, result))
        throw InputError({"checkpoint"}, "is of another run: its shape is not that of this one");
    for (const ResultArray& array : result_arrays())
        result.*array.values = std::move(from.result.*array.values);
}

/// The failed members are named, and still in the arrays.
RunResult simulate_from(const RunPlan& plan, const std::stop_token& stop, ProgressSink& progress,
                        CheckpointKeeper* keeper, std::optional<RunCheckpoint> from) {
    RunResult result;
    Recorder recorder(plan, result);
    recorder.prepare(from ? from->result.national : NationalPaths{});
    result.diverges = branching(plan);
    std::uint64_t weeks = 0;
    for (std::size_t s = 0; s < result.diverges.size(); ++s)
        weeks += simulated_weeks(plan, result.diverges, s);
    WeekCounter counter(progress, weeks);
    if (from)
        take_up(*from, plan, result);
    counter.add(from ? weeks_before(*from, plan, result.diverges) : 0); // the clock starts
    const World& world = *plan.world;
    const DynamicsWorld dynamics{world.population, world.network, world.cells, world.traits,
                                 world.seed};
    const RunContext context{plan, dynamics, result, recorder, stop, counter, keeper};
    for (std::size_t first = from ? from->at.batch : 0; first < plan.members.size();
         first += kMostMembers)
        run_batch(context, first, from);
    for (const std::size_t member : members_not_finite(result))
        if (std::ranges::find(result.failed, member, &FailedMember::member) == result.failed.end())
            result.failed.push_back({member, "the index is not a finite number"});
    std::ranges::sort(result.failed, {}, &FailedMember::member);
    return result;
}

RunResult simulate_all(const RunPlan& plan, const std::stop_token& stop, ProgressSink& progress,
                       CheckpointKeeper* keeper, std::optional<RunCheckpoint> from) {
    check_plan(plan);
    const auto begin = std::chrono::steady_clock::now();
    const auto own = [&](const RunPlan& share) {
        return simulate_from(share, stop, progress, keeper, std::move(from));
    };
    RunResult result = plan.exchange && plan.exchange->processes() > 1
                           ? simulate_shared(plan, empty_result(plan), own)
                           : own(plan);
    if (result.failed.size() == result.members)
        throw InputError({"parameters"},
                         "no member could be simulated: " + result.failed.front().reason);
    leave_out_failed(result);
    result.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return result;
}

} // namespace

// A token is taken by value, as std::jthread gives it.
RunResult simulate(const RunPlan& plan, std::stop_token stop, // NOLINT(performance-*)
                   ProgressSink& progress) {
    return simulate_all(plan, stop, progress, nullptr, {});
}

RunResult simulate(const RunPlan& plan, std::stop_token stop, // NOLINT(performance-*)
                   ProgressSink& progress, CheckpointKeeper& keeper,
                   std::optional<RunCheckpoint> from) {
    return simulate_all(plan, stop, progress, &keeper, std::move(from));
}

} // namespace kozqaras
