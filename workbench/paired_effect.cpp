#include "workbench/paired_effect.hpp"

#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "support/errors.hpp"
#include "support/statistics.hpp"

namespace kozqaras {

PairedEffect paired_effect(std::span<const double> values) {
    constexpr double kLow = 0.05, kHigh = 0.95;
    if (values.size() == 1)
        return {values.front(), std::nan(""), std::nan("")};
    constexpr double kCentre = 0.5;
    return {mean(values), quantile(values, kLow), quantile(values, kHigh),
            quantile(values, kCentre)};
}

namespace {

std::string with_interval(double centre, const PairedEffect& effect, int decimals) {
    const auto number = [decimals](double value) {
        if (std::abs(value) < 0.5 * std::pow(10.0, -decimals))
            value = 0;
        return fmt::format("{:+.{}f}", value, decimals);
    };
    if (std::isnan(effect.low))
        return number(centre);
    return fmt::format("{} [{}, {}]", number(centre), number(effect.low), number(effect.high));
}

} // namespace

std::string to_string(const PairedEffect& effect, int decimals) {
    return with_interval(effect.median, effect, decimals);
}

std::string mean_to_string(const PairedEffect& effect, int decimals) {
    return with_interval(effect.mean, effect, decimals);
}

std::vector<double> paired(std::span<const double> left, std::span<const double> right,
                           double factor) {
    require(left.size() == right.size(), "paired values of different lengths");
    std::vector<double> differences(left.size());
    for (std::size_t m = 0; m < left.size(); ++m)
        differences[m] = factor * (left[m] - right[m]);
    return differences;
}

PairingGain pairing_gain(std::span<const double> left, std::span<const double> right) {
    if (left.size() < 2)
        return {std::nan(""), std::nan(""), std::nan("")};
    const auto variance = [](std::span<const double> values) {
        const double deviation = standard_deviation(values);
        return deviation * deviation;
    };
    const double unpaired = variance(left) + variance(right);
    const double of_difference = variance(paired(left, right));
    const auto members = static_cast<double>(left.size());
    return {of_difference > 0 ? unpaired / of_difference
            : unpaired > 0    ? std::numeric_limits<double>::infinity()
                              : 1.0,
            std::sqrt(unpaired / members), std::sqrt(of_difference / members)};
}

} // namespace kozqaras
