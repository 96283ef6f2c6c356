// What the recorder keeps of questions outside the index and of pairs of questions.
#include <algorithm>

#include "model/engine/recorder.hpp"

namespace kozqaras {

std::vector<std::size_t> share_questions(const SurveyTables& survey) {
    std::vector<std::size_t> asked;
    for (std::size_t q = 0; q < survey.questions.size(); ++q) {
        const auto holds = [q](const JointAnswers& pair) {
            return pair.first == q || pair.second == q;
        };
        if (!survey.questions[q].indicator || std::ranges::any_of(survey.joint_answers, holds))
            asked.push_back(q);
    }
    return asked;
}

std::vector<JointPart> joint_parts(const SurveyTables& survey) {
    const auto asked = share_questions(survey);
    const auto place = [&](std::size_t question) {
        return static_cast<std::size_t>(std::ranges::lower_bound(asked, question) - asked.begin());
    };
    std::vector<JointPart> parts;
    for (const JointAnswers& pair : survey.joint_answers)
        parts.push_back({place(pair.first), place(pair.second)});
    return parts;
}

void Recorder::record_shares(std::size_t scenario, std::size_t member, std::size_t time,
                             std::size_t m, const NetWeights& weights,
                             const ResponseParameters& response) {
    const SurveyTables& survey = plan_.world->inputs.survey;
    const OverallAnswers answers = overall_answers(
        moments_, m, weights, response_to(response, of_shares_.places), of_shares_.questions);
    const auto nets = view_of(result_, &RunResult::question_net);
    for (std::size_t place = 0; place < of_shares_.places.size(); ++place) {
        view_of(result_, &RunResult::positive_share)(scenario, member, time, place) =
            static_cast<float>(answers.positive[place]);
        nets(scenario, member, time, of_shares_.places[place]) =
            static_cast<float>(answers.sample[place]);
    }
    const auto both = joint_shares(moments_, covariances_, m, weights, response, survey.questions,
                                   survey.joint_answers);
    for (std::size_t pair = 0; pair < both.size(); ++pair)
        view_of(result_, &RunResult::joint_share)(scenario, member, time, pair) =
            static_cast<float>(both[pair]);
}

} // namespace kozqaras
