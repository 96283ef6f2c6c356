// What data/ holds, against the counts and totals that its sources state.
#include <algorithm>
#include <map>
#include <numeric>

#include <gtest/gtest.h>

#include "model/inputs/input_data.hpp"
#include "tests/model/inputs/data_copy.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

const InputData& shipped() {
    static const InputData data = load_inputs(std::filesystem::path(KOZQARAS_SOURCE_DIR) / "data");
    return data;
}

double total(const Margin& margin) {
    return std::accumulate(margin.counts.begin(), margin.counts.end(), 0.0);
}

/// Printed nets of all respondents.
std::vector<const Observation*> nets_of(int wave) {
    std::vector<const Observation*> nets;
    for (const Observation& one : shipped().survey.observations)
        if (one.of_everyone() && one.quantity == Quantity::net && one.wave == wave)
            nets.push_back(&one);
    return nets;
}

std::ptrdiff_t count(const auto& what) {
    return std::ranges::count_if(shipped().survey.observations, what);
}

double mean_net(Indicator indicator, int wave) {
    double sum = 0.0;
    int count = 0;
    for (const Observation* net : nets_of(wave))
        if (shipped().survey.questions[static_cast<std::size_t>(net->question)].indicator ==
            indicator) {
            sum += net->value;
            ++count;
        }
    return sum / count;
}

TEST(ShippedData, HasTheTwentyRegionsInOrder) {
    const auto& regions = shipped().country->regions;
    ASSERT_EQ(regions.size(), 20U);
    EXPECT_TRUE(std::ranges::is_sorted(regions, {}, &Region::iso));
    EXPECT_EQ(regions[0].iso, "KZ-10");
    EXPECT_EQ(regions[19].iso, "KZ-79");
    EXPECT_EQ(regions[0].iso_pre2022, "KZ-63") << "Abai belonged to East Kazakhstan";
    EXPECT_EQ(regions[18].macro_region, "Almaty");
}

