#include "output/region_clusters.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "support/csv_text.hpp"

namespace kozqaras {

namespace {

/// The last wave with answers; -1: none.
int last_answered_wave(const World& world, const ResultView& view) {
    for (int wave = static_cast<int>(world.inputs.survey.waves.size()) - 1; wave >= 0; --wave)
        if (!std::isnan(view.wave_answer(0, wave, 0, 0).positive))
            return wave;
    return -1;
}

/// Nets of the questions of a wave in one region and member.
std::vector<double> profile_of(const World& world, const ResultView& view, std::size_t member,
                               int wave, int region) {
    const SurveyTables& survey = world.inputs.survey;
    const int group = survey.country->group_index(Factor::region, region);
    std::vector<double> nets;
    for (int question = 0; question < std::ssize(survey.questions); ++question)
        if (survey.questions[static_cast<std::size_t>(question)].counts_in(
                static_cast<std::size_t>(wave)))
            nets.push_back(view.wave_answer(member, wave, group, question).net());
    return nets;
}

double pearson(const std::vector<double>& left, const std::vector<double>& right) {
    const auto count = static_cast<double>(left.size());
    double left_mean = 0.0, right_mean = 0.0;
    for (std::size_t i = 0; i < left.size(); ++i) {
        left_mean += left[i] / count;
        right_mean += right[i] / count;
    }
    double product = 0.0, left_square = 0.0, right_square = 0.0;
    for (std::size_t i = 0; i < left.size(); ++i) {
        product += (left[i] - left_mean) * (right[i] - right_mean);
        left_square += (left[i] - left_mean) * (left[i] - left_mean);
        right_square += (right[i] - right_mean) * (right[i] - right_mean);
    }
    return product / std::sqrt(left_square * right_square);
}

std::vector<double> correlations_of(const std::vector<std::vector<double>>& profiles) {
    std::vector<double> values;
    for (const auto& left : profiles)
        for (const auto& right : profiles)
            values.push_back(pearson(left, right));
    return values;
}

std::vector<double> as_distances(std::vector<double> correlations) {
    for (double& value : correlations)
        value = 1.0 - value;
    return correlations;
}

/// "KZ-10", or "merge 3" (from 1).
std::string cluster_name(const RegionClusters& result, const Country& country, std::size_t number) {
    if (number < result.regions.size())
        return country.regions[static_cast<std::size_t>(result.regions[number])].iso;
    return fmt::format("merge {}", number - result.regions.size() + 1);
}

} // namespace

RegionClusters cluster_regions(const World& world, const ResultView& view, std::size_t clusters) {
    const int wave = last_answered_wave(world, view);
    const auto adults = adults_by_group(world);
    RegionClusters result;
    for (int region = 0; region < std::ssize(world.inputs.country->regions); ++region)
        if (adults[static_cast<std::size_t>(
                world.inputs.country->group_index(Factor::region, region))] > 0)
            result.regions.push_back(region);
    const std::size_t count = result.regions.size();
    if (wave < 0 || clusters < 1 || count < std::max<std::size_t>(2, clusters))
        return {};
    result.correlations.assign(count * count, 0.0);
    result.together.assign(count * count, 0.0);
    const auto members = static_cast<double>(view.result().members);
    for (std::size_t member = 0; member < view.result().members; ++member) {
        std::vector<std::vector<double>> profiles;
        for (const int region : result.regions)
            profiles.push_back(profile_of(world, view, member, wave, region));
        const auto correlations = correlations_of(profiles);
        const auto parts = cut_clusters(average_linkage(as_distances(correlations)), clusters);
        for (std::size_t i = 0; i < count * count; ++i) {
            result.correlations[i] += correlations[i] / members;
            result.together[i] += (parts[i / count] == parts[i % count] ? 1.0 : 0.0) / members;
        }
    }
    result.merges = average_linkage(as_distances(result.correlations));
    result.clusters = cut_clusters(result.merges, clusters);
    return result;
}

std::string region_clusters_csv(const RunPlan& plan, const RunResult& result,
                                const RunDocumentation& documentation) {
    CsvText csv{"record", "left", "right", "value", "regions", "together"};
    const std::size_t levels =
        documentation.statements ? documentation.statements->levels.size() : 0;
    const Country& country = *plan.world->inputs.country;
    const auto found = cluster_regions(*plan.world, ResultView(result), levels);
    for (std::size_t merge = 0; merge < found.merges.size(); ++merge)
        csv.add({"merge", cluster_name(found, country, found.merges[merge].left),
                 cluster_name(found, country, found.merges[merge].right),
                 number_cell(found.merges[merge].distance),
                 std::to_string(found.merges[merge].items), ""});
    for (std::size_t region = 0; region < found.clusters.size(); ++region)
        csv.add({"cluster", cluster_name(found, country, region), "",
                 std::to_string(found.clusters[region] + 1), "", ""});
    const std::size_t count = found.regions.size();
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t j = i + 1; j < count; ++j)
            csv.add({"pair", cluster_name(found, country, i), cluster_name(found, country, j),
                     number_cell(found.correlations[i * count + j]), "",
                     number_cell(found.together[i * count + j])});
    if (documentation.statements)
        for (const RegionLevel& level : documentation.statements->levels)
            csv.add({"reported level", std::to_string(level.level), level.members, "", "", ""});
    return csv.text();
}

} // namespace kozqaras
