#include "model/network/tie_scores.hpp"

#include <algorithm>
#include <cmath>

#include "support/errors.hpp"

namespace kozqaras {

namespace {

double achieved_by(const TieTarget& target, const NetworkReport& report,
                   const LayerDiagnostics& layer) {
    constexpr std::string_view kSame = "same_";
    if (target.measure == "mean_degree")
        return std::ranges::find(report.kinds, target.layer, &TieKindReport::kind)->mean_degree;
    if (target.measure == "clustering")
        return layer.clustering;
    if (target.measure == "largest_component")
        return report.largest_component_share;
    if (target.measure == "same_region")
        return static_cast<double>(layer.same_region) / static_cast<double>(layer.ends);
    const auto code = target.measure.substr(kSame.size());
    for (const Mixing& mixing : layer.mixing)
        if (kFactorCodes[static_cast<std::size_t>(mixing.factor)] == code)
            return mixing.within();
    throw BugError("a measure of ties that nobody measures: " + target.measure);
}

} // namespace

bool TieScore::met() const {
    constexpr double kRounding = 1e-12;
    return std::abs(achieved - target.target) <= target.tolerance + kRounding;
}

std::vector<TieScore> score_ties(const std::vector<TieTarget>& targets, const NetworkReport& report,
                                 const NetworkDiagnostics& diagnostics) {
    std::vector<TieScore> scores;
    for (const TieTarget& target : targets) {
        const auto layer =
            std::ranges::find(diagnostics.layers, target.layer, &LayerDiagnostics::kind);
        require(layer != diagnostics.layers.end(), "a layer of ties without diagnostics");
        scores.push_back({target, achieved_by(target, report, *layer)});
    }
    return scores;
}

} // namespace kozqaras
