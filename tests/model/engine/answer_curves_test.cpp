// Answers read off curves against answers of agents whose opinions were really shifted.

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "model/engine/run.hpp"
#include "model/survey/answer_curves.hpp"
#include "support/random.hpp"

namespace kozqaras {
namespace {

struct Setting {
    std::shared_ptr<const World> world;
    AttitudeMoments moments;
    ResponseParameters response;

    Setting() {
        NoProgress silent;
        world =
            make_world(load_inputs(std::string(KOZQARAS_SOURCE_DIR) + "/data"), 0.0002, 1, silent);
        moments.members = 1;
        moments.cells = world->cells.size();
        moments.mean.resize(moments.place(1, 0));
        moments.variance.resize(moments.mean.size());
        for (std::size_t i = 0; i < moments.mean.size(); ++i) {
            RandomStream stream(1, Purpose::test, i);
            moments.mean[i] = static_cast<float>(0.6 * stream.normal());
            moments.variance[i] = static_cast<float>(0.5 * stream.uniform());
        }
        for (std::size_t q = 0; q < world->inputs.survey.questions.size(); ++q) {
            response.lower.push_back(-1.0 + 0.03 * static_cast<double>(q));
            response.upper.push_back(-0.5 + 0.05 * static_cast<double>(q));
        }
    }
};

TEST(AnswerCurves, AgreeWithShiftedOpinions) {
    const Setting setting;
    const auto& questions = setting.world->inputs.survey.questions;
    const ReportingCells& cells = setting.world->cells;
    const NetWeights weights = net_weights(cells, setting.world->sample().cell_weights);
    const AnswerCurves curves(setting.moments, 0, cells, weights);
    for (const double shift : {-1.5, -0.4, 0.0, 0.3, 1.1}) {
        AttitudeMoments moved = setting.moments;
        for (float& mean : moved.mean)
            mean += static_cast<float>(shift);
        const ExpectedNets nets =
            expected_nets(moved, 0, cells, weights, setting.response, questions);
        for (std::size_t q = 0; q < questions.size(); ++q) {
            const auto at = [&](int group) {
                return curves.net(group, static_cast<int>(questions[q].attitude),
                                  setting.response.lower[q], setting.response.upper[q], shift);
            };
            EXPECT_NEAR(at(AnswerCurves::kSample), nets.sample[q], 1e-4) << q << " " << shift;
            for (const int group : {0, 3, 25})
                EXPECT_NEAR(at(group),
                            nets.adults[static_cast<std::size_t>(group) * questions.size() + q],
                            1e-4)
                    << q << " " << group << " " << shift;
        }
    }
}

TEST(AnswerCurves, ThresholdsMovedAgainstAShiftAreTheShift) {
    const Setting setting;
    const auto& questions = setting.world->inputs.survey.questions;
    const std::vector<double> shift{0.1, -0.2, 0.3, -0.4, 0.5, -0.6, 0.7};
    AttitudeMoments moved = setting.moments;
    for (std::size_t i = 0; i < moved.mean.size(); ++i)
        if (i % AttitudeMoments::kMomentStride < shift.size())
            moved.mean[i] += static_cast<float>(shift[i % AttitudeMoments::kMomentStride]);
    const ReportingCells& cells = setting.world->cells;
    const NetWeights weights = net_weights(cells, setting.world->sample().cell_weights);
    const auto opinions = expected_nets(moved, 0, cells, weights, setting.response, questions);
    const auto thresholds = expected_nets(setting.moments, 0, cells, weights,
                                          shifted(setting.response, questions, shift), questions);
    for (std::size_t q = 0; q < questions.size(); ++q)
        EXPECT_NEAR(opinions.sample[q], thresholds.sample[q], 1e-5);
}

TEST(ShiftPolynomial, FollowsAProbitOverItsRange) {
    const auto probit = [](double shift) { return std::erf((shift - 0.3) / 1.9); };
    std::array<double, kShiftPowers + 1> values{};
    const auto nodes = shift_nodes();
    std::ranges::transform(nodes, values.begin(), probit);
    const ShiftPolynomial polynomial = shift_polynomial(values);
    for (double shift = -kLargestShift; shift <= kLargestShift; shift += 0.05) {
        double sum = 0.0;
        for (std::size_t power = 0; power < kShiftPowers; ++power)
            sum +=
                polynomial[power] * std::pow(shift / kLargestShift, static_cast<double>(power + 1));
        EXPECT_NEAR(sum, probit(shift) - probit(0.0), 4e-4) << shift;
    }
}

} // namespace
} // namespace kozqaras
