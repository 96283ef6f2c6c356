#include "model/population/household_sizes.hpp"

#include <cmath>
#include <numeric>

#include "support/errors.hpp"

namespace kozqaras {

namespace {

SizePlan tilted(std::span<const double> shares, std::span<const double> adults, double tilt) {
    const std::size_t sizes = shares.size() / adults.size();
    SizePlan plan{std::vector<double>(shares.size(), 0.0), sizes};
    for (std::size_t group = 0; group < adults.size(); ++group) {
        const std::size_t first = group * sizes;
        double sum = 0;
        for (std::size_t size = 0; size < sizes; ++size)
            sum += shares[first + size] * std::exp(tilt * static_cast<double>(size));
        for (std::size_t size = 0; size < sizes; ++size) {
            const double share =
                shares[first + size] * std::exp(tilt * static_cast<double>(size)) / sum;
            plan.households[first + size] = adults[group] * share / static_cast<double>(size + 1);
        }
    }
    return plan;
}

double count(const SizePlan& plan) {
    return std::accumulate(plan.households.begin(), plan.households.end(), 0.0);
}

} // namespace

double SizePlan::all(std::size_t group) const {
    const auto begin = households.begin() + static_cast<std::ptrdiff_t>(group * sizes);
    return std::accumulate(begin, begin + static_cast<std::ptrdiff_t>(sizes), 0.0);
}

SizePlan plan_sizes(std::span<const double> shares, std::span<const double> adults,
                    double households) {
    constexpr double kMostTilt = 20;
    constexpr int kHalvings = 60;
    require(!adults.empty() && !shares.empty() && shares.size() % adults.size() == 0 &&
                std::accumulate(adults.begin(), adults.end(), 0.0) > 0,
            "sizes of the households of nobody");
    double low = -kMostTilt, high = kMostTilt; // the larger, the fewer households
    for (int step = 0; step < kHalvings; ++step) {
        const double middle = std::midpoint(low, high);
        (count(tilted(shares, adults, middle)) > households ? low : high) = middle;
    }
    return tilted(shares, adults, std::midpoint(low, high));
}

} // namespace kozqaras
