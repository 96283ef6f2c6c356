#include "model/inputs/tie_targets.hpp"

#include <fmt/format.h>

#include "model/inputs/loading.hpp"

namespace kozqaras {

namespace {

constexpr double kLargestDegree = 1000;

TieTarget target_of(const CsvTable& table, std::size_t row) {
    TieTarget target;
    target.layer =
        kTieLayers[static_cast<std::size_t>(table.code(row, "layer", kTieLayers, "layer of ties"))];
    target.measure = kTieMeasures[static_cast<std::size_t>(
        table.code(row, "measure", kTieMeasures, "measure of ties"))];
    const double largest = target.measure == "mean_degree" ? kLargestDegree : 1.0;
    target.target = table.number(row, "target", 0, largest);
    target.tolerance = table.number(row, "tolerance", 0, largest);
    target.status = status_of(table, row);
    target.source = filled_text(table, row, "source");
    if (target.measure == "largest_component" && target.layer != "all")
        throw InputError(table.position(row, "layer"),
                         "the largest component is that of 'all' ties");
    return target;
}

} // namespace

std::vector<TieTarget> read_tie_targets(const std::filesystem::path& path) {
    const auto table = CsvTable::read(path);
    std::vector<TieTarget> targets;
    UniqueKeys keys;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        targets.push_back(target_of(table, row));
        keys.add(table.position(row, "layer"),
                 fmt::format("{} of {}", targets.back().measure, targets.back().layer));
    }
    return targets;
}

} // namespace kozqaras
