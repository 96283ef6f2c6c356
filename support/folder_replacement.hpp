#pragma once
// How a finished folder takes the place of what stands there.

#include <filesystem>
#include <set>
#include <string>
#include <string_view>

namespace kozqaras {

/// Names in `folder` that the program wrote: those of its list, the list, and the same of pictures
/// that viz-scripts made in figures/. FileError if the folder is not of `type`.
[[nodiscard]] std::set<std::string> own_names(const std::filesystem::path& folder,
                                              std::string_view type);

/// Anything but hidden files and the lost+found of a new disk? FileError if it cannot be read.
[[nodiscard]] bool holds_files(const std::filesystem::path& folder);

/// Moves the folder `finished` to `place`, or its files into it if it is there; files `old` of that
/// place go, others stay. Where a folder of results is replaced, that is one step if the file
/// system can. FileError if it cannot be done: then all is as it was.
void put_in_place(const std::filesystem::path& finished, const std::filesystem::path& place,
                  const std::set<std::string>& old);

} // namespace kozqaras