TEST(ShippedData, EveryMarginHoldsAllAdults) {
    const auto& population = shipped().population;
    for (const Margin& margin : population.margins)
        EXPECT_DOUBLE_EQ(total(margin), 13'087'620.0) << margin.name;
    EXPECT_EQ(population.hard().counts.size(), 480U);
    EXPECT_DOUBLE_EQ(population.hard().counts[0], 15'187.0);
    EXPECT_EQ(population.hard().status, Status::derived);
    EXPECT_EQ(population.at("age_education").status, Status::estimate);
}

TEST(ShippedData, AdultsAreTwoThirdsKazakh) {
    const auto& counts = shipped().population.at("region_ethnicity").counts;
    ASSERT_EQ(counts.size(), 60U);
    std::array<double, 3> adults{};
    for (std::size_t cell = 0; cell < counts.size(); ++cell)
        adults[cell % 3] += counts[cell];
    EXPECT_NEAR(adults[0] / 13'087'620.0, 0.66, 1e-4);
    EXPECT_NEAR(adults[1] / 13'087'620.0, 0.18, 1e-4);
    EXPECT_NEAR(adults[2] / 13'087'620.0, 0.16, 1e-4);
}

TEST(ShippedData, CitiesHaveNoVillages) {
    const auto& counts = shipped().population.hard().counts;
    for (const std::size_t city : {17U, 18U, 19U})
        for (std::size_t cell = 0; cell < 12; ++cell)
            EXPECT_EQ(counts[(city * 2 + 1) * 12 + cell], 0.0);
}

TEST(ShippedData, MediaAndContact) {
    const auto& data = shipped();
    ASSERT_EQ(data.news_sources.size(), 13U);
    EXPECT_EQ(data.news_sources.front().id, "social_networks");
    EXPECT_DOUBLE_EQ(data.news_sources.front().usage, 0.478);
    EXPECT_EQ(data.news_sources.back().id, "other_foreign_media");
    EXPECT_EQ(data.contact.attention, (std::array<double, 4>{0.12, 0.17, 0.35, 0.36}));
    EXPECT_DOUBLE_EQ(data.contact.seeks, 0.52);
    EXPECT_DOUBLE_EQ(data.contact.has_talked, 0.20);
    EXPECT_DOUBLE_EQ(data.contact.has_visited, 0.10);
    EXPECT_DOUBLE_EQ(data.internet.internet[0][0], 0.99);
    EXPECT_DOUBLE_EQ(data.internet.social_networks[5][1], 0.13);
    EXPECT_DOUBLE_EQ(data.population.mean_household_size[1], 4.2);
    ASSERT_EQ(data.population.household_adults.size(), 3U * 6);
    EXPECT_NEAR(data.population.household_adults[6], 0.215, 1e-9) << "Russians who live alone";
}

TEST(ShippedData, QuestionsBelongToTheirAttitudes) {
    std::map<Attitude, int> counts, outside;
    std::array<int, kWaveCount> asked{};
    for (const auto& question : shipped().survey.questions) {
        counts[question.attitude] += question.indicator ? 1 : 0;
        outside[question.attitude] += question.indicator ? 0 : 1;
        for (std::size_t wave = 0; wave < kWaveCount; ++wave)
            asked[wave] += question.counts_in(wave) ? 1 : 0;
    }
    EXPECT_EQ(counts[Attitude::general], 1);
    EXPECT_EQ(counts[Attitude::power], 4);
    EXPECT_EQ(counts[Attitude::goodwill], 2);
    EXPECT_EQ(counts[Attitude::economic], 11);
    EXPECT_EQ(counts[Attitude::openness], 6);
    EXPECT_EQ(counts[Attitude::engagement], 5);
    EXPECT_EQ(counts[Attitude::threat], 0);
    EXPECT_EQ(outside[Attitude::threat], 1 + 11 + 2) << "concerns and labour migration";
    EXPECT_EQ(outside[Attitude::economic], 1 + 4 + 1) << "relations, projects, labour migration";
    EXPECT_EQ(asked, (std::array<int, 3>{22, 28 + 14, 30 + 5}));
}

TEST(ShippedData, NetsGiveThePrintedIndicators) {
    EXPECT_EQ(nets_of(0).size() + nets_of(1).size() + nets_of(2).size(), 78U);
    EXPECT_NEAR(mean_net(kGeopolitical, 0), 0.290, 0.001);
    EXPECT_NEAR(mean_net(kEconomic, 1), 0.285, 0.001);
    EXPECT_NEAR(mean_net(kCultural, 0), -0.219, 0.001);
    EXPECT_NEAR(mean_net(kGeneral, 2), 0.56, 1e-9);
    EXPECT_NEAR(mean_net(kGeopolitical, 2), 0.503, 0.001);
    EXPECT_NEAR(mean_net(kEconomic, 2), 0.543, 0.001);
    EXPECT_NEAR(mean_net(kCultural, 2), -0.058, 0.001);
}

TEST(ShippedData, WhatIsLostStaysLost) {
    const SurveyTables& survey = shipped().survey;
    EXPECT_EQ(survey.of_everyone(Quantity::net, 0, 1), nullptr) << "general, 2021: never printed";
    EXPECT_EQ(survey.index_of(std::nullopt, 1, "revised_2023"), nullptr);
    EXPECT_EQ(survey.index_of(kGeneral, 1, "revised_2023"), nullptr);
    EXPECT_EQ(count([](const Observation& one) {
                  return one.of_everyone() && one.quantity == Quantity::index;
              }),
              21);
    EXPECT_FALSE(survey.waves[0].respondents.has_value());
    EXPECT_EQ(survey.waves[1].respondents, 2624);
    EXPECT_EQ(survey.waves[2].respondents, 1616);
    EXPECT_TRUE(survey.not_modelled.empty());
    const auto lost = [](Factor factor) {
        return count([&](const Observation& one) {
            return one.of == "china_is_threat" && one.of_group() &&
                   one.relation == Relation::equal && one.population.factor == factor;
        });
    };
    EXPECT_EQ(lost(Factor::ethnicity), 2) << "of others nothing is printed";
    EXPECT_EQ(lost(Factor::language), 0) << "the figure is lost";
}

TEST(ShippedData, AnswersAgreeWithTheNetsOf2023) {
    const SurveyTables& survey = shipped().survey;
    ASSERT_EQ(nets_of(2).size(), 29U);
    for (const Observation* net : nets_of(2)) {
        const auto* positive = survey.of_everyone(Quantity::positive_percent, net->question, 2);
        const auto* negative = survey.of_everyone(Quantity::negative_percent, net->question, 2);
        ASSERT_TRUE(positive != nullptr && negative != nullptr) << net->of;
        EXPECT_NEAR(positive->value - negative->value, net->value, 0.0101) << net->of;
    }
    // A digit that was not printed is not claimed: 73 %, but 77.0 %.
    EXPECT_DOUBLE_EQ(survey.of_everyone(Quantity::positive_percent, 0, 2)->rounding, 0.005);
    EXPECT_DOUBLE_EQ(survey.of_everyone(Quantity::positive_percent, 1, 2)->rounding, 0.0005);
}

/// By both methodologies where both are printed (2020), and the one of 2022 in 2021.
TEST(ShippedData, OffsetsOfTheEarlierMethodologyGiveItsPrintedIndices) {
    const SurveyTables& survey = shipped().survey;
    const IndexMethodology& earlier = *survey.methodology("published_2022");
    EXPECT_EQ(survey.methodologies.front().composite_offset(), 0.0);
    EXPECT_NEAR(0.18 + earlier.composite_offset(), 0.13, 0.0051);
    for (const Indicator indicator : {kGeopolitical, kEconomic, kCultural})
        EXPECT_NEAR(survey.index_of(indicator, 1, "revised_2023")->value +
                        earlier.offsets[static_cast<std::size_t>(indicator)],
                    survey.index_of(indicator, 1, "published_2022")->value, 0.0051);
    EXPECT_EQ(survey.methodology("published_2019"), nullptr);
}

TEST(ShippedData, GroupsAddUpToTheSample) {
    std::map<Factor, int> respondents;
    ASSERT_EQ(shipped().survey.samples.size(), 1U) << "one composition serves all waves";
    const SampleComposition& sample = shipped().survey.samples.front();
    EXPECT_EQ(sample.wave, "2023");
    for (const auto& group : sample.groups)
        respondents[group.factor] += group.respondents;
    EXPECT_EQ(respondents[Factor::age], 1616);
    EXPECT_EQ(respondents[Factor::ethnicity], 1616);
    EXPECT_EQ(respondents[Factor::settlement], 1616);
    EXPECT_EQ(respondents[Factor::wealth], 1546) << "70 gave no answer";
    EXPECT_EQ(respondents[Factor::language], 1593) << "23 another language or no answer";
    EXPECT_EQ(sample.groups.size(), 16U);
    const auto part = [&](Factor factor) {
        return std::ranges::find(sample.parts, factor, &GroupPart::factor)->share;
    };
    EXPECT_DOUBLE_EQ(part(Factor::education), 0.478);
    EXPECT_DOUBLE_EQ(part(Factor::sex), 0.527) << "women, the first row";
}

TEST(ShippedData, BreakdownsAddUpToTheWholeSample) {
    const auto& survey = shipped().survey;
    EXPECT_EQ(count([](const Observation& one) {
                  return one.of_group() && one.quantity == Quantity::positive_percent;
              }),
              448 + 5)
        << "five of the threat";
    EXPECT_EQ(count([](const Observation& one) {
                  return one.of_group() && one.quantity == Quantity::index && one.indicator &&
                         one.relation == Relation::equal;
              }),
              72);
    for (const Factor factor : {Factor::age, Factor::ethnicity, Factor::settlement})
        for (int question = 0; question < kIndexQuestionCount; ++question) {
            double positive = 0.0;
            for (const auto& share : survey.observations)
                if (share.of_group() && share.population.factor == factor &&
                    share.quantity == Quantity::positive_percent && share.question == question)
                    positive += share.value * *share.respondents / 1616.0;
            if (positive > 0.0) { // the general question has no breakdown of shares
                EXPECT_NEAR(positive,
                            survey.of_everyone(Quantity::positive_percent, question, 2)->value,
                            0.0015);
            }
        }
}

TEST(ShippedData, EventsAreInDateOrderAndKnownOnes) {
    const auto& events = shipped().events;
    EXPECT_EQ(events.size(), 55U);
    EXPECT_TRUE(std::ranges::is_sorted(events, {}, &Event::start));
    std::map<EventClass, int> classes;
    for (const auto& event : events) {
        ++classes[event.event_class];
        EXPECT_NE(event.id, "24") << "the January unrest is not about China";
        EXPECT_EQ(event.direction, event.id == "3" ? -1.0 : 1.0);
    }
    EXPECT_EQ(classes[EventClass::sovereignty], 14) << "one of them assumed";
    EXPECT_EQ(classes[EventClass::diplomacy], 12);
    EXPECT_EQ(classes[EventClass::war], 1);
    EXPECT_EQ(classes[EventClass::policy], 1);
    const auto visa = std::ranges::find(events, "37", &Event::id);
    ASSERT_NE(visa, events.end());
    EXPECT_FALSE(visa->end.has_value());
    EXPECT_EQ(visa->concern.ages, (std::vector<int>{0, 1}));
    EXPECT_EQ(visa->concern.wealth_classes, (std::vector<int>{2, 3, 4}));
    EXPECT_EQ(std::ranges::count_if(events, &Event::expected), 2);
}

TEST(ShippedData, DriversKeepTheirUnits) {
    const auto share = [](Date start) {
        for (const auto& value : shipped().drivers)
            if (value.driver == "chinese_brands_share_new_cars" && value.start == start)
                return value;
        return DriverValue{};
    };
    const auto cars_2021 = share(*parse_date("2021-01-01")),
               cars_2023 = share(*parse_date("2023-01-01"));
    EXPECT_DOUBLE_EQ(cars_2021.value, 3.4);
    EXPECT_EQ(cars_2021.unit, "percent");
    EXPECT_EQ(cars_2021.status, Status::seen);
    EXPECT_EQ(cars_2023.status, Status::estimate);
}

TEST(ShippedData, EveryFileIsHashed) {
    const auto& hashes = shipped().file_hashes;
    ASSERT_TRUE(hashes.contains("survey/questions.csv"));
    EXPECT_TRUE(hashes.contains("geography/kz_regions_2022.geojson"));
    EXPECT_FALSE(hashes.contains("README.md"));
    for (const auto& [file, hash] : hashes)
        EXPECT_EQ(hash.size(), 16U) << file;
}

TEST(ShippedData, ACopyElsewhereLoadsTheSame) {
    const tests::DataCopy copy;
    EXPECT_EQ(load_inputs(copy.path() / "").file_hashes, shipped().file_hashes);
    EXPECT_EQ(load_survey_tables(copy.path() / "survey", shipped_country()).observations.size(),
              shipped().survey.observations.size());
}

} // namespace
} // namespace kozqaras
