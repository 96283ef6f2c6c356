// The tables of a population folder that describe ties, and the years between 2023 and another.

#include <map>

#include "model/population/reporting_cells.hpp"
#include "output/csv_files.hpp"
#include "output/population_files.hpp"
#include "support/csv_text.hpp"

namespace kozqaras {

namespace {

std::string count_cell(double count) {
    return fmt::format("{:.0f}", count);
}

/// Ends of each class of a factor.
std::vector<double> ends_by_class(const Mixing& mixing) {
    std::vector<double> ends(mixing.classes, 0.0);
    for (std::size_t cell = 0; cell < mixing.ends.size(); ++cell)
        ends[cell / mixing.classes] += static_cast<double>(mixing.ends[cell]);
    return ends;
}

void add_mixing(CsvText& csv, const Country& country, const std::string& layer,
                const Mixing& mixing) {
    const auto by_class = ends_by_class(mixing);
    double all = 0;
    for (const double ends : by_class)
        all += ends;
    const auto codes = country.codes_of(mixing.factor);
    const auto assortativity = number_cell(mixing.assortativity());
    for (std::size_t cell = 0; cell < mixing.ends.size(); ++cell) {
        const std::size_t from = cell / mixing.classes, to = cell % mixing.classes;
        const auto ends = static_cast<double>(mixing.ends[cell]);
        csv.add({layer, kFactorCodes[static_cast<std::size_t>(mixing.factor)], codes[from],
                 codes[to], fmt::format("{}", mixing.ends[cell]),
                 by_class[from] > 0 ? number_cell(ends / by_class[from]) : "",
                 all > 0 ? number_cell(by_class[to] / all) : "", assortativity});
    }
}

} // namespace

std::string degrees_csv(const NetworkDiagnostics& diagnostics) {
    CsvText csv{"layer", "degree", "agents"};
    for (const LayerDiagnostics& layer : diagnostics.layers)
        for (std::size_t degree = 0; degree < layer.degree_histogram.size(); ++degree)
            csv.add({layer.kind, fmt::format("{}", degree),
                     fmt::format("{}", layer.degree_histogram[degree])});
    return csv.text();
}

std::string mixing_csv(const NetworkDiagnostics& diagnostics, const Country& country) {
    CsvText csv{"layer",         "factor",          "from",         "to", "tie_ends",
                "share_of_from", "share_by_chance", "assortativity"};
    for (const LayerDiagnostics& layer : diagnostics.layers)
        for (const Mixing& mixing : layer.mixing)
            add_mixing(csv, country, layer.kind, mixing);
    return csv.text();
}

std::string cores_csv(const NetworkDiagnostics& diagnostics) {
    CsvText csv{"core", "agents"};
    for (std::size_t core = 0; core < diagnostics.core_histogram.size(); ++core)
        csv.add({fmt::format("{}", core), fmt::format("{}", diagnostics.core_histogram[core])});
    return csv.text();
}

std::string tie_targets_csv(const std::vector<TieScore>& scores) {
    CsvText csv{"layer", "measure", "target", "tolerance", "achieved", "met", "status", "source"};
    for (const TieScore& score : scores)
        csv.add({score.target.layer, score.target.measure, short_cell(score.target.target),
                 short_cell(score.target.tolerance), short_cell(score.achieved),
                 score.met() ? "yes" : "no", status_code(score.target.status),
                 score.target.source});
    return csv.text();
}

std::string projection_csv(const std::vector<YearAccount>& accounts) {
    CsvText csv{"year",      "adults_start",      "came_of_age",
                "deaths",    "left_their_region", "from_abroad_net",
                "adults_end"};
    for (const YearAccount& account : accounts)
        csv.add({fmt::format("{}", account.year), count_cell(account.start),
                 count_cell(account.came_of_age), count_cell(account.deaths),
                 count_cell(account.moved), fmt::format("{:.0f}", account.from_abroad),
                 count_cell(account.end)});
    return csv.text();
}

std::string projection_range_csv(const std::vector<AdultsRange>& range, const Country& country) {
    CsvText csv{"region", "adults_low", "adults", "adults_high"};
    const auto regions = country.codes_of(Factor::region);
    for (std::size_t place = 0; place < range.size(); ++place)
        csv.add({place < regions.size() ? regions[place] : std::string_view("all"),
                 count_cell(range[place].low), count_cell(range[place].projected),
                 count_cell(range[place].high)});
    return csv.text();
}

std::string two_populations_csv(const std::vector<Poststratification>& results,
                                const Country& country) {
    CsvText csv{"factor", "group", "share_of_respondents", "share_of_adults", "composite"};
    for (const Poststratification& result : results)
        for (const SurveyGroup& group : result.groups)
            csv.add({kFactorCodes[static_cast<std::size_t>(result.factor)],
                     country.reported_codes(result.factor)[static_cast<std::size_t>(group.group)],
                     number_cell(group.sample_share), number_cell(group.adult_share),
                     number_cell(group.composite)});
    return csv.text();
}

std::string earlier_units_csv(const PopulationResult& result) {
    std::map<std::string, double> adults;
    for (const std::uint8_t region : result.population.region)
        adults[result.earlier_units[region]] += result.population.adults_per_agent;
    CsvText csv{"unit", "adults"};
    for (const auto& [unit, count] : adults)
        csv.add({unit, count_cell(count)});
    return csv.text();
}

} // namespace kozqaras
