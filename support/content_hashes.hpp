#pragma once
// FOLDER/SHA256SUMS: what a folder of results holds, in the format of sha256sum, so that
// `sha256sum -c SHA256SUMS` checks it, too. The first line is a comment, `# kozqaras TYPE`: it
// tells the program's own folders from others. It is written last: a folder that has one is whole.

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kozqaras {

/// Types of folders.
inline constexpr std::string_view kRunFolder = "run", kPopulationFolder = "population",
                                  kCalibrationFolder = "calibration", kRecoveryFolder = "recovery",
                                  kDiagnosisFolder = "diagnosis", kSweepFolder = "sweep",
                                  kFiguresFolder = "figures";

inline constexpr std::string_view kContentHashesFile = "SHA256SUMS";

struct ContentHashes {
    std::string type;
    std::map<std::string, std::string> files; ///< SHA-256 by name; '/' between folder and name
};

/// Names of all regular files in `folder` and below, in order, without the list itself. FileError
/// if a folder cannot be read.
[[nodiscard]] std::vector<std::string> files_in(const std::filesystem::path& folder);

/// Hashes the files `names` of `folder` and writes the list of them. FileError if it cannot.
void write_content_hashes(const std::filesystem::path& folder, std::string_view type,
                          const std::vector<std::string>& names);

/// What the list of `folder` says, without looking at the files; nothing if there is no list or it
/// is not one of this program. InputError with the line if one of its lines cannot be read.
[[nodiscard]] std::optional<ContentHashes> read_content_hashes(const std::filesystem::path& folder);

/// Checks that `folder` is of `type` and that the files `needed` are in it as they were written; so
/// must those of `possible` that the list names, while one that it does not name must not be there.
/// Returns the list. InputError naming the file that is missing, altered or not listed.
ContentHashes check_content(const std::filesystem::path& folder, std::string_view type,
                            std::span<const std::string_view> needed,
                            std::span<const std::string_view> possible = {});

} // namespace kozqaras
