// What the recorder keeps of friendly countries.
#include <algorithm>

#include "model/engine/partner_shifts.hpp"
#include "model/engine/recorder.hpp"

namespace kozqaras {

void Recorder::prepare_partners() {
    if (!plan_.partners)
        return;
    const World& world = *plan_.world;
    choice_.emplace(*plan_.partners, world.population, world.cells, world.sample().cell_weights,
                    world.seed);
    result_.partner_sets = set_count(*plan_.partners);
    partner_times_ = partner_times(*plan_.partners, result_);
}

void Recorder::record_partners(const Position& at, std::size_t m, std::size_t time,
                               const BatchState& state, const ResponseParameters& response) {
    if (!choice_ || !std::ranges::binary_search(partner_times_, time))
        return;
    const std::size_t member = at.first_member + m;
    const auto shifts =
        partner_shifts(*plan_.partners, environment_of(plan_, at.scenario, member), at.week);
    const auto shares = choice_->set_shares(state.opinions, m, response,
                                            plan_.world->inputs.survey.questions, shifts);
    std::ranges::transform(
        shares,
        view_of(result_, &RunResult::partner_share).behind(at.scenario, member, time).begin(),
        [](double share) { return static_cast<float>(share); });
}

} // namespace kozqaras
