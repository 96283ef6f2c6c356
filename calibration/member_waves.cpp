#include "calibration/member_waves.hpp"

#include <algorithm>

#include "model/engine/member_shares.hpp"
#include "model/engine/recorder.hpp"

namespace kozqaras {

RunPlan wave_plan(std::shared_ptr<const World> world,
                  std::shared_ptr<const ParameterRegistry> registry) {
    RunPlan plan;
    plan.world = std::move(world);
    plan.registry = std::move(registry);
    plan.report_every_weeks = kNeverReported; // only the waves matter
    plan.draw_answers = false;
    plan.scenarios.push_back(
        {"baseline", "the record", historical_environment(plan.world->inputs)});
    const auto waves = wave_weeks(plan.world->inputs.survey);
    plan.end = *std::ranges::max_element(waves);
    for (const Poll& poll : plan.world->inputs.survey.polls) {
        plan.more_waves.push_back({week_of(poll.middle()), true});
        plan.end = std::max(plan.end, plan.more_waves.back().week);
    }
    return plan;
}

std::vector<float> wave_shares_of(const RunResult& result, std::size_t member) {
    const auto shares = view_of(result, &RunResult::wave_shares).behind(member);
    return {shares.begin(), shares.end()};
}

std::vector<std::vector<float>>
member_waves(const std::shared_ptr<const World>& world,
             const std::shared_ptr<const ParameterRegistry>& registry,
             std::vector<std::vector<double>> members, const std::stop_token& stop,
             ProgressSink& progress) {
    RunPlan plan = wave_plan(world, registry);
    plan.members = std::move(members);
    const auto result = simulate(plan, stop, progress);
    require_all(result);
    std::vector<std::vector<float>> waves;
    for (std::size_t member = 0; member < result.members; ++member)
        waves.push_back(wave_shares_of(result, member));
    return waves;
}

} // namespace kozqaras
