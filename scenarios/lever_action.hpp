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

/// An event that a word of a choice or a kind of a table stands for; of a number, any level above 0
/// stands for the only one, times the level. Class, salience, length, place and groups follow the
/// record (data/events/events.csv) or are judgement; the registry says which.
struct EventTemplate {
    std::string_view word;
    std::string_view title;
    EventClass event_class{};
    double direction = 1, salience = 0;
    int weeks = 0; ///< 0: until the next setting
    bool national = true;
    std::span<const std::string_view> regions{}; ///< ISO codes
    Concern (*concern)() = nullptr;              ///< null: everyone
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
    double unit = 1;                ///< of a difference
    Concern (*concern)() = nullptr; ///< null: everyone
    bool concern_only = true;
};

/// What one table of a table lever adds; null: nothing of the sort.
struct TableAction {
    Plant (*plant)(const TableSetting&) = nullptr;
    Event (*event)(const TableSetting&) = nullptr; ///< its days are brought to whole weeks later
    std::vector<Exposure> (*exposures)(const TableSetting&) = nullptr;
    std::string_view first_day = "start"; ///< key of the day by which tables are ordered
};

struct LeverAction {
    std::span<const SeriesAction> series{};
    /// Flows of which it stops a share, of whatever the series of all levers leave.
    std::span<const EnvironmentSeries> stops{};
    /// Changes events of the record; gets all settings of the lever, in order of date.
    void (*rewrite_record)(const std::vector<LeverSetting>&, Environment&) = nullptr;
    std::span<const EventTemplate> events{};
    std::optional<ExposureAction> exposure{};
    TableAction table{};
};

} // namespace kozqaras
