#pragma once
// The country at a scale, built once per program, with the prior means as parameters.

#include <memory>

#include "model/engine/run.hpp"

namespace kozqaras::bench {

struct BenchWorld {
    std::shared_ptr<const World> world;
    Environment record; ///< the events and statistics of 2020-2025
    MemberParameters parameters;

    [[nodiscard]] DynamicsWorld view() const {
        return {world->population, world->network, world->cells, world->traits, world->seed};
    }
};

/// The world at `scale` agents per adult.
[[nodiscard]] const BenchWorld& bench_world(double scale);

} // namespace kozqaras::bench
