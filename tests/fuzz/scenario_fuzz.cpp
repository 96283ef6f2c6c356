// A scenario as TOML, and what follows from it for the weeks of a run.
#include <cstdint>

#include "scenarios/apply.hpp"
#include "scenarios/scenario_file.hpp"
#include "tests/fuzz/fuzzing.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace kozqaras;
    const std::string text(reinterpret_cast<const char*>(bytes), size);
    return fuzzing::read_or_refuse([&] {
        const auto& inputs = fuzzing::shipped_inputs();
        static const Environment record = historical_environment(inputs);
        const auto scenario = read_scenario_text(text, "fuzzed", inputs);
        static_cast<void>(resolve(scenario, record, {1, 2, 0}));
    });
}
