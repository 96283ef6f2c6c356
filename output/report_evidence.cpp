#include "output/report_evidence.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "support/content_hashes.hpp"
#include "support/csv_table.hpp"

namespace kozqaras {

namespace {

constexpr std::array<std::string_view, 2> kEvidenceFiles{"tables.csv", "claims.csv"};

double cell_or_nan(const CsvTable& table, std::size_t row, std::string_view column) {
    return table.empty(row, column) ? std::nan("") : table.number(row, column);
}

FitLine& line_of(std::vector<FitLine>& lines, const CsvTable& table, std::size_t row) {
    const auto found = std::ranges::find_if(lines, [&](const FitLine& line) {
        return line.table == table.text(row, "table") && line.wave == table.text(row, "wave") &&
               line.statistic == table.text(row, "statistic") &&
               line.fitted == table.text(row, "fitted");
    });
    if (found != lines.end())
        return *found;
    return lines.emplace_back(FitLine{.table = table.text(row, "table"),
                                      .wave = table.text(row, "wave"),
                                      .statistic = table.text(row, "statistic"),
                                      .fitted = table.text(row, "fitted"),
                                      .worst_item = {},
                                      .worst_factor = {},
                                      .worst_group = {}});
}

std::vector<FitLine> read_fit(const CsvTable& table) {
    std::vector<FitLine> lines;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (table.empty(row, "printed") || table.empty(row, "model_median"))
            continue;
        const double printed = table.number(row, "printed"),
                     model = table.number(row, "model_median");
        FitLine& line = line_of(lines, table, row);
        const double miss = std::abs(printed - model);
        if (line.count == 0 || miss > std::abs(line.worst_printed - line.worst_model)) {
            line.worst_item = table.text(row, "item");
            line.worst_factor = table.text(row, "factor");
            line.worst_group = table.text(row, "group");
            line.worst_printed = printed;
            line.worst_model = model;
        }
        ++line.count;
        line.mean_squared_miss += miss * miss;
    }
    for (FitLine& line : lines)
        line.mean_squared_miss /= static_cast<double>(line.count);
    return lines;
}

ReportClaim claim_in(const CsvTable& table, std::size_t row) {
    const auto text = [&](std::string_view column) { return table.text(row, column); };
    const auto number = [&](std::string_view column) { return cell_or_nan(table, row, column); };
    return {text("claim"),         text("topic"),       text("statement"),
            text("verdict"),       text("unit"),        text("fitted"),
            text("why_not_asked"), text("source"),      number("share_of_members"),
            number("low"),         number("high"),      number("model_median"),
            number("model_q05"),   number("model_q95"), number("printed")};
}

} // namespace

ReportEvidence read_report_evidence(const std::filesystem::path& folder) {
    check_content(folder, kRunFolder, kEvidenceFiles);
    ReportEvidence evidence;
    evidence.fit = read_fit(CsvTable::read(folder / "tables.csv"));
    const auto claims = CsvTable::read(folder / "claims.csv");
    for (std::size_t row = 0; row < claims.rows(); ++row)
        evidence.claims.push_back(claim_in(claims, row));
    return evidence;
}

} // namespace kozqaras
