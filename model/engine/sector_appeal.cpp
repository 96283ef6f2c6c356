#include "model/engine/sector_appeal.hpp"

#include <algorithm>

#include "model/survey/answer_curves.hpp"
#include "support/errors.hpp"
#include "support/statistics.hpp"

namespace kozqaras {

namespace {

/// Places of the questions on the sectors, in their order.
std::vector<std::size_t> sector_questions(const InputData& inputs) {
    std::vector<std::size_t> places;
    for (const std::string& id : inputs.country->sector_questions) {
        const auto place = std::ranges::find(inputs.survey.questions, id, &Question::id);
        require(place != inputs.survey.questions.end(), "a sector without its question");
        places.push_back(static_cast<std::size_t>(place - inputs.survey.questions.begin()));
    }
    return places;
}

bool opens_now(const Plant& plant, const BatchState& state) {
    return plant.opening == state.next && !plant.sector.empty();
}

/// Nets of the adults of one member on the sectors, [group][sector].
std::vector<double> nets_on_sectors(const RunPlan& plan, const ObservedMember& member,
                                    std::size_t place, const BatchState& state) {
    const World& world = *plan.world;
    const auto& all = world.inputs.survey.questions;
    const auto places = sector_questions(world.inputs);
    std::vector<Question> questions;
    for (const std::size_t question : places)
        questions.push_back(all[question]);
    const auto& change = member.weekly[static_cast<std::size_t>(state.next.value)];
    return expected_nets(attitude_moments(state.opinions, world.cells), place, world.cells,
                         net_weights(world.cells, world.sample().cell_weights),
                         response_to(shifted(member.response, all, change), places), questions)
        .adults;
}

} // namespace

double appeal_of(double net, double mean) {
    constexpr double kLeastMean = 0.1, kLeast = -1.0, kMost = 2.0;
    return std::clamp(net / std::max(mean, kLeastMean), kLeast, kMost);
}

void take_plant_appeal(const RunPlan& plan, const Environment& environment,
                       std::span<const ObservedMember> members, BatchState& state) {
    const auto& plants = environment.plants;
    if (std::ranges::none_of(plants, [&](const Plant& plant) { return opens_now(plant, state); }))
        return;
    const Country& country = *plan.world->inputs.country;
    const std::size_t sectors = country.sectors.size();
    if (state.plant_appeal.empty())
        state.plant_appeal.assign(plants.size() * members.size(), 1.0);
    for (std::size_t m = 0; m < members.size(); ++m) {
        const auto nets = nets_on_sectors(plan, members[m], m, state);
        for (std::size_t p = 0; p < plants.size(); ++p) {
            const auto sector = index_of(country.sectors.views(), plants[p].sector);
            if (!opens_now(plants[p], state) || !sector)
                continue;
            const auto group = static_cast<std::size_t>(country.group_index(
                Factor::region, country.reported_as(Factor::region, plants[p].region)));
            const std::span own = std::span(nets).subspan(group * sectors, sectors);
            state.plant_appeal[p * members.size() + m] =
                appeal_of(own[static_cast<std::size_t>(*sector)], mean(own));
        }
    }
}

} // namespace kozqaras
