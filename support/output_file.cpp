#include "support/output_file.hpp"

#include <filesystem>
#include <system_error>

#include <fmt/format.h>

#include "support/errors.hpp"
#include "support/renames.hpp"
#include "support/safe_file.hpp"

namespace kozqaras {

namespace {

namespace fs = std::filesystem;

/// There, and nobody may write it. (That the file is replaced and not written would not stop a
/// rename, nor the rights of root.)
bool is_protected(const fs::path& file) {
    std::error_code error;
    const auto status = fs::status(file, error);
    constexpr auto kAnyone =
        fs::perms::owner_write | fs::perms::group_write | fs::perms::others_write;
    return fs::exists(status) && (status.permissions() & kAnyone) == fs::perms::none;
}

void give_name(const fs::path& finished, const fs::path& place, bool replace) {
    if (!replace) {
        move_to_free_name(finished, place);
        return;
    }
    std::error_code error;
    if (const auto old = fs::status(place, error); fs::exists(old))
        fs::permissions(finished, old.permissions(), error);
    fs::rename(finished, place, error);
    if (error)
        throw FileError(place.string(), fmt::format("cannot be written: {}", error.message()));
}

} // namespace

OutputFile::OutputFile(const TargetPath& target, bool replace)
    : target_(target), replace_(replace) {
    if (target_.is_device())
        return;
    claim_.emplace(target_);
    std::error_code error;
    if (replace_ && is_protected(target_.path()))
        throw FileError(target_.path().string(),
                        "is write-protected, as forecasts on record are, so --force leaves it "
                        "alone; give another -o, or allow to write it (chmod u+w)");
    if (!replace_ && fs::exists(target_.path(), error))
        throw FileError(target_.path().string(),
                        "exists already; give another -o, or --force to replace it");
}

void refuse_to_replace_inputs(const fs::path& output, std::span<const fs::path> inputs) {
    std::error_code error;
    for (const fs::path& input : inputs)
        if (fs::is_regular_file(output, error) && fs::equivalent(output, input, error))
            throw FileError(output.string(),
                            "is an input of this command and would be lost; give another -o");
}

std::optional<OutputFile> output_file_of(const fs::path& typed, bool replace, bool dry_run) {
    if (typed.empty() || dry_run)
        return std::nullopt;
    return std::optional<OutputFile>(std::in_place, TargetPath(typed, TargetPath::Kind::file),
                                     replace);
}

void OutputFile::write(std::string_view text) const {
    const auto& place = target_.path();
    if (!claim_) {
        write_and_flush(place, text, place);
        return;
    }
    const auto staging = claim_->staging();
    make_folder(folder_of(staging));
    write_and_flush(staging, text, place);
    try {
        give_name(staging, place, replace_);
        flush_to_disk(folder_of(place));
    } catch (const FileError& error) {
        throw claim_->not_in_place(staging, error);
    }
}

} // namespace kozqaras
