#pragma once
// What a lever does to the environment: the part of a registry row that apply.cpp carries out. No
// lever is known there by its name.

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "model/dynamics/environment.hpp"

namespace kozqaras {

struct LeverSetting;
struct TableSetting;

/// A series of the record that a lever sets.
struct SeriesAction {
    EnvironmentSeries series = nullptr;
    /// Its level in a week, from the setting and the level of the record in that week.
    double (*level)(const LeverSetting& setting, double record) = nullptr;
};

/// How the value of a lever becomes a dose.
enum class Dose : std::uint8_t {
    doublings,  ///< log2 of value over status quo
    difference, ///< value minus status quo, in units
    more_people ///< persons a year beyond the status quo, each exposed once with dose 1
};

/// What a number exposes people to.
struct ExposureAction {
    ExposureKind kind{};
    Dose dose{};
    double unit = 1;          ///< of a difference
    bool concern_only = true; ///< whom it concerns: data/events/lever_concerns.csv
};

/// What one table of a table lever adds; null: nothing of the sort.
struct TableAction {
    Plant (*plant)(const TableSetting&) = nullptr;
    Event (*event)(const TableSetting&,
                   const Country&) = nullptr; ///< its days are brought to whole weeks later
    std::vector<Exposure> (*exposures)(const TableSetting&, const Country&) = nullptr;
    std::string_view first_day = "start"; ///< key of the day by which tables are ordered
};

struct LeverAction {
    std::span<const SeriesAction> series{};
    /// Flows of which it stops a share, of whatever the series of all levers leave.
    std::span<const EnvironmentSeries> stops{};
    /// Changes events of the record; gets all settings of the lever, in order of date.
    void (*rewrite_record)(const std::vector<LeverSetting>&, Environment&) = nullptr;
    /// Its words (of a choice; the first is the status quo) are rows of data/events/templates.csv.
    bool words_are_events = false;
    /// The word of the row that any level above 0 of a number stands for, times the level.
    std::string_view level_event{};
    std::optional<ExposureAction> exposure{};
    TableAction table{};
};

} // namespace kozqaras
