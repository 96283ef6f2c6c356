#include "model/survey/partner_choice.hpp"

#include <cmath>
#include <map>

#include <gtest/gtest.h>

#include "model/population/synthesis.hpp"
#include "support/statistics.hpp"

namespace kozqaras {
namespace {

const InputData& choice_inputs() {
    static const InputData inputs = load_inputs(std::string(KOZQARAS_SOURCE_DIR) + "/data");
    return inputs;
}

const PartnerTables& shipped_partners() {
    static const auto tables =
        load_partners(std::string(KOZQARAS_SOURCE_DIR) + "/data", choice_inputs().survey);
    return *tables;
}

/// The printed table as if it were one of answers; named shares do not matter for links.
Mentions printed_mentions() {
    const PartnerTables& tables = shipped_partners();
    const std::size_t partners = tables.partners.size();
    Mentions mentions;
    mentions.named.assign(partners, 0.5);
    mentions.also.assign(partners * partners, 1.0);
    for (const PrintedMention& cell : tables.mentions)
        mentions.also[cell.base * partners + cell.also] = cell.share;
    return mentions;
}

TEST(PartnerChoice, TheReportsRuleGivesTheReportsLinks) {
    const auto links = links_of(printed_mentions());
    ASSERT_EQ(shipped_partners().links.size(), links.size());
    for (const PrintedLinks& printed : shipped_partners().links) {
        EXPECT_EQ(links[printed.partner].one_way, printed.one_way) << printed.partner;
        EXPECT_EQ(links[printed.partner].two_way, printed.two_way) << printed.partner;
    }
}

TEST(PartnerChoice, MentionsFollowFromSets) {
    // 40 % name nobody, 30 % the first, 20 % both, 10 % the second.
    const std::vector<float> shares{0.4F, 0.3F, 0.1F, 0.2F};
    const Mentions mentions = mentions_of(shares, 2);
    EXPECT_NEAR(mentions.named[0], 0.5, 1e-6);
    EXPECT_NEAR(mentions.named[1], 0.3, 1e-6);
    EXPECT_NEAR(mentions.of(0, 1), 0.4, 1e-6);
    EXPECT_NEAR(mentions.of(1, 0), 2.0 / 3.0, 1e-6);
    ASSERT_EQ(mentions.how_many.size(), 3U);
    EXPECT_NEAR(mentions.how_many[0], 0.4, 1e-6);
    EXPECT_NEAR(mentions.how_many[1], 0.4, 1e-6);
    EXPECT_NEAR(mentions.how_many[2], 0.2, 1e-6);
}

TEST(PartnerChoice, WithoutLanesCountriesAreIndependent) {
    PartnerTables tables = shipped_partners();
    std::vector<double> values;
    for (const PartnerNumber& number : tables.numbers)
        values.push_back(number.lane ? 0.0 : 0.3);
    set_numbers(tables, values);
    const std::vector<double> none(tables.partners.size(), 0.0);
    const std::vector<PartnerClass> everyone{{1.0, none, none, none}};
    const Mentions mentions = expected_mentions(tables, everyone);
    for (std::size_t base = 0; base < none.size(); ++base) {
        EXPECT_NEAR(mentions.named[base], normal_cdf(-0.3), 1e-6);
        for (std::size_t other = 0; other < none.size(); ++other) {
            if (other != base) {
                EXPECT_NEAR(mentions.of(base, other), normal_cdf(-0.3), 1e-6);
            }
        }
    }
}

/// Adults without opinions of their own: only what the tables say matters.
class DrawnChoice : public ::testing::Test {
  protected:
    DrawnChoice() {
        opinions.members = 1;
        opinions.stride = padded_lanes(1);
        opinions.quantum.fill(1.0F);
        opinions.values.assign(population.size() * opinions.stride, 0);
        const auto& questions = choice_inputs().survey.questions;
        response = {std::vector<double>(questions.size(), -0.5),
                    std::vector<double>(questions.size(), -0.3), 0.5};
    }

    [[nodiscard]] std::vector<float> drawn(std::vector<double> shifts) const {
        const PartnerChoice choice(shipped_partners(), population, cells, weights, 1);
        const auto shares =
            choice.set_shares(opinions, 0, response, choice_inputs().survey.questions, shifts);
        return {shares.begin(), shares.end()};
    }

    Population population = [] {
        SynthesisSettings settings;
        settings.scale = 0.004;
        return synthesise(choice_inputs(), settings).population;
    }();
    ReportingCells cells = make_reporting_cells(population);
    std::vector<double> weights = std::vector<double>(cells.size(), 1.0);
    Opinions opinions;
    ResponseParameters response;
};

// Drawn adult by adult, and integrated: the same table within the error of the draws.
TEST_F(DrawnChoice, IsWhatTheExpectedTableSays) {
    const PartnerTables& tables = shipped_partners();
    const std::size_t partners = tables.partners.size();
    std::map<std::vector<double>, double> groups;
    for (std::size_t agent = 0; agent < population.size(); ++agent)
        groups[leanings_of(tables, population, agent)] +=
            1.0 / static_cast<double>(population.size());
    std::vector<PartnerClass> classes;
    std::vector<double> mean(partners, 0.0);
    const std::vector<double> none(partners, 0.0);
    for (std::size_t p = 0; p < partners; ++p)
        mean[p] = tables.partners[p].question ? 0.3 : 0.0; // opinion 0 less the bar of -0.3
    for (const auto& [shift, weight] : groups)
        classes.push_back({weight, shift, mean, none});
    const Mentions expected = expected_mentions(tables, classes);
    const Mentions answers = mentions_of(drawn(none), partners);
    const auto adults = static_cast<double>(population.size());
    for (std::size_t base = 0; base < partners; ++base) {
        EXPECT_NEAR(answers.named[base], expected.named[base], 3.5 * std::sqrt(0.25 / adults));
        for (std::size_t other = 0; other < partners; ++other)
            EXPECT_NEAR(answers.of(base, other), expected.of(base, other),
                        3.5 * std::sqrt(0.25 / (adults * expected.named[base])));
    }
}

TEST_F(DrawnChoice, AShiftOfOneCountryMovesOnlyThatOne) {
    const std::size_t partners = shipped_partners().partners.size();
    std::vector<double> shifts(partners, 0.0);
    const Mentions before = mentions_of(drawn(shifts), partners);
    shifts[2] = 0.7;
    const Mentions after = mentions_of(drawn(shifts), partners);
    for (std::size_t p = 0; p < partners; ++p)
        if (p == 2)
            EXPECT_GT(after.named[p], before.named[p] + 0.1);
        else
            EXPECT_NEAR(after.named[p], before.named[p], 1e-6);
}

TEST_F(DrawnChoice, BetterOpinionNamesOnlyThePartnerWithAQuestionMore) {
    const std::size_t partners = shipped_partners().partners.size();
    const std::vector<double> none(partners, 0.0);
    const Mentions before = mentions_of(drawn(none), partners);
    std::ranges::fill(opinions.values, static_cast<std::int16_t>(1)); // one s.d. better
    const Mentions after = mentions_of(drawn(none), partners);
    for (std::size_t p = 0; p < partners; ++p)
        if (shipped_partners().partners[p].question)
            EXPECT_GT(after.named[p], before.named[p] + 0.2);
        else
            EXPECT_NEAR(after.named[p], before.named[p], 1e-6);
}

} // namespace
} // namespace kozqaras
