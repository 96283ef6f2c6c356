#include "model/inputs/projection_tables.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <ranges>
#include <set>

#include <fmt/format.h>

#include "model/inputs/loading.hpp"

namespace kozqaras {

namespace {

constexpr double kFewPersons = 1000; ///< neighbouring cells below it may differ by any factor
constexpr double kLargestMove = 0.3; ///< net migrants of a year, on the population; printed: 0.05
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

/// One table as declared, with its values in the order of the codes of its key.
class Reader {
  public:
    Reader(const DataFolder& folder, const std::string& file, TableRules rules)
        : rules_(std::move(rules)), table_(folder.table(file, rules_)), file_(file) {}

    [[nodiscard]] std::vector<double> column(const std::string& name) const {
        std::vector<double> values(rules_.combinations());
        for (std::size_t row = 0; row < table_.rows(); ++row)
            values[rules_.place_of(table_, row)] = table_.number(row, name);
        return values;
    }

    /// Adds each different origin of a row once.
    void add_sources(std::vector<std::string>& sources) const {
        for (std::size_t row = 0; row < table_.rows(); ++row) {
            const auto line = fmt::format("{}: {}, {}", file_, table_.text(row, "status"),
                                          table_.text(row, "source"));
            if (std::ranges::find(sources, line) == sources.end())
                sources.push_back(line);
        }
    }

    [[nodiscard]] const CsvTable& table() const { return table_; }

    /// Where the value of `name` at `place` stands.
    [[nodiscard]] Position position(std::size_t place, const std::string& name) const {
        for (std::size_t row = 0; row < table_.rows(); ++row)
            if (rules_.place_of(table_, row) == place)
                return table_.position(row, name);
        return table_.end_position();
    }

