// results.h5 of somebody else, altered.
#include <cstdint>

#include "output/results_file.hpp"
#include "output/results_reader.hpp"
#include "tests/fuzz/fuzzing.hpp"
#include "tests/output/sample_run.hpp"

namespace {

using namespace kozqaras;

const std::string& good_file() {
    static const std::string bytes = [] {
        const auto path = fuzzing::scratch_folder() / "good.h5";
        const auto sample = testing::make_sample_run(2);
        write_results_file(path, sample.plan, sample.result, sample.documentation, "{}");
        return fuzzing::read(path);
    }();
    return bytes;
}

} // namespace

/// What is made once is made before the clock of the first input runs.
extern "C" int LLVMFuzzerInitialize(int* /*count*/, char*** /*arguments*/) {
    static_cast<void>(good_file());
    static_cast<void>(fuzzing::shipped_inputs());
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    FuzzedDataProvider data(bytes, size);
    const auto file = fuzzing::scratch_folder() / "results.h5";
    fuzzing::write(file, fuzzing::altered(good_file(), data));
    return fuzzing::read_or_refuse(
        [&] { static_cast<void>(read_results_file(file, *fuzzing::shipped_inputs().country)); });
}
