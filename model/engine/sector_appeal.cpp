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

constexpr int kEveryone = 0; ///< group of the country, see Country::group_index

/// A plant or an exposure that has a sector, and where its factor belongs.
struct Welcomed {
    std::string_view sector;
    std::vector<int> regions;                  ///< empty: the country
    std::vector<double> BatchState::*appeal{}; ///< [one of all][member]
    std::size_t place = 0, all = 0;
};

/// What opens or begins now and has a sector.
std::vector<Welcomed> beginning_now(const Environment& environment, Week now) {
    std::vector<Welcomed> found;
    const auto& plants = environment.plants;
    const auto& exposures = environment.exposures;
    for (std::size_t p = 0; p < plants.size(); ++p)
        if (plants[p].opening == now && !plants[p].sector.empty())
            found.push_back({plants[p].sector,
                             {plants[p].region},
                             &BatchState::plant_appeal,
                             p,
                             plants.size()});
    for (std::size_t e = 0; e < exposures.size(); ++e)
        if (!exposures[e].sector.empty() && first_exposed_week(exposures[e]) == now)
            found.push_back({exposures[e].sector, exposures[e].audience.regions,
                             &BatchState::exposure_appeal, e, exposures.size()});
    return found;
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

namespace {

/// Nets of `welcomed`'s residents on the sectors: of one region or the country as answered, of
/// several regions their mean.
std::vector<double> residents_nets(const Welcomed& welcomed, std::span<const double> nets,
                                   const Country& country) {
    const std::size_t sectors = country.sectors.size();
    std::vector<double> sum(sectors, 0.0);
    const auto add = [&](int group, double share) {
        const auto own = nets.subspan(static_cast<std::size_t>(group) * sectors, sectors);
        for (std::size_t s = 0; s < sectors; ++s)
            sum[s] += share * own[s];
    };
    for (const int region : welcomed.regions)
        add(country.group_index(Factor::region, country.reported_as(Factor::region, region)),
            1.0 / static_cast<double>(welcomed.regions.size()));
    if (welcomed.regions.empty())
        add(kEveryone, 1.0);
    return sum;
}

} // namespace

void take_sector_appeal(const RunPlan& plan, const Environment& environment,
                        std::span<const ObservedMember> members, BatchState& state) {
    const auto beginning = beginning_now(environment, state.next);
    if (beginning.empty())
        return;
    const Country& country = *plan.world->inputs.country;
    for (std::size_t m = 0; m < members.size(); ++m) {
        const auto nets = nets_on_sectors(plan, members[m], m, state);
        for (const Welcomed& one : beginning) {
            auto& appeal = state.*one.appeal;
            appeal.resize(one.all * members.size(), 1.0);
            const auto own = residents_nets(one, nets, country);
            if (const auto sector = index_of(country.sectors.views(), one.sector))
                appeal[one.place * members.size() + m] =
                    appeal_of(own[static_cast<std::size_t>(*sector)], mean(own));
        }
    }
}

} // namespace kozqaras
