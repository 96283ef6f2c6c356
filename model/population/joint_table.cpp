#include "model/population/joint_table.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "model/population/integerise.hpp"
#include "model/population/margin_checks.hpp"
#include "support/errors.hpp"
#include "support/random.hpp"

namespace kozqaras {

namespace {

/// Below this relative change a note would only report rounding to whole adults.
constexpr double kNotedAdjustment = 1e-3;

int axis_of(Factor factor) {
    return static_cast<int>(std::ranges::find(kTableFactors, factor) - kTableFactors.begin());
}

std::vector<int> dims_of(const Margin& margin) {
    std::vector<int> dims;
    for (const Factor factor : margin.factors)
        dims.push_back(static_cast<int>(margin.count(factor)));
    return dims;
}

/// What was changed, in words; empty if nothing but rounding was.
std::vector<std::string> notes_on(std::span<const Reconciliation> reconciled) {
    std::vector<std::string> notes;
    for (const Reconciliation& one : reconciled)
        if (one.largest_relative_change > kNotedAdjustment)
            notes.push_back(fmt::format(
                "{}: total {:.0f} brought to {:.0f}; a cell changed by up to {:.3f} % "
                "to agree with the margins before it",
                one.name, one.old_total, one.new_total, 100 * one.largest_relative_change));
    return notes;
}

void check_shape(const Margin& margin) {
    if (margin.counts.size() != cell_count(dims_of(margin)))
        throw InputError(Position{margin_title(margin), 0, 0},
                         fmt::format("has {} cells instead of {}", margin.counts.size(),
                                     cell_count(dims_of(margin))));
}

/// Agents per cell of the hard margin.
std::vector<std::int64_t> hard_counts(std::span<const double> hard, std::size_t regions_of_table,
                                      double scale) {
    std::vector<double> expected(hard.begin(), hard.end());
    for (double& value : expected)
        value *= scale;
    const std::size_t cells = hard.size() / regions_of_table;
    std::vector<double> regions(regions_of_table, 0.0);
    for (std::size_t cell = 0; cell < hard.size(); ++cell)
        regions[cell / cells] += expected[cell];
    const double total = std::accumulate(regions.begin(), regions.end(), 0.0);
    const auto region_counts = round_to_total(regions, std::llround(total));
    std::vector<std::int64_t> counts;
    for (std::size_t region = 0; region < regions_of_table; ++region) {
        const auto part =
            round_to_total(std::span<const double>(expected).subspan(region * cells, cells),
                           region_counts[region]);
        counts.insert(counts.end(), part.begin(), part.end());
    }
    return counts;
}

FitTable flat_seed(const Country& country) {
    FitTable seed{joint_table_dims(country), {}};
    seed.values.assign(cell_count(seed.dims), 1.0);
    return seed;
}

/// Whether all factors of `other` are factors of `margin`: it then says all that `other` says.
bool holds(const Margin& margin, const Margin& other) {
    return std::ranges::all_of(other.factors, [&](Factor factor) {
        return std::ranges::find(margin.factors, factor) != margin.factors.end();
    });
}

/// The margin summed over all its factors but those at `places`.
TableMargin summed_to(const Margin& margin, const std::vector<int>& places) {
    const TableMargin whole = table_margin(margin);
    TableMargin sums{
        .axes = {}, .targets = margin_sums({dims_of(margin), margin.counts}, places), .name = {}};
    for (const int place : places) {
        sums.axes.push_back(whole.axes[static_cast<std::size_t>(place)]);
        sums.groups.push_back(whole.groups[static_cast<std::size_t>(place)]);
    }
    return sums;
}

/// The margin without one of its factors.
TableMargin summed_over(const Margin& margin, Factor factor) {
    std::vector<int> places;
    for (std::size_t place = 0; place < margin.factors.size(); ++place)
        if (margin.factors[place] != factor)
            places.push_back(static_cast<int>(place));
    return summed_to(margin, places);
}

void add_one_way_sums(const Margin& margin, std::vector<TableMargin>& wanted) {
    for (std::size_t place = 0; place < margin.factors.size(); ++place)
        wanted.push_back(summed_to(margin, {static_cast<int>(place)}));
}

/// The margins, hard margin first, brought into agreement; nothing is fitted yet.
JointFit agreeing_margins(const PopulationMargins& margins) {
    JointFit joint;
    std::vector<TableMargin> agreeing;
    std::vector<double> tolerances;
    for (const Margin& margin : margins.margins) {
        check_shape(margin);
        joint.margins.push_back(margin);
        agreeing.push_back(table_margin(margin));
        tolerances.push_back(margin.tolerance);
    }
    joint.notes =
        notes_on(reconcile_margins(joint_table_dims(*margins.country), agreeing, tolerances));
    for (std::size_t place = 0; place < agreeing.size(); ++place)
        joint.margins[place].counts = std::move(agreeing[place].targets);
    return joint;
}

} // namespace

std::string margin_title(const Margin& margin) {
    std::string name;
    for (const Factor factor : margin.factors)
        name += (name.empty() ? "" : " x ") + std::string(margin.factor_name(factor));
    return name;
}

std::string cell_label(const Margin& margin, std::size_t cell) {
    std::string label;
    for (std::size_t place = margin.factors.size(); place-- > 0;) {
        const auto codes = margin.codes_of(margin.factors[place]);
        const std::string code(codes[cell % codes.size()]);
        cell /= codes.size();
        label = label.empty() ? code : code + " " + label;
    }
    return label;
}

std::vector<int> table_axes(const Margin& margin) {
    std::vector<int> axes;
    for (const Factor factor : margin.factors)
        axes.push_back(axis_of(factor));
    return axes;
}

TableMargin table_margin(const Margin& margin) {
    TableMargin result{
        .axes = table_axes(margin), .targets = margin.counts, .name = margin_title(margin)};
    for (const Factor factor : margin.factors)
        result.groups.push_back(margin.count(factor) == margin.country->count(factor)
                                    ? std::vector<int>{}
                                    : margin.classes_of(factor));
    return result;
}

std::vector<double> sums_like(const Margin& margin, const FitTable& table) {
    return margin_sums(table, table_axes(margin), table_margin(margin).groups);
}

std::vector<int> joint_table_dims(const Country& country) {
    std::vector<int> dims;
    for (const Factor factor : kTableFactors)
        dims.push_back(static_cast<int>(country.count(factor)));
    return dims;
}

JointFit fit_joint_table(const PopulationMargins& margins) {
    JointFit joint = agreeing_margins(margins);
    std::vector<TableMargin> wanted;
    for (const Margin& margin : joint.margins)
        wanted.push_back(table_margin(margin));
    joint.fitting = fit_to_margins(flat_seed(*margins.country), wanted);
    return joint;
}

JointFit fit_joint_table_without(const PopulationMargins& margins, std::string_view left_out) {
    JointFit joint = agreeing_margins(margins);
    std::vector<std::string_view> names;
    for (const Margin& margin : joint.margins)
        if (margin.factors.size() > 1)
            names.push_back(margin.name);
    const auto left = std::ranges::find(joint.margins, left_out, &Margin::name);
    if (std::ranges::find(names, left_out) == names.end())
        throw InputError::unknown_name({"leave out", 0, 0}, "margin", left_out, names);
    std::vector<TableMargin> wanted;
    for (const Margin& margin : joint.margins) {
        if (margin.name == left_out)
            add_one_way_sums(margin, wanted);
        else if (holds(margin, *left))
            wanted.push_back(summed_over(margin, left->factors.front()));
        else
            wanted.push_back(table_margin(margin));
    }
    joint.fitting = fit_to_margins(flat_seed(*margins.country), wanted);
    return joint;
}

std::vector<std::int64_t> agents_per_cell(const FitTable& table, double scale, std::uint64_t seed) {
    std::vector<int> hard_axes(kHardFactors);
    std::iota(hard_axes.begin(), hard_axes.end(), 0);
    const auto hard = hard_counts(margin_sums(table, hard_axes),
                                  static_cast<std::size_t>(table.dims.front()), scale);
    const std::size_t cells = table.values.size() / hard.size();
    std::vector<std::int64_t> counts;
    counts.reserve(table.values.size());
    for (std::size_t cell = 0; cell < hard.size(); ++cell) {
        const auto part =
            systematic_counts(std::span<const double>(table.values).subspan(cell * cells, cells),
                              hard[cell], random_uniform(seed, Purpose::integerise, cell));
        counts.insert(counts.end(), part.begin(), part.end());
    }
    return counts;
}

MarginFit compare_margin(const Margin& margin, const FitTable& table, const FitTable& agents,
                         double adults_per_agent) {
    MarginFit fit;
    fit.margin = margin_title(margin);
    fit.status = margin.status;
    fit.source = margin.source;
    fit.fitted = true;
    fit.target = margin.counts;
    fit.achieved_fit = sums_like(margin, table);
    fit.achieved_agents = sums_like(margin, agents);
    for (double& value : fit.achieved_agents)
        value *= adults_per_agent;
    for (std::size_t cell = 0; cell < fit.target.size(); ++cell)
        fit.cell_labels.push_back(cell_label(margin, cell));
    fill_errors(fit, adults_per_agent);
    return fit;
}

void fill_errors(MarginFit& fit, double adults_per_agent) {
    constexpr double kFewestAgents = 30; // smaller cells are dominated by rounding
    fit.cells = static_cast<int>(fit.target.size());
    fit.target_total = std::accumulate(fit.target.begin(), fit.target.end(), 0.0);
    const double achieved =
        std::accumulate(fit.achieved_agents.begin(), fit.achieved_agents.end(), 0.0);
    double variation = 0;
    for (std::size_t cell = 0; cell < fit.target.size(); ++cell) {
        const double target = fit.target[cell];
        if (fit.target_total > 0 && achieved > 0)
            variation += std::abs(fit.achieved_agents[cell] / achieved - target / fit.target_total);
        if (target <= 0)
            continue;
        fit.worst_relative_error_fit =
            std::max(fit.worst_relative_error_fit, std::abs(fit.achieved_fit[cell] / target - 1.0));
        if (target >= kFewestAgents * adults_per_agent)
            fit.worst_relative_error_agents =
                std::max(fit.worst_relative_error_agents,
                         std::abs(fit.achieved_agents[cell] / target - 1.0));
    }
    fit.total_variation_agents = variation / 2;
}

} // namespace kozqaras
