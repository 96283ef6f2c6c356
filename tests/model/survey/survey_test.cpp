#include <cmath>

#include <gtest/gtest.h>

#include "model/population/synthesis.hpp"
#include "model/survey/expected_shares.hpp"
#include "model/survey/fieldwork.hpp"
#include "model/survey/interview.hpp"
#include "support/random.hpp"
#include "support/statistics.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

class Survey : public ::testing::Test {
  protected:
    void SetUp() override {
        inputs = load_inputs(std::string(KOZQARAS_SOURCE_DIR) + "/data");
        SynthesisSettings settings;
        settings.scale = 0.002;
        population = synthesise(inputs, settings).population;
        cells = make_reporting_cells(population);
        design = design_sample(cells, inputs.survey.samples.front());
        for (std::size_t q = 0; q < kQuestionCount; ++q) {
            response.lower.push_back(-0.9 + 0.05 * static_cast<double>(q));
            response.upper.push_back(response.lower[q] + 0.4);
        }
        opinions.members = 1;
        opinions.stride = padded_lanes(1);
        opinions.quantum.fill(1.0F / kQuantaPerUnit);
        opinions.values.resize(population.size() * opinions.stride);
        for (std::size_t i = 0; i < population.size(); ++i) {
            const auto z = random_normals(1, Purpose::test, i);
            for (std::size_t a = 0; a < kAttitudeCount; ++a)
                opinions.values[i * opinions.stride + a] = static_cast<std::int16_t>(
                    kQuantaPerUnit *
                    (0.7 * z[a % 4] + 0.3 * population.language[i] - 0.1 * population.wealth[i]));
        }
    }

    InputData inputs;
    Population population;
    ReportingCells cells;
    SampleDesign design;
    ResponseParameters response;
    Opinions opinions;
};

TEST_F(Survey, WeightsGiveTheSampleOf2023) {
    EXPECT_LT(design.worst_error, 1e-6);
    double kazakh = 0.0, total = 0.0, mean = 0.0;
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
        const double mass = design.cell_weights[cell] * cells.count(cell);
        total += mass;
        mean += mass;
        if (cells.groups[cell][3] == group_index(Factor::ethnicity, 0))
            kazakh += mass;
    }
    EXPECT_NEAR(kazakh / total, 1254.0 / 1616.0, 1e-5);
    EXPECT_NEAR(mean / static_cast<double>(population.size()), 1.0, 1e-9);
}

TEST_F(Survey, ExpectedSharesAreSumsOverAgents) {
    const auto moments = attitude_moments(opinions, cells);
    const auto shares =
        expected_shares(moments, 0, cells, design.cell_weights, response, inputs.survey.questions);
    for (const int group : {0, group_index(Factor::language, 2), group_index(Factor::region, 3)})
        for (const std::size_t q : {std::size_t{0}, std::size_t{9}, std::size_t{28}}) {
            const auto attitude = static_cast<std::size_t>(inputs.survey.questions[q].attitude);
            double sum = 0.0, weight = 0.0;
            for (std::size_t i = 0; i < population.size(); ++i) {
                const auto cell = cells.cell_of_agent[i];
                const auto& groups = cells.groups[cell];
                if (group != 0 && std::ranges::find(groups, group) == groups.end())
                    continue;
                sum += design.cell_weights[cell] *
                       normal_cdf(static_cast<double>(opinions.at(i, 0, attitude)) -
                                  response.upper[q]);
                weight += design.cell_weights[cell];
            }
            const auto at = static_cast<std::size_t>(group) * kQuestionCount + q;
            EXPECT_NEAR(shares[at].positive, sum / weight, 2e-3) << group << ' ' << q;
        }
}

TEST_F(Survey, NetsAgreeWithShares) {
    const auto moments = attitude_moments(opinions, cells);
    const auto shares =
        expected_shares(moments, 0, cells, design.cell_weights, response, inputs.survey.questions);
    const auto nets = expected_nets(moments, 0, cells, net_weights(cells, design.cell_weights),
                                    response, inputs.survey.questions);
    for (std::size_t q = 0; q < kQuestionCount; ++q)
        EXPECT_NEAR(nets.sample[q], shares[q].net(), 1e-6);
}

TEST_F(Survey, AnswersOfEveryoneAreThoseOfTheTables) {
    const auto moments = attitude_moments(opinions, cells);
    const std::vector<std::size_t> places{7, 2, 28}; // in this order
    std::vector<Question> questions;
    for (const std::size_t place : places)
        questions.push_back(inputs.survey.questions[place]);
    const auto everyone = overall_answers(moments, 0, net_weights(cells, design.cell_weights),
                                          response_to(response, places), questions);
    const std::vector<double> equal(cells.size(), 1.0);
    const auto adults =
        expected_shares(moments, 0, cells, equal, response, inputs.survey.questions);
    const auto sample =
        expected_shares(moments, 0, cells, design.cell_weights, response, inputs.survey.questions);
    for (std::size_t i = 0; i < places.size(); ++i) {
        EXPECT_NEAR(everyone.positive[i], adults[places[i]].positive, 1e-6);
        EXPECT_NEAR(everyone.sample[i], sample[places[i]].net(), 1e-6);
        EXPECT_GT(std::abs(adults[places[i]].positive - sample[places[i]].positive), 1e-5)
            << "or the two weights could be taken for each other";
    }
}

TEST_F(Survey, DrawnWavesScatterAroundTheExpectation) {
    const auto moments = attitude_moments(opinions, cells);
    const auto shares =
        expected_shares(moments, 0, cells, design.cell_weights, response, inputs.survey.questions);
    constexpr int kWaves = 60, kRespondents = 800;
    std::vector<double> drawn;
    for (std::uint32_t wave = 0; wave < kWaves; ++wave) {
        const auto respondents = draw_respondents(cells, design, kRespondents, 100 + wave, wave);
        ASSERT_EQ(respondents.size(), kRespondents);
        drawn.push_back(interview_sample(respondents, opinions, 0, response,
                                         inputs.survey.questions, 100 + wave, wave)[7]
                            .positive);
    }
    const double p = shares[7].positive, error = std::sqrt(p * (1 - p) / kRespondents);
    EXPECT_NEAR(mean(drawn), p, 4.0 * error / std::sqrt(kWaves));
    EXPECT_NEAR(standard_deviation(drawn), error, 0.35 * error);
}

TEST_F(Survey, PersonalDeviationsPersistBetweenWaves) {
    response.persistent_share = 0.99;
    int same = 0, asked = 0;
    for (std::uint32_t agent = 0; agent < 300; ++agent) {
        std::array<float, kAttitudeCount> x{};
        for (std::size_t a = 0; a < x.size(); ++a)
            x[a] = opinions.at(agent, 0, a);
        const auto first = answer_questions(x, agent, response, inputs.survey.questions, 5, 0);
        const auto second = answer_questions(x, agent, response, inputs.survey.questions, 5, 1);
        for (std::size_t q = 0; q < first.size(); ++q, ++asked)
            same += first[q] == second[q] ? 1 : 0;
    }
    EXPECT_GT(same, 0.9 * asked);
    EXPECT_LT(same, asked);
}

} // namespace
} // namespace kozqaras
