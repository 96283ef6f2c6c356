#pragma once
// The tables that a calibration leaves in its folder, read back. Each must be what was written: the
// folder's SHA256SUMS says so.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/csv_table.hpp"

namespace kozqaras {

/// Path of `file` in `folder`. InputError if the folder holds no SHA256SUMS of a calibration, or
/// the file is not listed there, missing or altered.
[[nodiscard]] std::filesystem::path stored_file(const std::filesystem::path& folder,
                                                const std::string& file);

/// The table `file` of `folder`. InputError as above, and if two rows have the same text in the
/// columns `key`.
[[nodiscard]] CsvTable stored_table(const std::filesystem::path& folder, const std::string& file,
                                    const std::vector<std::string_view>& key);

/// The same; nothing if the calibration wrote no such table.
[[nodiscard]] std::optional<CsvTable> stored_table_if_any(const std::filesystem::path& folder,
                                                          const std::string& file,
                                                          const std::vector<std::string_view>& key);

} // namespace kozqaras
