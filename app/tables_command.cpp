// The tables of the reports from a finished run folder.

#include <filesystem>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/commands.hpp"
#include "app/session.hpp"
#include "app/tables_text.hpp"
#include "support/content_hashes.hpp"
#include "support/errors.hpp"
#include "support/terminal.hpp"

namespace kozqaras {
namespace {

constexpr std::array<std::string_view, 1> kNeeded{"tables.csv"};

ReportTable read_table_name(const std::string& name) {
    if (const auto place = index_of(kReportTables, name))
        return static_cast<ReportTable>(*place);
    const auto nearest = nearest_name(name, kReportTables);
    throw UsageError(fmt::format("--table {}: unknown.{} Allowed: {}.", name,
                                 nearest.empty() ? "" : fmt::format(" Did you mean '{}'?", nearest),
                                 fmt::join(kReportTables, ", ")));
}

std::vector<ReportTable> tables_wanted(const TablesOptions& options) {
    std::vector<ReportTable> tables;
    for (const auto& name : options.tables)
        tables.push_back(read_table_name(name));
    if (tables.empty())
        for (std::size_t table = 0; table < kReportTables.size(); ++table)
            tables.push_back(static_cast<ReportTable>(table));
    return tables;
}

std::string wave_wanted(const TablesOptions& options, const std::vector<std::string>& waves) {
    if (waves.empty())
        throw InputError({(options.run / "tables.csv").string()},
                         "the run ends before the first wave: there are no tables");
    if (options.wave.empty())
        return waves.back();
    if (std::ranges::find(waves, options.wave) == waves.end())
        throw UsageError(
            fmt::format("--wave {}: the run holds {}", options.wave, fmt::join(waves, ", ")));
    return options.wave;
}

} // namespace

int tables_command(const SharedOptions& shared, const TablesOptions& options) {
    const auto tables = tables_wanted(options);
    check_content(options.run, kRunFolder, kNeeded);
    const auto country = load_country(find_data_folder(shared));
    const auto numbers = read_stored_tables(CsvTable::read(options.run / "tables.csv"));
    const auto wave = wave_wanted(options, waves_of(numbers));
    std::string text = tables_legend();
    for (const ReportTable table : tables)
        text += '\n' + table_text(table, wave, numbers, *country);
    print_data(text);
    return kDone;
}

} // namespace kozqaras
