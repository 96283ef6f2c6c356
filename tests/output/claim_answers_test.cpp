#include "output/claim_answers.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>

#include <gtest/gtest.h>

#include "output/claim_texts.hpp"
#include "output/region_clusters.hpp"
#include "output/report_tables.hpp"
#include "tests/output/sample_run.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

const ReportStatements& statements_of_reports() {
    static const auto statements = load_report_statements(
        std::string(KOZQARAS_SOURCE_DIR) + "/data/survey",
        load_survey_tables(std::string(KOZQARAS_SOURCE_DIR) + "/data/survey", shipped_country()));
    return statements;
}

const testing::SampleRun& answering_run() {
    static const auto run = testing::make_sample_run(20);
    return run;
}

std::vector<ClaimAnswer> answers_of(const testing::SampleRun& run, bool calibrated = true) {
    return answer_claims(statements_of_reports(), *run.plan.world, ResultView(run.result),
                         calibrated);
}

const ClaimAnswer& answer_to(const std::vector<ClaimAnswer>& answers, const std::string& id) {
    return *std::ranges::find_if(answers,
                                 [&](const ClaimAnswer& one) { return one.claim->id == id; });
}

/// All answers of a wave moved: the claims must follow, for nothing is passed through.
testing::SampleRun with_shares(float positive, float negative) {
    auto run = answering_run();
    for (std::size_t i = 0; i < run.result.wave_shares.size(); i += 2) {
        run.result.wave_shares[i] = positive;
        run.result.wave_shares[i + 1] = negative;
    }
    return run;
}

TEST(ClaimAnswers, FollowTheSimulatedAnswersAndNotThePrint) {
    const auto flat = with_shares(0.6F, 0.3F);
    const auto answers = answers_of(flat);
    const auto& growth = answer_to(answers, "d04");
    EXPECT_EQ(growth.verdict, Verdict::contradicted);
    EXPECT_NEAR(growth.number->median, 0, 1e-6);
    EXPECT_NEAR(*growth.printed, 0.17 / 3, 1e-9);
    EXPECT_TRUE(*growth.printed_holds);
    EXPECT_NEAR(answer_to(answers, "d20a").number->median, 0, 1e-6);
    EXPECT_NEAR(answer_to(answers, "g01").number->median, 0.6, 1e-6);
    EXPECT_NEAR(answer_to(answers, "d31b").number->median, 11, 1e-6);
}

TEST(ClaimAnswers, VerdictsGoByTheShareOfMembers) {
    auto run = answering_run(); // the composite of 2023 over that of 2020, member by member
    const auto share_with_growth = [&](std::size_t growing) {
        auto shares = view_of(run.result, &RunResult::wave_shares);
        for (std::size_t member = 0; member < run.result.members; ++member)
            for (int group = 0; group < kGroupCount; ++group)
                for (int question = 0; question < kQuestionCount; ++question)
                    for (int wave = 0; wave < kWaveCount; ++wave) {
                        shares(member, wave, group, question, 0) =
                            wave == 2 && member < growing ? 0.9F : 0.5F;
                        shares(member, wave, group, question, 1) = 0.25F;
                    }
        return answer_to(answers_of(run), "d02");
    };
    EXPECT_EQ(share_with_growth(20).verdict, Verdict::met);
    // Without growth all four gains are 0, which is "at least 0"; a fall is not.
    auto view = view_of(run.result, &RunResult::wave_shares);
    const auto with_fall = [&](std::size_t falling) {
        static_cast<void>(share_with_growth(20));
        for (std::size_t member = 0; member < falling; ++member)
            for (int question = 0; question < kQuestionCount; ++question)
                view(member, 2, 0, question, 0) = 0.3F;
        return answer_to(answers_of(run), "d02");
    };
    EXPECT_EQ(with_fall(10).verdict, Verdict::met); // half of them hold
    EXPECT_EQ(with_fall(11).verdict, Verdict::undecided);
    EXPECT_EQ(with_fall(19).verdict, Verdict::undecided); // 5 of 100
    EXPECT_EQ(with_fall(20).verdict, Verdict::contradicted);
}

