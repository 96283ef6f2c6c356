#pragma once
// What the loaders of single tables share. Internal to model/inputs.

#include <array>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/inputs/input_data.hpp"
#include "support/csv_table.hpp"
#include "support/faults.hpp"
#include "support/table_rules.hpp"

namespace kozqaras {

/// A directory of input files, and the name it has in messages.
class DataFolder {
  public:
    /// `directory` as the user gave it; messages show its last part.
    explicit DataFolder(const std::filesystem::path& directory);

    [[nodiscard]] DataFolder below(const std::string& name) const;
    /// A file of the directory as a table that keeps `rules`.
    [[nodiscard]] CsvTable table(const std::string& file, const TableRules& rules) const;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    [[nodiscard]] std::string shown(const std::string& file) const;

  private:
    DataFolder(std::filesystem::path path, std::string shown_name);

    std::filesystem::path path_;
    std::string shown_name_;
};

/// Most persons that a cell of a table may hold: above any country of this size, below what
/// overflows.
inline constexpr double kMostPersons = 1e8;
/// Values of neighbouring ages, years and so on differ less than this in any true table.
inline constexpr double kNeighbourFold = 5.0;

inline constexpr std::array<std::string_view, 2> kYesNo{"no", "yes"};
inline constexpr std::array<std::string_view, 3> kStatusCodes{"seen", "derived", "estimate"};

/// Rules that every shipped table keeps: it says of each row how the number came to be and where it
/// is from; `note` is a remark.
[[nodiscard]] TableRules with_origin();
/// The same with the year of the numbers.
[[nodiscard]] TableRules with_origin_and_year();

[[nodiscard]] Status status_of(const CsvTable& table, std::size_t row);
[[nodiscard]] bool yes_or_no(const CsvTable& table, std::size_t row, std::string_view column);

/// Class of an attitude, indicator and so on as its enumeration.
template <class Enumeration>
[[nodiscard]] Enumeration code_as(const CsvTable& table, std::size_t row, std::string_view column,
                                  std::span<const std::string_view> codes, std::string_view kind) {
    return static_cast<Enumeration>(table.code(row, column, codes, kind));
}

/// All rows of a table, each as `read` (of table and row) has it; InputError with the faults of
/// all.
template <class Read> [[nodiscard]] auto rows_of(const CsvTable& table, const Read& read) {
    std::vector<decltype(read(table, std::size_t{0}))> rows;
    Faults faults;
    for (std::size_t row = 0; row < table.rows(); ++row)
        try {
            rows.push_back(read(table, row));
        } catch (const InputError& error) {
            faults.add(table.position(row, table.columns().front()), error, "row");
        }
    faults.throw_if_any();
    return rows;
}

// Loaders of the parts, one file each.
[[nodiscard]] PopulationMargins load_population(const DataFolder& population,
                                                const SharedCountry& country);
[[nodiscard]] std::vector<NewsSource> load_news_sources(const DataFolder& media);
[[nodiscard]] ContactLadder load_contact_ladder(const DataFolder& media);
[[nodiscard]] InternetUse load_internet_use(const DataFolder& media, const Country& country);
[[nodiscard]] SurveyTables load_survey(const DataFolder& survey, const SharedCountry& country);
/// InputError if a sector names no question.
void check_sectors(const DataFolder& survey, const Country& country,
                   const std::vector<Question>& questions);
[[nodiscard]] std::vector<Event> load_events(const DataFolder& events, const Country& country);
/// Nothing without the table. InputError if no event of `record` could be repeated.
[[nodiscard]] std::vector<RecurringEvents> load_recurring_events(const DataFolder& events,
                                                                 const std::vector<Event>& record);
[[nodiscard]] std::vector<DriverValue> load_drivers(const DataFolder& events);
[[nodiscard]] std::vector<PriorRow> load_priors(const DataFolder& parameters,
                                                const std::vector<Question>& questions,
                                                const Country& country);

} // namespace kozqaras
