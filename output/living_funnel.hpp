#pragma once
// The information funnel as a run moves it. Hearing of China and seeking stay as the survey of the
// contact ladder found them: nothing in the model changes how often adults meet news. Since then
// adults rise to the upper rungs by the trips, meetings and studies of the scenario, each with the
// chance that the weekly step gives them; curiosity follows an attitude, anchored at its printed
// share in that wave. Upper rungs are at most reached once: nobody forgets, leaves or dies.

#include <vector>

#include "model/engine/run.hpp"
#include "observations/claims.hpp"

namespace kozqaras {

class LivingFunnel {
  public:
    /// References must outlive this. `rungs`: one per kFunnelRungs.
    LivingFunnel(const RunPlan& plan, const RunResult& result,
                 const std::vector<FunnelRung>& rungs);

    /// Week of the printed funnel.
    [[nodiscard]] Week reference() const { return reference_; }

    /// Share of adults on or above a rung in each member; `time` is a place among the reported
    /// weeks.
    [[nodiscard]] std::vector<double> shares(std::size_t rung, std::size_t scenario,
                                             std::size_t time) const;

  private:
    /// Adults alike in what makes them rise: relative chances of trips and meetings, rung.
    struct Kind {
        double trip, meeting;
        Contact contact;
        double share; ///< of all adults
    };

    [[nodiscard]] double static_share(std::size_t rung) const;
    [[nodiscard]] double risen_share(bool visits_only, std::size_t scenario, std::size_t member,
                                     Week week) const;
    [[nodiscard]] double curious_share(std::size_t rung, std::size_t scenario, std::size_t member,
                                       std::size_t time) const;

    const RunPlan& plan_;
    const RunResult& result_;
    const std::vector<FunnelRung>& rungs_;
    Week reference_{};
    std::size_t reference_time_ = 0;
    double adults_ = 0;
    std::vector<double> meetings_per_visitor_; ///< by member
    std::vector<Kind> kinds_;
};

} // namespace kozqaras
