// data/events: what the words of levers stand for, and whom levers concern.
#include <algorithm>

#include <fmt/format.h>

#include "model/inputs/country_loading.hpp"
#include "support/file_bytes.hpp"

namespace kozqaras {

namespace {

constexpr double kLargestTemplateSalience = 3.0;
constexpr int kMostWeeks = 520;

/// Parts of a cell divided by semicolons, without blanks; nothing for an empty cell.
std::vector<std::string_view> parts_of(std::string_view text) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const auto end = std::min(text.find(';'), text.size());
        auto part = text.substr(0, end);
        while (part.starts_with(' '))
            part.remove_prefix(1);
        while (part.ends_with(' '))
            part.remove_suffix(1);
        parts.push_back(part);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

TableRules template_rules() {
    auto rules = with_origin()
                     .text("lever")
                     .text("word")
                     .text("title")
                     .code("event_class", kEventClassCodes, "event class")
                     .number("direction", -1.0, 1.0)
                     .number("salience", 0.0, kLargestTemplateSalience)
                     .whole("weeks", 0, kMostWeeks, "weeks")
                     .code("national", kYesNo, "answer in 'national'")
                     .text("regions")
                     .or_empty()
                     .key({"lever", "word"});
    return concern_columns(rules);
}

EventTemplate template_of(const CsvTable& table, std::size_t row, const Country& country) {
    EventTemplate entry;
    entry.lever = table.text(row, "lever");
    entry.word = table.text(row, "word");
    entry.title = table.text(row, "title");
    entry.event_class =
        code_as<EventClass>(table, row, "event_class", kEventClassCodes, "event class");
    entry.direction = table.number(row, "direction");
    entry.salience = table.number(row, "salience");
    entry.weeks = static_cast<int>(table.number(row, "weeks"));
    entry.national = yes_or_no(table, row, "national");
    entry.regions = class_list(table, row, "regions", country.codes_of(Factor::region), "region");
    entry.concern = concern_of(table, row, country);
    if (!entry.national && entry.regions.empty())
        throw InputError(table.position(row, "regions"),
                         "an event that is not national needs at least one region");
    return entry;
}

} // namespace

std::vector<int> class_list(const CsvTable& table, std::size_t row, std::string_view column,
                            std::span<const std::string_view> codes, std::string_view kind) {
    std::vector<int> classes;
    for (const auto part : parts_of(table.text(row, column))) {
        const auto place = table.position(row, column);
        const auto index = index_of(codes, part);
        if (!index)
            throw InputError::unknown_name(place, kind, shortened(part), codes);
        if (std::ranges::find(classes, *index) != classes.end())
            throw InputError(place, fmt::format("'{}' is named twice", part));
        classes.push_back(*index);
    }
    return classes;
}

TableRules& concern_columns(TableRules& rules) {
    for (const char* column : {"settlement", "age", "ethnicity", "language", "wealth"})
        rules.text(column).or_empty();
    return rules;
}

Concern concern_of(const CsvTable& table, std::size_t row, const Country& country) {
    const auto classes = [&](std::string_view column, Factor factor, std::string_view kind) {
        return class_list(table, row, column, country.codes_of(factor), kind);
    };
    return {classes("settlement", Factor::settlement, "settlement"),
            classes("age", Factor::age, "age class"),
            classes("ethnicity", Factor::ethnicity, "ethnicity"),
            classes("language", Factor::language, "language"),
            classes("wealth", Factor::wealth, "wealth class")};
}

void load_event_templates(const DataFolder& events, Country& country) {
    country.event_templates = rows_of(
        events.table("templates.csv", template_rules()),
        [&](const CsvTable& table, std::size_t row) { return template_of(table, row, country); });
    auto rules = with_origin().text("lever").key({"lever"});
    country.lever_concerns =
        rows_of(events.table("lever_concerns.csv", concern_columns(rules)),
                [&](const CsvTable& table, std::size_t row) {
                    return LeverConcern{table.text(row, "lever"), concern_of(table, row, country)};
                });
}

} // namespace kozqaras
