// Language at home by macro-region against the second pollster's table (Central Asia Barometer,
// Kazakhstan, 2020 and 2022 by phone): Kazakhs with Kazakh at home, with both, with Russian,
// percent of the three classes.
#include <array>
#include <cmath>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "model/inputs/input_data.hpp"
#include "model/population/synthesis.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

struct PublishedLanguage {
    std::array<double, 3> shares; ///< kazakh, both, russian, percent
    double error;                 ///< standard error of the two-class share, points
};

/// Macro-regions of that pollster: the South-East is ours of Almaty Region and Zhetysu.
const std::map<std::string, PublishedLanguage> kPublished{
    {"South", {{76, 23, 1}, 1}},   {"West", {{56, 39, 5}, 2}},     {"South-East", {{52, 42, 6}, 3}},
    {"East", {{38, 51, 11}, 4}},   {"Central", {{32, 54, 14}, 5}}, {"Astana", {{30, 54, 16}, 4}},
    {"Almaty", {{29, 55, 17}, 3}}, {"North", {{22, 56, 23}, 3}}};

std::string macro_region_of(const Region& region) {
    if (region.iso == "KZ-19" || region.iso == "KZ-33")
        return "South-East";
    return region.macro_region == "Shymkent" ? "South" : region.macro_region;
}

TEST(LanguageByRegion, OfKazakhsIsThatOfTheSecondPollster) {
    const auto inputs = load_inputs(std::string(KOZQARAS_SOURCE_DIR) + "/data");
    const auto adults = synthesise(inputs, {.scale = 0.01, .seed = 1}).population;
    std::map<std::string, std::array<double, 3>> speakers;
    for (std::size_t i = 0; i < adults.size(); ++i)
        if (adults.ethnicity[i] == 0)
            speakers[macro_region_of(inputs.country->regions[adults.region[i]])]
                    [adults.language[i]] += 1;
    ASSERT_EQ(speakers.size(), kPublished.size());
    for (const auto& [name, published] : kPublished) {
        const auto& counts = speakers.at(name);
        const double all = counts[0] + counts[1] + counts[2];
        for (std::size_t language = 0; language < 3; ++language)
            EXPECT_NEAR(100 * counts[language] / all, published.shares[language],
                        2 * published.error)
                << name << ' ' << inputs.country->codes_of(Factor::language)[language];
    }
}

TEST(LanguageByRegion, KeepsTheNationalSplit) {
    const Margin margin = load_inputs(std::string(KOZQARAS_SOURCE_DIR) + "/data")
                              .population.at("region_ethnicity_language");
    std::array<double, 9> national{};
    for (std::size_t cell = 0; cell < margin.counts.size(); ++cell)
        national[cell % 9] += margin.counts[cell];
    const double kazakhs = national[0] + national[1] + national[2];
    EXPECT_NEAR(national[0] / kazakhs, 0.495, 0.001);
    EXPECT_NEAR(national[1] / kazakhs, 0.414, 0.001);
    EXPECT_EQ(national[3], 0.0) << "no Russian speaks Kazakh alone at home";
}

} // namespace
} // namespace kozqaras
