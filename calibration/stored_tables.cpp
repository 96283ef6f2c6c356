#include "calibration/stored_tables.hpp"

#include <array>
#include <map>

#include <fmt/format.h>

#include "support/content_hashes.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

CsvTable table_of(const std::filesystem::path& file, const std::vector<std::string_view>& key) {
    CsvTable table = CsvTable::read(file);
    std::map<std::vector<std::string>, int> lines;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        std::vector<std::string> cells;
        for (const auto column : key)
            cells.push_back(table.text(row, column));
        const auto position = table.position(row, key.front());
        const auto [first, is_new] = lines.emplace(std::move(cells), position.line);
        if (!is_new)
            throw InputError(position, fmt::format("a second row for '{}'; the first is on line {}",
                                                   first->first.front(), first->second));
    }
    return table;
}

} // namespace

std::filesystem::path stored_file(const std::filesystem::path& folder, const std::string& file) {
    const std::array<std::string_view, 1> names{file};
    check_content(folder, kCalibrationFolder, names);
    return folder / file;
}

CsvTable stored_table(const std::filesystem::path& folder, const std::string& file,
                      const std::vector<std::string_view>& key) {
    return table_of(stored_file(folder, file), key);
}

std::optional<CsvTable> stored_table_if_any(const std::filesystem::path& folder,
                                            const std::string& file,
                                            const std::vector<std::string_view>& key) {
    const std::array<std::string_view, 1> names{file};
    const auto content = check_content(folder, kCalibrationFolder, {}, names);
    if (!content.files.contains(file))
        return std::nullopt;
    return table_of(folder / file, key);
}

} // namespace kozqaras
