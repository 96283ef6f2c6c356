#include "model/population/projection_range.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "model/population/projection.hpp"

namespace kozqaras {

namespace {

/// Adults of each region, then of the country.
std::vector<double> adults_by_region(const Margin& hard) {
    const std::size_t regions = hard.country->regions.size();
    const std::size_t cells = hard.counts.size() / regions;
    std::vector<double> adults(regions, 0.0);
    for (std::size_t cell = 0; cell < hard.counts.size(); ++cell)
        adults[cell / cells] += hard.counts[cell];
    adults.push_back(std::accumulate(adults.begin(), adults.end(), 0.0));
    return adults;
}

/// Shares of the adults by settlement.
std::vector<double> settlement_shares(const Margin& hard) {
    const std::size_t settlements = hard.count(Factor::settlement);
    const std::size_t cells = hard.counts.size() / hard.count(Factor::region) / settlements;
    std::vector<double> shares(settlements, 0.0);
    for (std::size_t cell = 0; cell < hard.counts.size(); ++cell)
        shares[cell / cells % settlements] += hard.counts[cell];
    const double all = std::accumulate(shares.begin(), shares.end(), 0.0);
    for (double& share : shares)
        share /= all;
    return shares;
}

/// Another mortality from the last migration year on.
ProjectionTables with_mortality(ProjectionTables tables, double factor) {
    PeriodMortality later = tables.mortality.back();
    later.first_year = tables.migration.back().year;
    for (double& chance : later.death)
        chance = 1 - std::pow(1 - chance, factor);
    if (tables.mortality.back().first_year >= later.first_year)
        tables.mortality.pop_back();
    tables.mortality.push_back(std::move(later));
    return tables;
}

/// Moves by `change` of what goes beyond each part's share of `total`, which becomes `wanted`.
void set_moves(std::vector<double>& net, std::span<const double> sizes, double change,
               double wanted) {
    const double all = std::accumulate(sizes.begin(), sizes.end(), 0.0);
    const double total = std::accumulate(net.begin(), net.end(), 0.0);
    for (std::size_t part = 0; part < net.size(); ++part) {
        const double share = sizes[part] / all;
        net[part] = share * wanted + change * (net[part] - share * total);
    }
}

/// Other moves from the last migration year on.
ProjectionTables with_moves(ProjectionTables tables, std::span<const double> settlements,
                            double between_regions, const double* from_abroad) {
    RegionalMigration& moves = tables.migration.back();
    const double total = std::accumulate(moves.net_migrants.begin(), moves.net_migrants.end(), 0.0);
    const double wanted = from_abroad != nullptr ? *from_abroad : total;
    set_moves(moves.net_migrants, moves.population, between_regions, wanted);
    if (!moves.by_settlement.empty())
        set_moves(moves.by_settlement, settlements, between_regions, wanted);
    return tables;
}

} // namespace

std::vector<AdultsRange> range_of_adults(const PopulationMargins& base,
                                         const ProjectionTables& tables, int year) {
    if (!tables.range || tables.migration.empty() || year <= tables.migration.back().year)
        return {};
    const ProjectionRange& range = *tables.range;
    const auto settlements = settlement_shares(base.hard());
    const auto adults = [&](const ProjectionTables& altered) {
        return adults_by_region(project_margins(base, altered, year).margins.hard());
    };
    const auto moved = [&](double factor, const double* abroad) {
        return adults(with_moves(tables, settlements, factor, abroad));
    };
    const auto projected = adults(tables);
    const std::vector<std::vector<double>> ends{
        adults(with_mortality(tables, range.mortality.low)),
        adults(with_mortality(tables, range.mortality.high)),
        moved(1, &range.from_abroad.low),
        moved(1, &range.from_abroad.high),
        moved(range.between_regions.low, nullptr),
        moved(range.between_regions.high, nullptr)};
    std::vector<AdultsRange> result;
    for (std::size_t region = 0; region < projected.size(); ++region) {
        double below = 0, above = 0;
        for (std::size_t rate = 0; rate < ends.size(); rate += 2) {
            const double one = ends[rate][region] - projected[region],
                         other = ends[rate + 1][region] - projected[region];
            const double down = std::min({0.0, one, other}), up = std::max({0.0, one, other});
            below += down * down;
            above += up * up;
        }
        result.push_back({projected[region] - std::sqrt(below), projected[region],
                          projected[region] + std::sqrt(above)});
    }
    return result;
}

} // namespace kozqaras
