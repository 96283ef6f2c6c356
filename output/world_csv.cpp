// population_fit.csv and network.csv: what the synthetic adults and their ties were meant to be,
// and are.

#include "output/csv_files.hpp"
#include "support/csv_text.hpp"

namespace kozqaras {

namespace {

std::string relative_error(double achieved, double target) {
    return target > 0 ? short_cell(achieved / target - 1) : "";
}

/// The value at `index`, or NaN where a report leaves the list out.
double at_or_missing(const std::vector<double>& values, std::size_t index) {
    return index < values.size() ? values[index] : std::nan("");
}

} // namespace

std::string population_fit_csv(const FitReport& fit) {
    CsvText csv{"margin",
                "cell",
                "status",
                "target",
                "achieved_fit",
                "achieved_agents",
                "relative_error_fit",
                "relative_error_agents",
                "source"};
    for (const MarginFit& margin : fit.margins)
        for (std::size_t cell = 0; cell < margin.target.size(); ++cell) {
            const double target = margin.target[cell];
            const double fitted = at_or_missing(margin.achieved_fit, cell);
            const double agents = at_or_missing(margin.achieved_agents, cell);
            csv.add(
                {margin.margin,
                 cell < margin.cell_labels.size() ? margin.cell_labels[cell] : std::to_string(cell),
                 status_code(margin.status), short_cell(target), short_cell(fitted),
                 short_cell(agents), relative_error(fitted, target), relative_error(agents, target),
                 margin.source});
        }
    return csv.text();
}

std::string network_csv(const NetworkReport& report, const Country& country) {
    const auto languages = country.codes_of(Factor::language);
    CsvText csv{"ties", "statistic", "value", "target"};
    const auto add = [&](std::string_view ties, std::string_view statistic, double value) {
        csv.add({ties, statistic, short_cell(value), ""});
    };
    add("all", "ties", static_cast<double>(report.ties));
    add("all", "mean_degree", report.mean_degree);
    add("all", "clustering", report.clustering);
    add("all", "components", static_cast<double>(report.components));
    add("all", "largest_component_share", report.largest_component_share);
    for (const TieKindReport& kind : report.kinds) {
        csv.add({kind.kind, "mean_degree_of_kind", short_cell(kind.mean_degree),
                 short_cell(kind.target_degree)});
        add(kind.kind, "share_same_region", kind.same_region);
        add(kind.kind, "share_same_settlement", kind.same_settlement);
        add(kind.kind, "share_same_language", kind.same_language);
        add(kind.kind, "share_same_ethnicity", kind.same_ethnicity);
        add(kind.kind, "share_same_age_class", kind.same_age_class);
    }
    for (std::size_t place = 0; place < report.language_mixing.size(); ++place)
        add("all",
            fmt::format("share_of_ties_from_{}_to_{}", languages[place / languages.size()],
                        languages[place % languages.size()]),
            report.language_mixing[place]);
    for (std::size_t degree = 0; degree < report.degree_histogram.size(); ++degree)
        add("all", fmt::format("agents_with_degree_{}", degree),
            static_cast<double>(report.degree_histogram[degree]));
    return csv.text();
}

} // namespace kozqaras
