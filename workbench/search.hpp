#pragma once
// The package of levers that reaches a goal at least cost, found with few members and verified with
// more.

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/scenario.hpp"
#include "workbench/compared_runs.hpp"

namespace kozqaras {

/// The index of a group is at least so much at a date.
struct Goal {
    int value = 0; ///< of Country::index_values
    std::string value_code = "composite";
    std::string place;   ///< region or macro-region; empty: all adults
    double at_least = 0; ///< index x 100
    Date date{};
    /// Share of members that must reach it; nothing: their mean must.
    std::optional<double> members;
    Position origin;
};

/// One degree of a measure: "travel.trips_per_week = 9000", its cost, what it changes.
struct Degree {
    std::string label;
    double cost = 0;
    Changes changes;
};

/// What may be done, in degrees that exclude each other; none of them is always allowed too.
struct Measure {
    std::string name;
    std::vector<Degree> degrees;
};

struct SearchTask {
    Goal goal;
    std::vector<Measure> measures;
    std::string cost_unit; ///< as the file calls it
};

/// Reads a goal file (docs/workbench.md). Degrees of a number lever: `steps` equal parts of the way
/// from the status quo to `to`, each costing `cost` per unit of the way. InputError with all that
/// is wrong in a table; costs are never assumed.
[[nodiscard]] SearchTask read_search_task(const std::filesystem::path& path,
                                          const InputData& inputs);

using Package = std::vector<int>; ///< degree per measure; -1: not done

/// What is known of a package.
struct Tried {
    Package package;
    double cost = 0;
    double level = 0; ///< mean over members, or their quantile that the goal is about; index x 100
};

struct Found {
    double start = 0;       ///< level of the status quo
    bool reachable = false; ///< some package that was run reaches the goal
    Tried best;             ///< the cheapest that does, else the one that comes nearest
    std::size_t packages_run = 0;
};

/// Runs packages and returns the level each reaches; the status quo is the empty package.
using RunPackages = std::function<std::vector<double>(const std::vector<Package>&)>;

/// Every degree alone, then the best of all together; if that misses the goal, it cannot be reached
/// (measures may help each other, so this is no proof: the nearest package is given). Else the
/// cheapest packages whose effects, added up and corrected by how packages fell short so far, reach
/// it are run, cheapest first, until none that is cheaper than the best promises to. `note` hears
/// of each new best. InputError if there are more than 300,000 packages.
[[nodiscard]] Found search_package(const SearchTask& task, double goal, const RunPackages& run,
                                   const std::function<void(const Found&)>& note);

[[nodiscard]] double cost_of(const SearchTask& task, const Package& package);
/// "visa.regime = extended; investment_abai" or "nothing".
[[nodiscard]] std::string describe(const SearchTask& task, const Package& package);
[[nodiscard]] Changes changes_of(const SearchTask& task, const Package& package);

/// The levels of `packages` in `plan`, which holds no scenarios yet; one value per member of each,
/// index x 100.
[[nodiscard]] std::vector<std::vector<double>>
member_levels(const SearchTask& task, const RunPlan& plan, const std::vector<Package>& packages,
              const std::stop_token& stop, ProgressSink& progress);

/// What the goal is about: the mean, or the quantile that the demanded share of members exceeds.
[[nodiscard]] double goal_level(const Goal& goal, const std::vector<double>& levels);

} // namespace kozqaras
