#include "calibration/target_components.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "model/core/errors.hpp"

namespace kozqaras {

namespace {

/// Collects components, each once.
class Components {
  public:
    [[nodiscard]] Eigen::Index place_of(const Target& single) {
        const auto key = std::tuple(single.kind, single.wave, single.group, single.question);
        const auto [place, added] =
            places_.try_emplace(key, static_cast<Eigen::Index>(components.size()));
        if (added)
            components.push_back(single);
        return place->second;
    }

    std::vector<Target> components;

  private:
    std::map<std::tuple<TargetKind, int, int, int>, Eigen::Index> places_;
};

/// Questions that enter `target`, an indicator or a composite, with their weights.
std::vector<std::pair<int, double>> weighted_questions(const Target& target,
                                                       std::span<const Question> questions) {
    std::array<int, kIndicatorCount> counted{};
    const auto asked = [&](const Question& question) {
        return target.wave >= kWaveCount || question.asked[static_cast<std::size_t>(target.wave)];
    };
    for (const Question& question : questions)
        counted[static_cast<std::size_t>(question.indicator)] += asked(question) ? 1 : 0;
    const bool composite = target.kind == TargetKind::group_composite;
    std::vector<std::pair<int, double>> result;
    for (std::size_t q = 0; q < questions.size(); ++q)
        if (asked(questions[q]) && (composite || questions[q].indicator == target.indicator))
            result.emplace_back(static_cast<int>(q),
                                (composite ? 1.0 / kIndicatorCount : 1.0) /
                                    counted[static_cast<std::size_t>(questions[q].indicator)]);
    return result;
}

} // namespace

TargetComponents components_of(const std::vector<Target>& targets,
                               std::span<const Question> questions) {
    Components found;
    std::vector<Eigen::Triplet<double>> weights;
    for (std::size_t t = 0; t < targets.size(); ++t) {
        const auto row = static_cast<Eigen::Index>(t);
        if (targets[t].question >= 0) {
            weights.emplace_back(row, found.place_of(targets[t]), 1.0);
            continue;
        }
        Target single = targets[t];
        single.kind = TargetKind::net;
        for (const auto& [question, weight] : weighted_questions(targets[t], questions)) {
            single.question = question;
            weights.emplace_back(row, found.place_of(single), weight);
        }
    }
    TargetComponents result;
    result.components = std::move(found.components);
    result.outputs.resize(static_cast<Eigen::Index>(targets.size()),
                          static_cast<Eigen::Index>(result.components.size()));
    result.outputs.setFromTriplets(weights.begin(), weights.end());
    return result;
}

Eigen::Array<bool, Eigen::Dynamic, Eigen::Dynamic>
moved_components(const std::vector<Target>& components, std::span<const std::string> parameters,
                 std::span<const Question> questions) {
    Eigen::Array<bool, Eigen::Dynamic, Eigen::Dynamic> moves(
        static_cast<Eigen::Index>(components.size()), static_cast<Eigen::Index>(parameters.size()));
    for (std::size_t p = 0; p < parameters.size(); ++p) {
        const std::string& name = parameters[p];
        const auto dot = name.rfind('.');
        const auto attitude = std::ranges::find(kAttitudeCodes, name.substr(dot + 1));
        for (std::size_t c = 0; c < components.size(); ++c) {
            const auto& question = questions[static_cast<std::size_t>(components[c].question)];
            bool moved = true;
            if (name.starts_with("threshold."))
                moved = name.substr(0, dot) == "threshold." + question.id;
            else if (attitude != kAttitudeCodes.end())
                moved = static_cast<std::size_t>(question.attitude) ==
                        static_cast<std::size_t>(attitude - kAttitudeCodes.begin());
            moves(static_cast<Eigen::Index>(c), static_cast<Eigen::Index>(p)) = moved;
        }
    }
    return moves;
}

} // namespace kozqaras
