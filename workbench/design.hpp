#pragma once
// Designs of a sweep: which values of which levers are run together.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/inputs/input_data.hpp"
#include "scenarios/scenario.hpp"

namespace kozqaras {

enum class Design : std::uint8_t { grid, list, latin, sobol };
inline constexpr std::array<std::string_view, 4> kDesignCodes{"grid", "list", "latin", "sobol"};

/// One lever that a sweep varies: of a range (low, high, steps) or of given values.
struct VariedLever {
    std::string name; ///< a lever set by [[lever]], or TABLE.KEY: a number of every [[TABLE]] of
                      ///< the scenario, e.g. plant.jobs
    double low = 0, high = 0;
    int steps = 0;                                         ///< of a range in a grid; 0: none given
    std::vector<std::variant<double, std::string>> values; ///< given values; empty: a range
    Date date{};                                           ///< first day; not of a TABLE.KEY
    Position origin;
};

/// Reads "lever=lo..hi:n", "lever=lo..hi", "lever=a,b,c", each with "@DATE" at the end. InputError
/// as check_varied().
[[nodiscard]] VariedLever read_varied(std::string_view text, Date start);

/// InputError if the lever is unknown, a value or step out of its range, a fraction where only
/// whole numbers are possible (people, jobs, weeks), or a word not one of its choices.
void check_varied(const VariedLever& varied);

/// The same as a TOML file of [[vary]] tables: name, low, high, steps or values, date.
[[nodiscard]] std::vector<VariedLever> read_varied_table(const std::filesystem::path& path,
                                                         Date start);

using DesignPoint = std::vector<std::variant<double, std::string>>; ///< one value per varied lever

/// Grid: every combination, the last lever fastest. List: the k-th value of every lever; all have
/// as many. Latin: `points` points, each lever's range in as many slices, each slice once (McKay,
/// Beckman, Conover 1979), by `seed`. Sobol: the first `points` points of the sequence without the
/// origin (Boost.Random, Joe and Kuo 2008). Given values, and the whole numbers of a lever that has
/// no others, stand for equal slices of 0..1. InputError if the levers do not fit the design.
[[nodiscard]] std::vector<DesignPoint> design_points(Design design,
                                                     const std::vector<VariedLever>& levers,
                                                     int points, std::uint64_t seed);

/// `changes` with the values of one point. InputError if a TABLE.KEY fits no table of `changes`.
[[nodiscard]] Changes with_point(Changes changes, const std::vector<VariedLever>& levers,
                                 const DesignPoint& point);

[[nodiscard]] std::string value_text(const std::variant<double, std::string>& value);

} // namespace kozqaras
