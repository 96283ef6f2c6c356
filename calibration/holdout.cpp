#include "calibration/holdout.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "calibration/static_rival.hpp"
#include "support/errors.hpp"
#include "support/scoring_rules.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kModel = 0, kRegression = 1, kEveryone = 2;

StaticCells cells_of(const World& world) {
    StaticCells cells;
    cells.group_count = static_cast<int>(world.inputs.country->group_count());
    for (std::size_t cell = 0; cell < world.cells.size(); ++cell) {
        cells.weights.push_back(world.sample().cell_weights[cell] * world.cells.count(cell));
        cells.groups.push_back({0});
        cells.groups.back().insert(cells.groups.back().end(), world.cells.groups[cell].begin(),
                                   world.cells.groups[cell].end());
    }
    return cells;
}

/// Groups of the breakdowns seen.
std::vector<int> effects_of(const Country& country, const TargetSettings& settings) {
    std::vector<int> effects;
    for (const Factor factor : settings.breakdowns)
        for (int group = 0; group < country.reported_classes(factor); ++group)
            effects.push_back(country.group_index(factor, group));
    return effects;
}

/// Shares positive that the calibration saw.
std::vector<Target> shares_seen(const SurveyTables& survey, const TargetSettings& settings) {
    std::vector<Target> targets = make_targets(survey, settings);
    std::erase_if(targets, [](const Target& target) {
        return target.kind != TargetKind::positive || target.question < 0;
    });
    return targets;
}

/// Variance of groups around everyone, per question pooled, without survey error.
double spread_of_groups(const std::vector<Target>& seen, const std::map<int, double>& everyone,
                        const TargetCovariance& covariance) {
    double sum = 0.0, count = 0.0;
    for (const Target& target : seen) {
        if (target.group == 0)
            continue;
        const double difference = target.value - everyone.at(target.question);
        sum += difference * difference - covariance.sampling_variance(target, target.value);
        count += 1.0;
    }
    return count > 0.0 ? std::sqrt(std::max(0.0, sum / count)) : 0.0;
}

HeldOutPrediction moments_of(std::span<const double> members) {
    double mean = 0.0, squares = 0.0;
    for (const double value : members)
        mean += value / static_cast<double>(members.size());
    for (const double value : members)
        squares += (value - mean) * (value - mean);
    return {mean, std::sqrt(squares / static_cast<double>(members.size() - 1))};
}

void score(HeldOutNumber& number) {
    constexpr double kNinety = 1.6448536269514722; // normal quantile of 0.95
    for (std::size_t p = 0; p < number.predictions.size(); ++p) {
        const auto& prediction = number.predictions[p];
        const double deviation = std::hypot(prediction.deviation, number.error_deviation);
        number.crps[p] = crps_normal(prediction.mean, deviation, number.target.value);
        number.inside_90[p] =
            std::abs(number.target.value - prediction.mean) <= kNinety * deviation;
    }
}

void sum_scores(HoldoutResult& result) {
    const auto count = static_cast<double>(result.numbers.size());
    for (std::size_t p = 0; p < result.scores.size(); ++p) {
        HeldOutScore& sum = result.scores[p];
        for (const HeldOutNumber& number : result.numbers) {
            sum.root_mean_square_error +=
                std::pow(number.predictions[p].mean - number.target.value, 2) / count;
            sum.crps += number.crps[p] / count;
            sum.inside_90 += number.inside_90[p] ? 1.0 / count : 0.0;
        }
        sum.root_mean_square_error = std::sqrt(sum.root_mean_square_error);
    }
}

std::string_view name_of(Factor factor) {
    return kFactorCodes[static_cast<std::size_t>(factor)];
}

/// Printed shares with their sampling error.
std::vector<ObservedShare> observed_shares(const std::vector<Target>& seen,
                                           const TargetCovariance& covariance) {
    std::vector<ObservedShare> observed;
    for (const Target& target : seen)
        observed.push_back({target.question, target.group, target.value,
                            covariance.sampling_variance(target, target.value)});
    return observed;
}

} // namespace

