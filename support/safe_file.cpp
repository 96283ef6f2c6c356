#include "support/safe_file.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/errors.hpp"
#include "support/file_descriptor.hpp"

namespace kozqaras {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, std::string_view what, int error) {
    throw FileError(path.string(), fmt::format("cannot be {}: {}", what, system_words(error)));
}

/// False with errno set if not all of it could be written.
bool write_all(int file, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(file, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

/// True also where flushing has no meaning: pipes, and file systems that do not know it.
bool flushed(int file) {
    return ::fsync(file) == 0 || errno == EINVAL || errno == ENOTSUP || errno == EROFS;
}

} // namespace

std::string system_words(int error) {
    return std::generic_category().message(error);
}

fs::path unfinished_name(const fs::path& path) {
    return path.string() + ".tmp";
}

fs::path folder_of(const fs::path& path) {
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

void flush_to_disk(const fs::path& path) {
    FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.open() || !flushed(file.number()))
        fail(path, "written", errno);
}

void rename_finished(const fs::path& path) {
    const auto unfinished = unfinished_name(path);
    try {
        flush_to_disk(unfinished);
        std::error_code error;
        fs::rename(unfinished, path, error);
        if (error)
            fail(path, "written", error.value());
        flush_to_disk(folder_of(path));
    } catch (const FileError&) {
        std::error_code ignored;
        fs::remove(unfinished, ignored);
        throw;
    }
}

void write_and_flush(const fs::path& path, std::string_view text, const fs::path& shown,
                     Existing existing) {
    constexpr mode_t kAnybody = 0666; // less what the user's mask takes away
    const int how = existing == Existing::replace ? O_TRUNC : O_EXCL;
    FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | how, kAnybody));
    if (!file.open())
        fail(shown, "written", errno);
    const bool whole = write_all(file.number(), text) && flushed(file.number());
    const int error = errno;
    if (whole && file.close()) // a full disk may show only when it is closed
        return;
    const int reason = whole ? errno : error;
    std::error_code ignored;
    if (fs::is_regular_file(path, ignored))
        fs::remove(path, ignored);
    fail(shown, "written", reason);
}

void write_whole_file(const fs::path& path, std::string_view text) {
    write_and_flush(unfinished_name(path), text, path);
    rename_finished(path);
}

void append_and_flush(const fs::path& path, std::string_view text) {
    FileDescriptor file(::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC));
    if (!file.open() || !write_all(file.number(), text) || !flushed(file.number()) || !file.close())
        fail(path, "written", errno);
}

void make_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (!error && !fs::is_directory(folder, error))
        throw FileError(folder.string(), "is not a folder");
    if (error)
        throw FileError(folder.string(), fmt::format("cannot be made: {}", error.message()));
}

} // namespace kozqaras