TEST(ClaimAnswers, SayWhyNothingWasAsked) {
    const auto answers = answers_of(answering_run());
    EXPECT_EQ(answer_to(answers, "d16").verdict, Verdict::not_asked);
    EXPECT_NE(answer_to(answers, "d16").why_not_asked.find("marital"), std::string::npos);
    EXPECT_NE(answer_to(answers, "d07").why_not_asked.find("no_war_2022"), std::string::npos);
    auto early = answering_run(); // a run that ends before the last wave
    auto shares = view_of(early.result, &RunResult::wave_shares);
    for (std::size_t member = 0; member < early.result.members; ++member)
        std::ranges::fill(shares.behind(member, 2), std::nanf(""));
    EXPECT_EQ(answer_to(answers_of(early), "d01").verdict, Verdict::not_asked);
    EXPECT_NE(answer_to(answers_of(early), "d01").why_not_asked.find("2023"), std::string::npos);
    EXPECT_NE(answer_to(answers_of(early), "d06a").verdict, Verdict::not_asked);
}

TEST(ClaimAnswers, ASecondScenarioIsReadAtTheWave) {
    auto run = answering_run();
    run.result.scenario_ids[1] = "no_war_2022";
    const auto week = static_cast<std::size_t>(
        std::ranges::find(run.result.weeks, run.result.wave_weeks[2]) - run.result.weeks.begin());
    auto index = view_of(run.result, &RunResult::index_sample);
    for (std::size_t member = 0; member < run.result.members; ++member)
        index(1, member, week, 2) = index(0, member, week, 2) - 0.04F;
    const auto answers = answers_of(run);
    EXPECT_NEAR(answer_to(answers, "d07").number->median, 0.04, 1e-6);
    EXPECT_EQ(answer_to(answers, "d07").verdict, Verdict::met);
}

TEST(ClaimAnswers, AMacroRegionIsTheMeanOfItsRegionsByAdults) {
    const auto& run = answering_run();
    const World& world = *run.plan.world;
    ClaimTerm term = *std::ranges::find_if(statements_of_reports().claims, [](const Claim& claim) {
                          return claim.id == "m01";
                      })->terms.begin();
    ASSERT_EQ(term.population.kind, ObservedPopulation::Kind::macro_region);
    const auto values = simulated_values(term, world, ResultView(run.result)).value();
    const auto adults = adults_by_group(world);
    double sum = 0, weights = 0;
    for (std::size_t region = 0; region < world.inputs.country->regions.size(); ++region) {
        if (world.inputs.country->regions[region].macro_region != term.population.name)
            continue;
        const int group = group_index(Factor::region, static_cast<int>(region));
        const auto answer = ResultView(run.result).wave_answer(0, term.wave, group, 0);
        sum += adults[static_cast<std::size_t>(group)] * answer.net();
        weights += adults[static_cast<std::size_t>(group)];
    }
    EXPECT_NEAR(values[0], sum / weights, 1e-6); // the general indicator is one question
}

TEST(ClaimAnswers, NothingIsFittedWithoutACalibration) {
    for (const ClaimAnswer& answer : answers_of(answering_run(), false))
        EXPECT_EQ(answer.fitted, ClaimFitted::no) << answer.claim->id;
    EXPECT_EQ(answer_to(answers_of(answering_run()), "d20a").fitted, ClaimFitted::yes);
}

TEST(ClaimTexts, FitATerminalAndSayAll) {
    const auto answers = answers_of(answering_run());
    std::istringstream lines(claims_text(answers));
    for (std::string line; std::getline(lines, line);)
        EXPECT_LE(line.size(), 100U) << line;
    for (const std::string& text : {claims_text(answers), claims_csv(answers), claims_json(answers),
                                    claims_markdown(answers, "x")}) {
        for (const char* missing : {" nan", ",nan", "(nan", ":nan"}) // econ_finance holds "nan"
            EXPECT_EQ(text.find(missing), std::string::npos);
        for (const Claim& claim : statements_of_reports().claims)
            EXPECT_NE(text.find(claim.id), std::string::npos) << claim.id;
    }
    EXPECT_NE(claims_text(answers).find(verdicts_in_words(answers)), std::string::npos);
}

const std::vector<TableNumber>& tables_of_sample() {
    static const auto tables = report_tables(statements_of_reports(), *answering_run().plan.world,
                                             ResultView(answering_run().result));
    return tables;
}

