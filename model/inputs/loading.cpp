#include "model/inputs/loading.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "support/file_bytes.hpp"

namespace kozqaras {

namespace {

/// The last part of a directory's name, also for "data/" and ".".
std::string last_part(const std::filesystem::path& directory) {
    auto whole = std::filesystem::absolute(directory).lexically_normal();
    if (!whole.has_filename())
        whole = whole.parent_path();
    return whole.filename().string();
}

} // namespace

DataFolder::DataFolder(const std::filesystem::path& directory)
    : DataFolder(directory, last_part(directory)) {
    std::error_code code;
    if (!std::filesystem::is_directory(directory, code))
        throw FileError(directory.string(), "there is no such directory of input data");
}

DataFolder::DataFolder(std::filesystem::path path, std::string shown_name)
    : path_(std::move(path)), shown_name_(std::move(shown_name)) {}

DataFolder DataFolder::below(const std::string& name) const {
    return {path_ / name, shown(name)};
}

CsvTable DataFolder::table(const std::string& file) const {
    return CsvTable::read(path_ / file, shown(file));
}

std::string DataFolder::shown(const std::string& file) const {
    return shown_name_ + "/" + file;
}

Coverage::Coverage(const CsvTable& table, std::vector<std::string> columns,
                   std::vector<std::span<const std::string_view>> codes)
    : table_(table), columns_(std::move(columns)), codes_(std::move(codes)) {
    std::size_t combinations = 1;
    for (const auto& allowed : codes_)
        combinations *= allowed.size();
    lines_.assign(combinations, 0);
}

std::size_t Coverage::place_of(std::size_t row) {
    std::vector<int> found;
    for (std::size_t k = 0; k < columns_.size(); ++k)
        found.push_back(table_.code(row, columns_[k], codes_[k], columns_[k]));
    return place_of(row, found);
}

std::size_t Coverage::place_of(std::size_t row, std::span<const int> found) {
    std::size_t place = 0;
    for (std::size_t k = 0; k < columns_.size(); ++k)
        place = place * codes_[k].size() + static_cast<std::size_t>(found[k]);
    const auto position = table_.position(row, columns_.front());
    if (lines_[place] != 0)
        throw InputError(position, fmt::format("a second row for {}; the first is on line {}",
                                               described(place), lines_[place]));
    lines_[place] = position.line;
    return place;
}

void Coverage::require_complete() const {
    for (std::size_t place = 0; place < lines_.size(); ++place)
        if (lines_[place] == 0)
            throw InputError(
                {table_.name(), std::ranges::max(lines_), 0},
                fmt::format("the row for {} is missing; the last row is here", described(place)));
}

std::string Coverage::described(std::size_t place) const {
    std::string words;
    for (std::size_t k = columns_.size(); k-- > 0;) {
        const auto code = codes_[k][place % codes_[k].size()];
        place /= codes_[k].size();
        words = fmt::format("{} {}{}{}", columns_[k], code, words.empty() ? "" : ", ", words);
    }
    return words;
}

void UniqueKeys::add(const Position& position, const std::string& described) {
    const auto [found, is_new] = lines_.emplace(described, position.line);
    if (!is_new)
        throw InputError(position, fmt::format("a second row for {}; the first is on line {}",
                                               described, found->second));
}

Status status_of(const CsvTable& table, std::size_t row) {
    constexpr std::array<std::string_view, 3> codes{"seen", "derived", "estimate"};
    return code_as<Status>(table, row, "status", codes, "status");
}

bool yes_or_no(const CsvTable& table, std::size_t row, std::string_view column) {
    constexpr std::array<std::string_view, 2> codes{"no", "yes"};
    return table.code(row, column, codes, fmt::format("answer in '{}'", column)) == 1;
}

const std::string& filled_text(const CsvTable& table, std::size_t row, std::string_view column) {
    const auto& text = table.text(row, column);
    if (text.empty())
        throw InputError(table.position(row, column), fmt::format("'{}' is empty", column));
    return text;
}

int whole_number(const CsvTable& table, std::size_t row, std::string_view column) {
    const double value = table.number(row, column, 0.0, std::numeric_limits<int>::max());
    if (value != std::floor(value))
        throw InputError(table.position(row, column),
                         fmt::format("'{}' must be a whole number, not {}", column,
                                     shortened(table.text(row, column))));
    return static_cast<int>(value);
}

} // namespace kozqaras