  private:
    TableRules rules_;
    CsvTable table_;
    std::string file_;
};

/// InputError unless the values of each region (the first part of the key) add up to more than 0.
void require_some_in_each_region(const Reader& reader, const std::string& column,
                                 const Country& country) {
    const auto regions = country.codes_of(Factor::region);
    const auto values = reader.column(column);
    const auto cells = std::ssize(values) / std::ssize(regions);
    Faults faults;
    for (std::ptrdiff_t region = 0; region < std::ssize(regions); ++region) {
        const auto begin = values.begin() + region * cells;
        if (std::accumulate(begin, begin + cells, 0.0) <= 0)
            faults.add(reader.position(static_cast<std::size_t>(region * cells), column),
                       fmt::format("{} has no {} at all", regions[static_cast<std::size_t>(region)],
                                   column),
                       "empty region");
    }
    faults.throw_if_any();
}

std::vector<double> read_teenagers(const DataFolder& folder, const Country& country,
                                   std::vector<std::string>& sources) {
    const NumberCodes ages(kFollowedFrom, kAdultFrom - 1);
    const Reader reader(folder, "teenagers.csv",
                        with_origin_and_year()
                            .code("region", country.codes_of(Factor::region), "region")
                            .code("settlement", country.codes_of(Factor::settlement), "settlement")
                            .code("sex", country.codes_of(Factor::sex), "sex")
                            .code("age", ages.codes(), "age")
                            .number("persons", 0.0, kMostPersons, "persons")
                            .complete_key({"region", "settlement", "sex", "age"})
                            .smooth("persons", "age", kNeighbourFold, kFewPersons));
    require_some_in_each_region(reader, "persons", country);
    reader.add_sources(sources);
    return reader.column("persons");
}

std::vector<double> read_age_profile(const DataFolder& folder, const Country& country,
                                     std::vector<std::string>& sources) {
    const NumberCodes ages(kAdultFrom, kOldestAge);
    const Reader reader(folder, "age_profile.csv",
                        with_origin_and_year()
                            .code("settlement", country.codes_of(Factor::settlement), "settlement")
                            .code("sex", country.codes_of(Factor::sex), "sex")
                            .code("age", ages.codes(), "age")
                            .number("persons", 1.0, kMostPersons, "persons")
                            .complete_key({"settlement", "sex", "age"})
                            .smooth("persons", "age", kNeighbourFold, kFewPersons));
    reader.add_sources(sources);
    return reader.column("persons");
}

/// Those who are 17 and those who are 18 stand in two tables, and are about as many.
void check_next_ages(const DataFolder& folder, const ProjectionTables& tables) {
    double seventeen = 0, eighteen = 0;
    for (std::size_t cell = kTeenAges - 1; cell < tables.teenagers.size(); cell += kTeenAges)
        seventeen += tables.teenagers[cell];
    for (std::size_t cell = 0; cell < tables.age_profile.size(); cell += kAdultAges)
        eighteen += tables.age_profile[cell];
    if (seventeen > kNeighbourFold * eighteen || eighteen > kNeighbourFold * seventeen)
        throw InputError({folder.shown("teenagers.csv"), 1, 1},
                         fmt::format("{:.0f} persons are 17, but {:.0f} in age_profile.csv are 18",
                                     seventeen, eighteen));
}

/// The years with which periods of mortality begin; rising, the first not after 2020.
std::set<int> first_years(const CsvTable& table) {
    constexpr int kEarliest = 1900;
    std::set<int> years;
    Position first = table.end_position();
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const double year = table.number(row, "year", kEarliest, kLastYear);
        if (year != std::floor(year))
            throw InputError(table.position(row, "year"), "'year' must be a whole number");
        if (years.empty() || year < *years.begin())
            first = table.position(row, "year");
        years.insert(static_cast<int>(year));
    }
    if (years.empty())
        throw InputError(first, "there is no row below the header line");
    if (*years.begin() > kFirstYear)
        throw InputError(first,
                         fmt::format("the first 'year' is {}, but must be {} or earlier: rows "
                                     "hold from their year on, until the next",
                                     *years.begin(), kFirstYear));
    return years;
}

std::vector<PeriodMortality> read_mortality(const DataFolder& folder, const Country& country,
                                            std::vector<std::string>& sources) {
    constexpr double kLeast = 1e-6, kMost = 0.99, kAnyChance = 0.0;
    const std::string file = "mortality.csv";
    const NumberCodes ages(kFollowedFrom, kOldestAge);
    const auto rules = with_origin()
                           .code("sex", country.codes_of(Factor::sex), "sex")
                           .code("age", ages.codes(), "age");
    // the periods, which are codes of the key, are known from the table alone
    const auto years = first_years(CsvTable::read(folder.path() / file, folder.shown(file)));
    const NumberCodes periods(years);
    const Reader reader(folder, file,
                        TableRules(rules)
                            .code("year", periods.codes(), "year")
                            .number("probability", kLeast, kMost, "(chance to die within a year)")
                            .complete_key({"year", "sex", "age"})
                            .smooth("probability", "age", kNeighbourFold, kAnyChance));
    reader.add_sources(sources);
    const auto death = reader.column("probability");
    std::vector<PeriodMortality> mortality;
    auto begin = death.begin();
    for (const int year : years) {
        const auto end =
            begin + std::ptrdiff_t{kFollowedAges} * std::ssize(country.codes_of(Factor::sex));
        mortality.push_back({year, {begin, end}});
        begin = end;
    }
    return mortality;
}

/// Empty if there is no such table.
std::vector<double> read_mortality_by_region(const DataFolder& folder, const Country& country,
                                             std::vector<std::string>& sources) {
    constexpr double kLeast = 0.2, kMost = 5.0;
    const std::string file = "mortality_by_region.csv";
    if (!std::filesystem::exists(folder.path() / file))
        return {};
    const Reader reader(folder, file,
                        with_origin_and_year()
                            .code("region", country.codes_of(Factor::region), "region")
                            .number("factor", kLeast, kMost, "(1: as in the country)")
                            .complete_key({"region"}));
    reader.add_sources(sources);
    return reader.column("factor");
}

void require_possible_moves(const Reader& reader) {
    const CsvTable& table = reader.table();
    Faults faults;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const double net = table.number(row, "net_migrants"),
                     population = table.number(row, "population");
        if (std::abs(net) > kLargestMove * population)
            faults.add(
                table.position(row, "net_migrants"),
                fmt::format("{:.0f} net migrants in a year, but {:.0f} people: at most {:.0f} "
                            "% of them is possible",
                            net, population, 100 * kLargestMove),
                "net_migrants");
    }
    faults.throw_if_any();
}

