#include "model/survey/raking.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "model/population/synthesis.hpp"
#include "model/survey/census_weights.hpp"
#include "model/survey/fieldwork.hpp"
#include "model/survey/interview.hpp"
#include "support/errors.hpp"
#include "support/statistics.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

/// One cell for each settlement and survey age group.
ReportingCells six_cells() {
    ReportingCells cells;
    cells.country = shipped_country();
    for (int settlement = 0; settlement < 2; ++settlement)
        for (int age = 0; age < 3; ++age) {
            auto& groups = cells.groups.emplace_back();
            for (std::size_t slot = 0; slot < kReportedFactors.size(); ++slot)
                groups[slot] = static_cast<std::uint8_t>(
                    group_index(kReportedFactors[slot],
                                kReportedFactors[slot] == Factor::settlement ? settlement
                                : kReportedFactors[slot] == Factor::age      ? age
                                                                             : 0));
        }
    return cells;
}

constexpr std::array kTwo{Factor::settlement, Factor::age};

GroupShares wanted(const std::vector<double>& settlement, const std::vector<double>& age) {
    GroupShares shares(kGroupCount, -1.0);
    for (std::size_t i = 0; i < settlement.size(); ++i)
        shares[static_cast<std::size_t>(group_index(Factor::settlement, static_cast<int>(i)))] =
            settlement[i];
    for (std::size_t i = 0; i < age.size(); ++i)
        shares[static_cast<std::size_t>(group_index(Factor::age, static_cast<int>(i)))] = age[i];
    return shares;
}

// Raking keeps the interactions (odds ratios) of the start: those of a 2 x 3 table.
TEST(Raking, MeetsTheSharesAndKeepsTheOddsRatios) {
    const ReportingCells cells = six_cells();
    const std::vector<double> counts{30, 50, 20, 10, 60, 40};
    std::vector<double> weights(6, 1.0);
    const auto result = rake(cells, counts, kTwo, wanted({0.7, 0.3}, {0.5, 0.3, 0.2}), weights);
    EXPECT_LT(result.worst_error, 1e-7);
    std::vector<double> mass;
    double total = 0;
    for (std::size_t cell = 0; cell < 6; ++cell) {
        mass.push_back(weights[cell] * counts[cell]);
        total += mass.back();
    }
    EXPECT_NEAR(total, 210.0, 1e-9);
    EXPECT_NEAR((mass[0] + mass[1] + mass[2]) / total, 0.7, 1e-6);
    EXPECT_NEAR((mass[0] + mass[3]) / total, 0.5, 1e-6);
    EXPECT_NEAR(mass[0] * mass[4] / (mass[1] * mass[3]), 30.0 * 60 / (50 * 10), 1e-9);
}

// Numbers of the user's: refused with their place, not raked into weights that are none.
TEST(Raking, RefusesNumbersThatCannotBe) {
    const ReportingCells cells = six_cells();
    const std::vector<double> good(6, 10.0), nobody(6, 0.0);
    const auto refused = [&](std::vector<double> counts, std::vector<double> weights,
                             const GroupShares& shares) {
        EXPECT_THROW((void)rake(cells, counts, kTwo, shares, weights), InputError);
    };
    const auto shares = wanted({0.7, 0.3}, {0.5, 0.3, 0.2});
    for (const double wrong : {-1.0, static_cast<double>(NAN), static_cast<double>(INFINITY)}) {
        auto bad = good;
        bad[3] = wrong;
        refused(bad, good, shares);
        refused(good, bad, shares);
        EXPECT_THROW((void)group_shares(cells, bad, kTwo), InputError);
    }
    EXPECT_THROW((void)group_shares(cells, nobody, kTwo), InputError);
    refused(good, good, wanted({NAN, 0.3}, {0.5, 0.3, 0.2}));
    refused(good, good, wanted({70, 30}, {0.5, 0.3, 0.2}));
}

TEST(Raking, ScalesTheSharesIfAGroupHasNobody) {
    const ReportingCells cells = six_cells();
    const std::vector<double> counts{30, 50, 0, 10, 60, 0};
    std::vector<double> weights(6, 1.0);
    const auto result = rake(cells, counts, kTwo, wanted({0.5, 0.5}, {0.4, 0.4, 0.2}), weights);
    EXPECT_LT(result.worst_error, 1e-7);
    EXPECT_NEAR((weights[0] * 30 + weights[3] * 10) / 150, 0.5, 1e-6);
}

TEST(Raking, UnknownGroupsKeepTheirRelations) {
    const ReportingCells cells = six_cells();
    const std::vector<double> counts{10, 10, 20, 10, 10, 20};
    auto shares = wanted({0.5, 0.5}, {0.5, 0.25, 0.25});
    shares[static_cast<std::size_t>(group_index(Factor::age, 1))] = -1.0;
    shares[static_cast<std::size_t>(group_index(Factor::age, 2))] = -1.0;
    std::vector<double> weights(6, 1.0);
    (void)rake(cells, counts, kTwo, shares, weights);
    EXPECT_NEAR(weights[2] / weights[1], 1.0, 1e-9);
    EXPECT_NEAR(weights[0] * 20 / 80, 0.5, 1e-6);
}

// The sample of 2023 holds too many ethnic Kazakhs; opinion here hangs on ethnicity alone, which a
// census knows: the weights must take the whole bias away, and leave sampling error.
TEST(CensusWeights, TakeAwayTheBiasThatACensusCanSee) {
    const auto inputs = load_inputs(std::string(KOZQARAS_SOURCE_DIR) + "/data");
    const auto population = synthesise(inputs, {.scale = 0.002, .seed = 3}).population;
    const auto cells = make_reporting_cells(population);
    const auto design = design_sample(cells, inputs.survey.samples.front());
    std::vector<double> adults(cells.size());
    for (std::size_t cell = 0; cell < adults.size(); ++cell)
        adults[cell] = cells.count(cell);
    double truth = 0;
    for (const std::uint8_t ethnicity : population.ethnicity)
        truth += ethnicity == 0 ? 1.0 : 0.0;
    truth /= static_cast<double>(population.size());
    const auto respondents = draw_respondents(cells, design, 1600, 11, 2);
    const auto weights = census_weights(cells, respondents, adults);
    double fielded = 0, weighted = 0, total = 0;
    for (std::size_t r = 0; r < respondents.size(); ++r) {
        const double kazakh = population.ethnicity[respondents[r]] == 0 ? 1.0 : 0.0;
        fielded += kazakh / 1600;
        weighted += weights[r] * kazakh;
        total += weights[r];
    }
    EXPECT_GT(fielded - truth, 0.05);
    EXPECT_NEAR(weighted / total, truth, 1e-6);
    EXPECT_NEAR(total, 1600.0, 1e-6);
}

} // namespace
} // namespace kozqaras
