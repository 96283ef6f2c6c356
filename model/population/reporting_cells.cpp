#include "model/population/reporting_cells.hpp"

#include <algorithm>
#include <numeric>

namespace kozqaras {

std::span<const std::string_view> reported_codes(Factor factor) {
    return factor == Factor::age ? std::span<const std::string_view>(kSurveyAgeCodes)
                                 : codes_of(factor);
}

int reported_classes(Factor factor) {
    return static_cast<int>(reported_codes(factor).size());
}

int group_index(Factor factor, int reported_class) {
    int first = 1;
    for (const Factor earlier : kReportedFactors) {
        if (earlier == factor)
            return first + reported_class;
        first += reported_classes(earlier);
    }
    return -1;
}

namespace {

int reported_class_of(const Population& population, Factor factor, std::size_t agent) {
    const int value = population.classes(factor)[agent];
    return factor == Factor::age ? survey_age_of(value) : value;
}

std::uint32_t cell_code(const Population& population, std::size_t agent) {
    std::uint32_t code = 0;
    for (const Factor factor : kReportedFactors)
        code = code * static_cast<std::uint32_t>(reported_classes(factor)) +
               static_cast<std::uint32_t>(reported_class_of(population, factor, agent));
    return code;
}

} // namespace

ReportingCells make_reporting_cells(const Population& population) {
    std::vector<std::uint32_t> codes(population.size());
    for (std::size_t agent = 0; agent < codes.size(); ++agent)
        codes[agent] = cell_code(population, agent);
    ReportingCells cells;
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
                groups[f] = static_cast<std::uint8_t>(
                    group_index(kReportedFactors[f],
                                reported_class_of(population, kReportedFactors[f], agent)));
        }
        cells.cell_of_agent[agent] = static_cast<std::uint32_t>(cells.groups.size() - 1);
    }
    cells.offsets.push_back(static_cast<std::uint32_t>(codes.size()));
    return cells;
}

} // namespace kozqaras
