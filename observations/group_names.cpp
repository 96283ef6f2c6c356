#include "observations/group_names.hpp"

#include <fmt/format.h>

#include "model/inputs/region_names.hpp"
#include "model/population/reporting_cells.hpp"
#include "support/codes.hpp"

namespace kozqaras {

std::vector<std::string> group_codes(const Country& country) {
    std::vector<std::string> names{"all"};
    for (const Factor factor : kReportedFactors)
        for (const std::string_view code : country.reported_codes(factor))
            names.push_back(
                fmt::format("{}:{}", kFactorCodes[static_cast<std::size_t>(factor)], code));
    return names;
}

std::optional<int> find_group(std::string_view text, std::span<const std::string_view> groups,
                              std::span<const Region> regions, const Position& place) {
    constexpr std::string_view kRegion = "region:";
    if (!text.starts_with(kRegion) || regions.empty())
        return index_of(groups, text);
    const int region = region_called(text.substr(kRegion.size()), regions, place);
    return index_of(groups,
                    fmt::format("{}{}", kRegion, regions[static_cast<std::size_t>(region)].iso));
}

} // namespace kozqaras
