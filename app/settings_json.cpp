#include "app/settings_json.hpp"

#include <nlohmann/json.hpp>

namespace kozqaras {
namespace {

using Json = nlohmann::ordered_json;

Json lever_json(const LeverSetting& setting) {
    Json entry{{"name", setting.lever}};
    if (const auto* number = std::get_if<double>(&setting.value))
        entry["value"] = *number;
    else
        entry["value"] = std::get<std::string>(setting.value);
    entry["date"] = to_string(setting.date);
    if (setting.until)
        entry["until"] = to_string(*setting.until);
    entry["ramp_weeks"] = setting.ramp_weeks;
    return entry;
}

Json plant_json(const PlantSetting& setting) {
    const auto& plant = setting.plant;
    return {{"name", plant.name},
            {"region", kRegionCodes[static_cast<std::size_t>(plant.region)]},
            {"opening", to_string(setting.opening)},
            {"amount_musd", plant.investment_musd},
            {"jobs", plant.jobs},
            {"chinese_worker_share", plant.chinese_worker_share}};
}

Json codes_json(const std::vector<int>& classes, std::span<const std::string_view> codes) {
    Json list = Json::array();
    for (const int index : classes)
        list.push_back(codes[static_cast<std::size_t>(index)]);
    return list;
}

Json event_json(const Event& event) {
    Json entry{{"id", event.id},
               {"title", event.title},
               {"class", kEventClassCodes[static_cast<std::size_t>(event.event_class)]},
               {"direction", event.direction},
               {"salience", event.salience},
               {"start", to_string(event.start)}};
    if (event.end)
        entry["end"] = to_string(*event.end);
    entry["national"] = event.national;
    entry["regions"] = codes_json(event.regions, kRegionCodes);
    const auto& concern = event.concern;
    entry["concern"] = {{"settlement", codes_json(concern.settlements, kSettlementCodes)},
                        {"age", codes_json(concern.ages, kAgeCodes)},
                        {"ethnicity", codes_json(concern.ethnicities, kEthnicityCodes)},
                        {"language", codes_json(concern.languages, kLanguageCodes)},
                        {"wealth", codes_json(concern.wealth_classes, kWealthCodes)}};
    return entry;
}

void add_changes(const Changes& changes, Json& entry) {
    for (const auto& setting : changes.levers)
        entry["lever"].push_back(lever_json(setting));
    for (const auto& plant : changes.plants)
        entry["plant"].push_back(plant_json(plant));
    for (const auto& event : changes.events)
        entry["event"].push_back(event_json(event.event));
}

Json scenario_json(const Scenario& scenario) {
    Json entry{{"id", scenario.id}, {"title", scenario.title}};
    Json files = Json::array();
    for (const auto& file : scenario.files)
        files.push_back(file.filename().string());
    entry["files"] = std::move(files);
    add_changes(scenario.changes, entry);
    for (const auto& variant : scenario.variants) {
        Json line{{"id", variant.id}, {"title", variant.title}};
        add_changes(variant.changes, line);
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
                                   const RunSetup& setup, const Members& members) {
    const auto& switches = options.switches;
    Json json{{"seed", line.shared.seed},
              {"scale", line.shared.scale},
              {"members", members.vectors.size()},
              {"parameters", members.name},
              {"switches",
               {{"social", switches.social},
                {"media", switches.media},
                {"events", switches.events},
                {"experience", switches.experience}}}};
    json["scenarios"] = Json::array();
    for (const auto& scenario : setup.scenarios)
        json["scenarios"].push_back(scenario_json(scenario));
    return json.dump(2);
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
    return json.dump(2) + "\n";
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
    return json.dump(2) + "\n";
}

std::string validation_json(const std::vector<Validation>& validations) {
    Json list = Json::array();
    for (const auto& validation : validations)
        list.push_back({{"file", validation.file},
                        {"valid", validation.valid},
                        {"messages", validation.messages}});
    return list.dump(2) + "\n";
}

} // namespace kozqaras