std::vector<RegionalMigration> read_migration(const DataFolder& folder, const Country& country,
                                              std::vector<std::string>& sources) {
    constexpr double kYearlyFold = 2.0;
    const NumberCodes years(kFirstMigrationYear, kLastMigrationYear);
    const Reader reader(folder, "migration.csv",
                        with_origin()
                            .code("year", years.codes(), "year")
                            .code("region", country.codes_of(Factor::region), "region")
                            .number("net_migrants", -kMostPersons, kMostPersons, "persons")
                            .number("population", 1.0, kMostPersons, "persons")
                            .complete_key({"year", "region"})
                            .smooth("population", "year", kYearlyFold, kFewPersons));
    require_possible_moves(reader);
    reader.add_sources(sources);
    const auto net = reader.column("net_migrants"), population = reader.column("population");
    const auto regions = std::ssize(country.codes_of(Factor::region));
    std::vector<RegionalMigration> migration;
    for (int year = kFirstMigrationYear; year <= kLastMigrationYear; ++year) {
        const auto part = [&](const std::vector<double>& values) {
            const auto begin = values.begin() + regions * (year - kFirstMigrationYear);
            return std::vector<double>(begin, begin + regions);
        };
        migration.push_back({year, part(net), part(population)});
    }
    return migration;
}

/// Years that stand in a table, rising.
std::set<int> years_of(const CsvTable& table, int first, int last) {
    std::set<int> years;
    for (std::size_t row = 0; row < table.rows(); ++row)
        years.insert(static_cast<int>(table.number(row, "year", first, last)));
    return years;
}

/// Moves of towns and villages are those of the regions, looked at in another way.
void require_same_balance(const Reader& reader, std::size_t place, const RegionalMigration& moves) {
    constexpr double kRounding = 1.0; // persons
    const auto sum = [](const std::vector<double>& values) {
        return std::accumulate(values.begin(), values.end(), 0.0);
    };
    const double settlements = sum(moves.by_settlement), regions = sum(moves.net_migrants);
    if (std::abs(settlements - regions) > kRounding)
        throw InputError(reader.position(place, "net_migrants"),
                         fmt::format("the settlements gain {:+.0f} people in {}, but the regions "
                                     "{:+.0f} (migration.csv): moves that do not add up are not "
                                     "balanced in silence",
                                     settlements, moves.year, regions));
}

/// Fills `by_settlement` of the years that the table has, if there is one.
void read_migration_by_settlement(const DataFolder& folder, const Country& country,
                                  std::vector<RegionalMigration>& migration,
                                  std::vector<std::string>& sources) {
    const std::string file = "migration_by_settlement.csv";
    if (!std::filesystem::exists(folder.path() / file))
        return;
    const auto years = years_of(CsvTable::read(folder.path() / file, folder.shown(file)),
                                kFirstMigrationYear, kLastMigrationYear);
    const NumberCodes codes(years);
    const Reader reader(folder, file,
                        with_origin()
                            .code("year", codes.codes(), "year")
                            .code("settlement", country.codes_of(Factor::settlement), "settlement")
                            .number("net_migrants", -kMostPersons, kMostPersons, "persons")
                            .complete_key({"year", "settlement"}));
    reader.add_sources(sources);
    const auto net = reader.column("net_migrants");
    const std::size_t settlements = country.count(Factor::settlement);
    std::size_t place = 0;
    for (const int year : years) {
        auto& moves = migration[static_cast<std::size_t>(year - kFirstMigrationYear)];
        const auto begin = net.begin() + static_cast<std::ptrdiff_t>(place);
        moves.by_settlement.assign(begin, begin + static_cast<std::ptrdiff_t>(settlements));
        require_same_balance(reader, place, moves);
        place += settlements;
    }
}

