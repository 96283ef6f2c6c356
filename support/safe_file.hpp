#pragma once
// Files that are either whole or not there: written under another name, flushed to the disk, and
// renamed when whole, so that not even a power cut leaves half of one.

#include <filesystem>
#include <string>
#include <string_view>

namespace kozqaras {

/// The name a file has while it is being written.
[[nodiscard]] std::filesystem::path unfinished_name(const std::filesystem::path& path);

/// Flushes unfinished_name(path) and gives it its name, replacing an older file. Throws FileError
/// naming `path`; no unfinished file stays behind.
void rename_finished(const std::filesystem::path& path);

/// Writes `text` under unfinished_name(path), then rename_finished().
void write_whole_file(const std::filesystem::path& path, std::string_view text);

enum class Existing { replace, refuse };

/// Writes `text` to `path` itself and flushes it if it is a file. Throws FileError naming `shown`;
/// a file that cannot be written whole is removed.
void write_and_flush(const std::filesystem::path& path, std::string_view text,
                     const std::filesystem::path& shown, Existing existing = Existing::replace);

/// Adds `text` at the end of the file and flushes it. Throws FileError naming it.
void append_and_flush(const std::filesystem::path& path, std::string_view text);

/// Waits until a file or the names in a folder are on the disk. Throws FileError naming it if the
/// disk fails; where a file system cannot flush, nothing happens.
void flush_to_disk(const std::filesystem::path& path);

/// The folder in which `path` lies; "." if it names none.
[[nodiscard]] std::filesystem::path folder_of(const std::filesystem::path& path);

/// Makes the folder and its parents. Throws FileError naming it.
void make_folder(const std::filesystem::path& folder);

/// What the system calls the error of this number: "No space left on device".
[[nodiscard]] std::string system_words(int error);

} // namespace kozqaras
