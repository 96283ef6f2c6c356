#include "model/survey/poststratification.hpp"

#include <algorithm>
#include <optional>

#include "model/population/reporting_cells.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

/// Mean of the indicators of a group; nothing unless all are printed.
std::optional<double> composite_of(const SurveyTables& survey, int wave, Factor factor, int group) {
    double sum = 0;
    int found = 0;
    for (const Observation& row : survey.observations)
        if (row.wave == wave && row.of_group() && row.population.factor == factor &&
            row.population.group == group && row.quantity == Quantity::index &&
            row.relation == Relation::equal && row.indicator) {
            sum += row.value;
            ++found;
        }
    const auto indicators = static_cast<int>(survey.country->indicators.size());
    if (found != indicators)
        return std::nullopt;
    return sum / indicators;
}

/// -1: none.
int last_with_group_indicators(const SurveyTables& survey) {
    int last = -1;
    for (const Observation& row : survey.observations)
        if (row.of_group() && row.quantity == Quantity::index && row.relation == Relation::equal)
            last = std::max(last, row.wave);
    return last;
}

/// Agents in each reported class of a factor.
std::vector<double> agents_by_class(const Population& population, Factor factor) {
    const Country& country = *population.country;
    std::vector<double> agents(static_cast<std::size_t>(country.reported_classes(factor)), 0.0);
    for (const std::uint8_t value : population.classes(factor))
        agents[static_cast<std::size_t>(country.reported_as(factor, value))] += 1;
    return agents;
}

void make_shares(std::vector<SurveyGroup>& groups) {
    double respondents = 0, adults = 0;
    for (const SurveyGroup& group : groups) {
        respondents += group.sample_share;
        adults += group.adult_share;
    }
    for (SurveyGroup& group : groups) {
        group.sample_share /= respondents;
        group.adult_share /= adults;
    }
}

double weighted(const std::vector<SurveyGroup>& groups, double SurveyGroup::*weight) {
    double sum = 0;
    for (const SurveyGroup& group : groups)
        sum += group.*weight * group.composite;
    return sum;
}

} // namespace

double Poststratification::as_fielded() const {
    return weighted(groups, &SurveyGroup::sample_share);
}

double Poststratification::poststratified() const {
    return weighted(groups, &SurveyGroup::adult_share);
}

std::vector<Poststratification> poststratify(const SurveyTables& survey,
                                             const Population& population) {
    require(population.size() > 0, "nobody to weight a survey to");
    std::vector<Poststratification> results;
    const int wave = last_with_group_indicators(survey);
    if (wave < 0)
        return results;
    const Wave& last = survey.waves[static_cast<std::size_t>(wave)];
    const auto& sample = survey.samples[last.sample];
    for (const Factor factor : kReportedFactors) {
        Poststratification result{factor, last.middle(), {}, 0};
        const auto agents = agents_by_class(population, factor);
        for (const GroupSize& size : sample.groups) {
            if (size.factor != factor)
                continue;
            if (const auto composite = composite_of(survey, wave, factor, size.group))
                result.groups.push_back({size.group, static_cast<double>(size.respondents),
                                         agents[static_cast<std::size_t>(size.group)], *composite});
            else
                ++result.groups_without_value;
        }
        make_shares(result.groups);
        if (result.groups.size() > 1)
            results.push_back(std::move(result));
    }
    return results;
}

} // namespace kozqaras
