#pragma once
// Scenario files as JSON documents, and what the page must know of levers and groups.

#include <filesystem>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "model/inputs/input_data.hpp"
#include "output/texts.hpp"

namespace kozqaras {

/// The keys and tables of a scenario file as it is written; dates as ISO text. InputError if it is
/// not TOML, or no scenario.
[[nodiscard]] nlohmann::ordered_json
scenario_document(std::string_view text, const std::string& name, const InputData& inputs);

/// The scenarios of a folder, by file name: {id, document}. Files that are no scenarios are left
/// out; empty if there is no folder.
[[nodiscard]] nlohmann::ordered_json library_documents(const std::filesystem::path& folder,
                                                       const InputData& inputs);

/// The registry of levers (scenarios/lever_texts.hpp) with the group of each.
[[nodiscard]] nlohmann::ordered_json levers_document(const InputData& inputs);

/// {key: {language: text}} and the languages.
[[nodiscard]] nlohmann::ordered_json texts_document(const Texts& texts);

/// Outlines by region: {code: [ring, ...]}, longitude and latitude; of the first file of `folder`
/// whose outlines bear the property `iso`. Empty if there is none.
[[nodiscard]] nlohmann::ordered_json outlines_document(const std::filesystem::path& folder);

/// Regions with names, place in the tile map and the published figures about each.
[[nodiscard]] nlohmann::ordered_json regions_document(const InputData& inputs,
                                                      const std::filesystem::path& geography);

/// Published figures about a region: its own, and those of its unit before the division.
[[nodiscard]] std::size_t own_figures(const SurveyTables& survey, const Region& region);

} // namespace kozqaras
