#pragma once
// A wave that the shipped tables do not hold (2024, 2026, ...), as targets of a calibration. Its
// file has the form in which `kozqaras score` takes a wave: observations/observed_wave.hpp.

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "calibration/targets.hpp"
#include "model/core/week.hpp"
#include "observations/observed_wave.hpp"

namespace kozqaras {

struct FurtherWave {
    std::string name; ///< of the file, without folder and ending
    Date date{};      ///< middle of the fieldwork
    std::vector<Target> targets;
    std::vector<std::string> left_out; ///< labels of totals that follow from other rows
    std::vector<std::string> notes;    ///< what was taken otherwise than it is written
    std::vector<ObservedValue> values; ///< all rows, as read
};

/// Reads a wave. Its targets have the wave number `wave` (behind those of the tables), values are
/// nets by revised_2023 with the question set of 2023, of the sample as fielded in 2023. Of a group
/// the finest numbers enter: an indicator is left out where questions of it are given for the same
/// group, the composite where an indicator or a question is. InputError with all faults of the
/// file; also if it has two dates, or one not after the last shipped wave or beyond the model's
/// last week.
[[nodiscard]] FurtherWave read_further_wave(const std::filesystem::path& path, int wave,
                                            const SurveyTables& survey,
                                            std::span<const Region> regions);

/// Several, numbered on from the waves of the tables.
[[nodiscard]] std::vector<FurtherWave>
read_further_waves(const std::vector<std::filesystem::path>& paths, const SurveyTables& survey,
                   std::span<const Region> regions);

/// The parameters of the model with steps of the country's own change at these waves, too, which
/// rise in time behind those of the tables.
[[nodiscard]] std::shared_ptr<const ParameterRegistry>
registry_with(const InputData& inputs, const std::vector<std::filesystem::path>& further_waves);

} // namespace kozqaras
