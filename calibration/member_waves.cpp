#include "calibration/member_waves.hpp"

#include "model/engine/member_shares.hpp"
#include "model/engine/recorder.hpp"

namespace kozqaras {

std::vector<std::vector<float>>
member_waves(const std::shared_ptr<const World>& world,
             const std::shared_ptr<const ParameterRegistry>& registry,
             std::vector<std::vector<double>> members, const std::stop_token& stop,
             ProgressSink& progress) {
    RunPlan plan;
    plan.world = world;
    plan.registry = registry;
    plan.report_every_weeks = 10'000; // only the waves matter
    plan.scenarios.push_back({"baseline", "the record", historical_environment(world->inputs)});
    plan.end = wave_weeks(world->inputs.survey).back();
    plan.members = std::move(members);
    const auto result = simulate(plan, stop, progress);
    require_all(result);
    std::vector<std::vector<float>> waves;
    const std::size_t size = result.wave_shares.size() / result.members;
    for (std::size_t member = 0; member < result.members; ++member) {
        const auto begin = result.wave_shares.begin() + static_cast<std::ptrdiff_t>(member * size);
        waves.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(size));
    }
    return waves;
}

} // namespace kozqaras
