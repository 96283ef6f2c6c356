// How well six attitudes can fit the breakdowns of 2023 at all: one shift for each group and
// attitude, free of any dynamics or prior (ordered probit, thresholds from everyone's answers).
// What docs/validation.md says of language rests on it.

#include <array>
#include <cmath>
#include <map>
#include <string>
#include <tuple>

#include <gtest/gtest.h>

#include "model/inputs/input_data.hpp"
#include "support/statistics.hpp"

namespace kozqaras {
namespace {

struct Fit {
    double chi_square = 0; ///< design effect 1.5
    int degrees = 0;

    [[nodiscard]] double ratio() const { return chi_square / degrees; }
};

/// Smallest chi-square of `shares` over one common shift, by golden sections.
double chi_square_at_best(const std::vector<Observation>& shares, const SurveyTables& survey) {
    const auto chi_square = [&](double shift) {
        double sum = 0.0;
        for (const Observation& share : shares) {
            const double everyone =
                survey.of_everyone(Quantity::positive_percent, share.question, share.wave)->value;
            const double error = std::sqrt(1.5 * share.value * (1.0 - share.value) /
                                           static_cast<double>(share.respondents.value()));
            const double z = (normal_cdf(normal_quantile(everyone) + shift) - share.value) / error;
            sum += z * z;
        }
        return sum;
    };
    double low = -1.5, high = 1.5;
    constexpr double kGolden = 0.6180339887498949;
    while (high - low > 1e-6) {
        const double left = high - kGolden * (high - low), right = low + kGolden * (high - low);
        (chi_square(left) < chi_square(right) ? high : low) =
            chi_square(left) < chi_square(right) ? right : left;
    }
    return chi_square((low + high) / 2);
}

std::map<Factor, Fit> fits(bool six) {
    const InputData data = load_inputs(std::string(KOZQARAS_SOURCE_DIR) + "/data");
    const SurveyTables& survey = data.survey;
    std::map<std::tuple<Factor, int, int>, std::vector<Observation>> cells;
    for (const Observation& share : survey.observations) {
        if (!share.of_group() || share.quantity != Quantity::positive_percent)
            continue;
        const Question& question = survey.questions[static_cast<std::size_t>(share.question)];
        if (!question.indicator)
            continue; // outside the index
        cells[{share.population.factor, share.population.group,
               six ? static_cast<int>(question.attitude) : static_cast<int>(*question.indicator)}]
            .push_back(share);
    }
    std::map<Factor, Fit> result;
    for (const auto& [cell, shares] : cells) {
        Fit& fit = result[std::get<0>(cell)];
        fit.chi_square += chi_square_at_best(shares, survey);
        fit.degrees += static_cast<int>(shares.size()) - 1;
    }
    return result;
}

TEST(AttitudeCeiling, SixAttitudesHoldAllBreakdownsButLanguage) {
    for (const auto& [factor, fit] : fits(true))
        if (factor == Factor::language)
            EXPECT_NEAR(fit.ratio(), 1.34, 0.05);
        else
            EXPECT_LT(fit.ratio(), 1.0) << static_cast<int>(factor);
}

TEST(AttitudeCeiling, OneAttitudeForEachIndicatorHoldsLessOfLanguageAndEthnicity) {
    const auto four = fits(false);
    EXPECT_GT(four.at(Factor::language).ratio(), 2.0);
    EXPECT_GT(four.at(Factor::ethnicity).ratio(), 1.5);
}

} // namespace
} // namespace kozqaras
