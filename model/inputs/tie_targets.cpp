#include "model/inputs/tie_targets.hpp"

#include "model/inputs/loading.hpp"

namespace kozqaras {

namespace {

constexpr double kLargestDegree = 1000;

TableRules target_rules() {
    return with_origin()
        .code("layer", kTieLayers, "layer of ties")
        .code("measure", kTieMeasures, "measure of ties")
        .number("target", 0.0, kLargestDegree)
        .number("tolerance", 0.0, kLargestDegree)
        .key({"layer", "measure"});
}

TieTarget target_of(const CsvTable& table, std::size_t row) {
    TieTarget target;
    target.layer = table.text(row, "layer");
    target.measure = table.text(row, "measure");
    const double largest = target.measure == "mean_degree" ? kLargestDegree : 1.0;
    target.target = table.number(row, "target", 0, largest);
    target.tolerance = table.number(row, "tolerance", 0, largest);
    target.status = status_of(table, row);
    target.source = table.text(row, "source");
    if (target.measure == "largest_component" && target.layer != "all")
        throw InputError(table.position(row, "layer"),
                         "the largest component is that of 'all' ties");
    return target;
}

} // namespace

std::vector<TieTarget> read_tie_targets(const std::filesystem::path& path) {
    const auto table = CsvTable::read(path);
    target_rules().check(table);
    return rows_of(table, target_of);
}

} // namespace kozqaras
