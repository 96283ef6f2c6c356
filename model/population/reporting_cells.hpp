#pragma once
// Reporting cells: agents that agree in all characteristics by which results are reported and the
// sample is weighted (region, settlement, survey age group, ethnicity, language, wealth,
// education). Results by group are sums over cells.

#include <array>
#include <cstdint>
#include <vector>

#include "model/population/population.hpp"

namespace kozqaras {

struct ReportingCells {
    std::vector<std::uint32_t> agents; ///< agent numbers, cell after cell, rising within a cell
    std::vector<std::uint32_t>
        offsets; ///< cell c holds agents[offsets[c]] .. agents[offsets[c+1]-1]
    std::vector<std::uint32_t> cell_of_agent;
    /// groups[c][f]: the group (Country::group_index) of cell c for kReportedFactors[f].
    std::vector<std::array<std::uint8_t, kReportedFactors.size()>> groups;
    SharedCountry country;

    [[nodiscard]] std::size_t size() const { return groups.size(); }

    [[nodiscard]] std::uint32_t count(std::size_t cell) const {
        return offsets[cell + 1] - offsets[cell];
    }
};

/// Sorts the agents into cells. Only occupied cells are kept; their order is that of the
/// mixed-radix code of the seven classes.
[[nodiscard]] ReportingCells make_reporting_cells(const Population& population);

} // namespace kozqaras
