#include "model/survey/raking.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "model/population/margin_checks.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

constexpr const char* kHeads = "heads in the cells to rake";

std::size_t slot_of(Factor factor) {
    return static_cast<std::size_t>(std::ranges::find(kReportedFactors, factor) -
                                    kReportedFactors.begin());
}

/// One adjustment of the weights to one factor; returns the largest error before it.
double rake_once(const ReportingCells& cells, std::span<const double> counts, std::size_t slot,
                 const GroupShares& wanted, std::vector<double>& weights) {
    std::vector<double> sums(wanted.size(), 0.0);
    double total = 0.0;
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
        const double mass = weights[cell] * counts[cell];
        sums[cells.groups[cell][slot]] += mass;
        total += mass;
    }
    double aimed = 0.0, aimed_sum = 0.0, worst = 0.0;
    bool all_wanted = true;
    std::vector<double> factors(wanted.size(), 0.0);
    for (std::size_t group = 0; group < wanted.size(); ++group)
        if (sums[group] > 0.0 && wanted[group] >= 0.0) {
            aimed += wanted[group];
            aimed_sum += sums[group];
        } else if (sums[group] > 0.0) {
            all_wanted = false;
        }
    for (std::size_t group = 0; group < wanted.size(); ++group) {
        if (sums[group] <= 0.0)
            continue;
        if (wanted[group] >= 0.0) {
            const double share = all_wanted ? wanted[group] / aimed : wanted[group];
            factors[group] = share * total / sums[group];
            worst = std::max(worst, std::abs(sums[group] / total - share));
        } else {
            factors[group] = (1.0 - aimed) * total / (total - aimed_sum);
        }
    }
    for (std::size_t cell = 0; cell < cells.size(); ++cell)
        weights[cell] *= factors[cells.groups[cell][slot]];
    return worst;
}

/// InputError unless all are finite, none is negative and somebody is there.
void check_heads(std::span<const double> counts) {
    check_counts(kHeads, counts);
    if (std::accumulate(counts.begin(), counts.end(), 0.0) <= 0.0)
        throw InputError(Position{kHeads, 0, 0}, "nobody is in any cell");
}

void check_wanted(const GroupShares& wanted) {
    for (std::size_t group = 0; group < wanted.size(); ++group)
        if (!std::isfinite(wanted[group]) || wanted[group] > 1.0)
            throw InputError(Position{"shares to rake to", 0, 0},
                             fmt::format("group {} has {}; shares lie between 0 and 1", group + 1,
                                         wanted[group]));
}

void scale_to_mean_one(std::span<const double> counts, std::vector<double>& weights) {
    double mass = 0.0, heads = 0.0;
    for (std::size_t cell = 0; cell < counts.size(); ++cell) {
        mass += weights[cell] * counts[cell];
        heads += counts[cell];
    }
    for (double& weight : weights)
        weight *= mass > 0 ? heads / mass : 1.0;
}

} // namespace

GroupShares group_shares(const ReportingCells& cells, std::span<const double> counts,
                         std::span<const Factor> factors) {
    check_heads(counts);
    const Country& country = *cells.country;
    GroupShares shares(country.group_count(), -1.0);
    double total = 0.0;
    for (const double count : counts)
        total += count;
    for (const Factor factor : factors) {
        for (int index = 0; index < country.reported_classes(factor); ++index)
            shares[static_cast<std::size_t>(country.group_index(factor, index))] = 0.0;
        for (std::size_t cell = 0; cell < cells.size(); ++cell)
            shares[cells.groups[cell][slot_of(factor)]] += counts[cell] / total;
    }
    return shares;
}

RakingResult rake(const ReportingCells& cells, std::span<const double> counts,
                  std::span<const Factor> factors, const GroupShares& wanted,
                  std::vector<double>& weights) {
    constexpr int kMostIterations = 200;
    constexpr double kTolerance = 1e-7;
    check_counts(kHeads, counts); // nobody at all is a sample, too
    check_counts("weights to rake", weights);
    check_wanted(wanted);
    RakingResult result;
    for (; result.iterations < kMostIterations; ++result.iterations) {
        result.worst_error = 0.0;
        for (const Factor factor : factors)
            result.worst_error = std::max(
                result.worst_error, rake_once(cells, counts, slot_of(factor), wanted, weights));
        if (result.worst_error < kTolerance)
            break;
    }
    scale_to_mean_one(counts, weights);
    return result;
}

} // namespace kozqaras
