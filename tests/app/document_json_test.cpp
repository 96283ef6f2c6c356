// Scenario files as documents of the page.

#include "app/serve/document_json.hpp"

#include <gtest/gtest.h>

#include "app/session.hpp"
#include "support/errors.hpp"

namespace kozqaras {
namespace {

const std::filesystem::path kTree = KOZQARAS_SOURCE_DIR;

const InputData& page_inputs() {
    static const InputData loaded = load_inputs(kTree / "data");
    return loaded;
}

std::string refusal_of_text(std::string_view text) {
    try {
        (void)scenario_document(text, "page.toml", page_inputs());
    } catch (const InputError& error) {
        return error.what();
    }
    return {};
}

TEST(ScenarioDocument, HoldsWhatIsWritten) {
    const auto document =
        scenario_document("title = \"T\"\n[[lever]]\nname = \"travel.trips_per_week\"\n"
                          "value = 9000\ndate = 2027-01-01\nramp_weeks = 8\n",
                          "page.toml", page_inputs());
    EXPECT_EQ(document.dump(), R"({"title":"T","lever":[{"name":"travel.trips_per_week",)"
                               R"("value":9000,"date":"2027-01-01","ramp_weeks":8}]})");
}

TEST(ScenarioDocument, IsReadByTheReaderOfFiles) {
    EXPECT_NE(refusal_of_text("titel = \"T\"\n").find("page.toml:1:1"), std::string::npos);
    EXPECT_NE(
        refusal_of_text("title = \"T\"\n[[lever]]\nname = \"travel.trip_per_week\"\nvalue = 1\n")
            .find("travel.trips_per_week"),
        std::string::npos)
        << "the nearest name";
    EXPECT_FALSE(refusal_of_text("title = ").empty());
    EXPECT_FALSE(refusal_of_text(std::string("title = \"\0\"", 11)).empty());
    EXPECT_FALSE(refusal_of_text("title = \"\xff\"").empty()) << "not UTF-8";
    EXPECT_FALSE(refusal_of_text("a = " + std::string(5000, '[')).empty()) << "nested too deep";
    EXPECT_FALSE(refusal_of_text(std::string(std::size_t{2} << 20U, '#')).empty()) << "too large";
}

// The page must not make the program read files.
TEST(ScenarioDocument, MayNotBeBasedOnAFile) {
    for (const char* base : {"baseline.toml", "../../etc/passwd", "/etc/passwd"}) {
        const auto refusal =
            refusal_of_text("title = \"T\"\nbased_on = \"" + std::string(base) + "\"\n");
        EXPECT_NE(refusal.find("lies in no file"), std::string::npos) << base << ": " << refusal;
    }
}

TEST(LibraryDocuments, HoldTheShippedScenarios) {
    const auto library = library_documents(kTree / "scenarios" / "library", page_inputs());
    EXPECT_GT(library.size(), 20U);
    for (const auto& one : library)
        EXPECT_TRUE(one["document"].contains("title")) << one["id"];
    EXPECT_TRUE(library_documents(kTree / "no such folder", page_inputs()).empty());
}

TEST(LeversDocument, EveryLeverHasAGroupAndWhatTheReaderNeeds) {
    for (const auto& lever : levers_document(page_inputs())) {
        EXPECT_FALSE(lever["group"].get<std::string>().empty());
        for (const char* key :
             {"label", "unit", "status_quo", "source", "evidence_grade", "limits"})
            EXPECT_TRUE(lever.contains(key)) << lever["name"] << ": " << key;
    }
}

TEST(RegionsDocument, SaysWhichRegionsTheSurveyEverNamed) {
    const auto regions = regions_document(page_inputs(), kTree / "data" / "geography");
    ASSERT_EQ(regions.size(), page_inputs().country->regions.size());
    int without = 0;
    for (const auto& region : regions) {
        EXPECT_FALSE(region["tile"].is_null()) << region["code"];
        without += region["own_figures"].get<int>() == 0 ? 1 : 0;
    }
    EXPECT_GT(without, 0);
    EXPECT_LT(without, static_cast<int>(regions.size()));
    EXPECT_EQ(outlines_document(kTree / "data" / "geography").size(), regions.size());
}

} // namespace
} // namespace kozqaras
