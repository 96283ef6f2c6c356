#include <algorithm>
#include <chrono>
#include <map>
#include <optional>

#include "model/core/errors.hpp"
#include "model/dynamics/batch.hpp"
#include "model/engine/divergence.hpp"
#include "model/engine/recorder.hpp"
#include "model/engine/run.hpp"

namespace kozqaras {

namespace {

/// The members that travel together, with what differs between them.
struct MemberBatch {
    std::size_t first = 0;
    std::vector<DynamicsParameters> dynamics;
    std::vector<ResponseParameters> responses;
    ProcessNoise noise;
};

MemberBatch make_batch(const RunPlan& plan, std::size_t first) {
    MemberBatch batch;
    batch.first = first;
    const std::size_t end = std::min(first + kMostMembers, plan.members.size());
    for (std::size_t m = first; m < end; ++m) {
        const MemberParameters member = unpack(*plan.registry, plan.members[m]);
        batch.dynamics.push_back(member.dynamics);
        batch.responses.push_back(member.response);
        batch.noise.member_keys.push_back(plan.first_member + m);
    }
    batch.noise.from = plan.process_noise_from;
    return batch;
}

/// Counts simulated weeks for the progress sink.
class WeekCounter {
  public:
    WeekCounter(ProgressSink& sink, std::uint64_t total) : sink_(sink), total_(total) {}

    void add(std::uint64_t weeks) {
        done_ += weeks;
        sink_.report("simulating", done_, total_);
    }

  private:
    ProgressSink& sink_;
    std::uint64_t done_ = 0, total_;
};

class BatchRun {
  public:
    BatchRun(const RunPlan& plan, const DynamicsWorld& world, Recorder& recorder,
             const std::stop_token& stop, WeekCounter& counter)
        : plan_(plan), world_(world), recorder_(recorder), stop_(stop), counter_(counter) {}

    /// Runs the baseline, keeping a snapshot where each scenario leaves it, then the scenarios.
    void run(const MemberBatch& batch, std::span<const Week> diverges) {
        std::map<int, BatchState> snapshots;
        BatchSimulation baseline = simulation(batch, plan_.scenarios[0].environment);
        BatchState state = baseline.start(plan_.burn_in_weeks);
        while (state.next <= plan_.end) {
            for (std::size_t s = 1; s < diverges.size(); ++s)
                if (diverges[s] == state.next)
                    snapshots.try_emplace(state.next.value, state);
            advance(baseline, state, batch, 0);
        }
        for (std::size_t s = 1; s < diverges.size(); ++s) {
            recorder_.copy_past(s, batch.first, batch.dynamics.size(), diverges[s]);
            if (diverges[s] > plan_.end)
                continue;
            const auto from = snapshots.find(diverges[s].value);
            const BatchState* snapshot = diverges[s] == Week{0} ? nullptr : &from->second;
            const ScenarioSetting& scenario = plan_.scenarios[s];
            if (scenario.member_environments.empty())
                branch_off(s, scenario.environment, batch, snapshot);
            else
                run_members(s, batch, snapshot);
        }
    }

  private:
    BatchSimulation simulation(const MemberBatch& batch, const Environment& environment) const {
        return {world_, environment, batch.dynamics, plan_.switches, batch.noise};
    }

    /// Goes on from `snapshot`, or from the start if there is none.
    void branch_off(std::size_t scenario, const Environment& environment, const MemberBatch& batch,
                    const BatchState* snapshot) {
        BatchSimulation run = simulation(batch, environment);
        BatchState state = snapshot == nullptr ? run.start(plan_.burn_in_weeks) : *snapshot;
        while (state.next <= plan_.end)
            advance(run, state, batch, scenario);
    }

    /// Members whose levers differ cannot travel together.
    void run_members(std::size_t scenario, const MemberBatch& batch, const BatchState* snapshot) {
        for (std::size_t m = 0; m < batch.dynamics.size(); ++m) {
            MemberBatch alone{batch.first + m, {batch.dynamics[m]}, {batch.responses[m]}, {}};
            alone.noise.from = batch.noise.from;
            alone.noise.member_keys = {batch.noise.member_keys[m]};
            std::optional<BatchState> own;
            if (snapshot != nullptr)
                own = member_state(*snapshot, m);
            branch_off(scenario, plan_.scenarios[scenario].member_environments[batch.first + m],
                       alone, own ? &*own : nullptr);
        }
    }

    void advance(BatchSimulation& simulation, BatchState& state, const MemberBatch& batch,
                 std::size_t scenario) {
        check_stop(stop_);
        const Week week = state.next;
        simulation.step(state);
        recorder_.record(scenario, batch.first, week, state, batch.responses);
        counter_.add(1);
    }

    const RunPlan& plan_;
    const DynamicsWorld& world_;
    Recorder& recorder_;
    const std::stop_token& stop_;
    WeekCounter& counter_;
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

} // namespace

RunResult simulate(const RunPlan& plan, std::stop_token stop, ProgressSink& progress) {
    check_plan(plan);
    const auto begin = std::chrono::steady_clock::now();
    RunResult result;
    Recorder recorder(plan, result);
    recorder.prepare();
    result.diverges = branching(plan);
    const World& world = *plan.world;
    const DynamicsWorld dynamics{world.population, world.network, world.cells, world.traits,
                                 world.seed};
    const std::size_t batches = (plan.members.size() + kMostMembers - 1) / kMostMembers;
    std::uint64_t weeks = 0;
    for (std::size_t s = 0; s < result.diverges.size(); ++s)
        weeks += static_cast<std::uint64_t>(std::max(0, plan.end - result.diverges[s] + 1)) *
                 std::max(batches, plan.scenarios[s].member_environments.size());
    WeekCounter counter(progress, weeks);
    BatchRun runner(plan, dynamics, recorder, stop, counter);
    for (std::size_t first = 0; first < plan.members.size(); first += kMostMembers)
        runner.run(make_batch(plan, first), result.diverges);
    result.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return result;
}

} // namespace kozqaras
