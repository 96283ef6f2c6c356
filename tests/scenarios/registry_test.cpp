#include <fstream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "scenarios/lever.hpp"
#include "scenarios/schema.hpp"
#include "tests/scenarios/example_inputs.hpp"

namespace kozqaras::testing_scenarios {
namespace {

TEST(LeverRegistry, EveryLeverSaysWhatAReaderNeeds) {
    std::set<std::string_view> names;
    for (const auto& lever : lever_registry()) {
        EXPECT_TRUE(names.insert(lever.name).second) << lever.name;
        for (const auto text : {lever.label_en, lever.label_ru, lever.label_kk, lever.unit,
                                lever.status_quo, lever.source, lever.limits})
            EXPECT_FALSE(text.empty()) << lever.name;
        if (lever.kind == LeverKind::number) {
            EXPECT_LT(lever.low, lever.high) << lever.name;
            EXPECT_GE(lever.evidence_low, lever.low) << lever.name;
            EXPECT_LE(lever.evidence_high, lever.high) << lever.name;
            EXPECT_TRUE(status_quo_value(lever, example_baseline())) << lever.name;
        }
        EXPECT_EQ(lever.kind == LeverKind::choice, !lever.choices.empty()) << lever.name;
    }
}

TEST(Schema, TheCommittedFileIsTheOneOfTheRegistry) {
    const auto path =
        std::filesystem::path(KOZQARAS_SOURCE_DIR) / "scenarios/schema/scenario.schema.json";
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    EXPECT_EQ(text.str(), scenario_schema(example_inputs().regions))
        << "run: kozqaras schema > scenarios/schema/scenario.schema.json";
}

TEST(Schema, HoldsEveryLeverAndRefusesUnknownKeys) {
    const auto schema = nlohmann::json::parse(scenario_schema(example_inputs().regions));
    EXPECT_EQ(schema.at("$schema"), "http://json-schema.org/draft-04/schema#");
    EXPECT_EQ(schema.at("additionalProperties"), false);
    const auto& kinds = schema.at("properties").at("lever").at("items").at("oneOf");
    EXPECT_EQ(kinds.size(), settable_lever_names().size());
    for (const auto& kind : kinds)
        EXPECT_EQ(kind.at("additionalProperties"), false);
    const auto& plant = schema.at("properties").at("plant").at("items").at("properties");
    EXPECT_EQ(plant.at("region").at("enum").size(), 40U);
}

TEST(LeversJson, ListsAllWithTheirStatusQuo) {
    const auto levers = nlohmann::json::parse(levers_json(example_baseline()));
    ASSERT_EQ(levers.size(), lever_registry().size());
    EXPECT_EQ(levers.at(1).at("name"), "travel.trips_per_week");
    EXPECT_EQ(levers.at(1).at("status_quo_value"), 8500.0);
}

} // namespace
} // namespace kozqaras::testing_scenarios
