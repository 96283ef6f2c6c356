#include "support/table_rules.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "support/file_bytes.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kEnoughFaults = 10'000; ///< reading a hopeless table must not take long
constexpr double kLargestShare =
    1.5; ///< percentages of a whole table that are all below are shares

} // namespace

TableRules& TableRules::add(Column column) {
    columns_.push_back(std::move(column));
    return *this;
}

TableRules& TableRules::text(std::string name, std::string if_empty) {
    return add({.name = std::move(name), .kind = Kind::text, .unit = std::move(if_empty)});
}

TableRules& TableRules::number(std::string name, double low, double high, std::string unit) {
    return add({.name = std::move(name),
                .kind = Kind::number,
                .low = low,
                .high = high,
                .unit = std::move(unit)});
}

TableRules& TableRules::whole(std::string name, double low, double high, std::string unit) {
    number(std::move(name), low, high, std::move(unit));
    columns_.back().kind = Kind::whole;
    return *this;
}

TableRules& TableRules::percent(std::string name, double low, double high) {
    return add({.name = std::move(name), .kind = Kind::percent, .low = low, .high = high});
}

TableRules& TableRules::date(std::string name, Date first, Date last) {
    return add({.name = std::move(name), .kind = Kind::date, .first = first, .last = last});
}

TableRules& TableRules::code(std::string name, std::span<const std::string_view> codes,
                             std::string kind) {
    return add({.name = std::move(name),
                .kind = Kind::code,
                .unit = std::move(kind),
                .codes = {codes.begin(), codes.end()}});
}

TableRules& TableRules::remark(std::string name) {
    add({.name = std::move(name), .kind = Kind::remark});
    return or_empty().or_absent();
}

TableRules& TableRules::or_empty() {
    columns_.back().may_be_empty = true;
    return *this;
}

TableRules& TableRules::or_absent() {
    columns_.back().may_be_absent = true;
    return *this;
}

TableRules& TableRules::key(std::vector<std::string> columns) {
    key_ = std::move(columns);
    return *this;
}

TableRules& TableRules::complete_key(std::vector<std::string> columns) {
    complete_ = true;
    return key(std::move(columns));
}

TableRules& TableRules::most_rows(std::size_t rows) {
    most_rows_ = rows;
    return *this;
}

TableRules& TableRules::smooth(std::string column, std::string along, double fold, double least) {
    smooth_.push_back({std::move(column), std::move(along), fold, least});
    return *this;
}

const TableRules::Column& TableRules::column(std::string_view name) const {
    const auto found = std::ranges::find(columns_, name, &Column::name);
    require(found != columns_.end(), fmt::format("no rule for the column '{}'", name));
    return *found;
}

std::size_t TableRules::combinations() const {
    std::size_t count = 1;
    for (const std::string& name : key_)
        count *= column(name).codes.size();
    return count;
}

std::size_t TableRules::place_of(const CsvTable& table, std::size_t row) const {
    std::size_t place = 0;
    for (const std::string& name : key_) {
        const Column& part = column(name);
        place = place * part.codes.size() +
                static_cast<std::size_t>(table.code(row, name, part.codes, part.unit));
    }
    return place;
}

std::vector<std::size_t> TableRules::places_of(const CsvTable& table,
                                               std::span<const std::size_t> rows) const {
    Faults faults;
    check_key(table, rows, faults);
    faults.throw_if_any();
    std::vector<std::size_t> places;
    for (const std::size_t row : rows)
        places.push_back(place_of(table, row));
    return places;
}

Faults TableRules::faults_of(const CsvTable& table) const {
    Faults faults;
    check_header(table, faults);
    if (table.rows() == 0)
        faults.add(table.end_position(), "there is no row below the header line");
    if (table.rows() > most_rows_)
        faults.add(table.position(most_rows_, table.columns().front()),
                   fmt::format("a table of this kind has at most {} rows, this one {}", most_rows_,
                               table.rows()));
    faults.throw_if_any();
    for (std::size_t row = 0; row < table.rows() && faults.size() < kEnoughFaults; ++row)
        for (const Column& rule : columns_)
            if (table.has_column(rule.name))
                try {
                    check_cell(table, row, rule);
                } catch (const InputError& error) {
                    faults.add(table.position(row, rule.name), error, rule.name);
                }
    if (!faults.empty())
        return faults;
    std::vector<std::size_t> rows(table.rows());
    std::iota(rows.begin(), rows.end(), 0U);
    check_shares(table, faults);
    check_key(table, rows, faults);
    if (faults.empty())
        for (const Smooth& rule : smooth_)
            check_smooth(table, rule, faults);
    return faults;
}

void TableRules::check_header(const CsvTable& table, Faults& faults) const {
    std::vector<std::string_view> known;
    for (const Column& rule : columns_)
        known.push_back(rule.name);
    std::set<std::string> unknown;
    for (const std::string& name : table.columns())
        if (std::ranges::find(known, name) == known.end())
            unknown.insert(name);
    for (const Column& rule : columns_) {
        if (rule.may_be_absent || table.has_column(rule.name))
            continue;
        const std::vector<std::string_view> others(unknown.begin(), unknown.end());
        const std::string meant(nearest_name(rule.name, others));
        const auto hint =
            meant.empty() ? std::string() : fmt::format("; is '{}' meant?", shortened(meant));
        faults.add(table.header_position(meant),
                   fmt::format("the column '{}' is missing{}", rule.name, hint));
        unknown.erase(meant);
    }
    for (const std::string& name : unknown) {
        const Position place = table.header_position(name);
        faults.add(place, InputError::unknown_name(place, "column", shortened(name), known));
    }
}

