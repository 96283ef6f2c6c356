#include "calibration/target_components.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "support/errors.hpp"

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

std::vector<GroupWeight> groups_of(const Target& target) {
    return target.contrast.empty() ? std::vector<GroupWeight>{{target.group, 1.0, {}}}
                                   : target.contrast;
}

std::vector<std::pair<int, double>> questions_of(const Target& target,
                                                 std::span<const Question> questions) {
    if (target.question >= 0)
        return {{target.question, 1.0}};
    return weighted_questions(target, questions);
}

} // namespace

TargetComponents components_of(const std::vector<Target>& targets,
                               std::span<const Question> questions) {
    Components found;
    std::vector<Eigen::Triplet<double>> weights;
    for (std::size_t t = 0; t < targets.size(); ++t) {
        const auto row = static_cast<Eigen::Index>(t);
        for (const auto& [group, of_group, wave] : groups_of(targets[t])) {
            Target asked = targets[t];
            asked.wave = wave.value_or(asked.wave);
            for (const auto& [question, of_question] : questions_of(asked, questions)) {
                Target single = asked;
                single.kind = targets[t].question >= 0 ? targets[t].kind : TargetKind::net;
                single.group = group;
                single.contrast.clear();
                single.one_sided = false; // that is of the sum
                single.question = question;
                weights.emplace_back(row, found.place_of(single), of_group * of_question);
            }
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
            if (name.starts_with("event.later.")) // later than every wave of the fit
                moved = false;
            else if (name.starts_with("threshold."))
                moved = name.substr(0, dot) == "threshold." + question.id;
            else if (attitude != kAttitudeCodes.end())
                moved = static_cast<std::size_t>(question.attitude) ==
                        static_cast<std::size_t>(attitude - kAttitudeCodes.begin());
            moves(static_cast<Eigen::Index>(c), static_cast<Eigen::Index>(p)) = moved;
        }
    }
    return moves;
}

std::vector<std::vector<Eigen::Index>> sums_of_attitudes(std::span<const std::string> parameters) {
    constexpr std::string_view kCommon = ".common", kStep = "national.step.";
    std::vector<std::vector<Eigen::Index>> sums(parameters.size());
    for (std::size_t p = 0; p < parameters.size(); ++p) {
        const std::string_view name = parameters[p];
        if (!name.ends_with(kCommon) || name.starts_with(kStep))
            continue;
        const std::string family(name.substr(0, name.size() - kCommon.size()));
        for (std::size_t a = 0; a < kFavourCount; ++a) {
            const auto found =
                std::ranges::find(parameters, fmt::format("{}.{}", family, kAttitudeCodes[a]));
            if (found != parameters.end())
                sums[p].push_back(found - parameters.begin());
        }
        if (sums[p].size() < kFavourCount)
            sums[p].clear();
    }
    return sums;
}

} // namespace kozqaras
