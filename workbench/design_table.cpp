// Sweeps written as TOML.

#include <fmt/format.h>

#include "scenarios/lever.hpp"
#include "scenarios/toml_text.hpp"
#include "support/errors.hpp"
#include "support/file_bytes.hpp"
#include "workbench/design.hpp"

namespace kozqaras {
namespace {

constexpr std::array<std::string_view, 6> kKeys{"name", "low", "high", "steps", "values", "date"};

/// A scalar as it would stand on the command line.
std::string scalar_text(const TomlValue& value) {
    switch (value.kind) {
    case TomlKind::text:
        return value.text;
    case TomlKind::integer:
    case TomlKind::real:
        return fmt::format("{}", value.number);
    case TomlKind::date:
        return to_string(value.date);
    default:
        throw InputError(value.position, "must be a text, a number or a date");
    }
}

/// One [[vary]] table as the text of a --vary.
std::string vary_text(const TomlValue& table) {
    for (const auto& entry : table.entries)
        if (!index_of(kKeys, entry.key))
            throw InputError::unknown_name(entry.position, "key in [[vary]]", entry.key, kKeys);
    const auto text = [&](std::string_view key) {
        const auto* entry = table.find(key);
        if (!entry)
            throw InputError(table.position, fmt::format("[[vary]] lacks the key '{}'", key));
        return scalar_text(entry->value);
    };
    std::string line = fmt::format("{}=", text("name"));
    if (const auto* values = table.find("values")) {
        std::string_view comma;
        for (const auto& item : values->value.items) {
            line += fmt::format("{}{}", comma, scalar_text(item));
            comma = ",";
        }
    } else {
        line += fmt::format("{}..{}", text("low"), text("high"));
        if (table.find("steps"))
            line += fmt::format(":{}", text("steps"));
    }
    return table.find("date") ? fmt::format("{}@{}", line, text("date")) : line;
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
                levers.push_back(read_varied(vary_text(table), start));
                levers.back().origin = table.position;
            } catch (const InputError& error) {
                const std::string what = error.what();
                faults.push_back(what.starts_with("--vary")
                                     ? fmt::format("{}: {}", to_string(table.position), what)
                                     : what);
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
