#pragma once
// Which waves a posterior has seen, beside it: waves.csv, and further_waves.csv with the numbers of
// waves that the shipped tables do not hold. A forecast knows from here what it may not foresee.

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "calibration/further_wave.hpp"
#include "calibration/setup.hpp"

namespace kozqaras {

struct FittedWave {
    std::string id;                  ///< 2023, or the name of a further wave's file
    Date field_start{}, field_end{}; ///< both the middle of the fieldwork for a further wave
    std::optional<int> respondents;  ///< nothing if not printed
    bool further = false;
    std::vector<std::string> numbers; ///< whose: all, age, region, ...; empty: not fitted
};

/// A number of a further wave.
struct FurtherNumber {
    std::string wave, target, group; ///< as in the wave's file
    Date date{};
    double net = 0;
    int respondents = 0;
    std::string source;
};

struct FittedWaves {
    std::vector<FittedWave> waves;      ///< in order of dates; shipped ones also where not fitted
    std::vector<FurtherNumber> further; ///< all of them are fitted, or follow from fitted ones
    std::vector<FittedWave> polls{};    ///< of other pollsters, those that are fitted
};

/// What a calibration with `settings` and `further` waves sees.
[[nodiscard]] FittedWaves fitted_waves(const SurveyTables& survey, const TargetSettings& settings,
                                       std::span<const FurtherWave> further);

/// CSV: wave, field_start, field_end, respondents, further (no, yes, or poll: another pollster's),
/// fitted (whose numbers, parted by blanks).
[[nodiscard]] std::string waves_table(const FittedWaves& waves);
/// CSV: wave, target, group, net, respondents, date, source.
[[nodiscard]] std::string further_waves_table(const FittedWaves& waves);

/// Reads both files of `folder`; further_waves.csv may be missing. InputError if waves.csv is: the
/// folder is of an earlier version.
[[nodiscard]] FittedWaves read_fitted_waves(const std::filesystem::path& folder);

} // namespace kozqaras
