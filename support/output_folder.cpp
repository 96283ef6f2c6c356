#include "support/output_folder.hpp"

#include <set>

#include <fmt/format.h>

#include "support/content_hashes.hpp"
#include "support/errors.hpp"
#include "support/folder_replacement.hpp"
#include "support/safe_file.hpp"
#include "support/utf8.hpp"

namespace kozqaras {

namespace {

namespace fs = std::filesystem;

/// Whether --force would replace the folder.
bool is_replaceable(const fs::path& folder, std::string_view type) {
    try {
        return !own_names(folder, type).empty();
    } catch (const FileError&) {
        return false;
    }
}

/// The files that may go from `folder`. FileError if it must stay as it is.
std::set<std::string> names_to_replace(const fs::path& folder, std::string_view type, bool force) {
    std::error_code error;
    if (!fs::exists(folder, error) || !holds_files(folder))
        return {};
    if (force)
        return own_names(folder, type);
    throw FileError(folder.string(),
                    is_replaceable(folder, type)
                        ? "exists already; give another -o, or --force to replace it"
                        : "exists already and holds other files; give another -o");
}

/// The error of a file that was to be in `place`, not in the hidden folder.
FileError told_of(const fs::path& place, const fs::path& staging, const FileError& error) {
    const std::string hidden = printable(staging.string());
    std::string text = error.what();
    if (!text.starts_with(hidden))
        return error;
    text.erase(0, hidden.size());
    const auto colon = std::min(text.find(": "), text.size());
    return {place.string() + text.substr(0, colon), text.substr(std::min(colon + 2, text.size()))};
}

} // namespace

OutputFolder::OutputFolder(const TargetPath& target, std::string_view type, bool force)
    : target_(target), type_(type), force_(force), claim_(target) {
    (void)names_to_replace(target_.path(), type_, force_);
}

void OutputFolder::write(const std::function<void(const fs::path&)>& fill) const {
    const auto staging = claim_.staging();
    std::error_code ignored;
    make_folder(folder_of(staging));
    if (!fs::create_directory(staging, ignored))
        throw FileError(target_.path().string(), fmt::format("cannot be written: {} is in the way",
                                                             printable(staging.string())));
    try {
        fill(staging);
        write_content_hashes(staging, type_, files_in(staging));
    } catch (const FileError& error) {
        fs::remove_all(staging, ignored);
        throw told_of(target_.path(), staging, error);
    } catch (...) {
        fs::remove_all(staging, ignored);
        throw;
    }
    try {
        put_in_place(staging, target_.path(), names_to_replace(target_.path(), type_, force_));
    } catch (const FileError& error) {
        throw claim_.not_in_place(staging, error);
    }
}

} // namespace kozqaras
