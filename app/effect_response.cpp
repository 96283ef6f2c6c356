#include "app/effect_response.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "support/csv_text.hpp"
#include "support/errors.hpp"
#include "support/terminal.hpp"

namespace kozqaras {
namespace {

std::string common_part(const std::string& family) {
    return family + ".common";
}

/// Where a family is named.
Position place_of(const std::vector<Scenario>& scenarios, const std::string& family) {
    for (const auto& scenario : scenarios)
        for (const auto& expected : scenario.expected)
            if (expected.parameter == family)
                return expected.origin;
    return {};
}

} // namespace

double EffectResponse::deviation_following() const {
    return PublishedEffect::kTransfer * published.standard_deviation / std::abs(response);
}

std::vector<std::string> response_families(const std::vector<Scenario>& scenarios) {
    std::vector<std::string> families;
    for (const auto& scenario : scenarios)
        for (const auto& expected : scenario.expected)
            if (expected.published && !expected.parameter.empty() &&
                std::ranges::find(families, expected.parameter) == families.end())
                families.push_back(expected.parameter);
    return families;
}

std::vector<std::vector<double>> response_members(const std::vector<std::vector<double>>& members,
                                                  const ParameterRegistry& registry,
                                                  const std::vector<Scenario>& scenarios) {
    std::vector<double> centre(registry.size(), 0.0);
    for (const auto& member : members)
        for (std::size_t i = 0; i < centre.size(); ++i)
            centre[i] += member[i] / static_cast<double>(members.size());
    std::vector<std::vector<double>> result{centre};
    for (const std::string& family : response_families(scenarios)) {
        const auto& specs = registry.specs();
        const auto spec = std::ranges::find(specs, common_part(family), &ParameterSpec::name);
        if (spec == specs.end())
            throw InputError(
                place_of(scenarios, family),
                fmt::format("[[expected]] names parameter '{}', which is no family of effects "
                            "(event.diplomacy, experience.plant, exposure.message ...)",
                            family));
        result.push_back(centre);
        result.back()[static_cast<std::size_t>(spec - specs.begin())] +=
            spec->prior_standard_deviation;
    }
    return result;
}

std::vector<EffectResponse> effect_responses(const std::vector<Scenario>& scenarios,
                                             const InputData& inputs,
                                             const ParameterRegistry& registry,
                                             const RunResult& result) {
    const auto families = response_families(scenarios);
    std::vector<EffectResponse> responses;
    for (const auto& line : check_expectations(scenarios, *inputs.country, result)) {
        if (!line.published || line.parameter.empty())
            continue;
        const auto member = static_cast<std::size_t>(
            1 + (std::ranges::find(families, line.parameter) - families.begin()));
        const auto& spec = registry.specs()[registry.index(common_part(line.parameter))];
        EffectResponse one{line.scenario, line.what, line.parameter, 0, *line.published, 0, 0};
        one.response =
            (line.of_members[member] - line.of_members[0]) / spec.prior_standard_deviation;
        const auto prior = std::ranges::find(inputs.priors, line.parameter, &PriorRow::name);
        if (prior != inputs.priors.end()) {
            one.mean_now = prior->mean;
            one.deviation_now = prior->standard_deviation;
        }
        responses.push_back(std::move(one));
    }
    return responses;
}

std::string responses_text(std::span<const EffectResponse> responses) {
    std::vector<std::vector<std::string>> rows{
        {"LINE", "VALUE", "PARAMETER", "RESPONSE", "PUBLISHED", "PRIOR NOW", "PRIOR FOLLOWING"}};
    for (const auto& one : responses)
        rows.push_back(
            {one.scenario, one.what, one.parameter, fmt::format("{:.1f}", one.response),
             fmt::format("{:+g} ({:g})", one.published.mean, one.published.standard_deviation),
             fmt::format("{:+.3g} ({:.3g})", one.mean_now, one.deviation_now),
             std::abs(one.response) < 0.05 ? std::string("no response")
                                           : fmt::format("{:+.3g} ({:.3g})", one.mean_following(),
                                                         one.deviation_following())});
    return format_table(rows) +
           "\nRESPONSE: points of net per latent s.d. of all attitudes of favour, through the "
           "agents, at the mean of the members.\nPUBLISHED: mean (s.d.), points of net. PRIOR "
           "FOLLOWING: published mean / response (1.5 x published s.d. / response).\n";
}

std::string responses_csv(std::span<const EffectResponse> responses, const std::string& source) {
    CsvText csv{"scenario", "value",          "parameter",
                "response", "published_mean", "published_standard_deviation",
                "source"};
    for (const auto& one : responses)
        csv.add({one.scenario, one.what, one.parameter, fmt::format("{:.1f}", one.response),
                 short_cell(one.published.mean), short_cell(one.published.standard_deviation),
                 source});
    return csv.text();
}

} // namespace kozqaras
