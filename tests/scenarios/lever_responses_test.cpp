// Priors of levers follow from the published estimates and from how strongly the agents answer.
#include <cmath>

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "scenarios/lever_texts.hpp"
#include "scenarios/scenario_file.hpp"
#include "tests/scenarios/example_inputs.hpp"

namespace kozqaras::testing_scenarios {
namespace {

const InputData& loaded() {
    static const InputData inputs =
        load_inputs(std::filesystem::path(KOZQARAS_SOURCE_DIR) / "data");
    return inputs;
}

const PriorRow* row_named(const std::string& name) {
    const auto& priors = loaded().priors;
    const auto found = std::ranges::find(priors, name, &PriorRow::name);
    return found == priors.end() ? nullptr : &*found;
}

/// Prior of what a later event or exposure of the family does: that of the class, and how later
/// events depart from it.
std::pair<double, double> prior_of_later(const PriorRow& row) {
    constexpr std::string_view kEvent = "event.";
    const PriorRow* later = row.name.starts_with(kEvent)
                                ? row_named("event.later." + row.name.substr(kEvent.size()))
                                : nullptr;
    if (later == nullptr)
        return {row.mean, row.standard_deviation};
    return {row.mean + later->mean, std::hypot(row.standard_deviation, later->standard_deviation)};
}

// Mean / response and 1.5 x s.d. / response, to a quarter of that spread and by no more than half
// as much again: the same family answers differently in other regions and years.
TEST(LeverResponses, PriorsFollowFromTheEstimates) {
    std::size_t lines = 0;
    for (const PriorRow& row : loaded().priors)
        for (const LeverResponse& one : row.responses) {
            const auto [mean, deviation] = prior_of_later(row);
            const double follows = one.published_mean / one.response,
                         widened = PublishedEffect::kTransfer * one.published_standard_deviation /
                                   std::abs(one.response);
            EXPECT_NEAR(mean, follows, 0.25 * widened) << row.name << " in " << one.scenario;
            EXPECT_GT(deviation / widened, 1 / 1.5) << row.name << " in " << one.scenario;
            EXPECT_LT(deviation / widened, 1.5) << row.name << " in " << one.scenario;
            ++lines;
        }
    EXPECT_GE(lines, 10U);
}

// The stored estimates are those of the scenarios: every line that names a family is measured, with
// the mean and spread that it prints.
TEST(LeverResponses, AreStoredForEveryLineThatNamesAFamily) {
    std::size_t expected = 0, stored = 0;
    for (const auto& entry : std::filesystem::directory_iterator(
             std::filesystem::path(KOZQARAS_SOURCE_DIR) / "scenarios/library")) {
        const Scenario scenario = read_scenario(entry.path(), loaded());
        for (const Expectation& line : scenario.expected) {
            if (!line.published || line.parameter.empty())
                continue;
            ++expected;
            const auto* row = row_named(line.parameter);
            ASSERT_NE(row, nullptr) << line.parameter;
            const auto name = line.variant.empty()
                                  ? scenario.id
                                  : fmt::format("{}.{}", scenario.id, line.variant);
            EXPECT_EQ(std::ranges::count_if(row->responses,
                                            [&](const LeverResponse& one) {
                                                return one.scenario == name &&
                                                       one.published_mean == line.published->mean &&
                                                       one.published_standard_deviation ==
                                                           line.published->standard_deviation;
                                            }),
                      1)
                << name << ": kozqaras effects scenarios/library/*.toml --response --csv";
        }
    }
    for (const PriorRow& row : loaded().priors)
        stored += row.responses.size();
    EXPECT_EQ(stored, expected) << "a line that no scenario has";
}

TEST(LeverResponses, AreToldWithTheLever) {
    const PriorRow* row = row_named("experience.plant");
    ASSERT_NE(row, nullptr);
    ASSERT_FALSE(row->responses.empty());
    const auto text = describe_response(*row, row->responses.front());
    EXPECT_NE(text.find(row->responses.front().scenario), std::string::npos) << text;
    EXPECT_NE(text.find(fmt::format("{:.1f} points", row->responses.front().response)),
              std::string::npos)
        << text;
}

} // namespace
} // namespace kozqaras::testing_scenarios
