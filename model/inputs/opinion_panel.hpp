#pragma once
// Published views of one country in many others, poll by poll: data/panel. What is learnt from it
// is the law of national change; nothing of the simulated country is fitted to it.

#include <filesystem>
#include <string>
#include <vector>

#include "model/inputs/status.hpp"

namespace kozqaras {

struct PanelPoll {
    std::string pollster;
    std::string panel;     ///< a part of the pollster's countries, or the pollster's name
    std::string country;   ///< English name
    std::string iso3;      ///< three letters
    int year = 0;          ///< of the fieldwork
    double favourable = 0; ///< share of the respondents, 0..1
    double unfavourable = 0;
    double respondents = 0;   ///< persons
    double design_effect = 1; ///< of weights and clusters on the variance
    bool transfer = false;    ///< may the law of this panel stand for the simulated country?
    Status status{};
    std::string source;

    bool operator==(const PanelPoll&) const = default;
};

/// Reads `data`/panel/china_opinion_panel.csv. Rows may stand in any order; the result is in that
/// of pollster, country and year. InputError with file, line and column: percentages out of range
/// or together above 100, nobody favourable and nobody unfavourable, a country of one pollster
/// twice in a year or in two of his panels, a panel half transferred. FileError if it cannot be
/// read.
[[nodiscard]] std::vector<PanelPoll> read_opinion_panel(const std::filesystem::path& data);

} // namespace kozqaras
