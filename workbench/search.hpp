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

/// The index of a group is at least so much at a date, or rises by so much against the status quo.
struct Goal {
    int value = 0; ///< of Country::index_values
    std::string value_code = "composite";
    std::string place;              ///< region or macro-region; empty: all adults
    std::optional<double> at_least; ///< points of net: of the index x 100, or of the gain
    bool gain = false;              ///< whether it is about the gain
    Date date{};
    /// Share of members that must reach it; nothing: their median must.
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
    std::string cost_unit;       ///< as the file calls it
    std::vector<double> budgets; ///< rising: the best package for each is asked for
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
    double level = 0; ///< median over members, or their quantile that the goal is about
};

struct Found {
    double start = 0;                       ///< level of the status quo
    std::vector<std::vector<double>> alone; ///< gain of each degree alone, [measure][degree]
    bool reachable = false;                 ///< some package that was run reaches the goal
    Tried best; ///< the cheapest that does, else the one that comes nearest
    std::size_t packages_run = 0;
    std::vector<Tried> for_budgets; ///< the best known for each budget of the task
};

/// What a measure would have to do for a goal that is missed, if its effect grew in proportion.
struct Closing {
    std::string measure;
    double times = 0; ///< as much as its strongest degree
};

/// Runs packages and returns the level each reaches; the status quo is the empty package.
using RunPackages = std::function<std::vector<double>(const std::vector<Package>&)>;

/// Every degree alone, then the best of all together; if that misses the goal, it cannot be reached
/// (measures may help each other, so this is no proof: the nearest package is given). Else the
/// cheapest packages whose effects, added up and corrected by how packages fell short so far, reach
/// it are run, cheapest first, until none that is cheaper than the best promises to. `note` hears
/// of each new best. InputError if there are more than 300,000 packages.
/// Without a goal only the best package for each budget is looked for: those of the greatest sum of
/// effects that the budget allows are run until no other promises more.
[[nodiscard]] Found search_package(const SearchTask& task, std::optional<double> goal,
                                   const RunPackages& run,
                                   const std::function<void(const Found&)>& note);

/// The measure that needs the smallest multiple of its strongest degree to add `missing` points to
/// a package that lacks it; `alone`: gain of every degree alone, points. Nothing if none helps.
[[nodiscard]] std::optional<Closing> closing_measure(const SearchTask& task,
                                                     const std::vector<std::vector<double>>& alone,
                                                     const Package& package, double missing);

[[nodiscard]] double cost_of(const SearchTask& task, const Package& package);
/// "visa.regime = extended; investment_abai" or "nothing".
[[nodiscard]] std::string describe(const SearchTask& task, const Package& package);
[[nodiscard]] Changes changes_of(const SearchTask& task, const Package& package);

/// What the goal is about of `packages` in `plan`, which holds no scenarios yet; one value per
/// member of each: index x 100, or its gain against the status quo.
[[nodiscard]] std::vector<std::vector<double>>
member_levels(const SearchTask& task, const RunPlan& plan, const std::vector<Package>& packages,
              const std::stop_token& stop, ProgressSink& progress);

/// The median, or the quantile that the demanded share of members exceeds.
[[nodiscard]] double goal_level(const Goal& goal, const std::vector<double>& levels);

} // namespace kozqaras