HoldoutResult score_held_out(const World& world, std::span<const std::vector<float>> member_shares,
                             Factor held_out, const TargetSettings& settings,
                             const CovarianceSettings& errors) {
    require(member_shares.size() >= 2, "a spread needs two members");
    const SurveyTables& survey = world.inputs.survey;
    const std::vector<Target> seen = shares_seen(survey, settings);
    const TargetCovariance covariance(seen, survey, joint_group_shares(world.cells, world.sample()),
                                      static_cast<double>(world.population.size()), errors);
    std::map<int, double> everyone;
    for (const Target& target : seen)
        if (target.group == 0)
            everyone[target.question] = target.value;
    const StaticRival rival(cells_of(world), effects_of(*survey.country, settings),
                            observed_shares(seen, covariance));
    const double spread = spread_of_groups(seen, everyone, covariance);
    HoldoutResult result;
    result.factor = held_out;
    result.effect_deviation = rival.effect_deviation();
    for (const Target& target : breakdown_targets(survey)) {
        if (target.factor != held_out)
            continue;
        HeldOutNumber number;
        number.target = target;
        number.error_deviation = std::sqrt(covariance.sampling_variance(target, target.value));
        std::vector<double> members;
        for (const auto& shares : member_shares)
            members.push_back(simulated_value(target, shares, survey));
        number.predictions[kModel] = moments_of(members);
        const auto regression = rival.predict(target.question, target.group);
        number.predictions[kRegression] = {regression.mean, regression.deviation};
        number.predictions[kEveryone] = {everyone.at(target.question), spread};
        score(number);
        result.numbers.push_back(number);
    }
    require(!result.numbers.empty(), "no printed share belongs to the breakdown held out");
    sum_scores(result);
    return result;
}

std::string holdout_text(std::span<const HoldoutResult> results) {
    std::string text = "Breakdown held out   numbers  predictor     r.m.s. error      CRPS  inside "
                       "90 %\n";
    for (const HoldoutResult& result : results)
        for (std::size_t p = 0; p < kPredictorNames.size(); ++p) {
            const HeldOutScore& score = result.scores[p];
            text += fmt::format("{:<20} {:>7}  {:<12} {:>13.4f} {:>9.4f} {:>9.1f} %\n",
                                p == 0 ? name_of(result.factor) : "",
                                p == 0 ? fmt::format("{}", result.numbers.size()) : "",
                                kPredictorNames[p], score.root_mean_square_error, score.crps,
                                100.0 * score.inside_90);
        }
    for (const HoldoutResult& result : results) {
        const double model = result.scores[kModel].crps;
        const auto best = std::ranges::min_element(
            result.scores, {}, [](const HeldOutScore& score) { return score.crps; });
        const auto winner = static_cast<std::size_t>(best - result.scores.begin());
        text += fmt::format("{}: {} is best by CRPS; skill of the model {:+.2f} against the "
                            "regression, {:+.2f} against everyone's share\n",
                            name_of(result.factor), kPredictorNames[winner],
                            skill(model, result.scores[kRegression].crps),
                            skill(model, result.scores[kEveryone].crps));
    }
    return text;
}

std::string holdout_table(std::span<const HoldoutResult> results) {
    std::string text =
        "breakdown,label,printed,error_deviation,predictor,mean,deviation,crps,inside_90\n";
    for (const HoldoutResult& result : results)
        for (const HeldOutNumber& number : result.numbers)
            for (std::size_t p = 0; p < kPredictorNames.size(); ++p)
                text += fmt::format("{},\"{}\",{:.4f},{:.4f},{},{:.4f},{:.4f},{:.5f},{}\n",
                                    name_of(result.factor), number.target.label,
                                    number.target.value, number.error_deviation, kPredictorNames[p],
                                    number.predictions[p].mean, number.predictions[p].deviation,
                                    number.crps[p], number.inside_90[p] ? "yes" : "no");
    return text;
}

} // namespace kozqaras
