// Sweeps written as TOML.

#include <fmt/format.h>

#include "scenarios/lever.hpp"
#include "scenarios/scenario_file.hpp"
#include "scenarios/toml_text.hpp"
#include "support/errors.hpp"
#include "support/file_bytes.hpp"
#include "support/numbers.hpp"
#include "workbench/design.hpp"

namespace kozqaras {
namespace {

constexpr std::array<std::string_view, 6> kKeys{"name", "low", "high", "steps", "values", "date"};

bool is_number(const TomlValue& value) {
    return value.kind == TomlKind::integer || value.kind == TomlKind::real;
}

/// The value of `key` in a [[vary]] table. InputError if it is missing.
const TomlValue& needed(const TomlValue& table, std::string_view key) {
    const auto* entry = table.find(key);
    if (!entry)
        throw InputError(table.position, fmt::format("[[vary]] lacks the key '{}'", key));
    return entry->value;
}

double number_of(const TomlValue& table, std::string_view key) {
    const auto& value = needed(table, key);
    if (!is_number(value))
        throw InputError(value.position,
                         fmt::format("'{}' must be a number, not {}", key, describe(value.kind)));
    return value.number;
}

int steps_of(const TomlValue& table) {
    constexpr double kLargest = 1e6; // the range is checked with the lever
    const double steps = number_of(table, "steps");
    if (!is_whole(steps) || steps < 1 || steps > kLargest)
        throw InputError(
            table.find("steps")->value.position,
            fmt::format("'steps' must be a whole number of at least 2, not {}", steps));
    return static_cast<int>(steps);
}

void read_values(const TomlValue& list, VariedLever& varied) {
    for (const auto& item : list.items)
        if (is_number(item))
            varied.values.emplace_back(item.number);
        else if (item.kind == TomlKind::text)
            varied.values.emplace_back(item.text);
        else
            throw InputError(
                item.position,
                fmt::format("a value must be a number or a word, not {}", describe(item.kind)));
    if (varied.values.empty())
        throw InputError(list.position, "'values' must be a list of numbers or words");
}

Date date_of(const TomlValue& value) {
    return value.kind == TomlKind::date ? read_scenario_date(to_string(value.date), value.position)
           : value.kind == TomlKind::text
               ? read_scenario_date(value.text, value.position)
               : throw InputError(value.position, "'date' must be a date, e.g. 2027-06-01");
}

/// Values, or a range: the keys of the other do nothing.
void refuse_both(const TomlValue& table) {
    for (const char* key : {"low", "high", "steps"})
        if (const auto* entry = table.find(key); entry && table.find("values"))
            throw InputError(
                entry->position,
                fmt::format("'{}' does nothing beside 'values'; give one or the other", key));
}

VariedLever read_table(const TomlValue& table, Date start) {
    for (const auto& entry : table.entries)
        if (!index_of(kKeys, entry.key))
            throw InputError::unknown_name(entry.position, "key in [[vary]]", entry.key, kKeys);
    refuse_both(table);
    VariedLever varied;
    varied.origin = table.position;
    varied.name = needed(table, "name").text;
    varied.date = table.find("date") ? date_of(table.find("date")->value) : start;
    if (const auto* values = table.find("values")) {
        read_values(values->value, varied);
    } else {
        varied.low = number_of(table, "low");
        varied.high = number_of(table, "high");
        varied.steps = table.find("steps") ? steps_of(table) : 0;
    }
    check_varied(varied);
    return varied;
}

} // namespace

std::vector<VariedLever> read_varied_table(const std::filesystem::path& path, Date start) {
    const auto name = path.string();
    const auto tree = parse_toml(read_file(path, name), name);
    std::vector<VariedLever> levers;
    std::vector<std::string> faults;
    for (const auto& entry : tree.entries) {
        if (entry.key != "vary" || entry.value.kind != TomlKind::array)
            throw InputError(entry.position,
                             fmt::format("'{}': a sweep holds only [[vary]] tables", entry.key));
        for (const auto& table : entry.value.items) {
            try {
                levers.push_back(read_table(table, start));
            } catch (const InputError& error) {
                faults.emplace_back(error.what());
            }
        }
    }
    if (!faults.empty())
        throw InputError::several(faults);
    if (levers.empty())
        throw InputError({name}, "holds no [[vary]] table");
    return levers;
}

} // namespace kozqaras
