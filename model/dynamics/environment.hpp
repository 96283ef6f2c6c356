#pragma once
// Everything outside the agents that changes from week to week and that a scenario may change:
// events, travel, goods, plants. Weeks run from 0 (January 2020) to last_week().

#include <string>
#include <vector>

#include "model/core/week.hpp"
#include "model/dynamics/exposure.hpp"
#include "model/inputs/input_data.hpp"

namespace kozqaras {

/// A Chinese-built plant or project in one region.
struct Plant {
    std::string name;
    int region = 0; ///< 0..19
    Week opening{};
    double investment_musd = 0;      ///< million US dollars
    double jobs = 0;                 ///< jobs for adults of the country when open, persons
    double local_hiring = 1;         ///< share of them that goes to people of the region, 0..1
    double chinese_worker_share = 0; ///< share of the workforce that comes from China, 0..1
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

/// The record: events and drivers of data/ up to the last source; after it the status quo goes on
/// (travel and car share stay at their last value, open events last, expected events are left out).
[[nodiscard]] Environment historical_environment(const InputData& inputs);

} // namespace kozqaras
