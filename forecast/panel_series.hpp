#pragma once
// The polls of a panel as series of one number per country.

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/inputs/opinion_panel.hpp"
#include "support/state_space.hpp"

namespace kozqaras {

/// What of a poll is followed. Net: favourable minus unfavourable, in points (-100..100). Latent:
/// probit of favourable among those with a view, half a respondent added to either side so that
/// nobody is no infinity (Agresti 2013, "Categorical Data Analysis", 3.1).
enum class PanelUnit : std::uint8_t { net, latent };
inline constexpr int kPanelUnitCount = 2;
inline constexpr std::array<std::string_view, kPanelUnitCount> kPanelUnitCodes{"net", "latent"};

/// The poll's number at the middle of its year (time in years), with the variance of its sampling.
[[nodiscard]] Reading reading_of(const PanelPoll& poll, PanelUnit unit);

struct CountrySeries {
    std::string country;
    std::vector<Reading> readings; ///< in order of time
};

/// Countries whose law of change is taken to be one.
struct Panel {
    std::string name;
    bool whole = false;    ///< all countries of the pollster
    bool part = false;     ///< of a pollster whose countries the table divides, or of one undivided
    bool transfer = false; ///< all its polls may stand for the simulated country
    std::vector<CountrySeries> countries;
};

/// Each pollster, and each panel of a pollster whose countries are divided; names in order. Both
/// `whole` and `part`: a pollster of one panel.
[[nodiscard]] std::vector<Panel> panels_of(std::span<const PanelPoll> polls, PanelUnit unit);

} // namespace kozqaras
