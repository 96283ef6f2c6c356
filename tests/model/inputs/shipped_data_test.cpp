// What data/ holds, against the counts and totals that its sources state.
#include <algorithm>
#include <map>
#include <numeric>

#include <gtest/gtest.h>

#include "model/inputs/input_data.hpp"
#include "tests/model/inputs/data_copy.hpp"

namespace kozqaras {
namespace {

const InputData& shipped() {
    static const InputData data = load_inputs(std::filesystem::path(KOZQARAS_SOURCE_DIR) / "data");
    return data;
}

double total(const Margin& margin) {
    return std::accumulate(margin.counts.begin(), margin.counts.end(), 0.0);
}

double mean_net(Indicator indicator, int wave) {
    double sum = 0.0;
    int count = 0;
    for (const auto& net : shipped().survey.nets)
        if (net.wave == wave && shipped().survey.questions[net.question].indicator == indicator) {
            sum += net.net;
            ++count;
        }
    return sum / count;
}

TEST(ShippedData, HasTheTwentyRegionsInOrder) {
    ASSERT_EQ(shipped().regions.size(), 20U);
    for (std::size_t region = 0; region < 20; ++region)
        EXPECT_EQ(shipped().regions[region].iso, kRegionCodes[region]);
    EXPECT_EQ(shipped().regions[0].iso_pre2022, "KZ-63") << "Abai belonged to East Kazakhstan";
    EXPECT_EQ(shipped().regions[18].macro_region, "Almaty");
}

TEST(ShippedData, EveryMarginHoldsAllAdults) {
    const auto& population = shipped().population;
    for (const Margin* margin :
         {&population.region_settlement_sex_age, &population.region_ethnicity,
          &population.ethnicity_language, &population.age_education, &population.wealth})
        EXPECT_DOUBLE_EQ(total(*margin), 13'087'620.0) << margin->name;
    EXPECT_EQ(population.region_settlement_sex_age.counts.size(), 480U);
    EXPECT_DOUBLE_EQ(population.region_settlement_sex_age.counts[0], 15'187.0);
    EXPECT_EQ(population.region_settlement_sex_age.status, Status::derived);
    EXPECT_EQ(population.age_education.status, Status::estimate);
}

TEST(ShippedData, AdultsAreTwoThirdsKazakh) {
    const auto& counts = shipped().population.region_ethnicity.counts;
    ASSERT_EQ(counts.size(), 60U);
    std::array<double, 3> adults{};
    for (std::size_t cell = 0; cell < counts.size(); ++cell)
        adults[cell % 3] += counts[cell];
    EXPECT_NEAR(adults[0] / 13'087'620.0, 0.66, 1e-4);
    EXPECT_NEAR(adults[1] / 13'087'620.0, 0.18, 1e-4);
    EXPECT_NEAR(adults[2] / 13'087'620.0, 0.16, 1e-4);
}

TEST(ShippedData, CitiesHaveNoVillages) {
    const auto& counts = shipped().population.region_settlement_sex_age.counts;
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
    EXPECT_DOUBLE_EQ(data.internet.social_networks[5][1], 0.18);
    EXPECT_DOUBLE_EQ(data.population.mean_household_size_rural, 4.2);
}

TEST(ShippedData, QuestionsBelongToTheirAttitudes) {
    std::map<Attitude, int> counts;
    std::array<int, kWaveCount> asked{};
    for (const auto& question : shipped().survey.questions) {
        ++counts[question.attitude];
        for (std::size_t wave = 0; wave < kWaveCount; ++wave)
            asked[wave] += question.asked[wave] ? 1 : 0;
    }
    EXPECT_EQ(counts[Attitude::general], 1);
    EXPECT_EQ(counts[Attitude::power], 4);
    EXPECT_EQ(counts[Attitude::goodwill], 2);
    EXPECT_EQ(counts[Attitude::economic], 11);
    EXPECT_EQ(counts[Attitude::openness], 6);
    EXPECT_EQ(counts[Attitude::engagement], 5);
    EXPECT_EQ(asked, (std::array<int, 3>{22, 28, 29}));
}

TEST(ShippedData, NetsGiveThePrintedIndicators) {
    EXPECT_EQ(shipped().survey.nets.size(), 78U);
    EXPECT_NEAR(mean_net(Indicator::geopolitical, 0), 0.290, 0.001);
    EXPECT_NEAR(mean_net(Indicator::economic, 1), 0.285, 0.001);
    EXPECT_NEAR(mean_net(Indicator::cultural, 0), -0.219, 0.001);
    EXPECT_NEAR(mean_net(Indicator::general, 2), 0.56, 1e-9);
    EXPECT_NEAR(mean_net(Indicator::geopolitical, 2), 0.503, 0.001);
    EXPECT_NEAR(mean_net(Indicator::economic, 2), 0.543, 0.001);
    EXPECT_NEAR(mean_net(Indicator::cultural, 2), -0.058, 0.001);
}

TEST(ShippedData, WhatIsLostStaysLost) {
    for (const auto& net : shipped().survey.nets)
        EXPECT_FALSE(net.question == 0 && net.wave == 1) << "general, 2021, was never printed";
    for (const auto& published : shipped().survey.indicators) {
        const bool lost = published.wave == 1 && published.methodology == "revised_2023" &&
                          (!published.indicator || *published.indicator == Indicator::general);
        EXPECT_FALSE(lost);
    }
    EXPECT_EQ(shipped().survey.indicators.size(), 21U);
    EXPECT_FALSE(shipped().survey.waves[0].respondents.has_value());
    EXPECT_EQ(shipped().survey.waves[1].respondents, 2624);
    EXPECT_EQ(shipped().survey.waves[2].respondents, 1616);
}

TEST(ShippedData, AnswersAgreeWithTheNetsOf2023) {
    std::map<int, double> nets;
    for (const auto& net : shipped().survey.nets)
        if (net.wave == 2)
            nets[net.question] = net.net;
    ASSERT_EQ(nets.size(), 29U);
    ASSERT_EQ(shipped().survey.answers.size(), 29U);
    for (const auto& answer : shipped().survey.answers)
        EXPECT_NEAR(answer.positive - answer.negative, nets[answer.question], 0.0101);
}

TEST(ShippedData, GroupsAddUpToTheSample) {
    std::map<Factor, int> respondents;
    for (const auto& group : shipped().survey.groups)
        respondents[group.factor] += group.respondents;
    EXPECT_EQ(respondents[Factor::age], 1616);
    EXPECT_EQ(respondents[Factor::ethnicity], 1616);
    EXPECT_EQ(respondents[Factor::settlement], 1616);
    EXPECT_EQ(respondents[Factor::wealth], 1546) << "70 gave no answer";
    EXPECT_EQ(respondents[Factor::language], 1593) << "23 another language or no answer";
    EXPECT_EQ(shipped().survey.groups.size(), 16U);
    EXPECT_DOUBLE_EQ(shipped().survey.sample_share_higher_education, 0.478);
    EXPECT_DOUBLE_EQ(shipped().survey.sample_share_women, 0.527);
}

TEST(ShippedData, BreakdownsAddUpToTheWholeSample) {
    const auto& survey = shipped().survey;
    EXPECT_EQ(survey.breakdowns.size(), 448U);
    EXPECT_EQ(survey.breakdown_indicators.size(), 72U);
    for (const Factor factor : {Factor::age, Factor::ethnicity, Factor::settlement})
        for (const auto& answer : survey.answers) {
            double positive = 0.0;
            for (const auto& share : survey.breakdowns)
                if (share.factor == factor && share.question == answer.question)
                    positive += share.positive * share.respondents / 1616.0;
            if (positive > 0.0) { // the general question has no breakdown of shares
                EXPECT_NEAR(positive, answer.positive, 0.0015);
            }
        }
}

TEST(ShippedData, EventsAreInDateOrderAndKnownOnes) {
    const auto& events = shipped().events;
    EXPECT_EQ(events.size(), 52U);
    EXPECT_TRUE(std::ranges::is_sorted(events, {}, &Event::start));
    std::map<EventClass, int> classes;
    for (const auto& event : events) {
        ++classes[event.event_class];
        EXPECT_NE(event.id, "24") << "the January unrest is not about China";
        EXPECT_EQ(event.direction, event.id == "3" ? -1.0 : 1.0);
    }
    EXPECT_EQ(classes[EventClass::sovereignty], 13);
    EXPECT_EQ(classes[EventClass::diplomacy], 12);
    EXPECT_EQ(classes[EventClass::war], 1);
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
    EXPECT_EQ(load_survey_tables(copy.path() / "survey").nets.size(), 78U);
}

} // namespace
} // namespace kozqaras
