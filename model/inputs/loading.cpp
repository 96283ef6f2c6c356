#include "model/inputs/loading.hpp"

#include <fmt/format.h>

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

CsvTable DataFolder::table(const std::string& file, const TableRules& rules) const {
    auto table = CsvTable::read(path_ / file, shown(file));
    rules.check(table);
    return table;
}

std::string DataFolder::shown(const std::string& file) const {
    return shown_name_ + "/" + file;
}

TableRules with_origin() {
    return TableRules().code("status", kStatusCodes, "status").text("source").remark("note");
}

TableRules with_origin_and_year() {
    constexpr int kEarliest = 1900, kLatest = 2100;
    return with_origin().whole("year", kEarliest, kLatest);
}

Status status_of(const CsvTable& table, std::size_t row) {
    return code_as<Status>(table, row, "status", kStatusCodes, "status");
}

bool yes_or_no(const CsvTable& table, std::size_t row, std::string_view column) {
    return table.code(row, column, kYesNo, fmt::format("answer in '{}'", column)) == 1;
}

} // namespace kozqaras
