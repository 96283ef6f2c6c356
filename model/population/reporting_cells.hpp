#pragma once
// Reporting cells: agents that agree in all characteristics by which results are reported and the
// sample is weighted (region, settlement, survey age group, ethnicity, language, wealth,
// education). Results by group are sums over cells.

#include <array>
#include <cstdint>
#include <vector>

#include "model/core/categories.hpp"
#include "model/population/population.hpp"

namespace kozqaras {

/// Factors by which results are reported.
inline constexpr std::array<Factor, 7> kReportedFactors{
    Factor::region,   Factor::settlement, Factor::age,      Factor::ethnicity,
    Factor::language, Factor::wealth,     Factor::education};

/// Number of classes of a factor in reports: that of the factor, but 3 survey groups for age.
[[nodiscard]] int reported_classes(Factor factor);
/// Codes of those classes.
[[nodiscard]] std::span<const std::string_view> reported_codes(Factor factor);

/// A group in reports: 0 is everyone, then the classes of kReportedFactors in order.
inline constexpr int kGroupCount = 1 + 20 + 2 + 3 + 3 + 3 + 5 + 3;
[[nodiscard]] int group_index(Factor factor, int reported_class);

struct ReportingCells {
    std::vector<std::uint32_t> agents; ///< agent numbers, cell after cell, rising within a cell
    std::vector<std::uint32_t>
        offsets; ///< cell c holds agents[offsets[c]] .. agents[offsets[c+1]-1]
    std::vector<std::uint32_t> cell_of_agent;
    /// groups[c][f]: the group (0..kGroupCount-1) of cell c for kReportedFactors[f].
    std::vector<std::array<std::uint8_t, kReportedFactors.size()>> groups;

    [[nodiscard]] std::size_t size() const { return groups.size(); }

    [[nodiscard]] std::uint32_t count(std::size_t cell) const {
        return offsets[cell + 1] - offsets[cell];
    }
};

/// Sorts the agents into cells. Only occupied cells are kept; their order is that of the
/// mixed-radix code of the seven classes.
[[nodiscard]] ReportingCells make_reporting_cells(const Population& population);

} // namespace kozqaras
