#pragma once
// A wave as a CSV file, for `score` and for `calibrate`. Columns: target, group, net (-1..1) or
// positive_percent and negative_percent or all three, respondents, date, source. All rows belong to
// one wave. Read as people have it: support/csv_dialect.hpp. docs/forecasting.md.

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

struct ObservedWave {
    std::vector<ObservedValue> values;
    std::vector<std::string> notes; ///< what was taken otherwise than it is written
};

/// All rows. A fraction of a respondent (an effective number) is rounded down, and percentages
/// whose sum is above 100 by no more than their rounding are taken; both are noted. A group of
/// `regions` may bear any name of its region: "region:Алматы" is region:KZ-75. InputError with all
/// faults at once: a column unknown or missing, an unknown target or group (with the nearest), a
/// share outside 0..100, shares where percentages belong, net and percentages that differ by more
/// than their rounding, no value, a row twice.
[[nodiscard]] ObservedWave read_observed_wave(const std::filesystem::path& path,
                                              std::span<const std::string_view> targets,
                                              std::span<const std::string_view> groups,
                                              std::span<const Region> regions = {});

/// The same of a text that lies in no file; `name` is that of messages.
[[nodiscard]] ObservedWave parse_observed_wave(std::string_view text, const std::string& name,
                                               std::span<const std::string_view> targets,
                                               std::span<const std::string_view> groups,
                                               std::span<const Region> regions = {});

} // namespace kozqaras
