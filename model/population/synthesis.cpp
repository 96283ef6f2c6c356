#include "model/population/synthesis.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "model/population/contact_ladder.hpp"
#include "model/population/households.hpp"
#include "model/population/joint_table.hpp"
#include "model/population/media_diet.hpp"
#include "support/errors.hpp"
#include "support/parallel.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kSmallestPopulation = 200;

void check_settings(const InputData& inputs, const SynthesisSettings& settings) {
    const Position place{"scale", 0, 0};
    if (!(settings.scale > 0) || settings.scale > 1)
        throw InputError(place,
                         fmt::format("must lie above 0 and at most at 1, is {}", settings.scale));
    const auto& hard = inputs.population.hard().counts;
    const double agents = std::accumulate(hard.begin(), hard.end(), 0.0) * settings.scale;
    if (agents < kSmallestPopulation)
        throw InputError(place, fmt::format("{} gives {:.0f} agents; at least {} are needed",
                                            settings.scale, agents, kSmallestPopulation));
    if (std::ranges::any_of(inputs.population.mean_household_size,
                            [](double size) { return !(size > 0); }))
        throw InputError(Position{"households", 0, 0}, "mean household size must be positive");
}

/// The arrays that hold the characteristics, in the order of kTableFactors.
std::array<std::vector<std::uint8_t>*, kFactorCount> table_columns(Population& population) {
    return {&population.region,    &population.settlement, &population.sex,
            &population.age,       &population.ethnicity,  &population.language,
            &population.education, &population.wealth};
}

/// Agents in cell order: by region and settlement, as household formation needs them.
Population expand(const std::vector<std::int64_t>& counts, double scale,
                  const SharedCountry& country) {
    Population population;
    population.country = country;
    population.adults_per_agent = 1.0 / scale;
    const auto total =
        static_cast<std::size_t>(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}));
    const auto columns = table_columns(population);
    for (auto* column : columns)
        column->reserve(total);
    const auto dims = joint_table_dims(*country);
    for (std::size_t cell = 0; cell < counts.size(); ++cell) {
        std::size_t rest = cell;
        for (std::size_t axis = dims.size(); axis-- > 0;) {
            const auto size = static_cast<std::size_t>(dims[axis]);
            columns[axis]->insert(columns[axis]->end(), static_cast<std::size_t>(counts[cell]),
                                  static_cast<std::uint8_t>(rest % size));
            rest /= size;
        }
    }
    return population;
}

void reorder(Population& population, const std::vector<std::uint32_t>& order) {
    const auto columns = table_columns(population);
    for_blocks(columns.size(), 1, [&](std::size_t index, std::size_t) {
        std::vector<std::uint8_t>& column = *columns[index];
        std::vector<std::uint8_t> sorted(column.size());
        for (std::size_t agent = 0; agent < order.size(); ++agent)
            sorted[agent] = column[order[agent]];
        column = std::move(sorted);
    });
}

/// "3 urban and 4.2 rural".
std::string sizes_in_words(std::span<const std::string_view> codes,
                           std::span<const double> mean_size) {
    std::string words;
    for (std::size_t settlement = 0; settlement < codes.size(); ++settlement)
        words += fmt::format("{}{} {}", settlement == 0 ? "" : " and ", mean_size[settlement],
                             codes[settlement]);
    return words;
}

MarginFit compare_households(const Population& population, std::span<const double> mean_size,
                             double adult_share) {
    const auto codes = population.country->codes_of(Factor::settlement);
    MarginFit fit{.margin = "households by settlement",
                  .status = Status::estimate,
                  .source = fmt::format("mean household size of {} persons, of whom {} are adults",
                                        sizes_in_words(codes, mean_size), adult_share),
                  .cell_labels = {codes.begin(), codes.end()}};
    std::vector<double> adults(codes.size()), households(codes.size());
    for (std::size_t agent = 0; agent < population.size(); ++agent) {
        const std::size_t settlement = population.settlement[agent];
        adults[settlement] += 1;
        if (agent == 0 || population.household[agent] != population.household[agent - 1])
            households[settlement] += 1;
    }
    for (std::size_t settlement = 0; settlement < codes.size(); ++settlement) {
        const double wanted = adults[settlement] /
                              std::max(1.0, mean_size[settlement] * adult_share) *
                              population.adults_per_agent;
        fit.target.push_back(wanted);
        fit.achieved_fit.push_back(wanted);
        fit.achieved_agents.push_back(households[settlement] * population.adults_per_agent);
    }
    fill_errors(fit, population.adults_per_agent);
    return fit;
}

void report_fit(FitReport& report, const JointFit& joint, const std::vector<std::int64_t>& counts,
                const Population& population) {
    const double adults_per_agent = population.adults_per_agent;
    report.iterations = joint.fitting.iterations;
    report.converged = joint.fitting.converged;
    report.worst_absolute_error = joint.fitting.worst_absolute_error;
    report.stop_reason = joint.fitting.stop_reason;
    report.notes = joint.notes;
    const FitTable agents{joint_table_dims(*population.country), {counts.begin(), counts.end()}};
    for (const Margin& margin : joint.margins)
        report.margins.push_back(
            compare_margin(margin, joint.fitting.table, agents, adults_per_agent));
}

} // namespace

SynthesisResult synthesise(const InputData& inputs, const SynthesisSettings& settings) {
    check_settings(inputs, settings);
    SynthesisResult result;
    const JointFit joint = fit_joint_table(inputs.population);
    const auto counts = agents_per_cell(joint.fitting.table, settings.scale, settings.seed);
    Population& population = result.population;
    population = expand(counts, settings.scale, inputs.country);
    const auto& mean_size = inputs.population.mean_household_size;
    HouseholdAssumptions assumptions;
    assumptions.adults_in_household = inputs.population.household_adults;
    auto arrangement = arrange_households(population, mean_size, assumptions, settings.seed);
    reorder(population, arrangement.order);
    population.household = std::move(arrangement.household);

    report_fit(result.report, joint, counts, population);
    auto& margins = result.report.margins;
    margins.push_back(draw_media_diet(population, inputs, settings.seed));
    for (MarginFit& fit :
         draw_contact_ladder(population, inputs.contact, LadderLeanings{}, settings.seed))
        margins.push_back(std::move(fit));
    margins.push_back(compare_households(population, mean_size, assumptions.adult_share));
    return result;
}

} // namespace kozqaras
