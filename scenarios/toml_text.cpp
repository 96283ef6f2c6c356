#include "scenarios/toml_text.hpp"

#include <algorithm>

#include <toml++/toml.h>

#include "scenarios/text_guard.hpp"
#include "scenarios/toml_messages.hpp"

namespace kozqaras {
namespace {

Position position_of(const toml::source_region& region, const std::string& shown_name) {
    return {shown_name, static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

TomlValue convert(const toml::node& node, const std::string& shown_name);

void convert_table(const toml::table& table, const std::string& shown_name, TomlValue& value) {
    value.kind = TomlKind::table;
    for (const auto& [key, child] : table)
        value.entries.push_back({std::string(key.str()), position_of(key.source(), shown_name),
                                 convert(child, shown_name)});
    // the library sorts by name; messages read better in the order of the file
    std::ranges::stable_sort(value.entries, [](const TomlEntry& left, const TomlEntry& right) {
        return std::pair(left.position.line, left.position.column) <
               std::pair(right.position.line, right.position.column);
    });
}

TomlValue convert(const toml::node& node, const std::string& shown_name) {
    TomlValue value;
    value.position = position_of(node.source(), shown_name);
    if (const auto* table = node.as_table()) {
        convert_table(*table, shown_name, value);
    } else if (const auto* array = node.as_array()) {
        value.kind = TomlKind::array;
        for (const auto& item : *array)
            value.items.push_back(convert(item, shown_name));
    } else if (const auto* text = node.as_string()) {
        value.kind = TomlKind::text;
        value.text = text->get();
    } else if (const auto* integer = node.as_integer()) {
        value.kind = TomlKind::integer;
        value.number = static_cast<double>(integer->get());
    } else if (const auto* real = node.as_floating_point()) {
        value.kind = TomlKind::real;
        value.number = real->get();
    } else if (const auto* boolean = node.as_boolean()) {
        value.kind = TomlKind::boolean;
        value.truth = boolean->get();
    } else if (const auto* date = node.as_date()) {
        value.kind = TomlKind::date;
        value.date =
            Date{std::chrono::year{date->get().year} / date->get().month / date->get().day};
    } else {
        value.kind = TomlKind::time;
    }
    return value;
}

} // namespace

std::string_view describe(TomlKind kind) {
    switch (kind) {
    case TomlKind::text:
        return "a text";
    case TomlKind::integer:
        return "a whole number";
    case TomlKind::real:
        return "a number";
    case TomlKind::boolean:
        return "true or false";
    case TomlKind::date:
        return "a date";
    case TomlKind::time:
        return "a time";
    case TomlKind::array:
        return "a list";
    case TomlKind::table:
        return "a table";
    }
    return "";
}

const TomlEntry* TomlValue::find(std::string_view key) const {
    const auto found = std::ranges::find(entries, key, &TomlEntry::key);
    return found == entries.end() ? nullptr : &*found;
}

TomlValue parse_toml(std::string_view text, const std::string& shown_name) {
    check_encoding(text, shown_name);
    check_nesting(text, shown_name, kDeepestNesting);
    try {
        const toml::table table = toml::parse(text, shown_name);
        TomlValue value = convert(table, shown_name);
        value.position = {shown_name, 1, 1};
        return value;
    } catch (const toml::parse_error& error) {
        throw InputError(position_of(error.source(), shown_name), plain_words(error.description()));
    }
}

} // namespace kozqaras
