#pragma once
// What a run folder says of its own fit and of the reports' statements, read for the report.

#include <filesystem>
#include <string>
#include <vector>

namespace kozqaras {

/// Printed numbers of one sort beside the model's: tables.csv, summed up.
struct FitLine {
    std::string table, wave, statistic, fitted; ///< as in tables.csv
    std::size_t count = 0;
    double mean_squared_miss = 0;                      ///< printed less median, as printed
    std::string worst_item, worst_factor, worst_group; ///< farthest off, codes of tables.csv
    double worst_printed = 0, worst_model = 0;
};

/// A row of claims.csv.
struct ReportClaim {
    std::string id, topic, statement, verdict, unit, fitted, why_not_asked, source;
    double share_of_members = 0, low = 0, high = 0; ///< NaN: none
    double median = 0, low90 = 0, high90 = 0, printed = 0;
};

struct ReportEvidence {
    std::vector<FitLine> fit;
    std::vector<ReportClaim> claims;
};

/// Reads tables.csv and claims.csv of `folder`. Errors as read_finished_run().
[[nodiscard]] ReportEvidence read_report_evidence(const std::filesystem::path& folder);

} // namespace kozqaras
