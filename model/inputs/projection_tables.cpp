#include "model/inputs/projection_tables.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <ranges>

#include <fmt/format.h>

#include "model/inputs/loading.hpp"

namespace kozqaras {

namespace {

constexpr double kAny = std::numeric_limits<double>::infinity();
constexpr int kFirstMigrationYear = 2020, kLastMigrationYear = 2025;
/// Of mortality: the first year that needs it, and the last, which ends on 1 January 2030.
constexpr int kFirstYear = 2020, kLastYear = 2029;

/// "18", "19", ... as codes of a column.
class NumberCodes {
  public:
    NumberCodes(int first, int last) : NumberCodes(std::views::iota(first, last + 1)) {}

    explicit NumberCodes(const std::ranges::input_range auto& numbers) {
        for (const int number : numbers)
            texts_.push_back(fmt::format("{}", number));
        views_.assign(texts_.begin(), texts_.end());
    }

    [[nodiscard]] std::span<const std::string_view> codes() const { return views_; }

  private:
    std::vector<std::string> texts_;
    std::vector<std::string_view> views_;
};

constexpr std::array<std::string_view, 3> kStatusWords{"seen", "derived", "estimate"};

/// Limits of a column of numbers.
struct Range {
    double low, high;
};

/// One table, complete: cells in the order of the codes, and where they come from.
class Reader {
  public:
    Reader(const DataFolder& folder, const std::string& file, std::vector<std::string> columns,
           std::vector<std::span<const std::string_view>> codes)
        : table_(folder.table(file)), file_(file), coverage_(table_, std::move(columns), codes) {
        for (std::size_t row = 0; row < table_.rows(); ++row)
            places_.push_back(coverage_.place_of(row));
        coverage_.require_complete();
    }

    [[nodiscard]] std::vector<double> column(const std::string& name, Range range) const {
        std::vector<double> values(coverage_.size());
        for (std::size_t row = 0; row < table_.rows(); ++row)
            values[places_[row]] = table_.number(row, name, range.low, range.high);
        return values;
    }

    /// Adds each different origin of a row once.
    void add_sources(std::vector<std::string>& sources) const {
        for (std::size_t row = 0; row < table_.rows(); ++row) {
            const auto status = static_cast<std::size_t>(status_of(table_, row));
            const auto line = fmt::format("{}: {}, {}", file_, kStatusWords[status],
                                          filled_text(table_, row, "source"));
            if (std::ranges::find(sources, line) == sources.end())
                sources.push_back(line);
        }
    }

    [[nodiscard]] const CsvTable& table() const { return table_; }

  private:
    CsvTable table_;
    std::string file_;
    Coverage coverage_;
    std::vector<std::size_t> places_; ///< of each row
};

std::vector<double> read_column(const DataFolder& folder, const std::string& file,
                                const std::string& name, Range range,
                                const std::vector<std::string>& columns,
                                const std::vector<std::span<const std::string_view>>& codes,
                                std::vector<std::string>& sources) {
    const Reader reader(folder, file, columns, codes);
    reader.add_sources(sources);
    return reader.column(name, range);
}

std::vector<RegionalMigration> read_migration(const DataFolder& folder,
                                              std::vector<std::string>& sources) {
    const NumberCodes years(kFirstMigrationYear, kLastMigrationYear);
    const Reader reader(folder, "migration.csv", {"year", "region"}, {years.codes(), kRegionCodes});
    reader.add_sources(sources);
    const auto net = reader.column("net_migrants", {-kAny, kAny});
    const auto population = reader.column("population", {1, kAny});
    std::vector<RegionalMigration> migration;
    for (int year = kFirstMigrationYear; year <= kLastMigrationYear; ++year) {
        const auto part = [&](const std::vector<double>& values) {
            const auto begin =
                values.begin() + std::ptrdiff_t{kRegionCount} * (year - kFirstMigrationYear);
            return std::vector<double>(begin, begin + kRegionCount);
        };
        migration.push_back({year, part(net), part(population)});
    }
    return migration;
}

/// The years with which periods of mortality begin, each with its first row; rising.
std::map<int, std::size_t> first_years(const CsvTable& table) {
    constexpr int kEarliest = 1900;
    std::map<int, std::size_t> rows;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        (void)table.number(row, "year", kEarliest, kLastYear);
        rows.emplace(whole_number(table, row, "year"), row);
    }
    if (rows.empty())
        return {{kFirstYear, 0}}; // so that its first row is the one that is missing
    if (const auto [year, row] = *rows.begin(); year > kFirstYear)
        throw InputError(table.position(row, "year"),
                         fmt::format("the first 'year' is {}, but must be {} or earlier: rows hold "
                                     "from their year on, until the next",
                                     year, kFirstYear));
    return rows;
}

std::vector<PeriodMortality> read_mortality(const DataFolder& folder,
                                            std::vector<std::string>& sources) {
    const std::string file = "mortality.csv";
    const auto years = first_years(folder.table(file));
    const NumberCodes periods(std::views::keys(years)), ages(kFollowedFrom, kOldestAge);
    const auto death = read_column(folder, file, "probability", {0, 0.99}, {"year", "sex", "age"},
                                   {periods.codes(), kSexCodes, ages.codes()}, sources);
    std::vector<PeriodMortality> mortality;
    auto begin = death.begin();
    for (const int year : std::views::keys(years)) {
        const auto end = begin + std::ptrdiff_t{kFollowedAges} * std::ssize(kSexCodes);
        mortality.push_back({year, {begin, end}});
        begin = end;
    }
    return mortality;
}

void check_shares(const std::vector<double>& shares, const std::string& shown) {
    constexpr double kRounding = 0.001;
    constexpr std::size_t kGroups = kEthnicityCodes.size();
    for (std::size_t region = 0; region < kRegionCount; ++region) {
        double sum = 0;
        for (std::size_t group = 0; group < kGroups; ++group)
            sum += shares[region * kGroups + group];
        if (std::abs(sum - 1) > kRounding)
            throw InputError({shown, 0, 0}, fmt::format("the shares of {} add up to {:.4f}, not 1",
                                                        kRegionCodes[region], sum));
    }
}

} // namespace

ProjectionTables read_projection_tables(const std::filesystem::path& data) {
    const auto folder = DataFolder(data).below("population").below("projection");
    const NumberCodes teens(kFollowedFrom, kAdultFrom - 1), adults(kAdultFrom, kOldestAge),
        followed(kFollowedFrom, kOldestAge);
    ProjectionTables tables;
    auto& sources = tables.sources;
    const Range persons{0, kAny};
    tables.teenagers = read_column(
        folder, "teenagers.csv", "persons", persons, {"region", "settlement", "sex", "age"},
        {kRegionCodes, kSettlementCodes, kSexCodes, teens.codes()}, sources);
    tables.age_profile =
        read_column(folder, "age_profile.csv", "persons", persons, {"settlement", "sex", "age"},
                    {kSettlementCodes, kSexCodes, adults.codes()}, sources);
    tables.mortality = read_mortality(folder, sources);
    tables.migration = read_migration(folder, sources);
    tables.migration_by_age = read_column(folder, "migration_by_age.csv", "intensity", persons,
                                          {"age"}, {followed.codes()}, sources);
    tables.entrant_ethnicity =
        read_column(folder, "ethnicity_of_entrants.csv", "share", {0, 1}, {"region", "ethnicity"},
                    {kRegionCodes, kEthnicityCodes}, sources);
    check_shares(tables.entrant_ethnicity, folder.shown("ethnicity_of_entrants.csv"));
    return tables;
}

} // namespace kozqaras
