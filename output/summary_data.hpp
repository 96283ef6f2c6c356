#pragma once
// The numbers of the summary, computed once for text and JSON.

#include <optional>
#include <string>
#include <vector>

#include "output/run_documentation.hpp"
#include "output/sample_comparison.hpp"
#include "output/scenario_story.hpp"
#include "output/wave_comparison.hpp"

namespace kozqaras {

/// Composite of the baseline at the end of a year.
struct IndexProjection {
    int year = 0;
    std::string date;
    Spread adults, sample;
    double error = 0; ///< of the median of the adults: what another seed may move it by (one s.d.)
};

/// A scenario minus the baseline at one time, composite of all adults, member by member.
struct Difference {
    int year = 0;
    std::string date;
    Spread spread;
    Signs signs;
    Visibility visibility = Visibility::invisible;
};

/// How far a group or region moves.
struct Movement {
    std::string code, label;
    bool is_region = false;
    Spread spread;
};

struct ScenarioSummary {
    std::string id, title;
    std::optional<std::string> diverges; ///< first day that differs; nothing: never within the run
    std::vector<Difference> differences;
    std::vector<Movement> movements; ///< minus baseline at the last year end, in order of groups
};

struct SummaryData {
    double adults = 0; ///< people that the agents stand for
    std::size_t agents = 0;
    std::vector<WaveRow> waves; ///< indicators
    std::vector<SampleRow> samples;
    BreakdownFit breakdowns;
    std::vector<IndexProjection> projections; ///< from the last wave's year on
    std::optional<DetectableEffect> detectable;
    std::vector<Story> stories;               ///< of the scenarios without the baseline
    std::vector<ScenarioSummary> scenarios;   ///< without the baseline
    std::string moved_from, moved_to;         ///< dates of baseline_movements
    std::vector<Movement> baseline_movements; ///< in order of groups
};

[[nodiscard]] SummaryData summarise(const RunPlan& plan, const RunResult& result);

/// The `count` movements of greatest absolute median, greatest first, of regions or of other
/// groups.
[[nodiscard]] std::vector<Movement> greatest(const std::vector<Movement>& movements, bool regions,
                                             std::size_t count);

} // namespace kozqaras
