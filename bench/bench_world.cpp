#include "bench/bench_world.hpp"

#include <map>

namespace kozqaras::bench {

const BenchWorld& bench_world(double scale) {
    static std::map<double, BenchWorld> worlds;
    BenchWorld& place = worlds[scale];
    if (!place.world) {
        InputData inputs = load_inputs(std::string(KOZQARAS_SOURCE_DIR) + "/data");
        place.record = historical_environment(inputs);
        const ParameterRegistry registry(inputs);
        place.parameters = unpack(registry, registry.prior_means());
        NoProgress silent;
        place.world = make_world(std::move(inputs), scale, 1, silent);
    }
    return place;
}

} // namespace kozqaras::bench
