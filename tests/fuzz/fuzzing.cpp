#include "tests/fuzz/fuzzing.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <unistd.h>

namespace kozqaras::fuzzing {

namespace fs = std::filesystem;

fs::path source_tree() {
    return KOZQARAS_SOURCE_DIR;
}

const InputData& shipped_inputs() {
    static const InputData inputs = load_inputs(source_tree() / "data");
    return inputs;
}

const fs::path& scratch_folder() {
    static const fs::path folder = [] {
        auto made = fs::path("/dev/shm") / fmt::format("kozqaras_fuzz_{}", getpid());
        fs::create_directories(made);
        std::atexit([] { fs::remove_all(scratch_folder()); });
        return made;
    }();
    return folder;
}

void write(const fs::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

std::string read(const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::string altered(std::string base, FuzzedDataProvider& data) {
    constexpr int kMostChanges = 8;
    constexpr std::size_t kLongest = 64;
    for (int change = 0; change < kMostChanges && data.remaining_bytes() > 0; ++change) {
        const auto place = data.ConsumeIntegralInRange<std::size_t>(0, base.size());
        const auto length = data.ConsumeIntegralInRange<std::size_t>(0, kLongest);
        switch (data.ConsumeIntegralInRange(0, 3)) {
        case 0: {
            const auto bytes = data.ConsumeBytesAsString(length);
            base.replace(place, std::min(bytes.size(), base.size() - place), bytes);
            break;
        }
        case 1:
            base.insert(place, data.ConsumeRandomLengthString(kLongest));
            break;
        case 2:
            base.erase(place, data.ConsumeIntegralInRange<std::size_t>(0, base.size() - place));
            break;
        default:
            base.insert(place, base.substr(place, length));
        }
    }
    return base;
}

} // namespace kozqaras::fuzzing
