#pragma once
// What a run folder says about itself besides its numbers: where every setting came from, which
// program wrote it, and what was fitted to data.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "model/engine/ensemble.hpp"
#include "observations/claims.hpp"

namespace kozqaras {

/// One resolved setting and where its value came from.
struct SettingOrigin {
    std::string name;   ///< e.g. media.tone
    std::string value;  ///< as resolved
    std::string origin; ///< default, file:line:column, overlay file, or command line
};

/// What one part of a scenario does alone on top of the status quo, points of net.
struct PartEffect {
    std::string kind;       ///< "channel" or "lever"; "rest": the whole minus the sum of its parts
    std::string of, name;   ///< of a rest: the kind it is left of; what the part is in words
    Spread at_peak, at_end; ///< in the week of the whole's peak, in the last reported week
};

/// A lever that a scenario moves, and how good the evidence of its effect is.
struct EffectGround {
    std::string lever; ///< name in the registry
    std::string grade; ///< "measured", "measured elsewhere", "judgement"
};

/// What adults would say of a project that a scenario adds; shares of 1.
struct PlannedAnswer {
    std::string project;    ///< its name
    std::string population; ///< "all", or the code of its region
    std::string place;      ///< name of the region; empty: all
    Spread approve, disapprove;
};

/// What is known of a scenario besides its numbers.
struct ScenarioNote {
    std::string id;
    std::string evidence; ///< on what its effect rests, with grades; empty: not known
    std::vector<PartEffect> parts;
    std::vector<EffectGround> grounds{};  ///< the same, for other languages
    std::size_t part_members = 0;         ///< by how many of the members the parts were run; 0: all
    std::vector<PlannedAnswer> planned{}; ///< of its projects with a sector, all and the region's
};

struct RunDocumentation {
    std::string run_name;
    std::string kind = "scenario"; ///< "scenario" (what if) or "forecast"
    std::string command_line;
    std::string created; ///< UTC, ISO 8601; empty: the time of writing
    std::string program_version, git_revision;
    std::string resolved_settings_json; ///< JSON text of all settings, whatever their origin
    std::vector<SettingOrigin> setting_origins;
    std::map<std::string, std::string> input_hashes; ///< empty: those of the world's inputs
    std::string posterior_name; ///< e.g. waves_2020_2023, or "prior" before any calibration
    std::string posterior_note; ///< one line: what is data and what is prior
    bool calibrated = true;     ///< false: all parameters were drawn from the prior
    std::string origin_date; ///< ISO; hub.csv counts its horizon from here; empty: end of the last
                             ///< fieldwork
    /// What the reports say, to be answered by the run; null: nothing is asked.
    std::shared_ptr<const ReportStatements> statements;
    std::vector<ScenarioNote> notes; ///< of the scenarios by id; some may be missing
    std::vector<double> quantiles{0.05, 0.25, 0.5, 0.75,
                                  0.95}; ///< of index.csv and differences.csv
};

/// The note on scenario `id`, or an empty one.
[[nodiscard]] ScenarioNote note_on(const std::vector<ScenarioNote>& notes, const std::string& id);

} // namespace kozqaras
