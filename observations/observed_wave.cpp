#include "observations/observed_wave.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "model/inputs/region_names.hpp"
#include "support/csv_table.hpp"

namespace kozqaras {

namespace {

constexpr int kFewestRespondents = 10, kMostRespondents = 1'000'000;

double net_of(const CsvTable& table, std::size_t row) {
    const bool shares =
        !table.empty(row, "positive_percent") || !table.empty(row, "negative_percent");
    if (!table.empty(row, "net")) {
        if (shares)
            throw InputError(table.position(row, "net"),
                             "give either net or both percentages, not all three");
        return table.number(row, "net", -1.0, 1.0);
    }
    if (!shares)
        throw InputError(table.position(row, "net"),
                         "no value: give net (-1 to 1) or both percentages");
    const double positive = table.percent_as_share(row, "positive_percent");
    const double negative = table.percent_as_share(row, "negative_percent");
    if (positive + negative > 1.0)
        throw InputError(table.position(row, "negative_percent"),
                         "positive and negative are together more than 100 %");
    return positive - negative;
}

/// The code of the group; a region by any of its names.
std::string group_of(const CsvTable& table, std::size_t row,
                     std::span<const std::string_view> groups, std::span<const Region> regions) {
    constexpr std::string_view kRegion = "region:";
    const std::string_view text = table.text(row, "group");
    if (text.starts_with(kRegion) && !regions.empty()) {
        const auto place = table.position(row, "group");
        const int region = region_called(text.substr(kRegion.size()), regions, place);
        const auto code =
            fmt::format("{}{}", kRegion, regions[static_cast<std::size_t>(region)].iso);
        if (std::ranges::find(groups, code) == groups.end())
            throw InputError(place, fmt::format("'{}' is not among the groups", code));
        return code;
    }
    return std::string(groups[static_cast<std::size_t>(table.code(row, "group", groups, "group"))]);
}

ObservedValue read_row(const CsvTable& table, std::size_t row,
                       std::span<const std::string_view> targets,
                       std::span<const std::string_view> groups, std::span<const Region> regions) {
    ObservedValue value;
    value.target = targets[static_cast<std::size_t>(table.code(row, "target", targets, "target"))];
    value.group = group_of(table, row, groups, regions);
    value.net = net_of(table, row);
    const double respondents =
        table.number(row, "respondents", kFewestRespondents, kMostRespondents);
    if (respondents != std::floor(respondents))
        throw InputError(table.position(row, "respondents"), "must be a whole number");
    value.respondents = static_cast<int>(respondents);
    value.date = table.date(row, "date");
    value.source = table.text(row, "source");
    if (value.source.empty())
        throw InputError(table.position(row, "source"),
                         "say where the number is from (an invented one: INVENTED)");
    value.place = table.position(row, "target");
    return value;
}

} // namespace

std::vector<ObservedValue> read_observed_wave(const std::filesystem::path& path,
                                              std::span<const std::string_view> targets,
                                              std::span<const std::string_view> groups,
                                              std::span<const Region> regions) {
    const CsvTable table = CsvTable::read(path);
    for (const char* column : {"target", "group", "net", "positive_percent", "negative_percent",
                               "respondents", "date", "source"})
        if (table.rows() > 0)
            (void)table.position(0, column); // a missing column is one fault, not one a row
    if (table.rows() == 0)
        throw InputError({table.name()}, "the file has no rows below its header line");
    std::vector<ObservedValue> values;
    std::vector<std::string> faults;
    std::set<std::pair<std::string, std::string>> seen;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        try {
            values.push_back(read_row(table, row, targets, groups, regions));
            if (!seen.emplace(values.back().target, values.back().group).second)
                throw InputError(values.back().place,
                                 fmt::format("'{}' of '{}' stands twice", values.back().target,
                                             values.back().group));
        } catch (const InputError& error) {
            faults.emplace_back(error.what());
        }
    }
    if (!faults.empty())
        throw InputError::several(faults);
    return values;
}

} // namespace kozqaras
