#pragma once
// The arrays of a RunResult, listed once: their names, axes and what they hold. The recorder,
// checkpoints, results.h5, its reader and the estimate of memory go by this list.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "model/core/categories.hpp"
#include "support/array_view.hpp"

namespace kozqaras {

struct RunResult;

/// Axes of arrays of results.
enum class Axis : std::uint8_t {
    scenario,
    member,
    reported_week,  ///< RunResult::weeks
    simulated_week, ///< every week from 0 on
    wave,           ///< RunResult::wave_weeks
    group,          ///< as in reports
    index_value,    ///< Country::index_values: the indicators, then the composite
    question,
    attitude,
    answer,         ///< positive, negative
    index_part,     ///< RunResult::parts
    shift_power,    ///< of a ShiftPolynomial, from 1 on
    share_question, ///< RunResult::share_questions
    joint,          ///< RunResult::joints
    partner_set     ///< sets of friendly countries, as bits
};

/// Names of the axes in results.h5, in the order of Axis.
inline constexpr std::array<std::string_view, 15> kAxisNames{
    "scenario",   "member",      "time",           "week_time", "wave",
    "group",      "indicator",   "question",       "attitude",  "answer",
    "index_part", "shift_power", "share_question", "joint",     "partner_set"};

struct ResultArray {
    std::string_view name;
    std::vector<float> RunResult::*values;
    std::array<Axis, ArrayView<float>::kMostAxes> places;
    std::size_t rank; ///< how many of `places` are axes of the array
    std::string_view meaning;

    [[nodiscard]] std::span<const Axis> axes() const { return std::span(places).first(rank); }

    [[nodiscard]] bool has(Axis axis) const;

    /// [scenario][member]...; else [member]...
    [[nodiscard]] bool by_scenario() const { return places.front() == Axis::scenario; }
};

/// All of them.
[[nodiscard]] std::span<const ResultArray> result_arrays();

/// Places along an axis of the arrays of `result`, from its lists and counts.
[[nodiscard]] std::size_t extent_of(const RunResult& result, Axis axis);

/// Along each axis of `array`.
[[nodiscard]] std::vector<std::size_t> extents_of(const RunResult& result,
                                                  const ResultArray& array);

/// Values that `array` holds in a result with these lists and counts.
[[nodiscard]] std::size_t size_of(const RunResult& result, const ResultArray& array);

/// An array of the result by its axes. BugError if its size is not theirs, or if it is not listed.
[[nodiscard]] ArrayView<float> view_of(RunResult& result, std::vector<float> RunResult::*values);
[[nodiscard]] ArrayView<const float> view_of(const RunResult& result,
                                             std::vector<float> RunResult::*values);

} // namespace kozqaras
