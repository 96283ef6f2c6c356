#include "app/run_checkpoint.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "output/checkpoint_file.hpp"
#include "support/errors.hpp"
#include "support/safe_file.hpp"
#include "support/terminal.hpp"

namespace kozqaras {

std::vector<std::filesystem::path> checkpoint_paths(const std::filesystem::path& run_folder,
                                                    std::size_t processes) {
    auto path = run_folder;
    if (path.filename().empty()) // a slash at the end
        path = path.parent_path();
    std::vector<std::filesystem::path> paths(processes, path);
    for (std::size_t rank = 0; rank < processes; ++rank)
        paths[rank] += processes == 1 ? std::string(".checkpoint.h5")
                                      : fmt::format(".checkpoint.{}of{}.h5", rank + 1, processes);
    return paths;
}

FileCheckpoints::FileCheckpoints(const std::filesystem::path& run_folder,
                                 const MemberExchange* exchange, double seconds)
    : paths_(checkpoint_paths(run_folder, exchange == nullptr ? 1 : exchange->processes())),
      rank_(exchange == nullptr ? 0 : exchange->rank()),
      seconds_(seconds) {}

void FileCheckpoints::require_some() const {
    if (std::ranges::none_of(paths_,
                             [](const auto& file) { return std::filesystem::exists(file); }))
        throw FileError(paths_.front().string(), "does not exist: there is nothing to resume");
}

std::optional<RunCheckpoint> FileCheckpoints::last_kept() const {
    if (!std::filesystem::exists(path()))
        return std::nullopt;
    return read_checkpoint(path(), run_);
}

bool FileCheckpoints::due() {
    return seconds_ > 0 && std::chrono::duration<double>(Clock::now() - last_).count() >= seconds_;
}

void FileCheckpoints::keep(const RunPosition& at, const BatchState& state,
                           const Snapshots& snapshots, const RunResult& result) {
    if (seconds_ <= 0)
        return;
    try {
        if (path().has_parent_path())
            make_folder(path().parent_path());
        write_checkpoint(path(), run_, at, state, snapshots, result);
        kept_ = true;
    } catch (const FileError& error) {
        print_warning(error.what());
    }
    last_ = Clock::now();
}

void FileCheckpoints::remove() const {
    std::error_code ignored;
    for (const auto& file : paths_) {
        std::filesystem::remove(file, ignored);
        std::filesystem::remove(unfinished_name(file), ignored); // of one that was killed
    }
}

} // namespace kozqaras
