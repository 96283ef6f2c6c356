#include "app/run_checkpoint.hpp"

#include <algorithm>
#include <regex>

#include <fmt/format.h>

#include "output/checkpoint_file.hpp"
#include "support/errors.hpp"
#include "support/safe_file.hpp"
#include "support/terminal.hpp"

namespace kozqaras {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBegin = ".checkpoint", kEnd = ".h5";

/// "" if there is one process, else ".1of3" and so on.
std::string part_of(std::size_t rank, std::size_t processes) {
    return processes == 1 ? "" : fmt::format(".{}of{}", rank + 1, processes);
}

std::vector<fs::path> checkpoint_paths(const TargetPath& target, std::size_t processes) {
    std::vector<fs::path> paths;
    for (std::size_t rank = 0; rank < processes; ++rank)
        paths.push_back(
            target.beside(fmt::format("{}{}{}", kBegin, part_of(rank, processes), kEnd)));
    return paths;
}

/// "3" of X.checkpoint.1of3.h5, "1" of X.checkpoint.h5; nothing of any other name.
std::optional<std::string> processes_of(const fs::path& path, const TargetPath& target) {
    static const std::regex part(R"((?:\.\d+of(\d+))?)");
    const auto name = path.filename().string();
    const auto begin = target.beside(kBegin).filename().string();
    std::smatch match;
    if (!name.starts_with(begin) || !name.ends_with(kEnd) ||
        name.size() < begin.size() + kEnd.size())
        return std::nullopt;
    const auto middle = name.substr(begin.size(), name.size() - begin.size() - kEnd.size());
    if (!std::regex_match(middle, match, part))
        return std::nullopt;
    return match[1].matched ? match[1].str() : "1";
}

/// The checkpoints of a run into `target` on any number of processes.
std::vector<fs::path> all_kept(const TargetPath& target) {
    std::vector<fs::path> kept;
    std::error_code error;
    for (fs::directory_iterator entry(folder_of(target.beside(kBegin)), error), end;
         !error && entry != end; entry.increment(error))
        if (processes_of(entry->path(), target))
            kept.push_back(target.beside(kBegin).parent_path() / entry->path().filename());
    std::ranges::sort(kept);
    return kept;
}

void remove_all(const std::vector<fs::path>& files) {
    std::error_code ignored;
    for (const auto& file : files)
        fs::remove(file, ignored);
}

} // namespace

FileCheckpoints::FileCheckpoints(const TargetPath& target, const MemberExchange* exchange,
                                 double seconds)
    : target_(target),
      paths_(checkpoint_paths(target, exchange == nullptr ? 1 : exchange->processes())),
      rank_(exchange == nullptr ? 0 : exchange->rank()),
      seconds_(seconds) {}

void FileCheckpoints::begin(bool resume, bool force) const {
    auto in_the_way = all_kept(target_);
    const auto own = std::ranges::stable_partition(
        in_the_way, [&](const auto& file) { return std::ranges::count(paths_, file) == 0; });
    if (resume && own.empty() && in_the_way.empty())
        throw FileError(paths_.front().string(), "does not exist: there is nothing to resume");
    if (resume && own.empty())
        refuse(in_the_way.front());
    if (resume)
        in_the_way.erase(own.begin(), own.end());
    for (const auto& file : in_the_way)
        if (!share_done(file))
            throw FileError(file.string(), "is no checkpoint of kozqaras, or a damaged one; move "
                                           "it away, or give another -o");
    if (force)
        remove_all(in_the_way);
    else if (!in_the_way.empty())
        refuse(in_the_way.front());
}

void FileCheckpoints::refuse(const fs::path& file) const {
    const auto processes = processes_of(file, target_).value_or("1");
    const auto share = share_done(file);
    const bool same = std::ranges::count(paths_, file) > 0;
    throw FileError(
        file.string(),
        fmt::format("is the checkpoint of an unfinished run{}{}; go on with --resume{}, or start "
                    "anew with --force",
                    same ? "" : fmt::format(" on {} process(es)", processes),
                    share ? fmt::format(", {:.0f} % done", 100 * *share) : "",
                    same ? "" : fmt::format(" on as many (mpirun -n {})", processes)));
}

std::optional<RunCheckpoint> FileCheckpoints::last_kept() const {
    if (!kept())
        return std::nullopt;
    return read_checkpoint(path(), run_);
}

bool FileCheckpoints::due() {
    return seconds_ > 0 && std::chrono::duration<double>(Clock::now() - last_).count() >= seconds_;
}

bool FileCheckpoints::kept() const {
    std::error_code ignored;
    return fs::exists(path(), ignored);
}

void FileCheckpoints::keep(const RunPosition& at, const BatchState& state,
                           const Snapshots& snapshots, const RunResult& result) {
    if (seconds_ <= 0)
        return;
    try {
        make_folder(folder_of(path()));
        write_checkpoint(path(), run_, at, state, snapshots, result);
    } catch (const FileError& error) {
        print_warning(fmt::format("{}; the run goes on", error.what()));
    }
    last_ = Clock::now();
}

void FileCheckpoints::remove() const {
    remove_all(paths_);
    std::error_code ignored;
    for (const auto& file : paths_)
        fs::remove(unfinished_name(file), ignored); // of one that was killed
}

} // namespace kozqaras
