#include "scenarios/table_reader.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "model/inputs/region_names.hpp"
#include "scenarios/lever.hpp"
#include "support/numbers.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kLongestLine = 1000; ///< a text that may be longer may have several lines

/// In a title, a control character would break tables and command terminals.
bool is_control(char c, bool one_line) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 || byte == 0x7f) && (one_line || (c != '\n' && c != '\t' && c != '\r'));
}

} // namespace

TableReader::TableReader(const TomlValue& table, std::string name,
                         std::span<const std::string_view> allowed, Faults& faults)
    : table_(table), name_(std::move(name)), faults_(faults) {
    for (const auto& entry : table_.entries)
        if (!index_of(allowed, entry.key))
            faults_.add(entry.position, InputError::unknown_name(entry.position, "key in " + name_,
                                                                 entry.key, allowed));
}

Position TableReader::position_of(std::string_view key) const {
    const auto* entry = table_.find(key);
    return entry ? entry->value.position : table_.position;
}

void TableReader::fault(std::string_view key, std::string_view message) {
    faults_.add(position_of(key), message);
}

void TableReader::need(std::string_view key) {
    if (!has(key))
        faults_.add(table_.position, fmt::format("{} lacks the key '{}'", name_, key));
}

void TableReader::wrong_kind(std::string_view key, const TomlValue& value,
                             std::string_view wanted) {
    std::string hint;
    if (wanted == "a date")
        hint = value.kind == TomlKind::text ? ", without quotes: 2027-01-01" : ", e.g. 2027-01-01";
    faults_.add(value.position, fmt::format("'{}' in {} must be {}{}, not {}", key, name_, wanted,
                                            hint, describe(value.kind)));
}

const TomlValue* TableReader::typed(std::string_view key, TomlKind kind) {
    const auto* entry = table_.find(key);
    if (!entry)
        return nullptr;
    if (entry->value.kind == kind)
        return &entry->value;
    wrong_kind(key, entry->value, describe(kind));
    return nullptr;
}

const TomlValue* TableReader::number_value(std::string_view key, bool whole) {
    const auto* entry = table_.find(key);
    if (!entry)
        return nullptr;
    const auto kind = entry->value.kind;
    if (kind == TomlKind::integer ||
        (kind == TomlKind::real && (!whole || is_whole(entry->value.number)))) // 1e3 is whole
        return &entry->value;
    if (kind == TomlKind::real)
        fault(key, fmt::format("'{}' in {} must be a whole number, not {}", key, name_,
                               entry->value.number));
    else
        wrong_kind(key, entry->value, describe(whole ? TomlKind::integer : TomlKind::real));
    return nullptr;
}

std::optional<std::string> TableReader::text(std::string_view key, std::size_t longest) {
    const auto* value = typed(key, TomlKind::text);
    if (!value)
        return std::nullopt;
    if (value->text.find_first_not_of(" \t\r\n") == std::string::npos) {
        fault(key, fmt::format("'{}' in {} is blank", key, name_));
        return std::nullopt;
    }
    const bool one_line = longest <= kLongestLine;
    if (std::ranges::any_of(value->text, [&](char c) { return is_control(c, one_line); })) {
        fault(key, fmt::format("'{}' in {} holds {}", key, name_,
                               one_line ? "a line end or another control character; it is one line"
                                        : "a control character"));
        return std::nullopt;
    }
    if (value->text.size() > longest) {
        fault(key, fmt::format("'{}' in {} is longer than {} bytes", key, name_, longest));
        return std::nullopt;
    }
    return value->text;
}

std::vector<std::string> TableReader::texts(std::string_view key, EmptyList empty) {
    std::vector<std::string> result;
    const auto* value = list(key, empty);
    if (!value)
        return result;
    for (const auto& item : value->items)
        if (item.kind == TomlKind::text && !item.text.empty())
            result.push_back(item.text);
        else
            faults_.add(item.position, fmt::format("'{}' in {} takes texts only", key, name_));
    return result;
}

std::optional<double> TableReader::number(std::string_view key, double low, double high,
                                          std::string_view unit) {
    const auto* value = number_value(key, false);
    if (!value)
        return std::nullopt;
    if (!std::isfinite(value->number) || value->number < low || value->number > high) {
        fault(key, fmt::format("'{}' in {} must lie between {} and {} ({}), not {}", key, name_,
                               low, high, unit, value->number));
        return std::nullopt;
    }
    return value->number;
}

