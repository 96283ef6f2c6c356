#include "output/living_funnel.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "model/dynamics/experience.hpp"
#include "model/engine/ensemble.hpp"
#include "model/engine/partner_shifts.hpp"
#include "support/statistics.hpp"

namespace kozqaras {

namespace {

/// Sum of a weekly series behind `from` up to `to`.
double sum_between(const std::vector<double>& series, Week from, Week to) {
    double sum = 0.0;
    for (int week = from.value + 1; week <= to.value && week < std::ssize(series); ++week)
        sum += series[static_cast<std::size_t>(week)];
    return sum;
}

/// Adults who have studied in China by `week`, beyond the record.
double students_by(const Environment& environment, Week week) {
    double students = 0.0;
    for (const Exposure& exposure : environment.exposures)
        if (exposure.kind == ExposureKind::study && !exposure.persons.empty())
            students +=
                std::max(0.0, exposure.persons[std::min(static_cast<std::size_t>(week.value),
                                                        exposure.persons.size() - 1)]);
    return students;
}

/// The last wave held in the year of the contact ladder, else its end.
Week week_of_ladder(const InputData& inputs) {
    for (const Wave& wave : inputs.survey.waves)
        if (year_of(week_of(wave.middle())) == inputs.contact.year)
            return week_of(wave.middle());
    return week_of(Date{std::chrono::year{inputs.contact.year} / std::chrono::December / 31});
}

} // namespace

LivingFunnel::LivingFunnel(const RunPlan& plan, const RunResult& result,
                           const std::vector<FunnelRung>& rungs)
    : plan_(plan),
      result_(result),
      rungs_(rungs),
      reference_(week_of_ladder(plan.world->inputs)),
      reference_time_(nearest_reported_week(result, reference_)),
      adults_(static_cast<double>(plan.world->population.size()) *
              plan.world->population.adults_per_agent) {
    const Population& people = plan.world->population;
    const ExperiencePropensities propensity = experience_propensities(people);
    std::map<std::pair<float, Contact>, double> kinds;
    for (std::size_t agent = 0; agent < people.size(); ++agent)
        kinds[{propensity.trip[agent], people.contact[agent]}] +=
            1.0 / static_cast<double>(people.size());
    for (const auto& [kind, share] : kinds)
        kinds_.push_back({kind.first, kind.second, share});
}

double LivingFunnel::static_share(std::size_t rung) const {
    const Population& people = plan_.world->population;
    std::size_t count = 0;
    for (std::size_t agent = 0; agent < people.size(); ++agent)
        count += rung == 0   ? people.attention[agent] > 0
                 : rung == 1 ? people.attention[agent] > 1
                             : people.contact[agent] >= Contact::seeks;
    return static_cast<double>(count) / static_cast<double>(people.size());
}

double LivingFunnel::risen_share(bool visits_only, std::size_t scenario, std::size_t member,
                                 Week week) const {
    const Environment& environment = environment_of(plan_, scenario, member);
    const double trips = sum_between(environment.trips_to_china, reference_, week) / adults_;
    double share = 0.0;
    for (const Kind& kind : kinds_) {
        const bool there =
            kind.contact >= (visits_only ? Contact::has_visited : Contact::has_talked);
        share += kind.share * (there ? 1.0 : -std::expm1(-kind.trip * trips));
    }
    return share + (1.0 - share) * std::min(1.0, students_by(environment, week) / adults_);
}

double LivingFunnel::curious_share(std::size_t rung, std::size_t scenario, std::size_t member,
                                   std::size_t time) const {
    const auto attitude = static_cast<std::size_t>(*rungs_[rung].attitude);
    const auto means = view_of(result_, &RunResult::attitude_mean),
               spreads = view_of(result_, &RunResult::attitude_spread);
    const auto scale = [&](std::size_t s, std::size_t t) {
        return std::hypot(1.0, static_cast<double>(spreads(s, member, t, attitude)));
    };
    const double bar = static_cast<double>(means(0, member, reference_time_, attitude)) -
                       scale(0, reference_time_) * normal_quantile(rungs_[rung].share);
    return normal_cdf((static_cast<double>(means(scenario, member, time, attitude)) - bar) /
                      scale(scenario, time));
}

std::vector<double> LivingFunnel::shares(std::size_t rung, std::size_t scenario,
                                         std::size_t time) const {
    constexpr std::size_t kTalked = 4, kVisited = 5; // of kFunnelRungs
    std::vector<double> shares;
    for (std::size_t member = 0; member < result_.members; ++member)
        shares.push_back(rungs_[rung].attitude ? curious_share(rung, scenario, member, time)
                         : rung >= kTalked
                             ? risen_share(rung == kVisited, scenario, member, result_.weeks[time])
                             : static_share(rung));
    return shares;
}

} // namespace kozqaras