const TableNumber& number_at(ReportTable table, int wave, const std::string& group,
                             const std::string& item, const std::string& statistic) {
    return *std::ranges::find_if(tables_of_sample(), [&](const TableNumber& one) {
        return one.table == table && one.wave == wave && one.group == group && one.item == item &&
               one.statistic == statistic;
    });
}

TEST(ReportTables, PrintedNumbersAreThoseOfTheReport) {
    using enum ReportTable;
    EXPECT_NEAR(*number_at(answers, 2, "all", "econ_trade", "coefficient").printed, 6.44, 0.005);
    EXPECT_NEAR(*number_at(answers, 2, "all", "econ_production", "rank").printed, 2, 1e-9);
    EXPECT_NEAR(*number_at(indicators, 2, "5", "general", "index").printed, 0.88, 1e-9);
    EXPECT_FALSE(number_at(indicators, 0, "5", "general", "index").printed);
    EXPECT_NEAR(*number_at(attitude, 2, "1", "general_attitude", "positive").printed, 0.53, 1e-9);
    EXPECT_FALSE(number_at(attitude, 2, "1", "general_attitude", "positive").fitted);
    EXPECT_NEAR(*number_at(macro_regions, 2, "Astana", "geopolitical", "rank").printed, 1, 1e-9);
}

TEST(ReportTables, SimulatedNumbersAreThoseOfTheRun) {
    const auto& run = answering_run();
    std::vector<double> positive;
    for (std::size_t member = 0; member < run.result.members; ++member)
        positive.push_back(ResultView(run.result).wave_answer(member, 2, 0, 7).positive);
    EXPECT_NEAR(number_at(ReportTable::answers, 2, "all", "econ_trade", "positive").model->median,
                spread_of(positive)->median, 1e-9);
    for (const TableNumber& one : tables_of_sample())
        if (one.statistic == "neither") {
            EXPECT_GE(one.model->low90, -1e-6);
        }
}

TEST(ReportTables, FactorsHaveMarkDifferenceAndRange) {
    std::size_t marks = 0, marked = 0;
    for (const TableNumber& one : tables_of_sample())
        if (one.table == ReportTable::factors && one.statistic == "mark") {
            ++marks;
            marked += *one.printed > 0 ? 1 : 0;
        }
    EXPECT_EQ(marks, 24U); // six factors, four indicators
    EXPECT_EQ(marked, 10U);
    const auto range = std::ranges::find_if(tables_of_sample(), [](const TableNumber& one) {
        return one.table == ReportTable::factors && one.factor == "wealth" &&
               one.item == "geopolitical" && one.statistic == "range";
    });
    EXPECT_NEAR(*range->printed, 0.24, 1e-9); // the difference of the ends is 0.14
}

TEST(RegionClusters, MembersThatAgreeAlwaysPutTwinsTogether) {
    auto run = answering_run();
    auto shares = view_of(run.result, &RunResult::wave_shares);
    const int first = group_index(Factor::region, 0), twin = group_index(Factor::region, 5);
    for (std::size_t member = 0; member < run.result.members; ++member)
        for (int question = 0; question < kQuestionCount; ++question)
            for (int answer = 0; answer < 2; ++answer)
                shares(member, 2, twin, question, answer) =
                    shares(member, 2, first, question, answer);
    const auto found = cluster_regions(*run.plan.world, ResultView(run.result), 4);
    ASSERT_EQ(found.regions.size(), static_cast<std::size_t>(kRegionCount));
    EXPECT_EQ(found.merges.front().left, 0U);
    EXPECT_EQ(found.merges.front().right, 5U);
    EXPECT_NEAR(found.merges.front().distance, 0, 1e-9);
    EXPECT_NEAR(found.together[5], 1, 1e-9);
    EXPECT_NEAR(found.together[5 * kRegionCount], 1, 1e-9);
    EXPECT_EQ(*std::ranges::max_element(found.clusters), 3U);
    for (const double share : found.together)
        EXPECT_TRUE(share >= 0 && share <= 1 + 1e-9);
}

TEST(RegionClusters, ARunWithoutAWaveHasNone) {
    auto run = answering_run();
    std::ranges::fill(run.result.wave_shares, std::nanf(""));
    EXPECT_TRUE(cluster_regions(*run.plan.world, ResultView(run.result), 4).merges.empty());
}

} // namespace
} // namespace kozqaras
