#include "calibration/static_rival.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "calibration/holdout.hpp"
#include "support/errors.hpp"
#include "support/statistics.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

// Groups: 0 everyone; 1, 2 by a seen factor; 3, 4 by another seen factor; 5, 6 held out.
constexpr int kGroups = 7;

/// The held-out factor goes with the first one: 5 holds mostly people of 1.
StaticCells mixed_cells() {
    StaticCells cells;
    cells.group_count = kGroups;
    for (int first = 0; first < 2; ++first)
        for (int second = 0; second < 2; ++second)
            for (int held_out = 0; held_out < 2; ++held_out) {
                cells.weights.push_back((first == held_out ? 0.8 : 0.2) * 0.25);
                cells.groups.push_back({0, 1 + first, 3 + second, 5 + held_out});
            }
    return cells;
}

double truth(int first, int second) {
    return normal_cdf(0.3 + (first == 0 ? 0.4 : -0.4) + (second == 0 ? -0.2 : 0.2));
}

/// What a large survey would print of `group`.
double true_share(const StaticCells& cells, int group) {
    double sum = 0.0, total = 0.0;
    for (std::size_t c = 0; c < cells.weights.size(); ++c)
        for (const int other : cells.groups[c])
            if (other == group) {
                sum += cells.weights[c] * truth(cells.groups[c][1] - 1, cells.groups[c][2] - 3);
                total += cells.weights[c];
            }
    return sum / total;
}

std::vector<ObservedShare> printed(const StaticCells& cells, double variance) {
    std::vector<ObservedShare> shares;
    for (const int group : {0, 1, 3})
        shares.push_back({4, group, true_share(cells, group), variance});
    return shares;
}

TEST(StaticRival, PredictsAGroupFromWhoIsInIt) {
    const auto cells = mixed_cells();
    const StaticRival rival(cells, {1, 2, 3, 4}, printed(cells, 1e-6));
    for (const int group : {5, 6}) {
        const auto prediction = rival.predict(4, group);
        EXPECT_NEAR(prediction.mean, true_share(cells, group), 0.003) << group;
        EXPECT_GT(prediction.deviation, 0.0);
        EXPECT_LT(prediction.deviation, 0.02);
    }
    EXPECT_GT(rival.predict(4, 5).mean - rival.predict(4, 6).mean, 0.1) << "they do differ";
}

TEST(StaticRival, ShrinksWhatTheDataDoNotShow) {
    const auto cells = mixed_cells();
    auto shares = printed(cells, 1e-4);
    for (auto& share : shares)
        share.share = 0.6; // nobody differs
    const StaticRival rival(cells, {1, 2, 3, 4}, shares);
    EXPECT_LE(rival.effect_deviation(), 0.05);
    EXPECT_NEAR(rival.predict(4, 5).mean, 0.6, 0.005);
}

TEST(StaticRival, RefusesAQuestionItHasNotSeen) {
    const auto cells = mixed_cells();
    const StaticRival rival(cells, {1, 2}, printed(cells, 1e-4));
    EXPECT_THROW((void)rival.predict(3, 5), BugError);
    EXPECT_THROW((void)rival.predict(9, 5), BugError);
}

/// Members that print exactly the survey must be scored better than the rivals.
TEST(Holdout, APerfectModelWins) {
    NoProgress progress;
    const auto world =
        make_world(load_inputs(std::string(KOZQARAS_SOURCE_DIR) + "/data"), 0.0005, 1, progress);
    TargetSettings settings;
    std::erase(settings.breakdowns, Factor::language);
    constexpr std::size_t kSize = std::size_t{kWaveCount} * kGroupCount * kQuestionCount * 2;
    std::vector<std::vector<float>> members(3, std::vector<float>(kSize, 0.5F));
    for (auto& member : members)
        for (const Target& target : breakdown_targets(world->inputs.survey))
            member[((2 * static_cast<std::size_t>(kGroupCount) +
                     static_cast<std::size_t>(target.group)) *
                        kQuestionCount +
                    static_cast<std::size_t>(target.question)) *
                   2] = static_cast<float>(target.value);
    const auto result = score_held_out(*world, members, Factor::language, settings, {});
    EXPECT_EQ(result.numbers.size(), 84U);
    EXPECT_NEAR(result.scores[0].root_mean_square_error, 0.0, 1e-6);
    EXPECT_GT(result.scores[1].root_mean_square_error, 0.01);
    EXPECT_LT(result.scores[0].crps, result.scores[1].crps);
    EXPECT_LT(result.scores[0].crps, result.scores[2].crps);
    EXPECT_NEAR(result.scores[0].inside_90, 1.0, 1e-9);
    for (auto& member : members)
        std::ranges::fill(member, 0.5F);
    const auto bad = score_held_out(*world, members, Factor::language, settings, {});
    EXPECT_GT(bad.scores[0].crps, bad.scores[1].crps) << "and a bad one loses";
}

} // namespace
} // namespace kozqaras
