// A folder of a posterior, one file of it altered, with the list of contents that fits.
#include <array>
#include <cstdint>

#include "calibration/fitted_waves.hpp"
#include "calibration/posterior.hpp"
#include "calibration/stored_errors.hpp"
#include "model/engine/parameters.hpp"
#include "support/content_hashes.hpp"
#include "tests/fuzz/fuzzing.hpp"

namespace {

using namespace kozqaras;

constexpr std::array kFiles{"posterior.csv", "factor.csv", "members.csv", "errors.csv",
                            "waves.csv"};

const std::filesystem::path& good_folder() {
    static const auto folder =
        fuzzing::source_tree() / "calibration" / "library" / "posterior_2020_2023";
    return folder;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const ParameterRegistry registry(fuzzing::shipped_inputs());
    static const auto good = [] {
        std::array<std::string, kFiles.size()> texts;
        for (std::size_t file = 0; file < kFiles.size(); ++file)
            texts[file] = fuzzing::read(good_folder() / kFiles[file]);
        return texts;
    }();
    FuzzedDataProvider data(bytes, size);
    const auto chosen = data.ConsumeIntegralInRange<std::size_t>(0, kFiles.size() - 1);
    const auto folder = fuzzing::scratch_folder() / "posterior";
    std::filesystem::create_directories(folder);
    std::vector<std::string> names;
    for (std::size_t file = 0; file < kFiles.size(); ++file) {
        names.emplace_back(kFiles[file]);
        fuzzing::write(folder / kFiles[file],
                       file == chosen ? fuzzing::altered(good[file], data) : good[file]);
    }
    write_content_hashes(folder, kCalibrationFolder, names);
    fuzzing::read_or_refuse([&] { static_cast<void>(read_posterior(folder, registry)); });
    fuzzing::read_or_refuse([&] { static_cast<void>(read_errors(folder)); });
    return fuzzing::read_or_refuse([&] { static_cast<void>(read_fitted_waves(folder)); });
}
