#include "model/engine/result_arrays.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

#include "model/engine/run.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

using enum Axis;

constexpr ResultArray describe(std::string_view name, std::vector<float> RunResult::*values,
                               std::initializer_list<Axis> axes, std::string_view meaning) {
    ResultArray array{name, values, {}, axes.size(), meaning};
    std::ranges::copy(axes, array.places.begin());
    return array;
}

constexpr std::array kArrays{
    describe("index_adults", &RunResult::index_adults,
             {scenario, member, reported_week, group, index_value},
             "China Perception Index of the adults (18 and older) of {country} at that time, "
             "question set of the last wave"),
    describe("index_sample", &RunResult::index_sample,
             {scenario, member, reported_week, index_value},
             "the same of the sample as fielded in the last wave"),
    describe("question_net", &RunResult::question_net, {scenario, member, reported_week, question},
             "share positive minus share negative per question, sample as fielded"),
    describe("attitude_mean", &RunResult::attitude_mean,
             {scenario, member, reported_week, attitude},
             "mean attitude of the adults at that time"),
    describe("attitude_spread", &RunResult::attitude_spread,
             {scenario, member, reported_week, attitude},
             "standard deviation of the attitude over adults"),
    describe("adults_response", &RunResult::adults_response,
             {scenario, member, reported_week, group, index_part, shift_power},
             "how an indicator of index_adults follows a shift of an attitude of all adults: "
             "coefficients of powers of shift / 1.6"),
    describe("sample_response", &RunResult::sample_response,
             {scenario, member, reported_week, index_part, shift_power},
             "the same of index_sample"),
    describe("question_response", &RunResult::question_response,
             {scenario, member, reported_week, question, shift_power}, "the same of question_net"),
    describe("positive_share", &RunResult::positive_share,
             {scenario, member, reported_week, share_question},
             "share of the adults at that time who answer positively"),
    describe("joint_share", &RunResult::joint_share, {scenario, member, reported_week, joint},
             "share of the adults at that time who answer both questions of a pair positively"),
    describe("positive_response", &RunResult::positive_response,
             {scenario, member, reported_week, share_question, shift_power},
             "how positive_share follows a shift of its attitude of all adults: coefficients of "
             "powers of shift / 1.6"),
    describe("partner_share", &RunResult::partner_share,
             {scenario, member, reported_week, partner_set},
             "share of the sample as fielded that names exactly these friendly countries"),
    describe("weekly_attitude_mean", &RunResult::weekly_attitude_mean,
             {scenario, member, simulated_week, attitude},
             "mean attitude of the adults of 2023, every week"),
    describe("wave_shares", &RunResult::wave_shares, {member, wave, group, question, answer},
             "expected shares of answers in each wave, sample as fielded, baseline"),
    describe("wave_drawn", &RunResult::wave_drawn, {member, wave, question, answer},
             "shares of answers among respondents drawn as in each wave, with drawn answers: "
             "sampling error included, baseline"),
    describe("wave_poststratified", &RunResult::wave_poststratified,
             {member, wave, question, answer},
             "the same respondents weighted to the adults by region, settlement, age, ethnicity "
             "and education, baseline"),
};

const ResultArray& listed(std::vector<float> RunResult::*values) {
    const auto* const found = std::ranges::find(kArrays, values, &ResultArray::values);
    require(found != kArrays.end(), "an array that is not listed");
    return *found;
}

} // namespace

bool ResultArray::has(Axis axis) const {
    return std::ranges::find(axes(), axis) != axes().end();
}

std::span<const ResultArray> result_arrays() {
    return kArrays;
}

std::size_t extent_of(const RunResult& result, Axis axis) {
    switch (axis) {
    case scenario:
        return result.scenarios();
    case member:
        return result.members;
    case reported_week:
        return result.weeks.size();
    case simulated_week:
        return result.simulated_weeks;
    case wave:
        return result.wave_weeks.size();
    case group:
        return result.groups;
    case index_value:
        return result.index_values;
    case question:
        return result.questions;
    case attitude:
        return kAttitudeCount;
    case answer:
        return 2;
    case index_part:
        return result.parts.size();
    case shift_power:
        return result.shift_powers;
    case share_question:
        return result.share_questions.size();
    case joint:
        return result.joints.size();
    case partner_set:
        return result.partner_sets;
    }
    return 0;
}

std::vector<std::size_t> extents_of(const RunResult& result, const ResultArray& array) {
    std::vector<std::size_t> extents;
    for (const Axis axis : array.axes())
        extents.push_back(extent_of(result, axis));
    return extents;
}

std::size_t size_of(const RunResult& result, const ResultArray& array) {
    const auto extents = extents_of(result, array);
    return std::accumulate(extents.begin(), extents.end(), std::size_t{1}, std::multiplies{});
}

ArrayView<float> view_of(RunResult& result, std::vector<float> RunResult::*values) {
    return {result.*values, extents_of(result, listed(values))};
}

ArrayView<const float> view_of(const RunResult& result, std::vector<float> RunResult::*values) {
    return {result.*values, extents_of(result, listed(values))};
}

} // namespace kozqaras
