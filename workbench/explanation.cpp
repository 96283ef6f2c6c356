#include "workbench/explanation.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "model/engine/draws.hpp"
#include "model/engine/ensemble.hpp"
#include "support/csv_text.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

/// [date][member], shares of net.
using Values = std::vector<std::vector<double>>;

std::string title_of(EventClass event_class) {
    std::string words(kEventClassCodes[static_cast<std::size_t>(event_class)]);
    std::ranges::replace(words, '_', ' ');
    return "events: " + words + (event_class == EventClass::goods ? " (cars included)" : "");
}

/// The record with the first `classes` classes of events alone.
Environment with_classes(const Environment& record, std::size_t classes) {
    Environment some = record;
    std::erase_if(some.events, [&](const Event& event) {
        return static_cast<std::size_t>(event.event_class) >= classes;
    });
    if (static_cast<std::size_t>(EventClass::goods) >= classes)
        std::ranges::fill(some.chinese_car_share, 0.0);
    return some;
}

/// The members with 0 for every parameter whose name begins so.
std::vector<std::vector<double>> without(std::string_view prefix, const RunPlan& plan) {
    auto members = plan.members;
    const auto& specs = plan.registry->specs();
    for (std::size_t i = 0; i < specs.size(); ++i)
        if (specs[i].name.starts_with(prefix))
            for (auto& member : members)
                member[i] = 0.0;
    return members;
}

/// Runs plans one after the other and keeps their values.
class Explainer {
  public:
    Explainer(const RunPlan& plan, int value, const std::vector<Week>& weeks,
              const std::stop_token& stop, ProgressSink& progress)
        : plan_(plan), value_(value), wanted_(weeks), stop_(stop), progress_(progress) {
        plan_.national.paths = 0;
        plan_.draw_answers = false;
        plan_.switches.media = plan_.switches.experience = plan_.switches.ageing = false;
        plan_.end = weeks.back();
    }

    RunPlan& plan() { return plan_; }

    /// Of each scenario of the plan as it is.
    std::vector<Values> run(std::vector<Environment> environments, std::size_t part,
                            std::size_t parts) {
        plan_.scenarios.clear();
        for (std::size_t s = 0; s < environments.size(); ++s)
            plan_.scenarios.push_back({fmt::format("s{}", s), "", std::move(environments[s]), {}});
        PartProgress own(progress_, "explaining", part, 1, parts);
        const RunResult result = simulate(plan_, stop_, own);
        weeks_ = result.weeks;
        std::vector<Values> values(result.scenarios());
        for (std::size_t s = 0; s < values.size(); ++s)
            for (const Week week : wanted_)
                values[s].push_back(
                    adults_draws(result, s, nearest_reported_week(result, week), 0, value_, 0));
        return values;
    }

    [[nodiscard]] std::vector<Week> reported() const {
        std::vector<Week> weeks;
        for (const Week week : wanted_)
            weeks.push_back(*std::ranges::min_element(
                weeks_, {}, [&](Week one) { return std::abs(one - week); }));
        return weeks;
    }

  private:
    RunPlan plan_;
    int value_;
    std::vector<Week> wanted_, weeks_;
    const std::stop_token& stop_;
    ProgressSink& progress_;
};

/// What `with` adds to `without`, as changes since the first date.
Cause cause_of(std::string id, std::string title, const Values& with, const Values& without) {
    Cause cause{std::move(id), std::move(title), {}};
    const auto added = [&](std::size_t date) {
        return paired(with[date], without[date], kPointsPerShare);
    };
    const auto first = added(0);
    for (std::size_t date = 0; date < with.size(); ++date)
        cause.effects.push_back(paired_effect(paired(added(date), first)));
    return cause;
}

/// `values` with those after `last` as they are at it.
Values held_after(const Values& values, const std::vector<Week>& weeks, Week last) {
    Values held = values;
    std::size_t at = 0;
    for (std::size_t date = 0; date < weeks.size(); ++date)
        if (weeks[date] <= last)
            at = date;
        else
            held[date] = values[at];
    return held;
}

Week last_pinned(const RunPlan& plan) {
    const auto& waves = plan.registry->waves();
    Week last = waves.front().week;
    for (std::size_t wave = 1; wave < waves.size(); ++wave)
        if (!plan.national.pinned || std::ranges::count(*plan.national.pinned, wave) > 0)
            last = std::max(last, waves[wave].week);
    return last;
}

double mean_of(const std::vector<double>& values) {
    double sum = 0.0;
    for (const double value : values)
        sum += value / static_cast<double>(values.size());
    return sum;
}

} // namespace