std::vector<double> read_migration_by_age(const DataFolder& folder,
                                          std::vector<std::string>& sources) {
    constexpr double kLeast = 0.001, kMost = 100.0;
    const NumberCodes ages(kFollowedFrom, kOldestAge);
    const Reader reader(folder, "migration_by_age.csv",
                        with_origin_and_year()
                            .code("age", ages.codes(), "age")
                            .number("intensity", kLeast, kMost, "(1: as likely as all)")
                            .complete_key({"age"})
                            .smooth("intensity", "age", kNeighbourFold, kLeast));
    reader.add_sources(sources);
    return reader.column("intensity");
}

std::vector<double> read_entrants(const DataFolder& folder, const Country& country,
                                  std::vector<std::string>& sources) {
    constexpr double kRounding = 0.001;
    const auto regions = country.codes_of(Factor::region);
    const std::size_t groups = country.count(Factor::ethnicity);
    const Reader reader(folder, "ethnicity_of_entrants.csv",
                        with_origin_and_year()
                            .code("region", country.codes_of(Factor::region), "region")
                            .code("ethnicity", country.codes_of(Factor::ethnicity), "ethnicity")
                            .number("share", 0.0, 1.0)
                            .complete_key({"region", "ethnicity"}));
    reader.add_sources(sources);
    const auto shares = reader.column("share");
    Faults faults;
    for (std::size_t region = 0; region < regions.size(); ++region) {
        const auto begin = shares.begin() + static_cast<std::ptrdiff_t>(region * groups);
        const double sum = std::accumulate(begin, begin + static_cast<std::ptrdiff_t>(groups), 0.0);
        if (std::abs(sum - 1) > kRounding)
            faults.add(
                reader.position(region * groups, "share"),
                fmt::format("the shares of {} add up to {:.4f}, not 1", regions[region], sum),
                "sum");
    }
    faults.throw_if_any();
    return shares;
}

/// Nothing if there is no such table.
std::optional<ProjectionRange> read_range(const DataFolder& folder,
                                          std::vector<std::string>& sources) {
    constexpr std::array<std::string_view, 3> kRates{"mortality", "from_abroad", "between_regions"};
    constexpr double kMostFold = 10;
    const std::string file = "range.csv";
    if (!std::filesystem::exists(folder.path() / file))
        return std::nullopt;
    const Reader reader(folder, file,
                        with_origin()
                            .code("rate", kRates, "rate")
                            .number("low", -kMostPersons, kMostPersons)
                            .number("high", -kMostPersons, kMostPersons)
                            .complete_key({"rate"}));
    reader.add_sources(sources);
    const auto low = reader.column("low"), high = reader.column("high");
    const auto range_of = [&](std::size_t rate) {
        if (low[rate] > high[rate])
            throw InputError(reader.position(rate, "low"),
                             fmt::format("'low' is {}, above 'high', {}", low[rate], high[rate]));
        if (rate != 1 && (low[rate] < 1 / kMostFold || high[rate] > kMostFold))
            throw InputError(
                reader.position(rate, "low"),
                fmt::format("a multiple must lie between {} and {}", 1 / kMostFold, kMostFold));
        return RateRange{low[rate], high[rate]};
    };
    return ProjectionRange{range_of(0), range_of(1), range_of(2)};
}

} // namespace

ProjectionTables read_projection_tables(const std::filesystem::path& data, const Country& country) {
    const auto folder = DataFolder(data).below("population").below("projection");
    ProjectionTables tables;
    tables.teenagers = read_teenagers(folder, country, tables.sources);
    tables.age_profile = read_age_profile(folder, country, tables.sources);
    check_next_ages(folder, tables);
    tables.mortality = read_mortality(folder, country, tables.sources);
    tables.mortality_by_region = read_mortality_by_region(folder, country, tables.sources);
    tables.migration = read_migration(folder, country, tables.sources);
    read_migration_by_settlement(folder, country, tables.migration, tables.sources);
    tables.range = read_range(folder, tables.sources);
    tables.migration_by_age = read_migration_by_age(folder, tables.sources);
    tables.entrant_ethnicity = read_entrants(folder, country, tables.sources);
    return tables;
}

} // namespace kozqaras
