#include "app/serve/document_json.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <vector>

#include "model/dynamics/environment.hpp"
#include "scenarios/lever_groups.hpp"
#include "scenarios/lever_texts.hpp"
#include "scenarios/scenario_file.hpp"
#include "scenarios/toml_text.hpp"
#include "support/csv_table.hpp"
#include "support/file_bytes.hpp"

namespace kozqaras {
namespace {

using DocumentJson = nlohmann::ordered_json;

DocumentJson document_of(const TomlValue& value) {
    switch (value.kind) {
    case TomlKind::text:
        return value.text;
    case TomlKind::integer:
        return static_cast<std::int64_t>(value.number);
    case TomlKind::real:
        return value.number;
    case TomlKind::boolean:
        return value.truth;
    case TomlKind::date:
        return to_string(value.date);
    case TomlKind::time:
        return {}; // no key of a scenario holds one
    case TomlKind::array: {
        DocumentJson list = DocumentJson::array();
        for (const auto& item : value.items)
            list.push_back(document_of(item));
        return list;
    }
    case TomlKind::table:
        break;
    }
    DocumentJson table = DocumentJson::object();
    for (const auto& entry : value.entries)
        table[entry.key] = document_of(entry.value);
    return table;
}

std::vector<std::filesystem::path> files_with(const std::filesystem::path& folder,
                                              const char* extension) {
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error))
        if (entry.path().extension() == extension)
            files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

/// Groups of levers: the files of the registry.
std::map<std::string_view, std::string_view> groups_of_levers() {
    std::map<std::string_view, std::string_view> groups;
    const auto add = [&](std::string_view group, const std::vector<Lever>& levers) {
        for (const Lever& lever : levers)
            groups.emplace(lever.name, group);
    };
    add("travel", travel_levers());
    add("projects", project_levers());
    add("trade", trade_levers());
    add("culture", culture_levers());
    add("media", media_levers());
    add("politics", politics_levers());
    return groups;
}

/// Rings of the outlines of one feature.
DocumentJson rings_of(const DocumentJson& geometry) {
    const auto& coordinates = geometry.at("coordinates");
    if (geometry.at("type") == "Polygon")
        return coordinates;
    DocumentJson rings = DocumentJson::array();
    for (const auto& polygon : coordinates)
        for (const auto& ring : polygon)
            rings.push_back(ring);
    return rings;
}

std::size_t wider_figures(const SurveyTables& survey, const Region& region) {
    return static_cast<std::size_t>(
        std::ranges::count_if(survey.observations, [&](const Observation& observation) {
            const auto& of = observation.population;
            return of.kind == ObservedPopulation::Kind::macro_region &&
                   of.name == region.macro_region;
        }));
}

} // namespace

std::size_t own_figures(const SurveyTables& survey, const Region& region) {
    return static_cast<std::size_t>(
        std::ranges::count_if(survey.observations, [&](const Observation& observation) {
            const auto& of = observation.population;
            return of.kind == ObservedPopulation::Kind::former_unit &&
                   (of.name == region.iso_pre2022 || of.name == region.iso);
        }));
}

nlohmann::ordered_json scenario_document(std::string_view text, const std::string& name,
                                         const InputData& inputs) {
    (void)read_scenario_text(text, name, inputs);
    return document_of(parse_toml(text, name));
}

nlohmann::ordered_json library_documents(const std::filesystem::path& folder,
                                         const InputData& inputs) {
    DocumentJson list = DocumentJson::array();
    for (const auto& file : files_with(folder, ".toml")) {
        try {
            const auto text = read_file(file, file.string(), kLargestScenarioFile);
            list.push_back(
                {{"id", file.stem().string()},
                 {"document", scenario_document(text, file.filename().string(), inputs)}});
        } catch (const InputError&) { // of another country, or based on a file
            continue;
        }
    }
    return list;
}

nlohmann::ordered_json levers_document(const InputData& inputs) {
    auto levers = DocumentJson::parse(levers_json(historical_environment(inputs), inputs.priors));
    const auto groups = groups_of_levers();
    for (auto& lever : levers)
        lever["group"] = groups.at(lever.at("name").get<std::string>());
    return levers;
}

nlohmann::ordered_json texts_document(const Texts& texts) {
    DocumentJson json{{"languages", texts.languages()}};
    for (const auto& key : texts.keys())
        for (const auto& language : texts.languages())
            json["texts"][key][language] = texts.of(key, language);
    return json;
}

nlohmann::ordered_json outlines_document(const std::filesystem::path& folder) {
    for (const auto& file : files_with(folder, ".geojson")) {
        std::ifstream stream(file);
        const auto collection = DocumentJson::parse(stream, nullptr, false);
        if (collection.is_discarded() || !collection.contains("features"))
            continue;
        DocumentJson outlines = DocumentJson::object();
        for (const auto& feature : collection["features"])
            if (feature["properties"].contains("iso"))
                outlines[feature["properties"]["iso"].get<std::string>()] =
                    rings_of(feature["geometry"]);
        if (!outlines.empty())
            return outlines;
    }
    return DocumentJson::object();
}

nlohmann::ordered_json regions_document(const InputData& inputs,
                                        const std::filesystem::path& geography) {
    std::map<std::string, DocumentJson> tiles;
    const auto file = geography / "tile_grid.csv";
    if (std::filesystem::exists(file)) {
        const auto table = CsvTable::read(file);
        for (std::size_t row = 0; row < table.rows(); ++row)
            tiles[table.text(row, "iso")] = {{"short", table.text(row, "abbreviation")},
                                             {"column", table.number(row, "col")},
                                             {"row", table.number(row, "row")}};
    }
    DocumentJson list = DocumentJson::array();
    for (const Region& region : inputs.country->regions)
        list.push_back(
            {{"code", region.iso},
             {"name", {{"en", region.name_en}, {"ru", region.name_ru}, {"kk", region.name_kk}}},
             {"macro_region", region.macro_region},
             {"tile", tiles.contains(region.iso) ? tiles[region.iso] : DocumentJson()},
             {"own_figures", own_figures(inputs.survey, region)},
             {"wider_figures", wider_figures(inputs.survey, region)}});
    return list;
}

} // namespace kozqaras
