#pragma once
// Raking: weights of reporting cells that give stated shares of groups, one factor after the other
// until all agree (Deming and Stephan 1940). The weights are products of one effect per group: a
// log-linear model of selection without interactions.

#include <span>
#include <vector>

#include "model/population/reporting_cells.hpp"

namespace kozqaras {

/// Share of each group in reports among all; negative where nothing is known.
using GroupShares = std::vector<double>;

struct RakingResult {
    int iterations = 0;
    double worst_error = 0; ///< largest |weighted share - share wanted| before the last round
};

/// Shares of the groups of `factors` if cell c holds counts[c]; -1 for other factors.
[[nodiscard]] GroupShares group_shares(const ReportingCells& cells, std::span<const double> counts,
                                       std::span<const Factor> factors);

/// Changes `weights` (per cell and head, the start of the search, not negative) until those of
/// `factors` with a share wanted have it; counts[c] heads are in cell c. Groups without a share
/// wanted keep their relations. Wanted groups without anyone are left out, and the shares of the
/// others of that factor scaled to 1. Weights are scaled to mean 1 over heads.
RakingResult rake(const ReportingCells& cells, std::span<const double> counts,
                  std::span<const Factor> factors, const GroupShares& wanted,
                  std::vector<double>& weights);

} // namespace kozqaras
