#include "model/population/static_ageing.hpp"

#include <algorithm>
#include <cmath>

#include "model/population/ageing_ratios.hpp"
#include "model/population/joint_table.hpp"
#include "model/population/projection.hpp"
#include "support/parallel.hpp"

namespace kozqaras {

namespace {

/// Cell of the joint table of each agent.
std::vector<std::uint32_t> joint_cells(const Population& population) {
    std::vector<std::uint32_t> cells(population.size(), 0);
    const auto dims = joint_table_dims(*population.country);
    for (std::size_t axis = 0; axis < dims.size(); ++axis) {
        const auto classes = population.classes(kTableFactors[axis]);
        for (std::size_t agent = 0; agent < cells.size(); ++agent)
            cells[agent] = cells[agent] * static_cast<std::uint32_t>(dims[axis]) + classes[agent];
    }
    return cells;
}

std::vector<double> ratios(const FitTable& later, const FitTable& base) {
    std::vector<double> ratio(base.values.size(), 0.0);
    for (std::size_t cell = 0; cell < ratio.size(); ++cell)
        if (base.values[cell] > 0)
            ratio[cell] = later.values[cell] / base.values[cell];
    return ratio;
}

std::vector<double> means_by_cell(const ReportingCells& cells,
                                  const std::vector<std::uint32_t>& joint,
                                  const std::vector<double>& ratio) {
    std::vector<double> means(cells.size());
    for (std::size_t cell = 0; cell < means.size(); ++cell) {
        double sum = 0;
        for (std::size_t place = cells.offsets[cell]; place < cells.offsets[cell + 1]; ++place)
            sum += ratio[joint[cells.agents[place]]];
        means[cell] = sum / cells.count(cell);
    }
    return means;
}

Date new_year(int year) {
    return Date{std::chrono::year{year} / std::chrono::January / 1};
}

} // namespace

AgeingRatios ageing_ratios(const PopulationMargins& margins, const ProjectionTables& tables) {
    constexpr int kYears = kLastProjectedYear - kFirstProjectedYear + 1;
    const FitTable base = fit_joint_table(margins).fitting.table;
    AgeingRatios found(kYears);
    for_blocks(found.size(), 1, [&](std::size_t place, std::size_t) {
        const int year = kFirstProjectedYear + static_cast<int>(place);
        if (year != kBaseYear)
            found[place] = ratios(
                fit_joint_table(project_margins(margins, tables, year).margins).fitting.table,
                base);
    });
    return found;
}

StaticAgeing age_population(const Population& population, const ReportingCells& cells,
                            const AgeingRatios& by_year) {
    const auto joint = joint_cells(population);
    StaticAgeing ageing{kFirstProjectedYear, std::vector<std::vector<double>>(by_year.size())};
    for_blocks(by_year.size(), 1, [&](std::size_t place, std::size_t) {
        ageing.cell_weights[place] = by_year[place].empty()
                                         ? std::vector<double>(cells.size(), 1.0)
                                         : means_by_cell(cells, joint, by_year[place]);
    });
    return ageing;
}

StaticAgeing age_population(const Population& population, const ReportingCells& cells,
                            const PopulationMargins& margins, const ProjectionTables& tables) {
    return age_population(population, cells, ageing_ratios(margins, tables));
}

std::vector<double> cell_weights_on(const StaticAgeing& ageing, Date date) {
    if (ageing.cell_weights.empty())
        return {};
    const int wanted = static_cast<int>(std::chrono::year_month_day(date).year());
    const auto last = static_cast<int>(ageing.cell_weights.size()) - 1;
    const int place = std::clamp(wanted - ageing.first_year, 0, last);
    const int year = ageing.first_year + place;
    const double passed =
        std::max(0.0, static_cast<double>((date - new_year(year)).count()) /
                          static_cast<double>((new_year(year + 1) - new_year(year)).count()));
    std::vector<double> weights = ageing.cell_weights[static_cast<std::size_t>(place)];
    const auto& before = ageing.cell_weights[static_cast<std::size_t>(std::max(0, place - 1))];
    for (std::size_t cell = 0; cell < weights.size(); ++cell)
        if (place < last) {
            const double next = ageing.cell_weights[static_cast<std::size_t>(place) + 1][cell];
            weights[cell] += passed * (next - weights[cell]);
        } else if (before[cell] > 0) {
            weights[cell] *= std::pow(weights[cell] / before[cell], passed);
        }
    return weights;
}

} // namespace kozqaras
