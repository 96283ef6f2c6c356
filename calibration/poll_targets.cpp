#include "calibration/poll_targets.hpp"

#include <fmt/format.h>

namespace kozqaras {

std::vector<Target> poll_targets(const SurveyTables& survey) {
    std::vector<Target> targets;
    for (std::size_t p = 0; p < survey.polls.size(); ++p) {
        const Poll& poll = survey.polls[p];
        Target target;
        target.wave = static_cast<int>(survey.waves.size() + p);
        target.question = poll.question;
        target.respondents = poll.respondents;
        target.design_effect = poll.design_effect;
        target.rounding = poll.rounding;
        target.of_poll = true;
        target.family = "polls of others";
        const auto& question = survey.questions[static_cast<std::size_t>(poll.question)].id;
        target.kind = TargetKind::positive;
        target.value = poll.positive;
        target.label = fmt::format("{}, positive, {}", question, poll.id);
        targets.push_back(target);
        target.kind = TargetKind::negative;
        target.value = poll.negative;
        target.label = fmt::format("{}, negative, {}", question, poll.id);
        targets.push_back(target);
    }
    return targets;
}

} // namespace kozqaras
