#include <algorithm>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "scenarios/lever.hpp"
#include "scenarios/lever_texts.hpp"
#include "scenarios/schema.hpp"
#include "tests/scenarios/example_inputs.hpp"

namespace kozqaras::testing_scenarios {
namespace {

TEST(LeverRegistry, EveryLeverSaysWhatAReaderNeeds) {
    std::set<std::string_view> names;
    EXPECT_GE(lever_registry().size(), 20U);
    for (const auto& lever : lever_registry()) {
        EXPECT_TRUE(names.insert(lever.name).second) << lever.name;
        EXPECT_FALSE(lever.channels.empty()) << lever.name;
        EXPECT_FALSE(lever.effects.empty()) << lever.name;
        EXPECT_EQ(lever.kind == LeverKind::table, !lever.fields.empty()) << lever.name;
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

const std::filesystem::path kSource = KOZQARAS_SOURCE_DIR;

const InputData& shipped_inputs() {
    static const InputData inputs = load_inputs(kSource / "data");
    return inputs;
}

std::string text_of(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

TEST(LeverRegistry, EveryRowHoldsWhatTheLeverDoes) {
    for (const auto& lever : lever_registry()) {
        const LeverAction& action = lever.action;
        const bool table = action.table.plant != nullptr || action.table.event != nullptr ||
                           action.table.exposures != nullptr;
        EXPECT_EQ(lever.kind == LeverKind::table, table) << lever.name;
        EXPECT_TRUE(table || !action.series.empty() || !action.stops.empty() ||
                    action.words_are_events || !action.level_event.empty() || action.exposure)
            << lever.name;
    }
}

// Every word but that of the status quo has its row, and every row a lever that can say it.
TEST(LeverRegistry, EventsAreThoseOfTheWordsThatAFileCanSay) {
    const Country& country = *example_inputs().country;
    for (const auto& lever : lever_registry()) {
        const LeverAction& action = lever.action;
        std::vector<std::string_view> words;
        if (action.words_are_events)
            words.assign(lever.choices.begin() + 1, lever.choices.end());
        if (!action.level_event.empty())
            words.push_back(action.level_event);
        for (const auto word : words)
            EXPECT_NE(country.find_template(lever.name, word), nullptr)
                << lever.name << ": " << word;
        const bool kinds = std::ranges::find(lever.fields, FieldKind::event_kind, &Field::kind) !=
                           lever.fields.end();
        for (const auto word : country.template_words(lever.name))
            EXPECT_TRUE(kinds || std::ranges::find(words, word) != words.end())
                << lever.name << ": " << word;
    }
    for (const EventTemplate& entry : country.event_templates)
        EXPECT_NE(find_lever(entry.lever), nullptr) << entry.lever;
    for (const LeverConcern& entry : country.lever_concerns)
        EXPECT_NE(find_lever(entry.lever), nullptr) << entry.lever;
}

// What a lever does is found by its row: outside of the rows no source of scenarios/ names a lever
// that can be set, or compares the name of one with a word.
TEST(LeverRegistry, NoLeverIsKnownByItsName) {
    const std::regex compared(R"re(\b(lever|name)\s*[!=]=\s*")re");
    int read = 0;
    for (const auto& entry : std::filesystem::directory_iterator(kSource / "scenarios")) {
        const auto file = entry.path().filename().string();
        if (!entry.is_regular_file() || file.starts_with("levers_"))
            continue;
        const auto text = text_of(entry.path());
        ++read;
        for (const auto name : settable_lever_names())
            EXPECT_EQ(text.find(fmt::format("\"{}\"", name)), text.npos) << file << ": " << name;
        EXPECT_FALSE(std::regex_search(text, compared)) << file;
    }
    EXPECT_GT(read, 30);
}

TEST(LeverRegistry, LabelsAreInThreeLanguages) {
    // Letters that only Kazakh has; a Russian label holds none of them.
    const auto has_any = [](std::string_view text, std::initializer_list<const char*> letters) {
        return std::ranges::any_of(
            letters, [&](const char* letter) { return text.find(letter) != text.npos; });
    };
    const auto kazakh = {"ә", "ғ", "қ", "ң", "ө", "ұ", "ү", "һ", "і", "Қ", "Ө", "Ж"};
    for (const auto& lever : lever_registry()) {
        EXPECT_TRUE(has_any(lever.label_kk, kazakh)) << lever.label_kk;
        EXPECT_FALSE(has_any(lever.label_ru, {"ә", "ғ", "қ", "ң", "ө", "ұ", "ү", "һ", "і"}))
            << lever.label_ru;
        EXPECT_NE(lever.label_ru, lever.label_kk);
    }
}

TEST(LeverRegistry, EveryEffectHasAPriorWithASource) {
    for (const auto& lever : lever_registry()) {
        const auto priors = effect_priors(lever, shipped_inputs().priors);
        EXPECT_GE(priors.size(), lever.effects.size()) << lever.name;
        for (const auto* prior : priors)
            EXPECT_FALSE(prior->source.empty()) << prior->name;
    }
}

TEST(LeverRegistry, OutletsAreThoseOfTheData) {
    const auto& sources = shipped_inputs().news_sources;
    const auto codes = codes_of(FieldKind::outlets, *shipped_inputs().country);
    EXPECT_TRUE(std::ranges::equal(sources, codes, {}, &NewsSource::id));
}

TEST(Schema, TheCommittedFileIsTheOneOfTheRegistry) {
    EXPECT_EQ(text_of(kSource / "scenarios/schema/scenario.schema.json"),
              scenario_schema(*shipped_inputs().country))
        << "run: kozqaras schema > scenarios/schema/scenario.schema.json";
}

TEST(LeversPage, TheCommittedPageIsTheOneOfTheRegistry) {
    EXPECT_EQ(text_of(kSource / "docs/levers.md"),
              levers_markdown(historical_environment(shipped_inputs()), shipped_inputs().priors))
        << "run: kozqaras levers --markdown > docs/levers.md";
}

TEST(Schema, HoldsEveryLeverAndRefusesUnknownKeys) {
    const auto schema = nlohmann::json::parse(scenario_schema(*example_inputs().country));
    EXPECT_EQ(schema.at("$schema"), "http://json-schema.org/draft-04/schema#");
    EXPECT_EQ(schema.at("additionalProperties"), false);
    const auto& kinds = schema.at("definitions").at("lever").at("items").at("oneOf");
    EXPECT_EQ(kinds.size(), settable_lever_names().size());
    for (const auto& kind : kinds)
        EXPECT_EQ(kind.at("additionalProperties"), false);
    const auto& region = schema.at("definitions").at("region");
    EXPECT_EQ(region.at("anyOf").at(0).at("enum").size(), 40U);
    EXPECT_EQ(region.at("anyOf").at(1).at("type"), "string") << "regions have more names";
    for (const auto name : table_lever_names()) {
        const auto& table = schema.at("definitions").at(std::string(name)).at("items");
        EXPECT_EQ(table.at("properties").size(), find_lever(name)->fields.size()) << name;
        EXPECT_EQ(table.at("additionalProperties"), false) << name;
    }
}

TEST(LeversJson, ListsAllWithTheirStatusQuo) {
    const auto levers =
        nlohmann::json::parse(levers_json(example_baseline(), shipped_inputs().priors));
    ASSERT_EQ(levers.size(), lever_registry().size());
    EXPECT_EQ(levers.at(1).at("name"), "travel.trips_per_week");
    EXPECT_EQ(levers.at(1).at("status_quo_value"), 8500.0);
}

} // namespace
} // namespace kozqaras::testing_scenarios
