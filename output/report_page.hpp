#pragma once
// The report: one or several runs side by side in one file that asks nothing of any machine.

#include <string>
#include <vector>

#include "output/brief_page.hpp"
#include "output/report_evidence.hpp"
#include "output/svg_map.hpp"

namespace kozqaras {

struct ReportedRun {
    FinishedRun run;
    ReportEvidence evidence;
};

/// Everything the report is made of.
struct ReportSource {
    std::vector<ReportedRun> runs; ///< at least one
    TrackRecord record;
    RegionMaps maps;
};

[[nodiscard]] std::string report_page(const ReportSource& source, const PageWords& words,
                                      const PageNames& names);

// ---- its parts, each a piece of HTML

/// In short: all scenarios of all runs, then the sentences of each.
[[nodiscard]] std::string report_summary(const ReportSource& source, const PageWords& words,
                                         const PageNames& names);
/// Courses of all runs, on one scale; differences, on one scale.
[[nodiscard]] std::string report_courses(const ReportSource& source, const PageWords& words);
[[nodiscard]] std::string report_differences(const ReportSource& source, const PageWords& words);
/// Regions, then groups: the status quo at the end, each scenario at the end of the year of its
/// greatest effect.
[[nodiscard]] std::string report_maps(const ReportSource& source, const PageWords& words,
                                      const PageNames& names);
[[nodiscard]] std::string report_groups(const ReportSource& source, const PageWords& words,
                                        const PageNames& names);
/// Printed numbers fitted and held out, published waves, statements of the reports.
[[nodiscard]] std::string report_fit(const ReportSource& source, const PageWords& words,
                                     const PageNames& names);
[[nodiscard]] std::string report_claims(const ReportSource& source, const PageWords& words);
[[nodiscard]] std::string report_record(const ReportSource& source, const PageWords& words);
[[nodiscard]] std::string report_limits(const ReportSource& source, const PageWords& words);
[[nodiscard]] std::string report_method(const ReportSource& source, const PageWords& words,
                                        const PageNames& names);
[[nodiscard]] std::string report_manifest(const ReportSource& source, const PageWords& words);

/// "run: title", or the title alone where there is one run.
[[nodiscard]] std::string run_and_scenario(const ReportSource& source, const ReportedRun& of,
                                           const FinishedScenario* scenario,
                                           const PageWords& words);

/// A table from cells; the first column heads the rows, `numbers` are columns of numbers.
class HtmlTable {
  public:
    HtmlTable(const std::vector<std::string>& head, std::vector<bool> numbers);
    void add(const std::vector<std::string>& cells);
    /// A row across the table.
    void add_heading(const std::string& text);
    [[nodiscard]] std::string text() const;

  private:
    std::vector<bool> numbers_;
    std::string text_;
};

} // namespace kozqaras
