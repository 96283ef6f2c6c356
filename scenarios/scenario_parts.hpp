#pragma once
// A scenario taken apart: by what it changes of the world (travel, news, plants ...) and by lever.
// Each part alone on top of the status quo tells how much of the whole it makes.

#include <string>
#include <vector>

#include "model/engine/run.hpp"
#include "scenarios/apply.hpp"
#include "scenarios/lever.hpp"
#include "scenarios/scenario.hpp"

namespace kozqaras {

/// A line of the future before it is applied: resolve() makes one setting of each.
struct ScenarioLine {
    std::string id, title;
    Changes changes;
};

/// The lines of `scenario`, in the order of resolve().
[[nodiscard]] std::vector<ScenarioLine> lines_of(const Scenario& scenario);

enum class PartKind : std::uint8_t {
    channel, ///< one member of Environment, or one kind of exposure, as the line has it
    lever    ///< all settings of one lever, or one table
};
inline constexpr std::array<std::string_view, 2> kPartKindCodes{"channel", "lever"};

/// One part of a line, to be run beside it.
struct ScenarioPart {
    std::string line; ///< id of the whole
    PartKind kind{};
    std::string name;        ///< "trips to China"; the label of a lever with what tells it apart
    ScenarioSetting setting; ///< the baseline with this part alone
};

/// Parts of a line that was resolved as `whole`; none of a kind of which there is only one, for it
/// is the whole. Uncertain values are drawn as for `whole`.
[[nodiscard]] std::vector<ScenarioPart> parts_of(const ScenarioLine& line,
                                                 const ScenarioSetting& whole,
                                                 const Environment& baseline,
                                                 const LeverDraws& draws = {});

inline constexpr std::array<std::string_view, 3> kGradeCodes{"measured", "measured elsewhere",
                                                             "judgement"}; ///< by Grade

/// A lever that `changes` move, and the grade of its effect.
struct LeverGrade {
    const Lever* lever = nullptr;
    Grade grade{};
};

/// Each lever once, with the weakest grade of its settings; the weakest first, else in the order of
/// `changes`.
[[nodiscard]] std::vector<LeverGrade> grades_of(const Changes& changes);

/// On what the effect of `changes` rests: "judgement (Incident); measured elsewhere (Visa regime)",
/// the weakest first; empty without changes.
[[nodiscard]] std::string evidence_in_words(const Changes& changes, const Country& country);

} // namespace kozqaras