std::vector<double> TableReader::numbers(std::string_view key, double low, double high,
                                         std::string_view unit) {
    std::vector<double> result;
    const auto* value = list(key, EmptyList::refused);
    if (!value)
        return result;
    for (const auto& item : value->items)
        if ((item.kind == TomlKind::integer || item.kind == TomlKind::real) &&
            std::isfinite(item.number) && item.number >= low && item.number <= high)
            result.push_back(item.number);
        else
            faults_.add(item.position,
                        fmt::format("'{}' in {} takes numbers between {} and {} ({}) only", key,
                                    name_, low, high, unit));
    return result;
}

std::optional<int> TableReader::whole_number(std::string_view key, int low, int high,
                                             std::string_view unit) {
    if (!number_value(key, true))
        return std::nullopt;
    const auto value = number(key, low, high, unit);
    return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

std::optional<bool> TableReader::truth(std::string_view key) {
    const auto* value = typed(key, TomlKind::boolean);
    return value ? std::optional(value->truth) : std::nullopt;
}

std::optional<Date> TableReader::date(std::string_view key) {
    const auto* value = typed(key, TomlKind::date);
    if (!value)
        return std::nullopt;
    if (value->date < first_scenario_day() || value->date > last_scenario_day()) {
        fault(key, fmt::format("'{}' in {} must lie between {} and {}, not {}", key, name_,
                               to_string(first_scenario_day()), to_string(last_scenario_day()),
                               to_string(value->date)));
        return std::nullopt;
    }
    return value->date;
}

std::optional<int> TableReader::match(std::string_view key, const TomlValue& value,
                                      std::span<const std::string_view> allowed) {
    if (value.kind != TomlKind::text) {
        wrong_kind(key, value, describe(TomlKind::text));
        return std::nullopt;
    }
    const auto found = index_of(allowed, value.text);
    if (!found)
        faults_.add(value.position,
                    InputError::unknown_name(value.position, key, value.text, allowed));
    return found;
}

std::vector<int> TableReader::match_regions(std::string_view key, const TomlValue& value,
                                            const std::vector<Region>& regions, bool several) {
    if (value.kind != TomlKind::text) {
        wrong_kind(key, value, describe(TomlKind::text));
        return {};
    }
    try {
        if (several)
            return place_called(value.text, regions, value.position).regions;
        return {region_called(value.text, regions, value.position)};
    } catch (const InputError& error) {
        faults_.add(value.position, error);
        return {};
    }
}

std::optional<int> TableReader::code(std::string_view key,
                                     std::span<const std::string_view> allowed) {
    const auto* entry = table_.find(key);
    return entry ? match(key, entry->value, allowed) : std::nullopt;
}

const TomlValue* TableReader::list(std::string_view key, EmptyList empty) {
    const auto* value = typed(key, TomlKind::array);
    if (value && value->items.empty() && empty == EmptyList::refused) {
        fault(key,
              fmt::format("'{}' in {} is an empty list; name at least one, or leave the key out",
                          key, name_));
        return nullptr;
    }
    return value;
}

std::vector<int> TableReader::codes(std::string_view key, std::span<const std::string_view> allowed,
                                    EmptyList empty) {
    std::vector<int> result;
    const auto* found_list = list(key, empty);
    if (!found_list)
        return result;
    for (const auto& item : found_list->items)
        if (const auto found = match(key, item, allowed))
            result.push_back(*found);
    std::ranges::sort(result);
    const auto repeated = std::ranges::unique(result);
    result.erase(repeated.begin(), repeated.end());
    return result;
}

std::optional<int> TableReader::region(std::string_view key, const std::vector<Region>& regions) {
    const auto* entry = table_.find(key);
    if (!entry)
        return std::nullopt;
    const auto found = match_regions(key, entry->value, regions, false);
    return found.empty() ? std::nullopt : std::optional(found.front());
}

std::vector<int> TableReader::region_list(std::string_view key,
                                          const std::vector<Region>& regions) {
    std::vector<int> result;
    const auto* found_list = list(key, EmptyList::refused);
    if (!found_list)
        return result;
    for (const auto& item : found_list->items)
        std::ranges::copy(match_regions(key, item, regions, true), std::back_inserter(result));
    std::ranges::sort(result);
    const auto repeated = std::ranges::unique(result);
    result.erase(repeated.begin(), repeated.end());
    return result;
}

std::vector<const TomlValue*> TableReader::tables(std::string_view key) {
    std::vector<const TomlValue*> result;
    const auto* list = typed(key, TomlKind::array);
    if (!list)
        return result;
    for (const auto& item : list->items) {
        if (item.kind == TomlKind::table)
            result.push_back(&item);
        else
            wrong_kind(key, item, describe(TomlKind::table));
    }
    return result;
}

const TomlValue* TableReader::table(std::string_view key) {
    return typed(key, TomlKind::table);
}

} // namespace kozqaras
