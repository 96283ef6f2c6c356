#include "workbench/compared_runs.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <span>

#include <fmt/format.h>

#include "model/engine/draws.hpp"
#include "model/engine/ensemble.hpp"
#include "model/inputs/region_names.hpp"
#include "output/results_reader.hpp"
#include "support/content_hashes.hpp"

namespace kozqaras {
namespace {

/// Bytes, so that missing values compare as equal.
bool same_numbers(std::span<const float> left, std::span<const float> right) {
    return std::ranges::equal(std::as_bytes(left), std::as_bytes(right));
}

/// Why the two baselines are not the same; empty if they are.
std::string difference_of_baselines(const StoredRun& first, const StoredRun& other) {
    const RunResult &a = first.result, &b = other.result;
    if (first.seed != other.seed)
        return fmt::format("--seed {} against {}", other.seed, first.seed);
    if (first.agents != other.agents)
        return fmt::format("{} agents against {} (--scale)", other.agents, first.agents);
    if (a.members != b.members)
        return fmt::format("{} members against {}", b.members, a.members);
    if (a.weeks != b.weeks)
        return "other reported weeks";
    if (first.questions != other.questions)
        return "other questions";
    for (const auto array : {&RunResult::index_adults, &RunResult::question_net})
        if (!same_numbers(view_of(a, array).behind(0), view_of(b, array).behind(0)))
            return "other parameters, inputs or switches";
    return {};
}

/// Adds the scenarios of `other` without its baseline.
void append(RunResult& result, const RunResult& other) {
    const auto add = [&](std::vector<float> RunResult::*array) {
        const auto& from = other.*array;
        const auto block = static_cast<std::ptrdiff_t>(from.size() / other.scenarios());
        (result.*array).insert((result.*array).end(), from.begin() + block, from.end());
    };
    for (auto array :
         {&RunResult::index_adults, &RunResult::question_net, &RunResult::attitude_spread})
        add(array);
    const auto tail = [](auto& target, const auto& source) {
        target.insert(target.end(), source.begin() + 1, source.end());
    };
    tail(result.scenario_ids, other.scenario_ids);
    tail(result.scenario_titles, other.scenario_titles);
    tail(result.diverges, other.diverges);
}

void check_names(const RunResult& result) {
    std::set<std::string> seen;
    for (const auto& id : result.scenario_ids)
        if (!seen.insert(id).second)
            throw InputError({"command line"},
                             fmt::format("two of the runs hold a scenario called '{}'", id));
}

/// Several regions, weighted by their adults.
ComparedGroup group_of_regions(const ComparedRuns& runs, std::string factor, std::string code,
                               const std::vector<int>& regions) {
    ComparedGroup whole{std::move(factor), code, code, {}};
    double sum = 0;
    for (const int region : regions) {
        const int group = runs.country->group_index(Factor::region, region);
        whole.parts.emplace_back(group, runs.group_adults[static_cast<std::size_t>(group)]);
        sum += whole.parts.back().second;
    }
    for (auto& part : whole.parts)
        part.second /= sum;
    return whole;
}

/// Numbers of a run are shown under the names that the data folder gives its questions.
void check_questions(const std::vector<std::string>& stored, const std::vector<Question>& known,
                     const std::filesystem::path& folder) {
    if (!std::ranges::equal(stored, known, {}, {}, &Question::id))
        throw InputError({folder.string()}, "has other questions than the data folder; name the "
                                            "one it was run with by --data");
}

std::vector<ComparedGroup> macro_regions(const ComparedRuns& runs) {
    std::vector<std::pair<std::string, std::vector<int>>> regions_of;
    const auto& all = runs.country->regions;
    for (int r = 0; r < std::ssize(all); ++r) {
        const auto& name = all[static_cast<std::size_t>(r)].macro_region;
        auto found = std::ranges::find(regions_of, name, [](const auto& one) { return one.first; });
        if (found == regions_of.end())
            found = regions_of.insert(regions_of.end(), {name, {}});
        found->second.push_back(r);
    }
    std::vector<ComparedGroup> groups;
    for (const auto& [name, regions] : regions_of)
        groups.push_back(group_of_regions(runs, "macro_region", name, regions));
    return groups;
}

std::vector<double> member_values(const ComparedRuns& runs, const auto& value_of) {
    std::vector<double> values(runs.result.members);
    for (std::size_t m = 0; m < values.size(); ++m)
        values[m] = value_of(m);
    return values;
}

} // namespace

ComparedRuns compared_runs(const RunPlan& plan, RunResult result) {
    ComparedRuns runs;
    runs.result = std::move(result);
    runs.group_adults = adults_by_group(*plan.world);
    runs.country = plan.world->inputs.country;
    runs.questions = plan.world->inputs.survey.questions;
    runs.scale = plan.world->scale;
    runs.seed = plan.world->seed;
    runs.agents = plan.world->population.size();
    return runs;
}

ComparedRuns read_compared_runs(const std::vector<std::filesystem::path>& folders,
                                const InputData& inputs) {
    constexpr std::array<std::string_view, 1> needed{"results.h5"};
    StoredRun first;
    for (const auto& folder : folders) {
        check_content(folder, kRunFolder, needed);
        StoredRun run = read_results_file(folder / "results.h5", *inputs.country);
        if (first.result.members == 0) {
            first = std::move(run);
            continue;
        }
        const auto difference = difference_of_baselines(first, run);
        if (!difference.empty())
            throw InputError({folder.string()},
                             fmt::format("cannot be compared by member with {}: {}. Run both with "
                                         "the same --seed, --scale, --members and --posterior",
                                         folders.front().string(), difference));
        append(first.result, run.result);
    }
    check_names(first.result);
    check_questions(first.questions, inputs.survey.questions, folders.front());
    ComparedRuns runs;
    runs.result = std::move(first.result);
    runs.result.methodology = inputs.survey.methodologies.front().id;
    runs.group_adults = std::move(first.group_adults);
    runs.country = inputs.country;
    runs.questions = inputs.survey.questions;
    runs.scale = first.scale;
    runs.seed = first.seed;
    runs.agents = first.agents;
    runs.parameters = "as in the run folders";
    return runs;
}

ComparedGroup everyone() {
    return {"all", "all", "all adults", {{0, 1.0}}};
}

std::vector<ComparedGroup> groups_of(const ComparedRuns& runs, BreakdownKind kind) {
    if (kind == BreakdownKind::macro_region)
        return macro_regions(runs);
    std::vector<ComparedGroup> groups;
    const auto names = group_names(*runs.country);
    for (std::size_t g = 0; g < names.size(); ++g)
        if (names[g].factor == kBreakdownCodes[static_cast<std::size_t>(kind)])
            groups.push_back(
                {names[g].factor, names[g].group, names[g].label, {{static_cast<int>(g), 1.0}}});
    return groups;
}

ComparedGroup find_place(const ComparedRuns& runs, const std::string& name,
                         const Position& origin) {
    const NamedPlace place = place_called(name, runs.country->regions, origin);
    if (place.kind == NamedPlace::Kind::region)
        return groups_of(runs, BreakdownKind::region)
            .at(static_cast<std::size_t>(place.regions.front()));
    const bool former = place.kind == NamedPlace::Kind::former_unit;
    return group_of_regions(runs, former ? "former_unit" : "macro_region", place.name,
                            place.regions);
}

std::vector<double> index_values(const ComparedRuns& runs, std::size_t scenario, std::size_t week,
                                 const ComparedGroup& group, int value, std::size_t most_paths) {
    std::vector<double> sums;
    for (const auto& [part, weight] : group.parts) {
        const auto values = adults_draws(runs.result, scenario, week, part, value, most_paths);
        sums.resize(values.size());
        for (std::size_t draw = 0; draw < values.size(); ++draw)
            sums[draw] += weight * values[draw];
    }
    return sums;
}

std::vector<double> question_values(const ComparedRuns& runs, std::size_t scenario,
                                    std::size_t week, std::size_t question) {
    return question_draws(runs.result, scenario, week, question, 0);
}

std::vector<double> spread_values(const ComparedRuns& runs, std::size_t scenario, std::size_t week,
                                  std::size_t attitude) {
    const auto spreads = view_of(runs.result, &RunResult::attitude_spread);
    return member_values(runs, [&](std::size_t member) {
        return static_cast<double>(spreads(scenario, member, week, attitude));
    });
}

} // namespace kozqaras
