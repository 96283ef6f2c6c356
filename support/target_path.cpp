#include "support/target_path.hpp"

#include <cstdlib>
#include <string>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/errors.hpp"
#include "support/safe_file.hpp"
#include "support/utf8.hpp"

namespace kozqaras {

namespace {

namespace fs = std::filesystem;

/// Room for what is added to the name of a target: ".checkpoint.1000of1000.h5.tmp".
constexpr std::size_t kLongestName = 220; // bytes

fs::path without_slash(const fs::path& typed) {
    auto text = typed.string();
    while (text.size() > 1 && text.back() == '/')
        text.pop_back();
    return text;
}

bool ends_in_dots(const fs::path& path) {
    const auto name = path.filename();
    return name.empty() || name == "." || name == "..";
}

/// The place itself, where the name says it in other words.
fs::path followed(const fs::path& path) {
    std::error_code error;
    const bool link = fs::is_symlink(fs::symlink_status(path, error));
    if (link && !fs::exists(path, error))
        throw FileError(path.string(),
                        fmt::format("is a link to {}, which does not exist; make that first, or "
                                    "give another -o",
                                    printable(fs::read_symlink(path, error).string())));
    if (!link && !ends_in_dots(path))
        return path;
    auto place = fs::weakly_canonical(path, error);
    if (error)
        throw FileError(path.string(), fmt::format("cannot be written: {}", error.message()));
    place = place.lexically_normal(); // dots behind what is not there yet stay otherwise
    return place.has_filename() ? place : place.parent_path();
}

/// Is something mounted there?
bool is_mounted(const fs::path& folder) {
    struct statx status {};

    return ::statx(AT_FDCWD, folder.c_str(), 0, STATX_BASIC_STATS, &status) == 0 &&
           (status.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
}

bool may_write(const fs::path& folder) {
    return ::faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) == 0;
}

} // namespace

fs::path scratch_root() {
    std::error_code error;
    auto folder = fs::temp_directory_path(error);
    if (error) {
        const char* named = std::getenv("TMPDIR");
        throw FileError(named == nullptr ? "/tmp" : named,
                        "is no folder for temporary files; name another one with TMPDIR");
    }
    return folder;
}

TargetPath::TargetPath(const fs::path& typed, Kind kind) {
    if (typed == "-")
        throw FileError("-", "would be a file of this name; to see results leave out -o, or "
                             "redirect them with > FILE");
    const auto place = without_slash(typed);
    std::error_code error;
    const auto status = fs::status(place, error);
    if (status.type() == fs::file_type::none) // neither there nor free
        throw FileError(place.string(), fmt::format("cannot be written: {}", error.message()));
    const bool there = fs::exists(status), folder = fs::is_directory(status);
    device_ = kind == Kind::file && there && !folder &&
              (!fs::is_regular_file(status) || place.string().starts_with("/dev/"));
    path_ = device_ ? place : followed(place);
    if (kind == Kind::file && (folder || place != typed || ends_in_dots(place)))
        throw FileError(typed.string(), "is a folder; -o needs the name of a file");
    if (kind == Kind::folder && there && !folder)
        throw FileError(place.string(), "is a file; -o needs the name of a folder");
    if (path_.filename().string().size() > kLongestName)
        throw FileError(path_.string(),
                        fmt::format("the name is too long; at most {} bytes", kLongestName));
    inside_ = folder && (!may_write(folder_of(path_)) || is_mounted(path_));
}

fs::path TargetPath::beside(std::string_view ending) const {
    return inside_ ? hidden(ending) : fs::path(path_.string() + std::string(ending));
}

fs::path TargetPath::hidden(std::string_view ending) const {
    return inside_ ? path_ / fmt::format(".kozqaras{}", ending)
                   : path_.parent_path() / fmt::format(".{}{}", path_.filename().string(), ending);
}

} // namespace kozqaras
