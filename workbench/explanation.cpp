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

double mean_of(const std::vector<double>& values) {
    double sum = 0.0;
    for (const double value : values)
        sum += value / static_cast<double>(values.size());
    return sum;
}

/// Values with ever more causes switched on, in the order in which they are counted.
struct CauseRuns {
    Values nothing, grown;      ///< no cause; groups part
    std::vector<Values> events; ///< and the country changes; and 1, 2, ... classes of events
    Values news, experience, all;
};

CauseRuns run_causes(Explainer& explainer, const RunPlan& plan) {
    constexpr std::size_t kRuns = 6;
    CauseRuns runs;
    const Environment record = historical_environment(plan.world->inputs);
    explainer.plan().members = without("national.step.", plan);
    runs.grown = explainer.run({with_classes(record, 0)}, 0, kRuns).front();
    explainer.plan().members = without("growth.", explainer.plan());
    runs.nothing = explainer.run({with_classes(record, 0)}, 1, kRuns).front();
    explainer.plan().members = plan.members;
    std::vector<Environment> growing;
    for (std::size_t classes = 0; classes <= kEventClassCount; ++classes)
        growing.push_back(with_classes(record, classes));
    runs.events = explainer.run(std::move(growing), 2, kRuns);
    explainer.plan().switches.media = plan.switches.media;
    runs.news = explainer.run({record}, 3, kRuns).front();
    explainer.plan().switches.experience = plan.switches.experience;
    runs.experience = explainer.run({record}, 4, kRuns).front();
    explainer.plan().switches.ageing = plan.switches.ageing;
    runs.all = explainer.run({record}, 5, kRuns).front();
    return runs;
}

/// The country's own change as it is held after the last wave, and what returns of it.
void add_national_causes(const CauseRuns& runs, Week last, Explanation& result) {
    const Values own = held_after(runs.events[0], result.weeks, last),
                 still = held_after(runs.grown, result.weeks, last);
    result.causes.push_back(cause_of("own_change", "the country's own change", own, still));
    Values rest = runs.events[0];
    for (std::size_t d = 0; d < rest.size(); ++d)
        for (std::size_t m = 0; m < rest[d].size(); ++m)
            rest[d][m] += still[d][m] - own[d][m];
    result.causes.push_back(cause_of("reversion", "its return to the mean", rest, runs.grown));
}

void add_causes(const CauseRuns& runs, Week last_pinned, Explanation& result) {
    Values zero = runs.nothing;
    for (auto& values : zero)
        std::ranges::fill(values, 0.0);
    const auto add = [&](std::string id, std::string title, const Values& with,
                         const Values& without_it) {
        result.causes.push_back(cause_of(std::move(id), std::move(title), with, without_it));
    };
    add("settling", "opinions settling, no cause", runs.nothing, zero);
    add("growth", "groups parting between the waves", runs.grown, runs.nothing);
    add_national_causes(runs, last_pinned, result);
    for (std::size_t c = 0; c < kEventClassCount; ++c)
        add(fmt::format("event.{}", kEventClassCodes[c]), title_of(static_cast<EventClass>(c)),
            runs.events[c + 1], runs.events[c]);
    add("news", "news beyond what was new to users", runs.news, runs.events.back());
    add("experience", "trips, meetings, plants, jobs", runs.experience, runs.news);
    add("ageing", "adults of each year", runs.all, runs.experience);
}

} // namespace

Explanation explain(const RunPlan& plan, int value, const std::vector<Week>& weeks,
                    const std::stop_token& stop, ProgressSink& progress) {
    require(!weeks.empty() && std::ranges::is_sorted(weeks), "dates of an explanation must rise");
    Explainer explainer(plan, value, weeks, stop, progress);
    const CauseRuns runs = run_causes(explainer, plan);
    Explanation result;
    result.weeks = explainer.reported();
    add_causes(runs, last_pinned_week(plan), result);
    for (const auto& values : runs.all)
        result.level.push_back(
            paired_effect(paired(values, std::vector(values.size(), 0.0), kPointsPerShare)));
    for (const auto& values : runs.nothing)
        result.without_causes =
            std::max(result.without_causes,
                     kPointsPerShare * std::abs(mean_of(values) - mean_of(runs.nothing[0])));
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
