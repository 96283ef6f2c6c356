#include "output/planned_projects.hpp"

#include <algorithm>
#include <cmath>

#include <boost/math/distributions/students_t.hpp>

#include "support/random.hpp"
#include "support/statistics.hpp"

namespace kozqaras {

namespace {

/// Shares on the probit scale; those of nobody or everyone are moved inside.
struct Probits {
    double approve = 0, disapprove = 0;
};

Probits probits_of(const AnswerShares& shares) {
    constexpr double kLeast = 0.001;
    const auto probit = [&](double share) {
        return normal_quantile(std::clamp(share, kLeast, 1.0 - kLeast));
    };
    return {probit(shares.positive), probit(shares.negative)};
}

/// Of offsets of several projects: mean and standard deviation (n - 1).
struct Moments {
    double mean = 0, deviation = 0;
};

Moments moments_of(const std::vector<double>& values) {
    Moments moments;
    const auto count = static_cast<double>(values.size());
    for (const double value : values)
        moments.mean += value / count;
    for (const double value : values)
        moments.deviation += (value - moments.mean) * (value - moments.mean) / (count - 1.0);
    moments.deviation = std::sqrt(moments.deviation);
    return moments;
}

class PlannedProjects {
  public:
    PlannedProjects(const RunPlan& plan, const RunResult& result,
                    const std::vector<ProjectRow>& printed)
        : plan_(plan), view_(result), members_(result.members) {
        for (const ProjectRow& project : printed)
            if (!project.sector.empty())
                printed_.push_back(&project);
    }

    [[nodiscard]] bool enough() const { return printed_.size() >= kFewest; }

    [[nodiscard]] PlannedAnswer answer(const Plant& plant, std::uint32_t number,
                                       const Region* region) const {
        const Country& country = *plan_.world->inputs.country;
        const int group = region == nullptr ? 0 : country.group_index(Factor::region, plant.region);
        std::vector<double> approve, disapprove;
        const std::vector<double> draws = drawn(number);
        for (std::size_t member = 0; member < members_; ++member) {
            const double t = draws[member];
            const auto [to_approve, to_disapprove] = offsets(member);
            const Probits field = probits_of(ask(member, group, question_of(plant.sector)));
            approve.push_back(
                normal_cdf(field.approve + to_approve.mean + t * to_approve.deviation));
            disapprove.push_back(std::min(
                1.0 - approve.back(),
                normal_cdf(field.disapprove + to_disapprove.mean - t * to_disapprove.deviation)));
        }
        return {plant.name, region == nullptr ? "all" : region->iso,
                region == nullptr ? "" : region->name_en, *spread_of(std::move(approve)),
                *spread_of(std::move(disapprove))};
    }

  private:
    static constexpr std::size_t kFewest = 3;

    [[nodiscard]] AnswerShares ask(std::size_t member, int group, int question) const {
        const auto last = std::ssize(plan_.world->inputs.survey.waves) - 1;
        return view_.wave_answer(member, static_cast<int>(last), group, question);
    }

    [[nodiscard]] int question_of(const std::string& sector) const {
        const InputData& inputs = plan_.world->inputs;
        const auto place = index_of(inputs.country->sectors.views(), sector);
        const auto& id = inputs.country->sector_questions[static_cast<std::size_t>(place.value())];
        return static_cast<int>(std::ranges::find(inputs.survey.questions, id, &Question::id) -
                                inputs.survey.questions.begin());
    }

    /// How printed projects stand to their fields, of one member: approval, disapproval.
    [[nodiscard]] std::pair<Moments, Moments> offsets(std::size_t member) const {
        std::vector<double> approve, disapprove;
        for (const ProjectRow* project : printed_) {
            const Probits own = probits_of(ask(member, 0, project->question)),
                          field = probits_of(ask(member, 0, question_of(project->sector)));
            approve.push_back(own.approve - field.approve);
            disapprove.push_back(own.disapprove - field.disapprove);
        }
        return {moments_of(approve), moments_of(disapprove)};
    }

    /// By how many s.d. a further project lies off the mean of the printed ones, by member: Student
    /// t, widened for their number, in as many strata as there are members, in an order drawn for
    /// the project. The same of all adults and of its region.
    [[nodiscard]] std::vector<double> drawn(std::uint32_t number) const {
        std::vector<std::pair<double, std::size_t>> order;
        for (std::size_t member = 0; member < members_; ++member)
            order.emplace_back(
                random_uniform(plan_.world->seed, Purpose::planned_project, member, number),
                member);
        std::ranges::sort(order);
        const auto count = static_cast<double>(printed_.size());
        const boost::math::students_t_distribution<double> student(count - 1.0);
        std::vector<double> values(members_);
        for (std::size_t rank = 0; rank < members_; ++rank) {
            const double uniform =
                (static_cast<double>(rank) + 0.5) / static_cast<double>(members_);
            values[order[rank].second] =
                std::sqrt(1.0 + 1.0 / count) * boost::math::quantile(student, uniform);
        }
        return values;
    }

    const RunPlan& plan_;
    ResultView view_;
    std::size_t members_;
    std::vector<const ProjectRow*> printed_;
};

} // namespace

std::vector<PlannedAnswer> planned_project_answers(const RunPlan& plan, const RunResult& result,
                                                   const std::vector<ProjectRow>& printed,
                                                   std::size_t scenario) {
    const PlannedProjects projects(plan, result, printed);
    const Country& country = *plan.world->inputs.country;
    const auto& record = plan.scenarios.front().environment.plants;
    std::vector<PlannedAnswer> answers;
    if (result.wave_weeks[plan.world->inputs.survey.waves.size() - 1] > plan.end)
        return answers; // the run ends before the wave at which all would be asked
    std::uint32_t number = 0;
    for (const Plant& plant : plan.scenarios[scenario].environment.plants) {
        if (!projects.enough() || plant.sector.empty() ||
            std::ranges::find(record, plant) != record.end())
            continue;
        ++number;
        answers.push_back(projects.answer(plant, number, nullptr));
        answers.push_back(projects.answer(
            plant, number, &country.regions[static_cast<std::size_t>(plant.region)]));
    }
    return answers;
}

} // namespace kozqaras
