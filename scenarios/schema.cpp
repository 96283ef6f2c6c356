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
    return {{"type", "array"}, {"items", {{"enum", word_list(words)}}}};
}

Json region_names(const std::vector<Region>& regions) {
    Json names = Json::array();
    for (const auto& region : regions)
        names.push_back(region.name_en);
    for (const auto& region : regions)
        names.push_back(region.iso);
    return {{"enum", std::move(names)}, {"description", "English name or ISO 3166-2 code"}};
}

Json table(Json properties, std::initializer_list<const char*> required) {
    Json result{{"type", "object"}, {"additionalProperties", false}};
    result["properties"] = std::move(properties);
    if (required.size() > 0)
        result["required"] = Json(std::vector<std::string>(required.begin(), required.end()));
    return result;
}

Json lever_value(const Lever& lever) {
    const auto help =
        fmt::format("{}; status quo: {}. {}", lever.unit, lever.status_quo, lever.limits);
    if (lever.kind == LeverKind::choice)
        return {{"enum", word_list(lever.choices)}, {"description", help}};
    return number(lever.low, lever.high, help);
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
        properties["ramp_weeks"] = {{"type", "integer"},
                                    {"minimum", 0},
                                    {"maximum", 104},
                                    {"description", "weeks in which the value is reached"}};
        kinds.push_back(table(std::move(properties), {"name", "value"}));
    }
    return {{"type", "array"}, {"items", {{"oneOf", std::move(kinds)}}}};
}

Json plant_tables(const std::vector<Region>& regions) {
    constexpr PlantLimits kLimits{};
    Json properties;
    properties["name"] = text("name of the plant or project");
    properties["region"] = region_names(regions);
    properties["opening"] = date("day of opening");
    properties["amount_musd"] = number(0, kLimits.amount_musd, "investment, million US dollars");
    properties["jobs"] = number(0, kLimits.jobs, "local jobs when open, persons");
    properties["chinese_worker_share"] =
        number(0, 1, "share of the workforce that comes from China");
    return {{"type", "array"},
            {"items",
             table(std::move(properties), {"name", "region", "opening", "amount_musd", "jobs"})}};
}

Json event_tables(const std::vector<Region>& regions) {
    Json concern;
    concern["settlement"] = code_list(kSettlementCodes);
    concern["age"] = code_list(kAgeCodes);
    concern["ethnicity"] = code_list(kEthnicityCodes);
    concern["language"] = code_list(kLanguageCodes);
    concern["wealth"] = code_list(kWealthCodes);
    Json properties;
    properties["id"] = text("name in the results");
    properties["title"] = text("what happens");
    properties["class"] = {{"enum", word_list(kEventClassCodes)},
                           {"description", "kind of event; each has its own effects"}};
    properties["direction"] = number(-1, 1, "+1 in the sense of its class, -1 against it");
    properties["salience"] = number(0, 3, "how much it is talked about");
    properties["start"] = date("first day");
    properties["end"] = date("last day; without it the event lasts beyond 2030");
    properties["national"] = {{"type", "boolean"},
                              {"description", "false: only the regions listed"}};
    properties["regions"] = {{"type", "array"}, {"items", region_names(regions)}};
    properties["concern"] = table(std::move(concern), {});
    return {{"type", "array"},
            {"items", table(std::move(properties), {"title", "class", "salience", "start"})}};
}

std::string_view kind_name(LeverKind kind) {
    switch (kind) {
    case LeverKind::number:
        return "number";
    case LeverKind::choice:
        return "choice";
    case LeverKind::plant:
        return "plant";
    case LeverKind::event:
        return "event";
    }
    return "";
}

Json lever_json(const Lever& lever, const Environment& baseline) {
    Json entry;
    entry["name"] = lever.name;
    entry["label"] = {{"en", lever.label_en}, {"ru", lever.label_ru}, {"kk", lever.label_kk}};
    entry["kind"] = kind_name(lever.kind);
    entry["unit"] = lever.unit;
    if (lever.kind == LeverKind::number) {
        entry["range"] = {lever.low, lever.high};
        entry["observed_range"] = {lever.evidence_low, lever.evidence_high};
    }
    if (lever.kind == LeverKind::choice)
        entry["choices"] = word_list(lever.choices);
    entry["status_quo"] = lever.status_quo;
    if (const auto value = status_quo_value(lever, baseline))
        entry["status_quo_value"] = *value;
    entry["channel"] = kChannelCodes[static_cast<std::size_t>(lever.channel)];
    entry["evidence_grade"] = describe_grade(lever.grade);
    entry["source"] = lever.source;
    entry["limits"] = lever.limits;
    return entry;
}

} // namespace

std::string scenario_schema(const std::vector<Region>& regions) {
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
        (*target)["lever"] = lever_tables();
        (*target)["plant"] = plant_tables(regions);
        (*target)["event"] = event_tables(regions);
    }
    properties["variant"] = {{"type", "array"},
                             {"items", table(std::move(variant), {"id", "title"})}};
    Json schema{{"$schema", "http://json-schema.org/draft-04/schema#"},
                {"title", "kozqaras scenario"},
                {"description", "Written by 'kozqaras schema' from the registry of levers."}};
    schema.update(table(std::move(properties), {"title"}));
    return schema.dump(2) + "\n";
}

std::string levers_json(const Environment& baseline) {
    Json list = Json::array();
    for (const auto& lever : lever_registry())
        list.push_back(lever_json(lever, baseline));
    return list.dump(2) + "\n";
}

} // namespace kozqaras
