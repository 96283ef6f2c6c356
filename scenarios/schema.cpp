#include "scenarios/schema.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/lever.hpp"

namespace kozqaras {
namespace {

using Json = nlohmann::ordered_json;

Json text(std::string_view help) {
    return {{"type", "string"}, {"description", help}};
}

Json date(std::string_view help) {
    return {{"type", "string"}, {"format", "date"}, {"description", help}};
}

Json number(double low, double high, std::string_view help) {
    return {{"type", "number"}, {"minimum", low}, {"maximum", high}, {"description", help}};
}

Json word_list(std::span<const std::string_view> words) {
    Json list = Json::array();
    for (const auto word : words)
        list.push_back(word);
    return list;
}

Json code_list(std::span<const std::string_view> words) {
    return {{"type", "array"}, {"items", {{"enum", word_list(words)}}}, {"minItems", 1}};
}

/// A part of the schema that stands in "definitions".
Json reference(std::string_view name) {
    return {{"$ref", fmt::format("#/definitions/{}", name)}};
}

/// Names for an editor to offer; any other text passes, for regions have many names.
Json region_names(const std::vector<Region>& regions) {
    Json names = Json::array();
    for (const auto& region : regions)
        names.push_back(region.name_en);
    for (const auto& region : regions)
        names.push_back(region.iso);
    Json either = Json::array({{{"enum", std::move(names)}}, {{"type", "string"}}});
    return {{"anyOf", std::move(either)},
            {"description", "a region: name in English, Kazakh or Russian, or ISO 3166-2 code"}};
}

Json table(Json properties, const std::vector<std::string_view>& required) {
    Json result{{"type", "object"}, {"additionalProperties", false}};
    result["properties"] = std::move(properties);
    if (!required.empty())
        result["required"] = word_list(required);
    return result;
}

Json list_of(Json item, std::string_view help) {
    return {{"type", "array"}, {"items", std::move(item)}, {"minItems", 1}, {"description", help}};
}

/// A number of a type of JSON schema, or a distribution of it.
Json uncertain_number(std::string_view type, double low, double high, std::string_view help) {
    const auto shape = [&](std::string_view name, const std::vector<std::string_view>& keys) {
        Json properties;
        properties["distribution"] = {{"enum", Json::array({name})}};
        for (const auto key : keys)
            properties[std::string(key)] =
                key == "sd" ? number(0, high - low, "standard deviation") : number(low, high, help);
        std::vector<std::string_view> required{"distribution"};
        required.insert(required.end(), keys.begin(), keys.end());
        return table(std::move(properties), required);
    };
    Json fixed = number(low, high, help);
    fixed["type"] = type;
    Json kinds = Json::array({std::move(fixed), shape("normal", {"mean", "sd"}),
                              shape("uniform", {"low", "high"}),
                              shape("triangular", {"low", "mode", "high"})});
    return {{"oneOf", std::move(kinds)}, {"description", help}};
}

Json groups(const Country& country) {
    Json concern;
    concern["settlement"] = code_list(country.codes_of(Factor::settlement));
    concern["age"] = code_list(country.codes_of(Factor::age));
    concern["ethnicity"] = code_list(country.codes_of(Factor::ethnicity));
    concern["language"] = code_list(country.codes_of(Factor::language));
    concern["wealth"] = code_list(country.codes_of(Factor::wealth));
    auto result = table(std::move(concern), {});
    result["minProperties"] = 1;
    result["description"] = "groups, any of which is concerned";
    return result;
}

Json whole(double low, double high, std::string_view help) {
    return {{"type", "integer"}, {"minimum", low}, {"maximum", high}, {"description", help}};
}

Json lever_value(const Lever& lever) {
    const auto help =
        fmt::format("{}; status quo: {}. {}", lever.unit, lever.status_quo, lever.limits);
    if (lever.kind == LeverKind::choice)
        return {{"enum", word_list(lever.choices)}, {"description", help}};
    return uncertain_number(lever.whole ? "integer" : "number", lever.low, lever.high, help);
}

Json lever_tables() {
    Json kinds = Json::array();
    for (const auto name : settable_lever_names()) {
        const auto& lever = *find_lever(name);
        Json properties;
        properties["name"] = {{"enum", Json::array({name})}, {"description", lever.label_en}};
        properties["value"] = lever_value(lever);
        properties["date"] = date("first day; default: the start of the file");
        properties["until"] = date("first day after; default: to the end of 2030");
        properties["ramp_weeks"] = whole(0, 104, "weeks in which the value is reached");
        std::vector<std::string_view> required{"name", "value"};
        if (lever.targets != Targets::none) {
            properties["regions"] = list_of(reference("region"), "where");
            properties["concern"] = reference("groups");
        }
        if (lever.targets == Targets::regions_required)
            required.emplace_back("regions");
        kinds.push_back(table(std::move(properties), required));
    }
    return {{"type", "array"}, {"items", {{"oneOf", std::move(kinds)}}}};
}

Json field_schema(const Field& field, const Lever& lever, const Country& country) {
    const auto help = field.unit.empty() ? std::string(field.help)
                                         : fmt::format("{} ({})", field.help, field.unit);
    switch (field.kind) {
    case FieldKind::text:
        return text(help);
    case FieldKind::number:
        return uncertain_number("number", field.low, field.high, help);
    case FieldKind::count:
        return uncertain_number("integer", field.low, field.high, help);
    case FieldKind::whole:
        return whole(field.low, field.high, help);
    case FieldKind::truth:
        return {{"type", "boolean"}, {"description", help}};
    case FieldKind::date:
        return date(help);
    case FieldKind::choice:
    case FieldKind::event_kind:
    case FieldKind::sector:
        return {{"enum", word_list(words_of(field, lever, country))}, {"description", help}};
    case FieldKind::region:
        return reference("region");
    case FieldKind::regions:
        return list_of(reference("region"), help);
    case FieldKind::concern:
        return reference("groups");
    case FieldKind::outlets:
    case FieldKind::languages:
    case FieldKind::attitudes:
        return list_of({{"enum", word_list(words_of(field, lever, country))}}, help);
    }
    return {};
}

Json table_lever(const Lever& lever, const Country& country) {
    Json properties;
    std::vector<std::string_view> required;
    for (const Field& field : lever.fields) {
        properties[std::string(field.name)] = field_schema(field, lever, country);
        if (field.required)
            required.push_back(field.name);
    }
    return {{"type", "array"},
            {"items", table(std::move(properties), required)},
            {"description", lever.label_en}};
}

Json expected_tables(const Country& country) {
    Json properties;
    properties["variant"] = text("id of a variant; without it the scenario itself");
    properties["value"] = {{"enum", word_list(country.index_values)},
                           {"description", "indicator or composite"}};
    properties["region"] = reference("region");
    properties["date"] = date("when");
    properties["low"] = number(-200, 200, "lowest difference expected, points of net");
    properties["high"] = number(-200, 200, "highest difference expected, points of net");
    properties["mean"] =
        number(-200, 200, "in place of low and high: mean of the estimate, points of net");
    properties["standard_deviation"] = number(
        0.01, 200, "of the estimate as published, points of net; a prior is 1.5 times as wide");
    properties["status"] = {{"enum", {"published", "judgement"}},
                            {"description", "judgement: no study gives this number"}};
    properties["parameter"] = text("family of parameters whose prior the estimate gives");
    properties["source"] = text("citation");
    properties["explained"] = text("why the model may differ");
    const std::vector<std::string_view> required{"value", "date", "source"};
    return {{"type", "array"}, {"items", table(std::move(properties), required)}};
}

} // namespace

std::string scenario_schema(const Country& country) {
    Json variant;
    variant["id"] = {
        {"type", "string"}, {"pattern", "^[a-z0-9_-]+$"}, {"description", "name in the results"}};
    variant["title"] = text("one line");
    variant["description"] = text("the story");
    Json properties;
    properties["title"] = text("one line");
    properties["description"] = text("the story, and what is assumed");
    properties["based_on"] = text("another scenario file, relative to this one");
    properties["start"] = date("first day of levers that name none");
    for (auto* target : {&properties, &variant}) {
        (*target)["lever"] = reference("lever");
        for (const auto name : table_lever_names())
            (*target)[std::string(name)] = reference(name);
    }
    properties["expected"] = expected_tables(country);
    properties["variant"] = {{"type", "array"},
                             {"items", table(std::move(variant), {"id", "title"})}};
    Json schema{{"$schema", "http://json-schema.org/draft-04/schema#"},
                {"title", "kozqaras scenario"},
                {"description", "Written by 'kozqaras schema' from the registry of levers."}};
    schema.update(table(std::move(properties), {"title"}));
    auto& definitions = schema["definitions"];
    definitions["region"] = region_names(country.regions);
    definitions["groups"] = groups(country);
    definitions["lever"] = lever_tables();
    for (const auto name : table_lever_names())
        definitions[std::string(name)] = table_lever(*find_lever(name), country);
    return schema.dump(2) + "\n";
}

} // namespace kozqaras
