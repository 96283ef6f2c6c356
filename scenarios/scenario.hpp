#pragma once
// A scenario as read: what it changes against the baseline, and where each change was written.

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/core/errors.hpp"
#include "model/dynamics/environment.hpp"

namespace kozqaras {

/// One [[lever]] table, or one --set.
struct LeverSetting {
    std::string lever;
    std::variant<double, std::string> value; ///< number lever: double; choice: word
    Date date{};                             ///< first day
    std::optional<Date> until;               ///< first day after; nothing: to the end of 2030
    int ramp_weeks = 0;                      ///< weeks in which the new value is reached, linearly
    Position origin;
};

struct PlantSetting {
    Plant plant;
    Date opening{};
    Position origin;
};

struct EventSetting {
    Event event;
    Position origin;
};

struct Changes {
    std::vector<LeverSetting> levers;
    std::vector<PlantSetting> plants;
    std::vector<EventSetting> events;

    [[nodiscard]] bool empty() const { return levers.empty() && plants.empty() && events.empty(); }
};

/// Another line of the same story: the scenario's own changes and these.
struct Variant {
    std::string id, title, description;
    Changes changes;
};

struct Scenario {
    std::string id; ///< stem of the file name
    std::string title, description;
    std::optional<Date> start; ///< first day of levers that name none
    Changes changes;
    std::vector<Variant> variants;
    std::vector<std::filesystem::path>
        files; ///< the file and those it is based on, the deepest first
};

} // namespace kozqaras
