#include "app/session.hpp"

#include <cstdlib>

#include <fmt/format.h>

#include "support/errors.hpp"
#include "support/terminal.hpp"

namespace kozqaras {
namespace {

constexpr const char* kLandmark = "geography/regions.csv";

bool holds_inputs(const std::filesystem::path& folder) {
    std::error_code error;
    return std::filesystem::exists(folder / kLandmark, error);
}

/// A folder the user named must be right: no other is tried instead.
std::filesystem::path checked(const std::filesystem::path& folder, std::string_view named_by) {
    if (!holds_inputs(folder))
        throw FileError(folder.string(),
                        fmt::format("named by {}, but there is no {} in it", named_by, kLandmark));
    return folder;
}

std::filesystem::path program_folder() {
    std::error_code error;
    return std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
}

} // namespace

std::filesystem::path data_folder_above(std::filesystem::path start) {
    while (!start.empty()) {
        for (const char* place : {"data", "share/kozqaras/data"})
            if (holds_inputs(start / place))
                return start / place;
        if (start == start.parent_path())
            break;
        start = start.parent_path();
    }
    return {};
}

std::filesystem::path find_data_folder(const SharedOptions& shared) {
    if (!shared.data.empty())
        return checked(shared.data, "--data");
    if (const char* named = std::getenv("KOZQARAS_DATA"); named && *named)
        return checked(named, "KOZQARAS_DATA");
    if (auto found = data_folder_above(program_folder()); !found.empty())
        return found;
    if (auto found = data_folder_above(KOZQARAS_SOURCE_DIR); !found.empty())
        return found;
    throw FileError("data",
                    "the folder of the inputs was not found; name it with --data or KOZQARAS_DATA");
}

InputData load_session_inputs(const SharedOptions& shared) {
    return load_inputs(find_data_folder(shared));
}

CalibrationSetup load_session_setup(const SharedOptions& shared,
                                    const std::filesystem::path& path) {
    auto setup = read_setup(path);
    if (shared.given.contains("seed"))
        setup.seed = shared.seed;
    if (shared.given.contains("scale"))
        setup.scale = shared.scale;
    return setup;
}

void write_and_print(const std::optional<OutputFile>& file, const std::string& table,
                     const std::string& text) {
    try {
        if (file)
            file->write(table);
    } catch (const FileError&) {
        print_data(text);
        throw;
    }
    print_data(text);
}

std::filesystem::path default_posterior(const SharedOptions& shared) {
    return find_data_folder(shared).parent_path() / "calibration" / "library" /
           "posterior_2020_2023";
}

} // namespace kozqaras
