#include "app/session.hpp"

#include <array>
#include <cstdlib>

#include <fmt/format.h>

#include "support/errors.hpp"
#include "support/terminal.hpp"

namespace kozqaras {
namespace {

constexpr const char* kLandmark = "geography/regions.csv";
constexpr const char* kShippedPosterior = "calibration/library/posterior_2020_2023";

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

/// `folder` from the root, without ".", ".." and a slash at the end.
std::filesystem::path whole_path(const std::filesystem::path& folder) {
    const auto whole = std::filesystem::absolute(folder).lexically_normal();
    return whole.has_filename() ? whole : whole.parent_path();
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

std::string figures_program() {
    constexpr const char* kInstalled = "kozqaras-figures";
    std::error_code error;
    return std::filesystem::exists(program_folder() / kInstalled, error) ? kInstalled
                                                                         : "viz-scripts/figures.py";
}

InputData load_session_inputs(const SharedOptions& shared) {
    return load_inputs(find_data_folder(shared));
}

std::shared_ptr<const ReportStatements> load_session_statements(const SharedOptions& shared,
                                                                const InputData& inputs) {
    return std::make_shared<const ReportStatements>(
        load_report_statements(find_data_folder(shared) / "survey", inputs.survey));
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

std::filesystem::path posterior_beside(std::span<const std::filesystem::path> data_folders) {
    for (const auto& inputs : data_folders) {
        const auto folder = inputs.parent_path() / kShippedPosterior;
        if (!inputs.empty() && std::filesystem::exists(folder / "posterior.csv"))
            return folder;
    }
    throw InputError({data_folders.front().string()},
                     "there is no posterior beside these inputs nor beside the program. Name one "
                     "with --posterior FOLDER, or run from the prior, not calibrated, with "
                     "--posterior prior");
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
    const auto inputs = whole_path(find_data_folder(shared));
    return posterior_beside(std::array{inputs, std::filesystem::weakly_canonical(inputs),
                                       data_folder_above(program_folder()),
                                       data_folder_above(KOZQARAS_SOURCE_DIR)});
}

} // namespace kozqaras