Explanation explain(const RunPlan& plan, int value, const std::vector<Week>& weeks,
                    const std::stop_token& stop, ProgressSink& progress) {
    require(!weeks.empty() && std::ranges::is_sorted(weeks), "dates of an explanation must rise");
    constexpr std::size_t kRuns = 6;
    Explainer explainer(plan, value, weeks, stop, progress);
    const Environment record = historical_environment(plan.world->inputs);
    explainer.plan().members = without("national.step.", plan);
    const Values grown = explainer.run({with_classes(record, 0)}, 0, kRuns).front();
    explainer.plan().members = without("growth.", explainer.plan());
    const Values nothing = explainer.run({with_classes(record, 0)}, 1, kRuns).front();
    explainer.plan().members = plan.members;
    std::vector<Environment> growing;
    for (std::size_t classes = 0; classes <= kEventClassCount; ++classes)
        growing.push_back(with_classes(record, classes));
    const auto events = explainer.run(std::move(growing), 2, kRuns);
    explainer.plan().switches.media = plan.switches.media;
    const Values news = explainer.run({record}, 3, kRuns).front();
    explainer.plan().switches.experience = plan.switches.experience;
    const Values experience = explainer.run({record}, 4, kRuns).front();
    explainer.plan().switches.ageing = plan.switches.ageing;
    const Values all = explainer.run({record}, 5, kRuns).front();

    Explanation result;
    result.weeks = explainer.reported();
    const Values own = held_after(events[0], result.weeks, last_pinned(plan));
    Values still = held_after(grown, result.weeks, last_pinned(plan));
    Values zero = nothing;
    for (auto& values : zero)
        std::ranges::fill(values, 0.0);
    result.causes.push_back(cause_of("settling", "opinions settling, no cause", nothing, zero));
    result.causes.push_back(cause_of("growth", "groups parting between the waves", grown, nothing));
    result.causes.push_back(cause_of("own_change", "the country's own change", own, still));
    result.causes.push_back(cause_of(
        "reversion", "its return to the mean",
        [&] {
            Values rest = events[0];
            for (std::size_t d = 0; d < rest.size(); ++d)
                for (std::size_t m = 0; m < rest[d].size(); ++m)
                    rest[d][m] += still[d][m] - own[d][m];
            return rest;
        }(),
        grown));
    for (std::size_t c = 0; c < kEventClassCount; ++c)
        result.causes.push_back(cause_of(fmt::format("event.{}", kEventClassCodes[c]),
                                         title_of(static_cast<EventClass>(c)), events[c + 1],
                                         events[c]));
    result.causes.push_back(
        cause_of("news", "news beyond what was new to users", news, events.back()));
    result.causes.push_back(
        cause_of("experience", "trips, meetings, plants, jobs", experience, news));
    result.causes.push_back(cause_of("ageing", "adults of each year", all, experience));
    for (const auto& values : all)
        result.level.push_back(
            paired_effect(paired(values, std::vector(values.size(), 0.0), kPointsPerShare)));
    for (const auto& values : nothing)
        result.without_causes =
            std::max(result.without_causes,
                     kPointsPerShare * std::abs(mean_of(values) - mean_of(nothing[0])));
    return result;
}

std::string explanation_csv(const Explanation& explanation) {
    CsvText csv{"cause", "title", "date", "mean", "q05", "q95"};
    const auto add = [&](const std::string& id, const std::string& title,
                         const std::vector<PairedEffect>& effects) {
        for (std::size_t date = 0; date < effects.size(); ++date)
            csv.add({id, title, to_string(date_of(explanation.weeks[date])),
                     number_cell(effects[date].mean), number_cell(effects[date].low),
                     number_cell(effects[date].high)});
    };
    for (const Cause& cause : explanation.causes)
        add(cause.id, cause.title, cause.effects);
    add("level", "index x 100, all causes together", explanation.level);
    return csv.text();
}

std::string explanation_text(const Explanation& explanation, const std::string& what) {
    constexpr int kTitle = 36, kColumn = 20;
    std::string text =
        fmt::format("Why {} moved: points of net since {}, mean [90 % of members]\n\n", what,
                    to_string(date_of(explanation.weeks.front())));
    text += fmt::format("{:<{}}", "cause, in the order of counting", kTitle);
    for (std::size_t date = 1; date < explanation.weeks.size(); ++date)
        text += fmt::format("{:>{}}", to_string(date_of(explanation.weeks[date])), kColumn);
    text += '\n';
    std::vector<double> sums(explanation.weeks.size(), 0.0);
    for (const Cause& cause : explanation.causes) {
        text += fmt::format("{:<{}}", cause.title, kTitle);
        for (std::size_t date = 1; date < cause.effects.size(); ++date) {
            sums[date] += cause.effects[date].mean;
            text += fmt::format("{:>{}}", mean_to_string(cause.effects[date], 1), kColumn);
        }
        text += '\n';
    }
    text += fmt::format("{:<{}}", "together", kTitle);
    for (std::size_t date = 1; date < sums.size(); ++date)
        text += fmt::format("{:>{}}", fmt::format("{:+.1f}", sums[date]), kColumn);
    text += fmt::format(
        "\n{:<{}}", fmt::format("index x 100 ({:.1f} at first)", explanation.level.front().mean),
        kTitle);
    for (std::size_t date = 1; date < explanation.level.size(); ++date)
        text += fmt::format("{:>{}}", fmt::format("{:.1f}", explanation.level[date].mean), kColumn);
    text += fmt::format(
        "\n\nWith every cause off the index moves by at most {:.1f} points. Causes are switched on "
        "in this order, and each is\n"
        "counted with those above it: in another order a part may be larger or smaller. What "
        "events and the country's\n"
        "own change share between two waves the survey cannot tell apart: their priors do.\n",
        explanation.without_causes);
    return text;
}

} // namespace kozqaras
