#include "app/settings_json.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/lever.hpp"
#include "support/utf8.hpp"

namespace kozqaras {
namespace {

using Json = nlohmann::ordered_json;

Json codes_json(const std::vector<int>& classes, std::span<const std::string_view> codes) {
    Json list = Json::array();
    for (const int index : classes)
        list.push_back(codes[static_cast<std::size_t>(index)]);
    return list;
}

Json concern_json(const Concern& concern, const Country& country) {
    const auto codes = [&](const std::vector<int>& classes, Factor factor) {
        return codes_json(classes, country.codes_of(factor));
    };
    return {{"settlement", codes(concern.settlements, Factor::settlement)},
            {"age", codes(concern.ages, Factor::age)},
            {"ethnicity", codes(concern.ethnicities, Factor::ethnicity)},
            {"language", codes(concern.languages, Factor::language)},
            {"wealth", codes(concern.wealth_classes, Factor::wealth)}};
}

Json lever_json(const LeverSetting& setting, const Country& country) {
    Json entry{{"name", setting.lever}};
    if (const auto* number = std::get_if<double>(&setting.value))
        entry["value"] = *number;
    else
        entry["value"] = std::get<std::string>(setting.value);
    if (setting.spread)
        entry["distribution"] = describe(*setting.spread);
    entry["date"] = to_string(setting.date);
    if (setting.until)
        entry["until"] = to_string(*setting.until);
    entry["ramp_weeks"] = setting.ramp_weeks;
    if (!setting.regions.empty())
        entry["regions"] = codes_json(setting.regions, country.codes_of(Factor::region));
    if (setting.concern)
        entry["concern"] = concern_json(*setting.concern, country);
    return entry;
}

struct FieldJson {
    FieldKind kind;
    const Country& country;

    Json operator()(double value) const { return value; }

    Json operator()(const std::string& value) const { return value; }

    Json operator()(Date value) const { return to_string(value); }

    Json operator()(bool value) const { return value; }

    Json operator()(const std::vector<int>& value) const {
        return codes_json(value, codes_of(kind, country));
    }

    Json operator()(const Concern& value) const { return concern_json(value, country); }
};

Json table_json(const TableSetting& setting, const Country& country) {
    Json entry = Json::object();
    for (const Field& field : find_lever(setting.lever)->fields) {
        const auto value = setting.values.find(field.name);
        if (value != setting.values.end())
            entry[std::string(field.name)] =
                std::visit(FieldJson{field.kind, country}, value->second);
        const auto spread = setting.spreads.find(field.name);
        if (spread != setting.spreads.end())
            entry[fmt::format("{} distribution", field.name)] = describe(spread->second);
    }
    return entry;
}

void add_changes(const Changes& changes, const Country& country, Json& entry) {
    for (const auto& setting : changes.levers)
        entry["lever"].push_back(lever_json(setting, country));
    for (const auto& setting : changes.tables)
        entry[setting.lever].push_back(table_json(setting, country));
}

Json scenario_json(const Scenario& scenario, const Country& country) {
    Json entry{{"id", scenario.id}, {"title", scenario.title}};
    Json files = Json::array();
    for (const auto& file : scenario.files)
        files.push_back(printable(file.filename().string()));
    entry["files"] = std::move(files);
    add_changes(scenario.changes, country, entry);
    for (const auto& variant : scenario.variants) {
        Json line{{"id", variant.id}, {"title", variant.title}};
        add_changes(variant.changes, country, line);
        entry["variant"].push_back(std::move(line));
    }
    return entry;
}

Json origin_list(const std::vector<SettingOrigin>& origins) {
    Json list = Json::array();
    for (const auto& setting : origins)
        list.push_back(
            {{"name", setting.name}, {"value", setting.value}, {"origin", setting.origin}});
    return list;
}

} // namespace

std::string resolved_settings_json(const CommandLine& line, const RunOptions& options,
                                   const RunSetup& setup, const Members& members,
                                   const Country& country) {
    const auto& switches = options.switches;
    Json json{{"seed", line.shared.seed},
              {"scale", line.shared.scale},
              {"members", members.vectors.size()},
              {"parameters", members.name},
              {"switches",
               {{"social", switches.social},
                {"media", switches.media},
                {"events", switches.events},
                {"drawn_events", switches.drawn_events},
                {"experience", switches.experience},
                {"ageing", switches.ageing},
                {"influence", kInfluenceCodes[static_cast<std::size_t>(switches.influence)]}}}};
    json["scenarios"] = Json::array();
    for (const auto& scenario : setup.scenarios)
        json["scenarios"].push_back(scenario_json(scenario, country));
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string dry_run_json(const std::vector<SettingOrigin>& origins, const RunSetup& setup,
                         const RunEstimate& estimate, const std::vector<std::string>& files) {
    Json json{{"settings", origin_list(origins)}};
    json["scenarios"] = Json::array();
    for (const auto& setting : setup.settings)
        json["scenarios"].push_back({{"id", setting.id}, {"title", setting.title}});
    json["estimate"] = {{"agents", estimate.agents},
                        {"ties", estimate.ties},
                        {"agent_weeks", estimate.agent_weeks},
                        {"memory_bytes", estimate.state_bytes + estimate.result_bytes}};
    json["folder"] = setup.folder.string();
    json["files"] = files;
    json["warnings"] = setup.warnings;
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::string synthesis_plan_json(const SharedOptions& shared, const std::filesystem::path& folder,
                                const RunEstimate& estimate,
                                const std::vector<std::string>& files) {
    const Json json{{"scale", shared.scale},
                    {"seed", shared.seed},
                    {"estimate",
                     {{"agents", estimate.agents},
                      {"ties", estimate.ties},
                      {"memory_bytes", estimate.state_bytes}}},
                    {"folder", folder.string()},
                    {"files", files}};
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::string validation_json(const std::vector<Validation>& validations) {
    Json list = Json::array();
    for (const auto& validation : validations)
        list.push_back({{"file", validation.file},
                        {"valid", validation.valid},
                        {"messages", validation.messages}});
    return list.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

} // namespace kozqaras
