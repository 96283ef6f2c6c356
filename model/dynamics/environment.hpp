#pragma once
// Everything outside the agents that changes from week to week and that a scenario may change:
// events, travel, goods, plants. Weeks run from 0 (January 2020) to last_week().

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "model/core/week.hpp"
#include "model/dynamics/exposure.hpp"
#include "model/inputs/input_data.hpp"
#include "support/member_count.hpp"

namespace kozqaras {

/// A Chinese-built plant or project in one region.
struct Plant {
    std::string name;
    int region = 0; ///< 0..19
    Week opening{};
    double projects = 0;             ///< how many projects as studies count them it stands for
    double jobs = 0;                 ///< jobs for adults of the country when open, persons
    double local_hiring = 1;         ///< share of them that goes to people of the region, 0..1
    double chinese_worker_share = 0; ///< share of the workforce that comes from China, 0..1
    std::string sector;              ///< of Country::sectors; empty: none

    bool operator==(const Plant&) const = default;
};

struct Environment {
    std::vector<Event> events;
    std::vector<double> trips_to_china; ///< by adults of the country, persons a week, one per week
    std::vector<double> visitors_from_china; ///< persons a week, one per week
    std::vector<double> chinese_car_share;   ///< Chinese brands among new cars, 0..1, one per week
    std::vector<Plant> plants;
    /// Factor on the events of class war, one per week; empty: 1.
    std::vector<double> war_intensity;
    std::vector<Exposure> exposures; ///< of scenarios; the record holds none
    SharedCountry country;           ///< what scenarios of it are written by
};

/// One member of Environment.
template <typename Member> struct EnvironmentField {
    Member Environment::*member;
    std::string_view words;           ///< for readers: a part of what a scenario does
    std::optional<double> when_empty; ///< of a series: what an empty one stands for, if it may be
};

template <typename Member>
constexpr EnvironmentField<Member> environment_field(Member Environment::*member,
                                                     std::string_view words,
                                                     std::optional<double> when_empty = {}) {
    return {member, words, when_empty};
}

/// All members: what makes two environments equal, where they first differ, and which series a
/// scenario may move is made from this list.
inline constexpr auto kEnvironmentFields = std::tuple{
    environment_field(&Environment::events, "news of events"),
    environment_field(&Environment::trips_to_china, "trips to China"),
    environment_field(&Environment::visitors_from_china, "visitors from China"),
    environment_field(&Environment::chinese_car_share, "cars"),
    environment_field(&Environment::plants, "plants"),
    environment_field(&Environment::war_intensity, "the war", 1.0),
    environment_field(&Environment::exposures, "exposures"),
    environment_field(&Environment::country, "the country"),
};
static_assert(std::tuple_size_v<decltype(kEnvironmentFields)> == member_count<Environment>(),
              "a member of Environment is missing in kEnvironmentFields");

/// Calls `visit` with each field.
template <typename Visit> void visit_environment_fields(Visit visit) {
    std::apply([&](const auto&... field) { (visit(field), ...); }, kEnvironmentFields);
}

/// A series of the record: one value per week.
using EnvironmentSeries = std::vector<double> Environment::*;

/// Whether all members are equal.
[[nodiscard]] bool operator==(const Environment& left, const Environment& right);

/// The record: events and drivers of data/ up to the last source; after it the status quo goes on
/// (travel and car share stay at their last value, open events last, expected events are left out;
/// what recurs every year goes on, drawn from the years of the record).
[[nodiscard]] Environment historical_environment(const InputData& inputs);

} // namespace kozqaras
