#include "model/engine/countries.hpp"

namespace kozqaras {

namespace {

/// `ageing` are the ratios of these inputs; nothing: not known yet.
std::shared_ptr<const World> world_of(InputData inputs, double scale, std::uint64_t seed,
                                      ProgressSink& progress, const AgeingRatios* ageing) {
    auto world = std::make_shared<World>();
    constexpr std::uint64_t kStages = 3;
    progress.report("synthetic adults", 0, kStages);
    SynthesisSettings settings;
    settings.scale = scale;
    settings.seed = seed;
    auto synthesis = synthesise(inputs, settings);
    world->population = std::move(synthesis.population);
    world->fit = std::move(synthesis.report);
    progress.report("synthetic adults", 1, kStages);
    NetworkSettings network;
    network.seed = seed;
    world->network = build_network(world->population, network);
    progress.report("synthetic adults", 2, kStages);
    world->network_report = describe_network(world->network, world->population, network);
    world->cells = make_reporting_cells(world->population);
    if (inputs.projection)
        world->ageing =
            age_population(world->population, world->cells,
                           ageing ? *ageing : ageing_ratios(inputs.population, *inputs.projection));
    for (const SampleComposition& sample : inputs.survey.samples)
        world->samples.push_back(design_sample(world->cells, sample));
    world->traits = make_agent_traits(world->population, world->network, inputs, seed);
    world->inputs = std::move(inputs);
    world->seed = seed;
    world->scale = scale;
    progress.report("synthetic adults", kStages, kStages);
    return world;
}

} // namespace

std::shared_ptr<const World> make_world(InputData inputs, double scale, std::uint64_t seed,
                                        ProgressSink& progress) {
    return world_of(std::move(inputs), scale, seed, progress, nullptr);
}

Countries::Countries(InputData inputs) : inputs_(std::move(inputs)) {
    if (inputs_.projection)
        ageing_ = ageing_ratios(inputs_.population, *inputs_.projection);
}

std::shared_ptr<const World> Countries::make(double scale, std::uint64_t seed,
                                             ProgressSink& progress) const {
    return world_of(inputs_, scale, seed, progress, ageing_ ? &*ageing_ : nullptr);
}

} // namespace kozqaras
