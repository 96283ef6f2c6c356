#pragma once
// What the loaders of single tables share. Internal to model/inputs.

#include <array>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/inputs/input_data.hpp"
#include "support/csv_table.hpp"

namespace kozqaras {

/// Ids of the survey waves. 2022 is no wave: the report interpolated it.
inline constexpr std::array<std::string_view, kWaveCount> kWaveIds{"2020", "2021", "2023"};

/// Groups of regions and the three cities, as reports name them.
inline constexpr std::array<std::string_view, 8> kMacroRegions{
    "North", "West", "Central", "East", "South", "Astana", "Almaty", "Shymkent"};

/// A directory of input files, and the name it has in messages.
class DataFolder {
  public:
    /// `directory` as the user gave it; messages show its last part.
    explicit DataFolder(const std::filesystem::path& directory);

    [[nodiscard]] DataFolder below(const std::string& name) const;
    [[nodiscard]] CsvTable table(const std::string& file) const;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    [[nodiscard]] std::string shown(const std::string& file) const;

  private:
    DataFolder(std::filesystem::path path, std::string shown_name);

    std::filesystem::path path_;
    std::string shown_name_;
};

/// Counts which combinations of codes a table has: each once, none missing.
class Coverage {
  public:
    /// `codes[k]` are the classes of the k-th column; the last varies fastest.
    Coverage(const CsvTable& table, std::vector<std::string> columns,
             std::vector<std::span<const std::string_view>> codes);

    /// Reads the codes of `row`, refuses a repeated combination, and returns its place.
    [[nodiscard]] std::size_t place_of(std::size_t row);
    /// The same with codes that were read already, one a column.
    [[nodiscard]] std::size_t place_of(std::size_t row, std::span<const int> found);
    /// InputError naming the first combination that no row had.
    void require_complete() const;

    [[nodiscard]] std::size_t size() const { return lines_.size(); }

  private:
    [[nodiscard]] std::string described(std::size_t place) const;

    const CsvTable& table_;
    std::vector<std::string> columns_;
    std::vector<std::span<const std::string_view>> codes_;
    std::vector<int> lines_; ///< line of each combination, 0 if not met
};

/// Refuses a key that was met before; `described` is the key in words.
class UniqueKeys {
  public:
    void add(const Position& position, const std::string& described);

  private:
    std::map<std::string, int> lines_;
};

[[nodiscard]] Status status_of(const CsvTable& table, std::size_t row);
[[nodiscard]] bool yes_or_no(const CsvTable& table, std::size_t row, std::string_view column);
/// The text of a cell that must not be empty.
[[nodiscard]] const std::string& filled_text(const CsvTable& table, std::size_t row,
                                             std::string_view column);
/// A number of persons: whole, 0 or more.
[[nodiscard]] int whole_number(const CsvTable& table, std::size_t row, std::string_view column);

/// Class of an attitude, indicator and so on as its enumeration.
template <class Enumeration>
[[nodiscard]] Enumeration code_as(const CsvTable& table, std::size_t row, std::string_view column,
                                  std::span<const std::string_view> codes, std::string_view kind) {
    return static_cast<Enumeration>(table.code(row, column, codes, kind));
}

// Loaders of the parts, one file each.
[[nodiscard]] std::vector<Region> load_regions(const DataFolder& geography);
[[nodiscard]] PopulationMargins load_population(const DataFolder& population);
[[nodiscard]] std::vector<NewsSource> load_news_sources(const DataFolder& media);
[[nodiscard]] ContactLadder load_contact_ladder(const DataFolder& media);
[[nodiscard]] InternetUse load_internet_use(const DataFolder& media);
[[nodiscard]] SurveyTables load_survey(const DataFolder& survey);
[[nodiscard]] std::vector<Event> load_events(const DataFolder& events);
[[nodiscard]] std::vector<DriverValue> load_drivers(const DataFolder& events);
[[nodiscard]] std::vector<PriorRow> load_priors(const DataFolder& parameters);

} // namespace kozqaras
