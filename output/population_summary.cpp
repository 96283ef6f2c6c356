// The summary of a synthetic population, as text and as JSON.

#include <algorithm>
#include <cmath>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "output/csv_files.hpp"
#include "output/population_files.hpp"

namespace kozqaras {

namespace {

using Json = nlohmann::ordered_json;

std::string percent(double share) {
    return fmt::format("{:.2f} %", 100 * share);
}

/// The first margin of a report is the hard one.
std::string role(const PopulationResult& result, std::size_t place) {
    if (place == 0)
        return "hard";
    return result.fit.margins[place].fitted ? "fitted" : "drawn";
}

/// Worst departure of any cell, in agents.
double worst_in_agents(const MarginFit& margin, double scale) {
    double worst = 0;
    for (std::size_t cell = 0; cell < margin.target.size(); ++cell)
        worst =
            std::max(worst, std::abs(margin.achieved_agents[cell] - margin.target[cell]) * scale);
    return worst;
}

std::string margins_text(const PopulationResult& result) {
    std::string text =
        fmt::format("{:<35} {:>5}  {:<7} {:<9} {:>10} {:>12} {:>10}\n", "MARGIN", "CELLS", "ROLE",
                    "STATUS", "WORST CELL", "WORST SHARE", "MISPLACED");
    for (std::size_t place = 0; place < result.fit.margins.size(); ++place) {
        const MarginFit& margin = result.fit.margins[place];
        text += fmt::format(
            "{:<35} {:>5}  {:<7} {:<9} {:>10.2f} {:>12} {:>10}\n", margin.margin, margin.cells,
            role(result, place), status_code(margin.status), worst_in_agents(margin, result.scale),
            percent(margin.worst_relative_error_agents), percent(margin.total_variation_agents));
    }
    return text +
           "Worst cell: agents too many or too few. Worst share: relative error of a cell of "
           "30 agents or\nmore. Misplaced: share of adults in the wrong cell. Hard: met "
           "exactly, or within one agent where\nthe target is no whole number of agents.\n";
}

/// Pairs of characteristics that no fitted margin holds.
std::vector<std::string> guessed_pairs(const PopulationResult& result) {
    std::vector<std::string> pairs;
    for (std::size_t first = 0; first < kFactorCodes.size(); ++first)
        for (std::size_t second = first + 1; second < kFactorCodes.size(); ++second) {
            const bool known =
                std::ranges::any_of(result.fit.margins, [&](const MarginFit& margin) {
                    const auto title = fmt::format(" {} ", margin.margin);
                    return margin.fitted &&
                           title.find(fmt::format(" {} ", kFactorCodes[first])) !=
                               std::string::npos &&
                           title.find(fmt::format(" {} ", kFactorCodes[second])) !=
                               std::string::npos;
                });
            if (!known)
                pairs.push_back(fmt::format("{} x {}", kFactorCodes[first], kFactorCodes[second]));
        }
    return pairs;
}

std::string guesses_text(const PopulationResult& result) {
    std::string text =
        "\nNo data hold these pairs; their joint cells are maximum-entropy guesses:\n";
    std::string line = " ";
    for (const std::string& pair : guessed_pairs(result)) {
        if (line.size() + pair.size() + 2 > 96) {
            text += line + "\n";
            line.assign(1, ' ');
        }
        line += fmt::format(" {},", pair);
    }
    line.pop_back();
    return text + line + "\n";
}

std::string scores_text(const std::string& heading, const std::vector<MarginScore>& scores) {
    std::string text = fmt::format("\n{}\n{:<24} {:>5} {:>10} {:>12}  {}\n", heading, "TABLE",
                                   "CELLS", "MISPLACED", "WORST SHARE", "MOST ADULTS WRONG IN");
    for (const MarginScore& score : scores)
        text +=
            fmt::format("{:<24} {:>5} {:>10} {:>12}  {}: {:.0f}, table {:.0f}\n", score.name,
                        score.target.size(), percent(score.total_variation),
                        percent(score.worst_relative_error), score.cell_labels[score.worst_cell],
                        score.predicted[score.worst_cell], score.target[score.worst_cell]);
    return text;
}

std::string network_text(const NetworkReport& report, const Country& country) {
    const auto languages = country.codes_of(Factor::language);
    std::string text = fmt::format(
        "\n{} ties, {:.2f} per agent; clustering {:.3f}; {} components, the largest holds {}\n"
        "{:<15} {:>7} {:>7} {:>8} {:>11} {:>9} {:>10} {:>10}\n",
        report.ties, report.mean_degree, report.clustering, report.components,
        percent(report.largest_component_share), "TIES", "DEGREE", "TARGET", "REGION", "SETTLEMENT",
        "LANGUAGE", "ETHNICITY", "AGE CLASS");
    for (const TieKindReport& kind : report.kinds)
        text +=
            fmt::format("{:<15} {:>7.2f} {:>7.2f} {:>8} {:>11} {:>9} {:>10} {:>10}\n", kind.kind,
                        kind.mean_degree, kind.target_degree, percent(kind.same_region),
                        percent(kind.same_settlement), percent(kind.same_language),
                        percent(kind.same_ethnicity), percent(kind.same_age_class));
    text += "Shares of ties between adults who have the same. From each home language to each:\n";
    for (std::size_t row = 0; row < languages.size(); ++row) {
        text += fmt::format("  {:<20}", languages[row]);
        for (std::size_t column = 0; column < languages.size(); ++column)
            text += fmt::format(" {:>8}",
                                percent(report.language_mixing[row * languages.size() + column]));
        text += "\n";
    }
    return text;
}

std::string targets_text(const std::vector<TieScore>& scores) {
    std::string text =
        fmt::format("\nTies against their targets (data/network/targets.csv)\n{:<15} {:<17} {:>7} "
                    "{:>9} {:>9}  {:<4} {}\n",
                    "TIES", "MEASURE", "TARGET", "TOLERANCE", "ACHIEVED", "MET", "STATUS");
    for (const TieScore& score : scores)
        text += fmt::format("{:<15} {:<17} {:>7.3g} {:>9.3g} {:>9.3f}  {:<4} {}\n",
                            score.target.layer, score.target.measure, score.target.target,
                            score.target.tolerance, score.achieved, score.met() ? "yes" : "NO",
                            status_code(score.target.status));
    return text;
}

std::string layers_text(const NetworkDiagnostics& diagnostics) {
    std::string text = "\nClustering within each kind of ties:";
    for (const LayerDiagnostics& layer : diagnostics.layers)
        text += fmt::format(" {} {:.3f}{}", layer.kind, layer.clustering,
                            &layer == &diagnostics.layers.back() ? "\n" : ",");
    const auto& cores = diagnostics.core_histogram;
    if (!cores.empty())
        text += fmt::format("Cores: the highest is {}, with {} agents; {} agents have no tie\n",
                            cores.size() - 1, cores.back(), cores.front());
    return text;
}

std::string poststratified_text(const std::vector<Poststratification>& results) {
    std::string text = fmt::format(
        "\nTwo populations: the printed composite of {:%B %Y}, respondents as fielded and "
        "weighted "
        "like\nthese adults, one characteristic at a time (published numbers, nothing simulated)\n"
        "{:<15} {:>10} {:>14} {:>10}\n",
        results.front().date, "BY", "AS FIELDED", "POSTSTRATIFIED", "DIFFERENCE");
    for (const Poststratification& result : results) {
        const double thousandths =
            std::round(1000 * (result.poststratified() - result.as_fielded()));
        text +=
            fmt::format("{:<15} {:>10.3f} {:>14.3f} {:>+10.3f}{}\n",
                        kFactorCodes[static_cast<std::size_t>(result.factor)], result.as_fielded(),
                        result.poststratified(), thousandths == 0 ? 0.0 : thousandths / 1000,
                        result.groups_without_value > 0 ? "  without a group not printed" : "");
    }
    text +=
        "Ethnicity and language of the adults are estimates; their wealth is the survey's own.\n";
    return text;
}

std::string projection_text(const PopulationResult& result) {
    double came = 0, died = 0, moved = 0, from_abroad = 0;
    for (const YearAccount& account : result.accounts) {
        came += account.came_of_age;
        died += account.deaths;
        moved += account.moved;
        from_abroad += account.from_abroad;
    }
    std::string range;
    if (!result.range.empty())
        range = fmt::format("Adults {:.0f}, between {:.0f} and {:.0f} by what is not known yet of "
                            "deaths and moves (projection_range.csv).\n",
                            result.range.back().projected, result.range.back().low,
                            result.range.back().high);
    std::string text =
        fmt::format("Projected from {}: between the two dates {:.0f} adults came of "
                    "age, {:.0f} died and {:.0f} left\ntheir region; the country "
                    "gained {:+.0f} from abroad, net.\n{}Rates, with what is known of "
                    "them:\n",
                    kBaseYear, came, died, moved, from_abroad, range);
    for (const std::string& source : result.projection_sources)
        text += "  " + source + "\n";
    return text + "\n";
}

Json score_json(const MarginScore& score) {
    return {{"table", score.name},
            {"margin", score.margin},
            {"cells", score.target.size()},
            {"table_total", score.table_total},
            {"population_total", score.population_total},
            {"total_variation", score.total_variation},
            {"worst_relative_error", score.worst_relative_error},
            {"counted_from_adults", score.counted_from},
            {"worst_cell", score.cell_labels[score.worst_cell]},
            {"worst_absolute_error", score.worst_absolute_error}};
}

Json scores_json(const std::vector<MarginScore>& scores) {
    Json list = Json::array();
    for (const MarginScore& score : scores)
        list.push_back(score_json(score));
    return list;
}

Json tie_targets_json(const std::vector<TieScore>& scores) {
    Json list = Json::array();
    for (const TieScore& score : scores)
        list.push_back({{"layer", score.target.layer},
                        {"measure", score.target.measure},
                        {"target", score.target.target},
                        {"tolerance", score.target.tolerance},
                        {"achieved", score.achieved},
                        {"met", score.met()},
                        {"status", status_code(score.target.status)}});
    return list;
}

Json poststratified_json(const std::vector<Poststratification>& results) {
    Json list = Json::array();
    for (const Poststratification& result : results)
        list.push_back({{"factor", kFactorCodes[static_cast<std::size_t>(result.factor)]},
                        {"as_fielded", result.as_fielded()},
                        {"poststratified", result.poststratified()},
                        {"groups_without_value", result.groups_without_value}});
    return list;
}

Json margins_json(const PopulationResult& result) {
    Json list = Json::array();
    for (std::size_t place = 0; place < result.fit.margins.size(); ++place) {
        const MarginFit& margin = result.fit.margins[place];
        list.push_back({{"margin", margin.margin},
                        {"cells", margin.cells},
                        {"role", role(result, place)},
                        {"status", status_code(margin.status)},
                        {"target_total", margin.target_total},
                        {"worst_cell_agents", worst_in_agents(margin, result.scale)},
                        {"worst_relative_error_fit", margin.worst_relative_error_fit},
                        {"worst_relative_error_agents", margin.worst_relative_error_agents},
                        {"total_variation_agents", margin.total_variation_agents},
                        {"source", margin.source}});
    }
    return list;
}

Json network_json(const NetworkReport& report) {
    Json kinds = Json::array();
    for (const TieKindReport& kind : report.kinds)
        kinds.push_back({{"kind", kind.kind},
                         {"mean_degree", kind.mean_degree},
                         {"target_degree", kind.target_degree},
                         {"same_region", kind.same_region},
                         {"same_settlement", kind.same_settlement},
                         {"same_language", kind.same_language},
                         {"same_ethnicity", kind.same_ethnicity},
                         {"same_age_class", kind.same_age_class}});
    return {{"ties", report.ties},
            {"mean_degree", report.mean_degree},
            {"clustering", report.clustering},
            {"components", report.components},
            {"largest_component_share", report.largest_component_share},
            {"kinds", kinds},
            {"language_mixing", report.language_mixing}};
}

} // namespace

std::string population_summary(const PopulationResult& result,
                               const PopulationDocumentation& documentation) {
    std::string text = fmt::format(
        "Synthetic adults of {}, 1 January {} ({})\n\n{} agents, each for {:.4g} adults, "
        "seed {}\nFitting ended after {} {}: {} ({:.2g} adults)\n\n",
        result.population.country->name, result.year, documentation.name, result.population.size(),
        result.population.adults_per_agent, result.seed, result.fit.iterations,
        result.fit.iterations == 1 ? "iteration" : "iterations", result.fit.stop_reason,
        result.fit.worst_absolute_error);
    if (!result.accounts.empty())
        text += projection_text(result);
    text += margins_text(result);
    for (const std::string& note : result.fit.notes)
        text += "Reconciled: " + note + "\n";
    text += guesses_text(result);
    text += scores_text("Each table left out of the fit but for its one-way sums, and predicted:",
                        result.left_out);
    if (!result.checks.empty())
        text += scores_text("Tables given with --check, never fitted (shares compared):",
                            result.checks);
    text += network_text(result.network_report, *result.population.country);
    text += layers_text(result.diagnostics);
    text += targets_text(result.tie_scores);
    if (!result.poststratified.empty())
        text += poststratified_text(result.poststratified);
    if (!meets_hard_margin(result))
        text += "\nThe hard margin is not met: do not use this population.\n";
    return text;
}

std::string population_summary_json(const PopulationResult& result,
                                    const PopulationDocumentation& documentation) {
    const Json json{{"name", documentation.name},
                    {"year", result.year},
                    {"seed", result.seed},
                    {"scale", result.scale},
                    {"agents", result.population.size()},
                    {"adults_per_agent", result.population.adults_per_agent},
                    {"fit",
                     {{"iterations", result.fit.iterations},
                      {"converged", result.fit.converged},
                      {"stop_reason", result.fit.stop_reason},
                      {"worst_absolute_error", result.fit.worst_absolute_error},
                      {"hard_margin_met", meets_hard_margin(result)},
                      {"reconciled", result.fit.notes}}},
                    {"margins", margins_json(result)},
                    {"maximum_entropy_pairs", guessed_pairs(result)},
                    {"left_out", scores_json(result.left_out)},
                    {"checks", scores_json(result.checks)},
                    {"network", network_json(result.network_report)},
                    {"agents_by_core", result.diagnostics.core_histogram},
                    {"tie_targets", tie_targets_json(result.tie_scores)},
                    {"poststratified", poststratified_json(result.poststratified)},
                    {"projection_sources", result.projection_sources}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::string population_manifest_json(const PopulationResult& result,
                                     const PopulationDocumentation& documentation) {
    const Json json{{"kind", "population"},
                    {"name", documentation.name},
                    {"command_line", documentation.command_line},
                    {"created", documentation.created},
                    {"program_version", documentation.program_version},
                    {"git_revision", documentation.git_revision},
                    {"year", result.year},
                    {"seed", result.seed},
                    {"scale", result.scale},
                    {"input_hashes", documentation.input_hashes}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace kozqaras
