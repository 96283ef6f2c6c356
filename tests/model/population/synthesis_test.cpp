#include "model/population/synthesis.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

#include "support/errors.hpp"
#include "support/parallel.hpp"
#include "tests/model/population/example_inputs.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

using testing::example_inputs;

const SynthesisResult& example() {
    static const SynthesisResult result = synthesise(example_inputs(), {.scale = 0.005, .seed = 7});
    return result;
}

const MarginFit& margin_named(const FitReport& report, const std::string& name) {
    for (const MarginFit& fit : report.margins)
        if (fit.margin == name)
            return fit;
    throw std::runtime_error("no margin " + name);
}

TEST(Synthesis, MeetsTheHardMarginWithinOneAgent) {
    const auto& report = example().report;
    EXPECT_TRUE(report.converged) << report.stop_reason;
    EXPECT_LT(report.worst_absolute_error, 1e-6);
    const auto& hard = margin_named(report, "region x settlement x sex x age");
    ASSERT_EQ(hard.cells, 480);
    EXPECT_EQ(hard.cell_labels.front(), "KZ-10 urban men 18-24");
    EXPECT_EQ(hard.cell_labels.back(), "KZ-79 rural women 65+");
    for (std::size_t cell = 0; cell < hard.target.size(); ++cell)
        EXPECT_LT(std::abs(hard.achieved_agents[cell] - hard.target[cell]) * 0.005, 1.0 + 1e-9);
}

TEST(Synthesis, MeetsTheOtherMarginsClosely) {
    const auto& report = example().report;
    for (const char* name :
         {"region x ethnicity", "region x ethnicity x language", "age x education", "wealth"}) {
        const auto& fit = margin_named(report, name);
        EXPECT_LT(fit.worst_relative_error_fit, 1e-9) << name;
        EXPECT_LT(fit.total_variation_agents, 0.004) << name;
    }
    EXPECT_TRUE(report.notes.empty());
}

TEST(Synthesis, ArraysAreCompleteAndWithinTheirClasses) {
    const Population& population = example().population;
    const auto hard = example_inputs().population.hard().counts;
    EXPECT_EQ(population.size(), static_cast<std::size_t>(std::llround(
                                     std::accumulate(hard.begin(), hard.end(), 0.0) * 0.005)));
    EXPECT_DOUBLE_EQ(population.adults_per_agent, 200.0);
    for (int factor = 0; factor < kFactorCount; ++factor) {
        const auto classes = population.classes(static_cast<Factor>(factor));
        ASSERT_EQ(classes.size(), population.size());
        EXPECT_LT(std::ranges::max(classes), shipped_country()->count(static_cast<Factor>(factor)));
    }
    EXPECT_EQ(population.attention.size(), population.size());
    EXPECT_EQ(population.contact.size(), population.size());
    EXPECT_EQ(population.media_diet.size(), population.size());
    EXPECT_EQ(population.household.size(), population.size());
}

TEST(Synthesis, NumbersAgentsByCommunity) {
    const Population& p = example().population;
    for (std::size_t agent = 1; agent < p.size(); ++agent) {
        ASSERT_LE(p.region[agent - 1], p.region[agent]);
        if (p.region[agent - 1] == p.region[agent]) {
            ASSERT_LE(p.settlement[agent - 1], p.settlement[agent]);
        }
        ASSERT_TRUE(p.household[agent] == p.household[agent - 1] ||
                    p.household[agent] == p.household[agent - 1] + 1);
        if (p.household[agent] == p.household[agent - 1]) {
            ASSERT_EQ(p.region[agent], p.region[agent - 1]);
            ASSERT_EQ(p.settlement[agent], p.settlement[agent - 1]);
        }
    }
    EXPECT_EQ(p.household.front(), 0U);
}

TEST(Synthesis, SameSeedSameBytesForAnyNumberOfThreads) {
    const auto bytes = [](int threads, std::uint64_t seed) {
        const ThreadLimit limit(threads);
        return synthesise(example_inputs(), {.scale = 0.002, .seed = seed}).population;
    };
    const Population one = bytes(1, 3), two = bytes(2, 3), other = bytes(2, 4);
    const auto same = [](const Population& a, const Population& b) {
        return a.region == b.region && a.settlement == b.settlement && a.sex == b.sex &&
               a.age == b.age && a.ethnicity == b.ethnicity && a.language == b.language &&
               a.wealth == b.wealth && a.education == b.education && a.attention == b.attention &&
               a.contact == b.contact && a.media_diet == b.media_diet && a.household == b.household;
    };
    EXPECT_TRUE(same(one, two));
    EXPECT_FALSE(same(one, other));
    EXPECT_NE(one.household, other.household);
    EXPECT_NE(one.media_diet, other.media_diet);
}

TEST(Synthesis, BringsDisagreeingMarginsTogetherAndSaysSo) {
    InputData inputs = example_inputs();
    for (double& count : inputs.population.at("wealth").counts)
        count *= 0.997;
    inputs.population.at("education").counts[0] *= 1.01;
    const auto result = synthesise(inputs, {.scale = 0.001, .seed = 1});
    EXPECT_TRUE(result.report.converged);
    ASSERT_EQ(result.report.notes.size(), 2U);
    EXPECT_NE(result.report.notes[0].find("age x education"), std::string::npos);
    EXPECT_NE(result.report.notes[1].find("wealth"), std::string::npos);
}

TEST(Synthesis, RefusesWhatItCannotMake) {
    const auto refuses = [](const InputData& inputs, double scale) {
        EXPECT_THROW(static_cast<void>(synthesise(inputs, {.scale = scale, .seed = 1})),
                     InputError);
    };
    refuses(example_inputs(), 0.0);
    refuses(example_inputs(), 1.5);
    refuses(example_inputs(), 1e-5); // fewer than 200 agents
    InputData wrong_size = example_inputs();
    wrong_size.population.at("wealth").counts.pop_back();
    refuses(wrong_size, 0.01);
    InputData other_year = example_inputs();
    for (double& count : other_year.population.at("wealth").counts)
        count *= 1.2;
    refuses(other_year, 0.01);
    InputData no_households = example_inputs();
    no_households.population.mean_household_size[1] = 0;
    refuses(no_households, 0.01);
}

} // namespace
} // namespace kozqaras
