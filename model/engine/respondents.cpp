#include "model/engine/respondents.hpp"

#include <algorithm>

#include "model/dynamics/batch.hpp"
#include "model/engine/item_channels.hpp"
#include "model/engine/national_change.hpp"
#include "model/engine/partner_shifts.hpp"
#include "model/engine/recorder.hpp"
#include "model/survey/answer_curves.hpp"
#include "model/survey/census_weights.hpp"
#include "model/survey/interview.hpp"
#include "model/survey/partner_choice.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

void check_order(const RunPlan& plan, const InterviewOrder& order) {
    require(order.scenario < plan.scenarios.size() && order.member < plan.members.size(),
            "interviews outside the plan");
    require(order.week >= Week{0} && order.week <= last_week(), "interviews outside the horizon");
    require(order.respondents > 0, "interviews with nobody");
}

/// Opinions of the member at the end of the week.
BatchState simulated_until(const RunPlan& plan, const InterviewOrder& order,
                           const MemberParameters& parameters, const std::stop_token& stop,
                           ProgressSink& progress) {
    const World& world = *plan.world;
    const DynamicsWorld dynamics{world.population, world.network, world.cells, world.traits,
                                 world.seed};
    const Environment& environment = environment_of(plan, order.scenario, order.member);
    const std::vector<DynamicsParameters> members{parameters.dynamics};
    BatchSimulation simulation(dynamics, environment, members, plan.switches);
    BatchState state = simulation.start(plan.burn_in_weeks);
    const auto weeks = static_cast<std::uint64_t>(order.week.value) + 1;
    while (state.next <= order.week) {
        if (stop.stop_requested())
            throw Interrupted();
        simulation.step(state);
        progress.report("simulating", static_cast<std::uint64_t>(state.next.value), weeks);
    }
    return state;
}

/// How the member answers in that week: its thresholds, moved by the country's expected change.
ResponseParameters response_in(const RunPlan& plan, Week week, const MemberParameters& parameters) {
    const auto& waves = plan.registry->waves();
    std::vector<Week> pinned;
    std::vector<AttitudeVector> steps;
    for (std::size_t wave = 1; wave < waves.size(); ++wave)
        if (!plan.national.pinned || std::ranges::count(*plan.national.pinned, wave) > 0) {
            pinned.push_back(waves[wave].week);
            steps.push_back(parameters.national.steps[wave - 1]);
        }
    const NationalChange change(plan.registry->law(), waves.front().week, std::move(pinned),
                                {week});
    return shifted(parameters.response, plan.world->inputs.survey.questions,
                   change.expected(steps).front());
}

/// Key of the interviews: that of the wave held in this week; else one that no wave has.
std::uint32_t key_of(const SurveyTables& survey, Week week) {
    const auto weeks = wave_weeks(survey);
    const auto place = std::ranges::find(weeks, week);
    return static_cast<std::uint32_t>(place != weeks.end() ? place - weeks.begin()
                                                           : std::ssize(weeks) + week.value);
}

/// A member at the end of a week: what its adults think, and how they answer.
struct AskedMember {
    BatchState state;
    ResponseParameters response;
};

AskedMember member_in(const RunPlan& plan, const InterviewOrder& order, const std::stop_token& stop,
                      ProgressSink& progress) {
    const MemberParameters parameters = parameters_of(plan, order.member);
    BatchState state = simulated_until(plan, order, parameters, stop, progress);
    const ItemChannels items(plan, environment_of(plan, order.scenario, order.member),
                             {&parameters, 1});
    return {std::move(state),
            items.shifted(response_in(plan, order.week, parameters), 0, order.week)};
}

/// Which friendly countries the respondents name.
std::vector<std::uint8_t> named_partners(const RunPlan& plan, const InterviewOrder& order,
                                         const AskedMember& asked, const SampleDesign& design,
                                         std::span<const std::uint32_t> agents) {
    if (!plan.partners)
        return {};
    const World& world = *plan.world;
    const PartnerChoice choice(*plan.partners, world.population, world.cells, design.cell_weights,
                               world.seed);
    const auto shifts = partner_shifts(
        *plan.partners, environment_of(plan, order.scenario, order.member), order.week);
    std::vector<std::uint8_t> named;
    for (const std::uint32_t agent : agents)
        named.push_back(choice.named_by(agent, asked.state.opinions, 0, asked.response,
                                        world.inputs.survey.questions, shifts));
    return named;
}

} // namespace

std::vector<float> above_bar(const RunPlan& plan, const InterviewOrder& order, std::size_t question,
                             const std::stop_token& stop, ProgressSink& progress) {
    check_order(plan, order);
    const AskedMember asked = member_in(plan, order, stop, progress);
    const auto attitude =
        static_cast<std::size_t>(plan.world->inputs.survey.questions[question].attitude);
    std::vector<float> above;
    for (std::size_t agent = 0; agent < plan.world->population.size(); ++agent)
        above.push_back(asked.state.opinions.at(agent, 0, attitude) -
                        static_cast<float>(asked.response.upper[question]));
    return above;
}

SyntheticSurvey interview_adults(const RunPlan& plan, const InterviewOrder& order,
                                 const std::stop_token& stop, ProgressSink& progress) {
    check_order(plan, order);
    const World& world = *plan.world;
    const SurveyTables& survey = world.inputs.survey;
    const AskedMember asked = member_in(plan, order, stop, progress);
    const std::uint64_t seed = interview_seed(plan, order.member);
    const std::uint32_t key = key_of(survey, order.week);
    const SampleDesign& design = key < survey.waves.size() ? world.sample_of(key) : world.sample();

    SyntheticSurvey result;
    result.member = order.member;
    result.scenario = order.scenario;
    result.week = order.week;
    result.agents = draw_respondents(world.cells, design, order.respondents, seed, key);
    result.weights = census_weights(world.cells, result.agents, adults_in_cells(plan, order.week));
    for (const std::uint32_t agent : result.agents) {
        std::array<float, kAttitudeCount> x{};
        for (std::size_t a = 0; a < x.size(); ++a)
            x[a] = asked.state.opinions.at(agent, 0, a);
        const auto answers =
            answer_questions(x, agent, asked.response, survey.questions, seed, key);
        result.answers.insert(result.answers.end(), answers.begin(), answers.end());
    }
    result.partners = named_partners(plan, order, asked, design, result.agents);
    return result;
}

} // namespace kozqaras
