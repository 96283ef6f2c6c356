// A plant of a sector is as welcome as its residents' answers on that field say.
#include "model/engine/sector_appeal.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/model/engine/small_plan.hpp"

namespace kozqaras {
namespace {

using testing::run;
using testing::same_bytes;
using testing::small_plan;

constexpr int kOpening = 205, kRegion = 3;

/// The record, then it with a plant of each of `sectors`, in one scenario each.
RunPlan plan_with_plants(const std::vector<std::string>& sectors, std::size_t members = 2) {
    RunPlan plan = small_plan(members, 0.0005);
    plan.national.paths = 0;
    for (const std::string& sector : sectors) {
        Environment changed = plan.scenarios.front().environment;
        Plant plant;
        plant.region = kRegion;
        plant.opening = {kOpening};
        plant.projects = 0.9;
        plant.sector = sector;
        changed.plants.push_back(plant);
        plan.scenarios.push_back({"with_" + sector, "a plant", changed});
    }
    return plan;
}

TEST(SectorAppeal, IsTheShareOfTheMeanNetWithinBounds) {
    EXPECT_DOUBLE_EQ(appeal_of(0.3, 0.6), 0.5);
    EXPECT_DOUBLE_EQ(appeal_of(0.6, 0.6), 1.0);
    EXPECT_DOUBLE_EQ(appeal_of(-0.2, 0.5), -0.4) << "unwelcome: it costs favour";
    EXPECT_DOUBLE_EQ(appeal_of(0.9, 0.3), 2.0);
    EXPECT_DOUBLE_EQ(appeal_of(-0.9, 0.3), -1.0);
    EXPECT_DOUBLE_EQ(appeal_of(0.05, -0.3), 0.5) << "no division by what is not liked at all";
}

/// Mean attitude effect of the plant of `line` on the residents, by member.
std::vector<double> effects(const RunPlan& plan, const RunResult& result, std::size_t line) {
    const Country& country = *plan.world->inputs.country;
    const int group = country.group_index(Factor::region, kRegion);
    const auto adults = view_of(result, &RunResult::index_adults);
    std::vector<double> found;
    for (std::size_t m = 0; m < result.members; ++m)
        found.push_back(static_cast<double>(
            adults(line, m, result.weeks.size() - 1, group, result.composite()) -
            adults(0, m, result.weeks.size() - 1, group, result.composite())));
    return found;
}

/// Middles of the questions on fields: trade is welcome, agriculture less than all others.
void like_trade_not_farming(RunPlan& plan) {
    const auto name = [&](std::size_t i) { return plan.registry->specs()[i].name; };
    for (auto& member : plan.members)
        for (std::size_t i = 0; i < member.size(); ++i)
            if (name(i).starts_with("threshold.econ_") && !name(i).ends_with("gap"))
                member[i] = name(i).starts_with("threshold.econ_trade")         ? -0.9
                            : name(i).starts_with("threshold.econ_agriculture") ? -0.1
                                                                                : -0.5;
}

// Effects are proportional to the factor: a plant whose field is answered like half of the mean
// does half of what one without a sector does.
TEST(SectorAppeal, MultipliesWhatThePlantDoes) {
    RunPlan plan = plan_with_plants({"", "trade", "agriculture"});
    like_trade_not_farming(plan);
    const auto name = [&](std::size_t i) { return plan.registry->specs()[i].name; };
    for (auto& member : plan.members)
        for (std::size_t i = 0; i < member.size(); ++i)
            if (name(i).starts_with("experience.plant."))
                member[i] = name(i).ends_with("common") ? 0.2 : 0.0;
    const RunResult result = run(plan);
    const auto none = effects(plan, result, 1), trade = effects(plan, result, 2),
               farming = effects(plan, result, 3);
    for (std::size_t m = 0; m < result.members; ++m) {
        EXPECT_GT(none[m], 0.005);
        EXPECT_GT(trade[m], none[m]) << "more welcome than the mean field";
        EXPECT_LT(farming[m], 0.8 * none[m]) << "the least welcome";
    }
}

TEST(SectorAppeal, IsTakenFromTheAnswersWhenThePlantOpens) {
    const RunPlan plan = plan_with_plants({"agriculture"}, 1);
    RunResult result;
    Recorder observing(plan, result);
    observing.prepare();
    const std::vector<ObservedMember> members{observing.observed(0)};
    const MemberParameters parameters = parameters_of(plan, 0);
    const std::vector<DynamicsParameters> dynamics{parameters.dynamics};
    const World& world = *plan.world;
    const DynamicsWorld view{world.population, world.network, world.cells, world.traits,
                             world.seed};
    const Environment& environment = plan.scenarios.back().environment;
    BatchSimulation simulation(view, environment, dynamics, plan.switches);
    BatchState state = simulation.start(0);
    state.next = {kOpening - 1};
    take_sector_appeal(plan, environment, members, state);
    EXPECT_TRUE(state.plant_appeal.empty()) << "not before";
    state.next = {kOpening};
    take_sector_appeal(plan, environment, members, state);
    ASSERT_EQ(state.plant_appeal.size(), environment.plants.size());
    // The same from the table of answers that every run records.
    const auto& survey = world.inputs.survey;
    const Country& country = *world.inputs.country;
    const std::vector<double> equal(world.cells.size(), 1.0);
    const auto response =
        shifted(members[0].response, survey.questions, members[0].weekly[kOpening]);
    const auto shares = expected_shares(attitude_moments(state.opinions, world.cells), 0,
                                        world.cells, equal, response, survey.questions);
    const auto group = static_cast<std::size_t>(country.group_index(Factor::region, kRegion));
    double mean = 0.0, own = 0.0;
    for (std::size_t s = 0; s < country.sectors.size(); ++s) {
        const auto q = static_cast<std::size_t>(
            std::ranges::find(survey.questions, country.sector_questions[s], &Question::id) -
            survey.questions.begin());
        const double net = shares[group * survey.questions.size() + q].net();
        mean += net / static_cast<double>(country.sectors.size());
        if (country.sectors[s] == "agriculture")
            own = net;
    }
    EXPECT_NEAR(state.plant_appeal.back(), appeal_of(own, mean), 1e-5);
}

/// The record, then it with a doubling of investment in each of `sectors`, in one scenario each.
RunPlan plan_with_investment(const std::vector<std::string>& sectors) {
    RunPlan plan = small_plan(2, 0.0005);
    plan.national.paths = 0;
    for (const std::string& sector : sectors) {
        Environment changed = plan.scenarios.front().environment;
        Exposure exposure;
        exposure.kind = ExposureKind::investment;
        exposure.key = "investment";
        exposure.sector = sector;
        exposure.dose.assign(static_cast<std::size_t>(last_week().value) + 1, 0.0);
        std::fill(exposure.dose.begin() + kOpening, exposure.dose.end(), 1.0);
        changed.exposures.push_back(exposure);
        plan.scenarios.push_back({"in_" + sector, "money", changed});
    }
    return plan;
}

// By member: no contrast, and one of half a standard deviation.
TEST(SectorAppeal, MovesWhatInvestmentDoesByTheContrast) {
    RunPlan plan = plan_with_investment({"", "trade", "agriculture"});
    like_trade_not_farming(plan);
    plan.members[1] = plan.members[0];
    const auto contrast = plan.registry->index("exposure.sector_contrast");
    plan.members[0][contrast] = 0.0;
    plan.members[1][contrast] = 0.5;
    const RunResult result = run(plan);
    const auto nets = view_of(result, &RunResult::question_net);
    const std::size_t last = result.weeks.size() - 1;
    for (std::size_t q = 0; q < result.questions; ++q)
        EXPECT_EQ(nets(1, 1, last, q), nets(1, 0, last, q)) << "no field, no contrast";
    const auto composite = [&](std::size_t line, std::size_t member) {
        return view_of(result, &RunResult::index_adults)(line, member, last, 0, result.composite());
    };
    EXPECT_EQ(composite(2, 0), composite(1, 0)) << "without contrast fields are alike";
    EXPECT_EQ(composite(3, 0), composite(1, 0));
    EXPECT_GT(composite(2, 1), composite(1, 1) + 0.001F) << "trade is liked more than the mean";
    EXPECT_LT(composite(3, 1), composite(1, 1) - 0.001F) << "agriculture less";
}

TEST(SectorAppeal, OfSeveralRegionsIsThatOfTheirMeanNets) {
    const RunPlan plan = plan_with_investment({"agriculture"});
    RunResult result;
    Recorder observing(plan, result);
    observing.prepare();
    const std::vector<ObservedMember> members{observing.observed(0)};
    const std::vector<DynamicsParameters> dynamics{parameters_of(plan, 0).dynamics};
    const World& world = *plan.world;
    const DynamicsWorld view{world.population, world.network, world.cells, world.traits,
                             world.seed};
    Environment environment = plan.scenarios.back().environment;
    const auto appeal = [&](std::vector<int> regions) {
        environment.exposures[0].audience.regions = std::move(regions);
        BatchSimulation simulation(view, environment, dynamics, plan.switches);
        BatchState state = simulation.start(0);
        state.next = {kOpening};
        take_sector_appeal(plan, environment, members, state);
        EXPECT_EQ(state.exposure_appeal.size(), 1U);
        EXPECT_TRUE(state.plant_appeal.empty());
        return state.exposure_appeal.at(0);
    };
    const double one = appeal({0}), other = appeal({kRegion}), both = appeal({0, kRegion});
    EXPECT_NE(one, other);
    EXPECT_GT(both, std::min(one, other));
    EXPECT_LT(both, std::max(one, other));
    EXPECT_NE(appeal({}), both) << "the country";
}

TEST(SectorAppeal, SharingThePastChangesNoBit) {
    RunPlan plan = plan_with_plants({"agriculture"});
    const RunPlan invested = plan_with_investment({"agriculture"});
    plan.scenarios.push_back(invested.scenarios.back());
    const RunResult shared = run(plan);
    plan.share_past = false;
    EXPECT_TRUE(same_bytes(shared.index_adults, run(plan).index_adults));
}

/// The concern that a sector raises, beyond fear: the channel alone, by difference of two members.
/// The lines of `plan` are technology, then agriculture.
void expect_only_farming_raises_land(RunPlan plan) {
    plan.members[1] = plan.members[0];
    const auto channel = plan.registry->index("item.concern_land_sale.agriculture");
    plan.members[0][channel] = 0.0;
    plan.members[1][channel] = 0.5;
    const RunResult result = run(plan);
    const auto nets = view_of(result, &RunResult::question_net);
    const auto& questions = plan.world->inputs.survey.questions;
    const auto land = static_cast<std::size_t>(
        std::ranges::find(questions, "concern_land_sale", &Question::id) - questions.begin());
    const std::size_t last = result.weeks.size() - 1;
    EXPECT_EQ(nets(1, 1, last, land), nets(1, 0, last, land)) << "technology does not";
    EXPECT_GT(nets(2, 1, last, land), nets(2, 0, last, land) + 0.005F);
}

TEST(SectorAppeal, SomeSectorsRaiseAConcern) {
    expect_only_farming_raises_land(plan_with_plants({"technology", "agriculture"}));
}

TEST(SectorAppeal, InvestmentInASectorRaisesItsConcern) {
    expect_only_farming_raises_land(plan_with_investment({"technology", "agriculture"}));
}

} // namespace
} // namespace kozqaras
