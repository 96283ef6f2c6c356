#pragma once
// A recovery as JSON.

#include <string>

#include "calibration/recovery.hpp"

namespace kozqaras {

/// Settings, pooled lines, outcomes, and what was asked of them.
[[nodiscard]] std::string recovery_json(const RecoveryResult& result,
                                        const RecoverySummary& summary);

} // namespace kozqaras
