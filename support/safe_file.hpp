#pragma once
// Files that are either whole or not there: written beside under NAME.tmp, renamed when whole.

#include <filesystem>
#include <string_view>

namespace kozqaras {

/// The name a file has while it is being written.
[[nodiscard]] std::filesystem::path unfinished_name(const std::filesystem::path& path);

/// Gives the finished file its name, replacing an older one. Throws FileError naming `path`.
void rename_finished(const std::filesystem::path& path);

/// Writes `text` and renames. Throws FileError naming `path`; no unfinished file stays behind.
void write_whole_file(const std::filesystem::path& path, std::string_view text);

/// Makes the folder and its parents. Throws FileError naming it.
void make_folder(const std::filesystem::path& folder);

/// Lets write(unfinished) fill a folder beside `folder`, then puts it in its place: the folder is
/// whole or not there. What `write` throws passes through, and nothing unfinished is left.
template <class Write>
void write_whole_folder(const std::filesystem::path& folder, const Write& write) {
    auto unfinished = folder;
    unfinished += ".unfinished";
    std::filesystem::remove_all(unfinished);
    try {
        write(unfinished);
        std::filesystem::remove_all(folder);
        std::filesystem::rename(unfinished, folder);
    } catch (...) {
        std::error_code ignored;
        std::filesystem::remove_all(unfinished, ignored);
        throw;
    }
}

} // namespace kozqaras
