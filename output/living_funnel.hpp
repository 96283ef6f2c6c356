#pragma once
// The information funnel as a run moves it. Hearing of China and seeking stay as the survey of the
// contact ladder found them: nothing in the model changes how often adults meet news. Since then
// adults rise to the two upper rungs by the trips and studies of the scenario, each with the chance
// that the weekly step gives; curiosity follows an attitude, anchored at its printed share in that
// wave. Upper bounds: nobody leaves, dies or comes of age. Meetings are not counted as talks: the
// weekly step gives some to each visitor, whoever is met, and counted as first ones they would lift
// the rung to 80 % of adults by 2030, where all visitors before had led to 20.

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
    /// Adults alike in what makes them rise: relative chance of a trip, rung.
    struct Kind {
        double trip;
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
    std::vector<Kind> kinds_;
};

} // namespace kozqaras
