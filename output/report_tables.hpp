#pragma once
// The tables of the reports, simulated, with the print beside it: answers with coefficient and
// rank, indicators by group, the general attitude by group, macro-regions, influence of factors.

#include <optional>
#include <string>
#include <vector>

#include "model/engine/ensemble.hpp"
#include "observations/claims.hpp"
#include "output/run_documentation.hpp"

namespace kozqaras {

enum class ReportTable : std::uint8_t {
    answers,       ///< every question: positive, negative, neither, net, coefficient, rank
    indicators,    ///< every indicator and the composite by group
    attitude,      ///< questions that are an indicator by themselves: answers by group
    macro_regions, ///< nets of questions and indicators, with the place in the order
    factors        ///< difference between the ends of a factor, and its range
};
inline constexpr std::array<std::string_view, 5> kReportTables{"answers", "indicators", "attitude",
                                                               "macro_regions", "factors"};

/// One number of a table.
struct TableNumber {
    ReportTable table{};
    int wave = 0;
    std::string factor, group; ///< "all" both: everyone; of table factors `group` is empty
    std::string item;          ///< question, or a value of the index
    std::string statistic;     ///< positive, negative, neither, net, coefficient, rank, index,
                               ///< difference, range, mark
    std::optional<double> printed;
    std::optional<Spread> model; ///< over members; nothing: only printed
    bool fitted = false;         ///< the calibration saw what is printed
};

/// All tables of every wave that the run has reached. Shares and nets are parts of 1; a coefficient
/// is share positive over share negative; a rank counts from 1, questions within their indicator by
/// share positive, macro-regions by net or index. Nothing printed where it follows from no row.
[[nodiscard]] std::vector<TableNumber> report_tables(const ReportStatements& statements,
                                                     const World& world, const ResultView& view);

/// tables.csv of a run folder. Columns: docs/formats/run.md.
[[nodiscard]] std::string tables_csv(const RunPlan& plan, const RunResult& result,
                                     const RunDocumentation& documentation);

} // namespace kozqaras
