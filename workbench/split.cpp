#include "workbench/split.hpp"

#include <algorithm>

#include "model/engine/draws.hpp"
#include "model/engine/ensemble.hpp"
#include "output/scenario_story.hpp"
#include "workbench/paired_effect.hpp"

namespace kozqaras {
namespace {

/// Composite of all adults minus the baseline's, points of net, one value per member.
std::vector<double> effect_of_line(const RunResult& result, std::size_t line, std::size_t week) {
    return paired(adults_draws(result, line, week, 0, result.composite(), 0),
                  adults_draws(result, 0, week, 0, result.composite(), 0), kPointsPerShare);
}

/// A week in the run of the whole and in that of the parts.
struct SameWeek {
    std::size_t whole, alone;
};

SameWeek same_week(const RunResult& whole, const RunResult& alone, std::size_t week) {
    return {week, nearest_reported_week(alone, whole.weeks[week])};
}

/// A whole and those of its parts that are of one kind.
class Parts {
  public:
    Parts(const RunResult& whole, std::size_t line, const RunResult& alone)
        : whole_(whole), line_(line), alone_(alone) {}

    void add(const ScenarioPart& part, std::size_t line_alone) {
        kind_ = kPartKindCodes[static_cast<std::size_t>(part.kind)];
        names_.push_back(part.name);
        lines_.push_back(line_alone);
    }

    /// At the week `at` of the whole, its peak, and the last.
    [[nodiscard]] std::vector<PartEffect> effects(std::size_t at) const {
        std::vector<PartEffect> effects;
        const SameWeek peak = same_week(whole_, alone_, at),
                       last = same_week(whole_, alone_, whole_.weeks.size() - 1);
        const auto spread = [](std::vector<double> values) {
            return spread_of(std::move(values)).value_or(Spread{});
        };
        for (std::size_t p = 0; p < lines_.size(); ++p)
            effects.push_back({kind_, "", names_[p],
                               spread(effect_of_line(alone_, lines_[p], peak.alone)),
                               spread(effect_of_line(alone_, lines_[p], last.alone))});
        if (!effects.empty())
            effects.push_back({"rest", kind_, "together", spread(rest(peak)), spread(rest(last))});
        return effects;
    }

  private:
    /// The whole minus the sum of the parts.
    [[nodiscard]] std::vector<double> rest(const SameWeek& week) const {
        auto values = effect_of_line(whole_, line_, week.whole);
        values.resize(alone_.members);
        for (const std::size_t line : lines_)
            values = paired(values, effect_of_line(alone_, line, week.alone));
        return values;
    }

    const RunResult& whole_;
    std::size_t line_;
    const RunResult& alone_;
    std::string kind_;
    std::vector<std::string> names_;
    std::vector<std::size_t> lines_; ///< of the parts in the run of parts
};

/// Position of the peak of a line's effect; nothing if it has none.
std::optional<std::size_t> peak_of(const RunResult& result, std::size_t line) {
    std::vector<std::vector<double>> by_week;
    for (std::size_t week = 0; week < result.weeks.size(); ++week)
        by_week.push_back(effect_of_line(result, line, week));
    const auto course = effect_course(by_week, result.weeks, 0);
    return course ? std::optional(course->peak) : std::nullopt;
}

/// Only the weeks of `peaks` and the last are reported: what is seen of a week costs as much as the
/// week itself.
RunResult run_alone(const RunPlan& plan, std::span<const ScenarioPart> parts,
                    std::vector<Week> peaks, const std::stop_token& stop, ProgressSink& progress) {
    RunPlan alone = plan;
    alone.report_every_weeks = kNeverReported;
    alone.also_report = std::move(peaks);
    alone.national.paths = 0;
    alone.draw_answers = false;
    alone.partners = nullptr;
    alone.scenarios = {{"baseline", "", historical_environment(plan.world->inputs), {}}};
    for (const ScenarioPart& part : parts)
        alone.scenarios.push_back(part.setting);
    alone.members.resize(std::min(alone.members.size(), kMembersOfParts));
    for (ScenarioSetting& setting : alone.scenarios)
        setting.member_environments.resize(
            std::min(setting.member_environments.size(), alone.members.size()));
    return simulate(alone, stop, progress);
}

} // namespace

void add_parts(const RunPlan& plan, const RunResult& result, std::span<const ScenarioPart> parts,
               const std::stop_token& stop, ProgressSink& progress,
               std::vector<ScenarioNote>& notes) {
    if (parts.empty())
        return;
    std::vector<std::optional<std::size_t>> peaks(result.scenarios());
    std::vector<Week> weeks;
    for (std::size_t line = 1; line < result.scenarios(); ++line)
        if ((peaks[line] = peak_of(result, line)))
            weeks.push_back(result.weeks[*peaks[line]]);
    const RunResult alone = run_alone(plan, parts, std::move(weeks), stop, progress);
    if (!alone.failed.empty() || !result.failed.empty())
        return; // whole and parts would be of other members
    for (std::size_t line = 1; line < result.scenarios(); ++line) {
        const auto note = std::ranges::find(notes, result.scenario_ids[line], &ScenarioNote::id);
        if (note == notes.end() || !peaks[line])
            continue;
        note->part_members = alone.members < result.members ? alone.members : 0;
        for (const PartKind kind : {PartKind::channel, PartKind::lever}) {
            Parts own(result, line, alone);
            for (std::size_t p = 0; p < parts.size(); ++p)
                if (parts[p].line == note->id && parts[p].kind == kind)
                    own.add(parts[p], 1 + p);
            std::ranges::move(own.effects(*peaks[line]), std::back_inserter(note->parts));
        }
    }
}

} // namespace kozqaras
