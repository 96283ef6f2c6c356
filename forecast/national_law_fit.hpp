#pragma once
// The law of national change, estimated from a panel: the parameters under which its polls are most
// likely, each country a series of its own (what countries share in a year is not modelled).
//
// Weak priors keep at a finite distance what polls cannot tell from 0 or infinity (judgement):
// log reversion ~ N(log 0.1, 2^2) per year, log (transient / level) ~ N(0, 2^2), log (degrees of
// freedom - 2) ~ N(log 3, 0.7^2), that is 5 (3.5 to 8).

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "forecast/panel_series.hpp"
#include "model/core/national_law.hpp"

namespace kozqaras {

/// A country teaches of change from its second poll on; fewer such countries than this are no
/// panel.
inline constexpr std::size_t kLeastCountries = 8;

/// Does the panel hold enough to be fitted with any one country left out?
[[nodiscard]] bool can_be_fitted(const Panel& panel);

/// How near the search comes: 0.001 in log likelihood and 0.02 in the logarithms of parameters
/// (forecast), or 1e-7 and 1e-4 (estimate).
enum class FitPrecision : std::uint8_t { forecast, estimate };

/// The fit to all countries but `left_out`, of which no reading is looked at. common_share is 0.
/// `start`: where the search begins; nothing: at what the changes suggest. BugError unless
/// can_be_fitted.
[[nodiscard]] NationalLaw fit_national_law(std::span<const CountrySeries> countries,
                                           std::optional<std::size_t> left_out,
                                           FitPrecision precision,
                                           const std::optional<NationalLaw>& start = std::nullopt);

/// Log density of all polls but the first of each country.
[[nodiscard]] double log_likelihood(const NationalLaw& law,
                                    std::span<const CountrySeries> countries);

/// The parameters that are estimated, on the scale on which they are averaged: the logarithms of
/// level s.d., transient s.d., reversion, degrees of freedom above 2.
inline constexpr int kLawParameterCount = 4;
inline constexpr std::array<std::string_view, kLawParameterCount> kLawParameterCodes{
    "level_deviation", "transient_deviation", "reversion", "degrees_of_freedom_above_two"};
using LawParameters = std::array<double, kLawParameterCount>;

[[nodiscard]] LawParameters log_parameters(const NationalLaw& law);
/// Inverse of it; common_share is 0.
[[nodiscard]] NationalLaw law_of_logs(const LawParameters& logs);

/// What the fit makes small: minus log likelihood of all countries but `left_out`, minus log
/// density of the weak priors.
[[nodiscard]] double law_misfit(const NationalLaw& law, std::span<const CountrySeries> countries,
                                std::optional<std::size_t> left_out = std::nullopt);
/// Does the country teach of change: has it two polls?
[[nodiscard]] bool teaches(const CountrySeries& series);
/// Change in a year without regard to errors, root mean square over all countries but `left_out`;
/// more than 0 (BugError).
[[nodiscard]] double rough_deviation(std::span<const CountrySeries> countries,
                                     std::optional<std::size_t> left_out = std::nullopt);

} // namespace kozqaras
