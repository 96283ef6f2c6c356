#include "model/engine/run.hpp"

namespace kozqaras {

std::shared_ptr<const World> make_world(InputData inputs, double scale, std::uint64_t seed,
                                        ProgressSink& progress) {
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
            age_population(world->population, world->cells, inputs.population, *inputs.projection);
    for (const SampleComposition& sample : inputs.survey.samples)
        world->samples.push_back(design_sample(world->cells, sample));
    world->traits = make_agent_traits(world->population, world->network, inputs, seed);
    world->inputs = std::move(inputs);
    world->seed = seed;
    world->scale = scale;
    progress.report("synthetic adults", kStages, kStages);
    return world;
}

} // namespace kozqaras
