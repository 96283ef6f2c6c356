#include <algorithm>
#include <chrono>
#include <map>

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
        BatchSimulation baseline = simulation(batch, 0);
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
            BatchSimulation scenario = simulation(batch, s);
            BatchState branch = diverges[s] == Week{0} ? scenario.start(plan_.burn_in_weeks)
                                                       : snapshots.at(diverges[s].value);
            while (branch.next <= plan_.end)
                advance(scenario, branch, batch, s);
        }
    }

  private:
    BatchSimulation simulation(const MemberBatch& batch, std::size_t scenario) const {
        return {world_, plan_.scenarios[scenario].environment, batch.dynamics, plan_.switches,
                batch.noise};
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
    for (std::size_t s = 1; s < plan.scenarios.size(); ++s)
        weeks.push_back(plan.share_past ? first_difference(plan.scenarios[0].environment,
                                                           plan.scenarios[s].environment, plan.end)
                                        : Week{0});
    return weeks;
}

void check_plan(const RunPlan& plan) {
    require(plan.world && plan.registry, "a plan needs a world and a registry");
    require(!plan.scenarios.empty() && !plan.members.empty(), "a plan needs scenarios and members");
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
    std::uint64_t weeks = 0;
    for (const Week from : result.diverges)
        weeks += static_cast<std::uint64_t>(std::max(0, plan.end - from + 1));
    const std::size_t batches = (plan.members.size() + kMostMembers - 1) / kMostMembers;
    WeekCounter counter(progress, weeks * batches);
    BatchRun runner(plan, dynamics, recorder, stop, counter);
    for (std::size_t first = 0; first < plan.members.size(); first += kMostMembers)
        runner.run(make_batch(plan, first), result.diverges);
    result.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return result;
}

} // namespace kozqaras
