#include <algorithm>
#include <cmath>
#include <functional>

#include "model/engine/parameter_list.hpp"
#include "model/engine/run.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

/// Takes the numbers of a vector in registry order, on their natural scale.
class Taker {
  public:
    Taker(const ParameterRegistry& registry, std::span<const double> transformed)
        : registry_(registry), transformed_(transformed) {}

    double operator()() {
        const double value = registry_.natural(next_, transformed_[next_]);
        ++next_;
        return value;
    }

    void operator()(const std::string&, double& target) { target = (*this)(); }

  private:
    const ParameterRegistry& registry_;
    std::span<const double> transformed_;
    std::size_t next_ = 0;
};

/// What is read in two parts, favour and fear, before it is put together.
struct Departures {
    std::vector<AttitudeVector> places; ///< macro-regions, then regions; the common part included
    Eigen::MatrixXd steps;              ///< standard normal, one row per wave but the first
};

void take_thresholds(const ParameterRegistry& registry, AttitudeRange range, Taker& take,
                     ResponseParameters& response) {
    for (std::size_t q = 0; q < registry.questions(); ++q)
        if (range.holds(registry.question_attitudes()[q])) {
            const double centre = take(), gap = take();
            response.lower[q] = centre - gap / 2.0;
            response.upper[q] = centre + gap / 2.0;
        }
}

void take_favour(const ParameterRegistry& registry, Taker& take, MemberParameters& member,
                 Departures& departures) {
    for (AttitudeVector& place : departures.places) {
        const double common = take();
        for (std::size_t a = 0; a < kFavourCount; ++a)
            place[a] = common + take();
    }
    member.national.size = take();
    const double shared = std::sqrt(registry.law().common_share),
                 own = std::sqrt(1.0 - registry.law().common_share);
    for (Eigen::Index step = 0; step < departures.steps.rows(); ++step) {
        const double common = take();
        for (Eigen::Index a = 0; a < kFavourCount; ++a)
            departures.steps(step, a) = shared * common + own * take();
    }
}

void take_fear(const ParameterRegistry& registry, Taker& take, MemberParameters& member,
               Departures& departures) {
    visit_fear_dynamics(registry.country(), member.dynamics, std::ref(take));
    take_thresholds(registry, kFear, take, member.response);
    for (std::size_t a = kFear.first; a < kFear.last; ++a) {
        for (AttitudeVector& place : departures.places)
            place[a] = take();
        for (Eigen::Index step = 0; step < departures.steps.rows(); ++step)
            departures.steps(step, static_cast<Eigen::Index>(a)) = take();
    }
}

} // namespace

MemberParameters unpack(const ParameterRegistry& registry, std::span<const double> transformed) {
    require(transformed.size() == registry.size(), "parameter vector of another length");
    MemberParameters member{DynamicsParameters(registry.country()), {}, {}, {}};
    member.response.lower.resize(registry.questions());
    member.response.upper.resize(registry.questions());
    const auto steps = static_cast<Eigen::Index>(registry.waves().size()) - 1;
    const std::size_t regions = registry.macro_region_of().size();
    Departures departures{std::vector<AttitudeVector>(registry.macro_regions() + regions),
                          Eigen::MatrixXd(steps, kAttitudeCount)};
    Taker take(registry, transformed);
    visit_favour_dynamics(registry.country(), member.dynamics, std::ref(take));
    take_thresholds(registry, kFavour, take, member.response);
    member.response.persistent_share = take();
    visit_exposures(member.dynamics, std::ref(take));
    take_favour(registry, take, member, departures);
    take_fear(registry, take, member, departures);
    visit_growth(registry.country(), member.dynamics, std::ref(take));
    member.dynamics.growth_period = registry.growth_period();
    visit_later_events(member.dynamics, std::ref(take));
    for (std::size_t channel = 0; channel < registry.item_channels().size(); ++channel)
        member.item_loadings.push_back(take());
    if (registry.kin_hear())
        visit_kin(member.dynamics, std::ref(take));
    if (registry.sectors_differ())
        visit_sector_contrast(member.dynamics, std::ref(take));
    for (std::size_t region = 0; region < regions; ++region) {
        const AttitudeVector &own = departures.places[registry.macro_regions() + region],
                             &shared = departures.places[registry.macro_region_of()[region]];
        for (std::size_t a = 0; a < kAttitudeCount; ++a)
            member.dynamics.region[region][a] = shared[a] + own[a];
    }
    // Not times the size, which no wave informs: where waves were, the change is what they hold.
    const Eigen::MatrixXd change = registry.step_factor() * departures.steps;
    for (Eigen::Index step = 0; step < steps; ++step) {
        member.national.steps.emplace_back();
        for (std::size_t a = 0; a < kAttitudeCount; ++a)
            member.national.steps.back()[a] = change(step, static_cast<Eigen::Index>(a));
    }
    return member;
}

Week last_pinned_week(const RunPlan& plan) {
    const auto& waves = plan.registry->waves();
    Week last = waves.front().week;
    for (std::size_t wave = 1; wave < waves.size(); ++wave)
        if (!plan.national.pinned || std::ranges::count(*plan.national.pinned, wave) > 0)
            last = std::max(last, waves[wave].week);
    return last;
}

MemberParameters parameters_of(const RunPlan& plan, std::size_t member) {
    MemberParameters parameters = unpack(*plan.registry, plan.members[member]);
    parameters.dynamics.events_known_until = last_pinned_week(plan);
    return parameters;
}

} // namespace kozqaras
