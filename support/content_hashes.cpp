#include "support/content_hashes.hpp"

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>

#include "support/errors.hpp"
#include "support/file_bytes.hpp"
#include "support/file_descriptor.hpp"
#include "support/safe_file.hpp"
#include "support/sha256.hpp"
#include "support/utf8.hpp"

namespace kozqaras {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHeading = "# kozqaras ";
constexpr std::string_view kBetween = "  "; ///< between hash and name
constexpr std::size_t kDigits = 64;

/// "is missing", with the way on.
[[noreturn]] void refuse(const fs::path& file, std::string_view what) {
    throw InputError({file.string()},
                     fmt::format("{}; the folder is not as kozqaras wrote it. Take an unchanged "
                                 "copy of it, or make it anew",
                                 what));
}

bool is_hash(std::string_view text) {
    return text.size() == kDigits && std::ranges::all_of(text, [](char digit) {
               return (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
           });
}

/// A name that stays in its folder.
bool is_inner_name(const fs::path& name) {
    return !name.empty() && name.is_relative() &&
           std::ranges::none_of(name, [](const fs::path& part) { return part == ".."; });
}

/// Whether another program has locked the file for itself, as HDF5 does while it writes.
bool is_held(const fs::path& file) {
    const FileDescriptor held(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    return held.open() && ::flock(held.number(), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

void check_file(const fs::path& folder, const std::string& name, const std::string& hash) {
    std::error_code error;
    if (!fs::exists(folder / name, error))
        refuse(folder / name, fmt::format("is missing, but {} lists it", kContentHashesFile));
    if (sha256_of_file(folder / name) == hash)
        return;
    if (is_held(folder / name))
        throw FileError((folder / name).string(),
                        "is open for writing in another program; close it there first");
    refuse(folder / name,
           fmt::format("was changed after it was written (its SHA-256 is not that in {})",
                       kContentHashesFile));
}

/// InputError if a file is named, FileError if the folder is not there or may not be read.
void check_is_folder(const fs::path& folder, std::string_view type) {
    std::error_code error;
    if (fs::is_regular_file(folder, error)) {
        const auto above = folder_of(folder);
        const auto content = read_content_hashes(above);
        throw InputError({folder.string()},
                         fmt::format("is a file; give the folder of a {}{}", type,
                                     content && content->type == type
                                         ? fmt::format(", here {}", printable(above.string()))
                                         : ""));
    }
    const fs::directory_iterator entries(folder, error);
    if (error)
        throw FileError(folder.string(), fmt::format("cannot be read: {}", error.message()));
}

} // namespace

std::vector<std::string> files_in(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code error;
    for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        auto name = entry->path().lexically_relative(folder).generic_string();
        if (entry->is_regular_file(error) && name != kContentHashesFile)
            names.push_back(std::move(name));
    }
    if (error)
        throw FileError(folder.string(), fmt::format("cannot be read: {}", error.message()));
    std::ranges::sort(names);
    return names;
}

void write_content_hashes(const fs::path& folder, std::string_view type,
                          const std::vector<std::string>& names) {
    std::string text = fmt::format("{}{}\n", kHeading, type);
    for (const auto& name : names)
        text += fmt::format("{}{}{}\n", sha256_of_file(folder / name), kBetween, name);
    write_whole_file(folder / kContentHashesFile, text);
}

std::optional<ContentHashes> read_content_hashes(const fs::path& folder) {
    const auto path = folder / kContentHashesFile;
    std::error_code error;
    if (!fs::is_regular_file(path, error))
        return std::nullopt;
    const std::string text = read_file(path, path.string());
    if (!text.starts_with(kHeading))
        return std::nullopt;
    ContentHashes content;
    std::string_view rest = text;
    for (int line = 1; !rest.empty(); ++line) {
        const auto end = std::min(rest.find('\n'), rest.size());
        const auto now = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line == 1) {
            content.type = now.substr(kHeading.size());
            continue;
        }
        const auto hash = now.substr(0, std::min(kDigits, now.size()));
        const auto name = now.substr(std::min(kDigits + kBetween.size(), now.size()));
        if (!is_hash(hash) || !now.substr(kDigits).starts_with(kBetween) || !is_inner_name(name) ||
            !content.files.emplace(name, hash).second)
            throw InputError({path.string(), line, 0},
                             "is no line of sha256sum: 64 hexadecimal digits, two spaces, and a "
                             "name that was not named before");
    }
    return content;
}

ContentHashes check_content(const fs::path& folder, std::string_view type,
                            std::span<const std::string_view> needed,
                            std::span<const std::string_view> possible) {
    check_is_folder(folder, type);
    auto content = read_content_hashes(folder);
    if (!content)
        throw InputError({folder.string()},
                         fmt::format("holds no {} of kozqaras, so it is not the whole folder of a "
                                     "{}; an earlier version wrote none: make the folder anew",
                                     kContentHashesFile, type));
    if (content->type != type)
        throw InputError({(folder / kContentHashesFile).string(), 1, 0},
                         fmt::format("is of a {}, but a {} is needed", content->type, type));
    for (const auto name : needed)
        if (!content->files.contains(std::string(name)))
            refuse(folder / name, fmt::format("is not listed in {}", kContentHashesFile));
    std::error_code error;
    for (const auto name : possible)
        if (!content->files.contains(std::string(name)) && fs::exists(folder / name, error))
            refuse(folder / name, fmt::format("is not listed in {}", kContentHashesFile));
    for (const auto& [name, hash] : content->files)
        if (std::ranges::count(needed, name) > 0 || std::ranges::count(possible, name) > 0)
            check_file(folder, name, hash);
    return *content;
}

} // namespace kozqaras
