#include "model/population/margin_score.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "model/population/joint_table.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

constexpr double kFewestAgents = 30; // smaller cells are dominated by rounding

/// Fills everything that follows from the margin and what was predicted.
MarginScore score(const Margin& margin, std::vector<double> predicted, double counted_from) {
    MarginScore score{.name = margin.name,
                      .margin = margin_title(margin),
                      .status = margin.status,
                      .source = margin.source,
                      .counted_from = counted_from,
                      .target = margin.counts,
                      .predicted = std::move(predicted)};
    const auto& target = score.target;
    score.table_total = std::accumulate(target.begin(), target.end(), 0.0);
    score.population_total = std::accumulate(score.predicted.begin(), score.predicted.end(), 0.0);
    require(score.table_total > 0 && score.population_total > 0, "a score of nobody");
    double misplaced = 0;
    for (std::size_t cell = 0; cell < target.size(); ++cell) {
        score.cell_labels.push_back(cell_label(margin, cell));
        score.predicted[cell] *= score.table_total / score.population_total;
        const double error = std::abs(score.predicted[cell] - target[cell]);
        misplaced += error;
        if (error > score.worst_absolute_error) {
            score.worst_absolute_error = error;
            score.worst_cell = cell;
        }
        if (target[cell] > 0 && target[cell] >= counted_from)
            score.worst_relative_error = std::max(score.worst_relative_error, error / target[cell]);
    }
    score.total_variation = misplaced / 2 / score.table_total;
    return score;
}

} // namespace

MarginScore score_margin(const Margin& margin, const Population& population) {
    std::vector<std::size_t> cells(population.size(), 0);
    for (const Factor factor : margin.factors) {
        const auto classes = margin.classes_of(factor);
        const auto of_agents = population.classes(factor);
        for (std::size_t agent = 0; agent < cells.size(); ++agent)
            cells[agent] = cells[agent] * margin.count(factor) +
                           static_cast<std::size_t>(classes[of_agents[agent]]);
    }
    std::vector<double> counts(margin.counts.size(), 0.0);
    for (const std::size_t cell : cells)
        counts[cell] += population.adults_per_agent;
    return score(margin, std::move(counts), kFewestAgents * population.adults_per_agent);
}

MarginScore predict_left_out(const PopulationMargins& margins, const std::string& left_out) {
    const JointFit joint = fit_joint_table_without(margins, left_out);
    const Margin& margin = *std::ranges::find(joint.margins, left_out, &Margin::name);
    return score(margin, sums_like(margin, joint.fitting.table), 0.0);
}

} // namespace kozqaras
