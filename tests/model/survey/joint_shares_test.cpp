#include "model/survey/joint_shares.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "model/population/synthesis.hpp"
#include "model/survey/interview.hpp"
#include "support/random.hpp"
#include "support/statistics.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

/// Two questions on two attitudes, of adults whose fear goes with favour by `share`.
class TwoAnswers : public ::testing::Test {
  protected:
    void hold(double share) {
        opinions.members = 2;
        opinions.stride = padded_lanes(2);
        opinions.quantum.fill(1.0F / kQuantaPerUnit);
        opinions.values.assign(population.size() * opinions.stride, 0);
        for (std::size_t i = 0; i < population.size(); ++i) {
            const auto z = random_normals(1, Purpose::test, i);
            const double favour = 0.7 * z[0] - 0.2 * population.wealth[i],
                         fear = share * favour + (1.0 - share) * 0.7 * z[1];
            const auto put = [&](Attitude attitude, double value) {
                opinions
                    .values[i * opinions.stride + lane_of(1, static_cast<std::size_t>(attitude))] =
                    static_cast<std::int16_t>(kQuantaPerUnit * value);
            };
            put(Attitude::goodwill, favour);
            put(Attitude::threat, fear);
        }
    }

    [[nodiscard]] double both() const {
        AttitudeCovariances covariances;
        covariances.take(opinions, cells, questions, pairs);
        return joint_shares(attitude_moments(opinions, cells), covariances, 1,
                            net_weights(cells, weights, weights), response, questions, pairs)
            .front();
    }

    /// If the two questions were strangers to each other.
    [[nodiscard]] double product() const {
        const auto one_by_one =
            overall_answers(attitude_moments(opinions, cells), 1,
                            net_weights(cells, weights, weights), response, questions);
        return one_by_one.positive[0] * one_by_one.positive[1];
    }

    /// The same adult by adult: given the attitudes, answers to two questions are independent.
    [[nodiscard]] double both_by_adults() const {
        double sum = 0.0, all = 0.0;
        for (std::size_t i = 0; i < population.size(); ++i) {
            double chance = 1.0;
            for (std::size_t q = 0; q < 2; ++q)
                chance *= normal_cdf(static_cast<double>(opinions.at(
                                         i, 1, static_cast<std::size_t>(questions[q].attitude))) -
                                     response.upper[q]);
            sum += weights[cells.cell_of_agent[i]] * chance;
            all += weights[cells.cell_of_agent[i]];
        }
        return sum / all;
    }

    InputData inputs = load_inputs(std::string(KOZQARAS_SOURCE_DIR) + "/data");
    Population population = [this] {
        SynthesisSettings settings;
        settings.scale = 0.0025; // that of a run
        return synthesise(inputs, settings).population;
    }();
    ReportingCells cells = make_reporting_cells(population);
    std::vector<double> weights = [this] {
        std::vector<double> of_cells(cells.size());
        for (std::size_t cell = 0; cell < of_cells.size(); ++cell)
            of_cells[cell] = 1.0 + 0.2 * static_cast<double>(cell % 3);
        return of_cells;
    }();
    std::vector<Question> questions = [] {
        std::vector<Question> two(2);
        two[0].attitude = Attitude::goodwill;
        two[1].attitude = Attitude::threat;
        return two;
    }();
    std::vector<JointAnswers> pairs{{"both", "both", 0, 1}};
    ResponseParameters response{{-0.6, 0.2}, {-0.4, 0.4}, 0.5};
    Opinions opinions;
};

TEST_F(TwoAnswers, AreSumsOverAdults) {
    for (const double share : {0.0, 0.5, 1.0}) {
        hold(share);
        EXPECT_NEAR(both(), both_by_adults(), 2e-3) << share;
    }
}

// Fear that is favour itself: many more hold both than if the two were strangers to each other.
TEST_F(TwoAnswers, RiseTogetherWhereFearGoesWithFavour) {
    hold(1.0);
    EXPECT_GT(both(), product() + 0.03);
    hold(-0.5);
    EXPECT_LT(both(), product() - 0.01);
}

TEST_F(TwoAnswers, AreThoseOfRespondents) {
    hold(0.8);
    std::fill(weights.begin(), weights.end(), 1.0);
    double positive = 0.0, asked = 0.0;
    for (std::uint32_t wave = 0; wave < 20; ++wave)
        for (std::uint32_t agent = 0; agent < population.size(); ++agent, ++asked) {
            std::array<float, kAttitudeCount> x{};
            for (std::size_t a = 0; a < x.size(); ++a)
                x[a] = opinions.at(agent, 1, a);
            // Other persons every time, so that their persistent parts average out.
            const auto answers = answer_questions(x, agent, response, questions, wave, wave);
            positive += answers[0] > 0 && answers[1] > 0 ? 1.0 : 0.0;
        }
    const double p = positive / asked;
    EXPECT_NEAR(both(), p, 2e-3 + 4 * std::sqrt(p * (1 - p) / asked));
}

} // namespace
} // namespace kozqaras
