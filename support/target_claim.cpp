#include "support/target_claim.hpp"

#include <array>
#include <cerrno>
#include <ctime>
#include <string>
#include <utility>

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/content_hashes.hpp"
#include "support/safe_file.hpp"
#include "support/utf8.hpp"

namespace kozqaras {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kStaging = ".unfinished-"; ///< and the number of the process

/// "process 4711 on cluster-7, since 2026-11-30 09:12:45 UTC"
std::string own_words() {
    std::array<char, 256> host{};
    (void)::gethostname(host.data(), host.size() - 1);
    return fmt::format("process {} on {}, since {:%Y-%m-%d %H:%M:%S} UTC", ::getpid(), host.data(),
                       fmt::gmtime(std::time(nullptr)));
}

std::string words_in(int file) {
    std::array<char, 400> text{};
    const auto length = ::pread(file, text.data(), text.size(), 0);
    return length > 0 ? printable({text.data(), static_cast<std::size_t>(length)})
                      : std::string("another process");
}

/// Whether the file is still the one of that name: its last owner may have removed it.
bool is_named(int file, const fs::path& path) {
    struct stat own {
    }, named{};

    return ::fstat(file, &own) == 0 && ::stat(path.c_str(), &named) == 0 &&
           own.st_ino == named.st_ino && own.st_dev == named.st_dev;
}

[[noreturn]] void cannot_be_written(const fs::path& target, int error) {
    throw FileError(target.string(), fmt::format("cannot be written: {}", system_words(error)));
}

void try_to_write_in(const fs::path& folder) {
    const auto trial = folder / fmt::format(".kozqaras.trial-{}", ::getpid());
    write_and_flush(trial, "", folder);
    std::error_code ignored;
    fs::remove(trial, ignored);
}

/// A folder with a list is finished and stays: it could not be put in its place.
void remove_stale_staging(const TargetPath& target) {
    const auto ours = target.hidden(kStaging);
    std::error_code error;
    std::vector<fs::path> stale;
    for (fs::directory_iterator entry(folder_of(ours), error), end; !error && entry != end;
         entry.increment(error))
        if (entry->path().filename().string().starts_with(ours.filename().string()) &&
            entry->is_directory(error) && !fs::exists(entry->path() / kContentHashesFile, error))
            stale.push_back(entry->path());
    for (const auto& path : stale)
        fs::remove_all(path, error);
}

} // namespace

MadeFolders::MadeFolders(const fs::path& folder, const fs::path& target) {
    std::vector<fs::path> missing; // the lowest first
    std::error_code error;
    auto above = folder;
    for (; !above.empty() && !fs::exists(above, error); above = above.parent_path())
        missing.push_back(above);
    if (!above.empty() && !fs::is_directory(above, error))
        throw FileError(target.string(), fmt::format("cannot be made: {} is not a folder",
                                                     printable(above.string())));
    for (; !missing.empty(); missing.pop_back()) {
        if (fs::create_directory(missing.back(), error))
            made_.push_back(missing.back());
        if (error) {
            remove_empty();
            throw FileError(target.string(), fmt::format("cannot be made: {}", error.message()));
        }
    }
}

MadeFolders::~MadeFolders() {
    remove_empty();
}

void MadeFolders::remove_empty() {
    for (; !made_.empty(); made_.pop_back())
        (void)::rmdir(made_.back().c_str());
}

TargetLock::TargetLock(fs::path file, const fs::path& target) : path_(std::move(file)) {
    constexpr mode_t kAnybody = 0666; // less what the user's mask takes away
    do {
        file_ = FileDescriptor(
            ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, kAnybody));
        if (!file_.open())
            cannot_be_written(target, errno);
        held_ = ::flock(file_.number(), LOCK_EX | LOCK_NB) == 0;
        if (!held_ && errno == EWOULDBLOCK)
            throw FileError(target.string(),
                            fmt::format("{} is writing there; wait until it has ended, or give "
                                        "another -o",
                                        words_in(file_.number())));
    } while (held_ && !is_named(file_.number(), path_));
    write_and_flush(path_, own_words(), target);
}

TargetLock::~TargetLock() {
    (void)::unlink(path_.c_str()); // before the lock goes: nobody else can hold this file
}

TargetClaim::TargetClaim(const TargetPath& target)
    : target_(target),
      above_(folder_of(target.path()), target.path()),
      lock_(target.hidden(".lock"), target.path()) {
    std::error_code error;
    if (fs::is_directory(target.path(), error))
        try_to_write_in(target.path());
    if (lock_.held())
        remove_stale_staging(target);
}

fs::path TargetClaim::staging() const {
    return target_.hidden(fmt::format("{}{}", kStaging, ::getpid()));
}

FileError TargetClaim::not_in_place(const fs::path& finished, const FileError& reason) const {
    auto seen = target_.beside(fmt::format(".finished-{}", ::getpid()));
    std::error_code error;
    if (fs::exists(seen, error) || error)
        seen = finished;
    else
        fs::rename(finished, seen, error);
    return {target_.path().string(),
            fmt::format("the results could not be moved there ({}); they lie whole in {}",
                        reason.what(), printable((error ? finished : seen).string()))};
}

} // namespace kozqaras
