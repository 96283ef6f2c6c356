#include "support/folder_replacement.hpp"

#include <algorithm>
#include <optional>
#include <system_error>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

#include "support/content_hashes.hpp"
#include "support/errors.hpp"
#include "support/renames.hpp"
#include "support/safe_file.hpp"
#include "support/utf8.hpp"

namespace kozqaras {

namespace {

namespace fs = std::filesystem;

constexpr const char* kFigures = "figures";

/// Links to nothing are there, too.
bool is_there(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(fs::symlink_status(path, ignored));
}

std::vector<fs::path> entries_of(const fs::path& folder) {
    std::error_code error;
    std::vector<fs::path> entries;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error))
        entries.push_back(entry->path());
    if (error)
        throw FileError(folder.string(), fmt::format("cannot be read: {}", error.message()));
    return entries;
}

void add_names(const fs::path& folder, const std::string& prefix, const ContentHashes& content,
               std::set<std::string>& names) {
    std::error_code ignored;
    for (const auto& [name, hash] : content.files)
        if (!fs::is_symlink((folder / name).parent_path(), ignored))
            names.insert(prefix + name);
    names.insert(prefix + std::string(kContentHashesFile));
}

/// Nothing if the list cannot be read.
std::optional<ContentHashes> list_of(const fs::path& folder) {
    try {
        return read_content_hashes(folder);
    } catch (const InputError&) {
        return std::nullopt;
    }
}

/// The list itself last: it says that all is there.
std::vector<std::string> names_in_order(const std::set<std::string>& names) {
    std::vector<std::string> order(names.begin(), names.end());
    std::ranges::stable_partition(order,
                                  [](const auto& name) { return name != kContentHashesFile; });
    return order;
}

bool holds_some_of(const std::set<std::string>& names, const std::string& folder) {
    const auto first = names.lower_bound(folder + "/");
    return first != names.end() && first->starts_with(folder + "/");
}

/// Moves what is in `from` but not among `own` to the same place in `to`.
void move_others(const fs::path& from, const fs::path& to, const std::string& prefix,
                 const std::set<std::string>& own, Renames& renames) {
    std::error_code ignored;
    for (const auto& entry : entries_of(from)) {
        const auto name = prefix + entry.filename().string();
        if (own.contains(name))
            continue;
        const auto place = to / entry.filename();
        if (holds_some_of(own, name) && !fs::is_symlink(entry, ignored))
            move_others(entry, place, name + "/", own, renames);
        else {
            make_folder(to);
            renames.move(entry, place);
        }
    }
}

/// File by file: for a folder that must stay the same one, as it is mounted or somebody stands in
/// it.
void exchange_files(const fs::path& finished, const fs::path& place,
                    const std::set<std::string>& old, Renames& renames) {
    auto fresh = files_in(finished);
    fresh.emplace_back(kContentHashesFile);
    const std::set<std::string> names(fresh.begin(), fresh.end());
    for (const auto& name : old)
        if (!names.contains(name) && is_there(place / name)) {
            make_folder((finished / name).parent_path());
            renames.move(place / name, finished / name);
        }
    for (const auto& name : names_in_order(names)) {
        make_folder((place / name).parent_path());
        if (old.contains(name) && is_there(place / name))
            renames.exchange(finished / name, place / name);
        else
            renames.move(finished / name, place / name);
    }
}

/// The current folder is `folder` or lies in it.
bool stands_in(const fs::path& folder) {
    std::error_code error;
    const auto inner = fs::current_path(error).lexically_relative(fs::canonical(folder, error));
    return !error && !inner.empty() && *inner.begin() != "..";
}

/// True if the folders could be exchanged whole.
bool exchanged_whole(const fs::path& finished, const fs::path& place, Renames& renames) {
    if (stands_in(place))
        return false;
    std::error_code ignored;
    fs::permissions(finished, fs::status(place, ignored).permissions(), ignored);
    try {
        renames.exchange(finished, place);
        return true;
    } catch (const FileError&) {
        renames.undo();
        return false;
    }
}

/// Removes the folder and those in it, as far as they are empty.
void remove_empty_folders(const fs::path& folder) {
    std::error_code error;
    std::vector<fs::path> folders{folder};
    for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error))
        if (entry->is_directory(error) && !entry->is_symlink(error))
            folders.push_back(entry->path());
    for (; !folders.empty(); folders.pop_back()) // inner ones stand behind the outer ones
        (void)::rmdir(folders.back().c_str());
}

/// Removes what is left of the files `old`, here and there.
void remove_old(const fs::path& finished, const fs::path& place, const std::set<std::string>& old) {
    std::error_code ignored;
    for (const auto& name : old) {
        fs::remove(finished / name, ignored);
        if (const auto inner = (place / name).parent_path(); inner != place)
            remove_empty_folders(inner);
    }
    remove_empty_folders(finished);
}

} // namespace

std::set<std::string> own_names(const fs::path& folder, std::string_view type) {
    const auto content = list_of(folder);
    if (!content)
        throw FileError(folder.string(),
                        fmt::format("is no folder of a {} that this version of kozqaras wrote ({} "
                                    "is missing or not its own), so --force leaves it alone; move "
                                    "it away, or give another -o",
                                    type, kContentHashesFile));
    if (content->type != type)
        throw FileError(folder.string(),
                        fmt::format("holds a {}, which --force does not replace by a {}; give "
                                    "another -o",
                                    printable(content->type), type));
    std::set<std::string> names;
    add_names(folder, "", *content, names);
    const auto figures = list_of(folder / kFigures);
    if (figures && figures->type == kFiguresFolder)
        add_names(folder / kFigures, std::string(kFigures) + "/", *figures, names);
    return names;
}

bool holds_files(const fs::path& folder) {
    return std::ranges::any_of(entries_of(folder), [](const fs::path& entry) {
        const auto name = entry.filename().string();
        return !name.starts_with('.') && name != "lost+found";
    });
}

void put_in_place(const fs::path& finished, const fs::path& place,
                  const std::set<std::string>& old) {
    Renames renames;
    try {
        if (!is_there(place))
            renames.move(finished, place);
        else if (!old.empty() && exchanged_whole(finished, place, renames))
            move_others(finished, place, "", old, renames);
        else
            exchange_files(finished, place, old, renames);
        flush_to_disk(place);
        flush_to_disk(folder_of(place));
    } catch (const FileError&) {
        renames.undo();
        throw;
    }
    remove_old(finished, place, old);
}

} // namespace kozqaras
