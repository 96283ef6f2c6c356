#pragma once
// Targets for the ties against what the finished network achieves.

#include <vector>

#include "model/inputs/tie_targets.hpp"
#include "model/network/layer_diagnostics.hpp"

namespace kozqaras {

struct TieScore {
    TieTarget target;
    double achieved = 0; ///< NaN if the layer has no ties

    [[nodiscard]] bool met() const; ///< within the tolerance
};

/// One score per target. Degrees are per agent concerned, as in TieKindReport.
[[nodiscard]] std::vector<TieScore> score_ties(const std::vector<TieTarget>& targets,
                                               const NetworkReport& report,
                                               const NetworkDiagnostics& diagnostics);

} // namespace kozqaras
