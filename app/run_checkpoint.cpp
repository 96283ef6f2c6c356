#include "app/run_checkpoint.hpp"

#include <span>

#include <fmt/format.h>

#include "app/terminal.hpp"
#include "app/version.hpp"
#include "model/core/errors.hpp"
#include "output/checkpoint_file.hpp"
#include "output/sha256.hpp"

namespace kozqaras {

std::filesystem::path checkpoint_path(const std::filesystem::path& run_folder) {
    auto path = run_folder;
    if (path.filename().empty()) // a slash at the end
        path = path.parent_path();
    path += ".checkpoint.h5";
    return path;
}

std::string run_hash(const RunPlan& plan, const std::string& resolved_settings) {
    std::string all =
        fmt::format("{}\n{}\n{}\n", program_version(), git_revision(), resolved_settings);
    for (const auto& [file, hash] : plan.world->inputs.file_hashes)
        all += fmt::format("{} {}\n", file, hash);
    for (const auto& member : plan.members) {
        const auto bytes = std::as_bytes(std::span(member));
        all.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    }
    return sha256(all);
}

FileCheckpoints::FileCheckpoints(std::filesystem::path path, std::string run, double seconds)
    : path_(std::move(path)), run_(std::move(run)), seconds_(seconds) {}

bool FileCheckpoints::due() {
    return seconds_ > 0 && std::chrono::duration<double>(Clock::now() - last_).count() >= seconds_;
}

void FileCheckpoints::keep(const RunPosition& at, const BatchState& state,
                           const Snapshots& snapshots, const RunResult& result) {
    if (seconds_ <= 0)
        return;
    try {
        write_checkpoint(path_, run_, at, state, snapshots, result);
        kept_ = true;
    } catch (const FileError& error) {
        print_warning(error.what());
    }
    last_ = Clock::now();
}

void FileCheckpoints::remove() const {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
}

} // namespace kozqaras