void TableRules::check_cell(const CsvTable& table, std::size_t row, const Column& rule) {
    if (rule.kind == Kind::remark || (rule.may_be_empty && table.empty(row, rule.name)))
        return;
    const Position place = table.position(row, rule.name);
    if (rule.kind == Kind::number || rule.kind == Kind::whole) {
        const double value = table.number(row, rule.name, rule.low, rule.high, rule.unit);
        if (rule.kind == Kind::whole && value != std::floor(value))
            throw InputError(place, fmt::format("'{}' must be a whole number, not {}", rule.name,
                                                shortened(table.text(row, rule.name))));
        return;
    }
    if (rule.kind == Kind::percent) {
        (void)table.percent_as_share(row, rule.name, rule.low, rule.high);
        return;
    }
    if (table.empty(row, rule.name))
        throw InputError(place, rule.kind == Kind::text && !rule.unit.empty()
                                    ? rule.unit
                                    : fmt::format("'{}' is empty", rule.name));
    if (rule.kind == Kind::code)
        (void)table.code(row, rule.name, rule.codes, rule.unit);
    if (rule.kind != Kind::date)
        return;
    const Date date = table.date(row, rule.name);
    if (date < rule.first || date > rule.last)
        throw InputError(place,
                         fmt::format("'{}' is {}, but must be between {} and {}", rule.name,
                                     to_string(date), to_string(rule.first), to_string(rule.last)));
}

void TableRules::check_shares(const CsvTable& table, Faults& faults) const {
    double largest = 0;
    Position first;
    for (std::size_t row = 0; row < table.rows(); ++row)
        for (const Column& rule : columns_) {
            const bool read = rule.kind == Kind::percent && table.has_column(rule.name);
            if (!read || table.empty(row, rule.name))
                continue;
            largest = std::max(largest, 100.0 * table.percent_as_share(row, rule.name));
            if (first.line == 0)
                first = table.position(row, rule.name);
        }
    if (largest > 0 && largest <= kLargestShare)
        faults.add(first, fmt::format("no percentage of this table is above {}, so these are "
                                      "shares; write 86 for 86 %, not 0.86",
                                      kLargestShare));
}

void TableRules::check_key(const CsvTable& table, std::span<const std::size_t> rows,
                           Faults& faults) const {
    if (key_.empty())
        return;
    std::map<std::vector<std::string>, int> lines;
    for (const std::size_t row : rows) {
        std::vector<std::string> values;
        std::string described;
        for (const std::string& name : key_) {
            values.push_back(table.text(row, name));
            described += fmt::format("{}{} {}", described.empty() ? "" : ", ", name,
                                     shortened(values.back()));
        }
        const Position place = table.position(row, key_.front());
        const auto [found, is_new] = lines.emplace(std::move(values), place.line);
        if (!is_new)
            faults.add(place,
                       fmt::format("a second row for {}; the first is on line {}", described,
                                   found->second),
                       "repeated");
    }
    if (!complete_)
        return;
    std::vector<bool> met(combinations());
    for (const std::size_t row : rows)
        met[place_of(table, row)] = true;
    for (std::size_t place = 0; place < met.size(); ++place)
        if (!met[place])
            faults.add(table.end_position(),
                       fmt::format("the row for {} is missing", described_place(place)), "missing");
}

std::string TableRules::described_place(std::size_t place) const {
    std::string words;
    for (std::size_t k = key_.size(); k-- > 0;) {
        const auto& codes = column(key_[k]).codes;
        words = fmt::format("{} {}{}{}", key_[k], codes[place % codes.size()],
                            words.empty() ? "" : ", ", words);
        place /= codes.size();
    }
    return words;
}

void TableRules::check_smooth(const CsvTable& table, const Smooth& rule, Faults& faults) const {
    std::size_t step = 1; // from a code of `along` to the next, in places
    for (auto name = key_.rbegin(); name != key_.rend() && *name != rule.along; ++name)
        step *= column(*name).codes.size();
    const std::size_t codes = column(rule.along).codes.size();
    std::vector<double> values(combinations());
    for (std::size_t row = 0; row < table.rows(); ++row)
        values[place_of(table, row)] = column(rule.column).kind == Kind::percent
                                           ? 100.0 * table.percent_as_share(row, rule.column)
                                           : table.number(row, rule.column);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::size_t place = place_of(table, row);
        if (place / step % codes == 0)
            continue;
        const double here = values[place], before = values[place - step];
        const auto [low, high] = std::minmax(here, before);
        if (high >= rule.least && high > rule.fold * low)
            faults.add(table.position(row, rule.column),
                       fmt::format("'{}' is {} here and {} one step of '{}' before; at most {} "
                                   "times more or less is possible",
                                   rule.column, here, before, rule.along, rule.fold),
                       rule.column);
    }
}

} // namespace kozqaras
