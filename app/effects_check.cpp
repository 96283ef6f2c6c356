#include "app/effects_check.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "model/engine/ensemble.hpp"
#include "scenarios/expectation_reader.hpp"
#include "support/errors.hpp"
#include "support/statistics.hpp"

namespace kozqaras {
namespace {

std::size_t line_called(const RunResult& result, const std::string& id) {
    const auto found = std::ranges::find(result.scenario_ids, id);
    require(found != result.scenario_ids.end(), fmt::format("scenario '{}' was not run", id));
    return static_cast<std::size_t>(found - result.scenario_ids.begin());
}

/// Difference to the baseline of each member, points.
std::vector<double> differences(const RunResult& result, std::size_t scenario, std::size_t week,
                                std::size_t group, std::size_t value) {
    const auto index = view_of(result, &RunResult::index_adults);
    std::vector<double> result_points;
    for (std::size_t m = 0; m < result.members; ++m)
        result_points.push_back(kPointsPerShare *
                                (static_cast<double>(index(scenario, m, week, group, value)) -
                                 static_cast<double>(index(0, m, week, group, value))));
    return result_points;
}

} // namespace

double CheckedExpectation::spread_ratio() const {
    return deviation / (PublishedEffect::kTransfer * published.value().standard_deviation);
}

double CheckedExpectation::mean_error() const {
    return deviation / std::sqrt(static_cast<double>(of_members.size()));
}

bool CheckedExpectation::undecided() const {
    constexpr double kStandardErrors = 2.0;
    const double beyond = std::max(expected_low - effect.mean, effect.mean - expected_high);
    const bool surely_outside = beyond > kStandardErrors * mean_error(); // never of one member: NaN
    return beyond > 0.0 && !surely_outside;
}

double CheckedExpectation::deviation_error() const {
    return deviation / std::sqrt(2.0 * (static_cast<double>(of_members.size()) - 1.0));
}

bool CheckedExpectation::mean_met() const {
    return std::abs(effect.mean - published.value().mean) <= published->standard_deviation;
}

bool CheckedExpectation::met() const {
    constexpr double kNarrowest = 0.67, kWidest = 1.5;
    return mean_met() && spread_ratio() >= kNarrowest && spread_ratio() <= kWidest;
}

MatchingCounts count_matches(std::span<const CheckedExpectation> checked) {
    MatchingCounts counts;
    for (const auto& line : checked)
        if (line.published) {
            ++counts.estimates;
            counts.met += line.met() ? 1 : 0;
            counts.mean_met += line.mean_met() ? 1 : 0;
            counts.zero_mean_met +=
                std::abs(line.published->mean) <= line.published->standard_deviation ? 1 : 0;
        }
    return counts;
}

std::vector<Changes> one_by_one(const Changes& changes) {
    std::vector<Changes> single;
    for (const auto& setting : changes.levers)
        single.push_back({{setting}, {}});
    for (const auto& setting : changes.tables)
        single.push_back({{}, {setting}});
    return single;
}

std::vector<CheckedExpectation> check_expectations(const std::vector<Scenario>& scenarios,
                                                   const Country& country,
                                                   const RunResult& result) {
    std::vector<CheckedExpectation> all;
    for (const auto& scenario : scenarios)
        for (const auto& expected : scenario.expected) {
            CheckedExpectation checked;
            checked.scenario = expected.variant.empty()
                                   ? scenario.id
                                   : fmt::format("{}.{}", scenario.id, expected.variant);
            checked.what = country.index_values[static_cast<std::size_t>(expected.value)];
            std::size_t group = 0;
            if (expected.region) {
                group =
                    static_cast<std::size_t>(country.group_index(Factor::region, *expected.region));
                checked.what +=
                    ", " + country.regions[static_cast<std::size_t>(*expected.region)].name_en;
            }
            const auto week = nearest_reported_week(result, week_of(expected.date));
            checked.date = expected.date;
            checked.of_members = differences(result, line_called(result, checked.scenario), week,
                                             group, static_cast<std::size_t>(expected.value));
            checked.effect = paired_effect(checked.of_members);
            checked.deviation = checked.of_members.size() > 1
                                    ? standard_deviation(checked.of_members)
                                    : std::nan("");
            checked.published = expected.published;
            checked.parameter = expected.parameter;
            checked.expected_low = expected.low;
            checked.expected_high = expected.high;
            checked.within =
                checked.effect.mean >= expected.low && checked.effect.mean <= expected.high;
            checked.source = expected.source;
            checked.explained = expected.explained;
            all.push_back(std::move(checked));
        }
    return all;
}

Interaction measure_interaction(const RunResult& result, std::size_t together,
                                std::span<const std::size_t> alone) {
    const std::size_t last = result.weeks.size() - 1;
    const auto of = [&](std::size_t line) {
        return differences(result, line, last, 0, result.index_values - 1);
    };
    const auto both = of(together);
    std::vector<double> sum(both.size(), 0.0), rest = both;
    for (const std::size_t line : alone) {
        const auto single = of(line);
        for (std::size_t m = 0; m < single.size(); ++m) {
            sum[m] += single[m];
            rest[m] -= single[m];
        }
    }
    return {result.scenario_ids[together], static_cast<int>(alone.size()), paired_effect(both),
            paired_effect(sum), paired_effect(rest)};
}

} // namespace kozqaras
