#pragma once
// A small real population with ties, for tests of the weekly step.

#include "model/dynamics/batch.hpp"
#include "model/population/synthesis.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras::testing {

struct SmallWorld {
    InputData inputs = load_inputs(std::string(KOZQARAS_SOURCE_DIR) + "/data");
    Population population;
    Network network;
    ReportingCells cells;
    AgentTraits traits;

    explicit SmallWorld(double scale = 0.0001) {
        SynthesisSettings settings;
        settings.scale = scale;
        population = synthesise(inputs, settings).population;
        network = build_network(population, {});
        cells = make_reporting_cells(population);
        traits = make_agent_traits(population, network, inputs, 1);
    }

    [[nodiscard]] DynamicsWorld view() const { return {population, network, cells, traits, 1}; }
};

/// Nothing moves: no influence, no noise, no events.
[[nodiscard]] inline DynamicsParameters still_parameters() {
    DynamicsParameters p(*shipped_country());
    p.confidence_width = 1.0;
    p.anchor_rate = 0.05;
    return p;
}

/// No events, no travel, no cars.
[[nodiscard]] inline Environment empty_environment() {
    return {};
}

} // namespace kozqaras::testing
