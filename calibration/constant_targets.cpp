#include "calibration/constant_targets.hpp"

#include <array>
#include <cmath>
#include <string_view>
#include <tuple>

#include <fmt/format.h>

#include "model/engine/ensemble.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

constexpr double kHalfPercent = 0.005, kHalfTenth = 0.0005;

/// Share of the sample of those adults for whom `has` is true.
template <class Has> double share_of_sample(const World& world, const Has& has) {
    double having = 0.0, all = 0.0;
    for (std::size_t agent = 0; agent < world.population.size(); ++agent) {
        const double weight = world.sample().cell_weights[world.cells.cell_of_agent[agent]];
        all += weight;
        having += has(agent) ? weight : 0.0;
    }
    return having / all;
}

ConstantTarget beside(const World& world, std::size_t place, double design_effect, Target target,
                      double simulated) {
    const Wave& wave = world.inputs.survey.waves[place];
    target.kind = TargetKind::positive;
    target.wave = static_cast<int>(place);
    target.respondents = wave.respondents.value_or(0);
    require(target.respondents > 0.0, "number of respondents of the wave unknown");
    target.label = fmt::format("{}, {}", target.label, wave.id);
    target.family = fmt::format("{} {}", target.family, wave.id);
    const double share = target.value;
    const double variance =
        wave.design_effect.value_or(design_effect) * share * (1.0 - share) / target.respondents +
        target.rounding * target.rounding / 3.0;
    return {std::move(target), simulated, std::sqrt(variance)};
}

} // namespace

std::optional<std::size_t> contact_wave(const InputData& inputs) {
    const auto& waves = inputs.survey.waves;
    for (std::size_t wave = 0; wave < waves.size(); ++wave)
        if (waves[wave].respondents &&
            year_of(week_of(waves[wave].middle())) == inputs.contact.year)
            return wave;
    return std::nullopt;
}

std::vector<ConstantTarget> constant_targets(const World& world, std::size_t wave,
                                             double design_effect) {
    std::vector<ConstantTarget> targets;
    const auto add = [&](std::string family, std::string_view label, double printed,
                         double rounding, const auto& has) {
        Target target;
        target.family = std::move(family);
        target.label = label;
        target.value = printed;
        target.rounding = rounding;
        targets.push_back(
            beside(world, wave, design_effect, std::move(target), share_of_sample(world, has)));
    };
    const Population& population = world.population;
    for (std::size_t source = 0; source < world.inputs.news_sources.size(); ++source)
        add("news sources", world.inputs.news_sources[source].id,
            world.inputs.news_sources[source].usage, kHalfTenth,
            [&](std::size_t agent) { return (population.media_diet[agent] >> source & 1U) != 0; });
    const std::string contact = "contact with China";
    const ContactLadder& ladder = world.inputs.contact;
    for (const std::size_t level : {0U, 1U, 3U}) // the third follows from the others
        add(contact, fmt::format("meets news on China {}", kAttentionCodes[level]),
            ladder.attention[level], kHalfPercent,
            [&](std::size_t agent) { return population.attention[agent] == level; });
    const std::array<std::tuple<std::string_view, double, Contact>, 3> rungs{
        {{"seeks news on China", ladder.seeks, Contact::seeks},
         {"has talked to Chinese people", ladder.has_talked, Contact::has_talked},
         {"has been to China", ladder.has_visited, Contact::has_visited}}};
    for (const auto& [label, printed, rung] : rungs)
        add(contact, label, printed, kHalfPercent,
            [&, least = rung](std::size_t agent) { return population.contact[agent] >= least; });
    return targets;
}

} // namespace kozqaras
