#pragma once
// A wave as a CSV file, to score a forecast with. Columns: target, group, net, positive_percent,
// negative_percent, respondents, date, source. Either net (-1..1) or both percentages. All rows
// belong to one wave. docs/forecasting.md.

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/inputs/input_data.hpp"
#include "support/dates.hpp"
#include "support/errors.hpp"

namespace kozqaras {

struct ObservedValue {
    std::string target; ///< composite, an indicator, or a question
    std::string group;  ///< all, region:KZ-10, age:18_34, ...
    double net = 0;
    int respondents = 0; ///< of the group
    Date date{};         ///< middle of the fieldwork
    std::string source;
    Position place; ///< of the row, for messages
};

/// All rows; InputError with all faults at once: unknown target or group (with the nearest), a
/// share outside 0..100, a text where a number belongs, both or neither form of value, a row twice.
/// A group of `regions` may bear any name of its region: "region:Алматы" is region:KZ-75.
[[nodiscard]] std::vector<ObservedValue>
read_observed_wave(const std::filesystem::path& path, std::span<const std::string_view> targets,
                   std::span<const std::string_view> groups, std::span<const Region> regions = {});

} // namespace kozqaras
