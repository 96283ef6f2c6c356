#include "model/population/reporting_cells.hpp"

#include <algorithm>
#include <numeric>

namespace kozqaras {

namespace {

int reported_class_of(const Population& population, Factor factor, std::size_t agent) {
    return population.country->reported_as(factor, population.classes(factor)[agent]);
}

std::uint32_t cell_code(const Population& population, std::size_t agent) {
    std::uint32_t code = 0;
    for (const Factor factor : kReportedFactors)
        code = code * static_cast<std::uint32_t>(population.country->reported_classes(factor)) +
               static_cast<std::uint32_t>(reported_class_of(population, factor, agent));
    return code;
}

} // namespace

ReportingCells make_reporting_cells(const Population& population) {
    std::vector<std::uint32_t> codes(population.size());
    for (std::size_t agent = 0; agent < codes.size(); ++agent)
        codes[agent] = cell_code(population, agent);
    ReportingCells cells;
    cells.country = population.country;
    cells.agents.resize(codes.size());
    std::iota(cells.agents.begin(), cells.agents.end(), 0U);
    std::ranges::stable_sort(cells.agents, {}, [&](std::uint32_t agent) { return codes[agent]; });
    cells.cell_of_agent.resize(codes.size());
    for (std::size_t place = 0; place < codes.size(); ++place) {
        const std::uint32_t agent = cells.agents[place];
        if (place == 0 || codes[agent] != codes[cells.agents[place - 1]]) {
            cells.offsets.push_back(static_cast<std::uint32_t>(place));
            auto& groups = cells.groups.emplace_back();
            for (std::size_t f = 0; f < kReportedFactors.size(); ++f)
                groups[f] = static_cast<std::uint8_t>(population.country->group_index(
                    kReportedFactors[f],
                    reported_class_of(population, kReportedFactors[f], agent)));
        }
        cells.cell_of_agent[agent] = static_cast<std::uint32_t>(cells.groups.size() - 1);
    }
    cells.offsets.push_back(static_cast<std::uint32_t>(codes.size()));
    return cells;
}

} // namespace kozqaras
