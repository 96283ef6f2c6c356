#pragma once
// Everything that data/ says, as plain structs, checked on load. Nothing here is computed by the
// model.

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/core/categories.hpp"
#include "model/core/national_law.hpp"
#include "model/core/week.hpp"
#include "model/inputs/country.hpp"
#include "model/inputs/projection_tables.hpp"
#include "model/inputs/status.hpp"
#include "model/inputs/survey.hpp"

namespace kozqaras {

// ---- population
// ----------------------------------------------------------------------------------

/// A table of adults by one or more factors; the last factor varies fastest.
struct Margin {
    std::string name{};
    std::vector<Factor> factors{};
    std::vector<double> counts{}; ///< adults (18+), one per combination of classes, all >= 0
    Status status = Status::seen;
    std::string source{};
    SharedCountry country{}; ///< whose classes the table is by
    /// Share of itself by which a cell may be changed to agree with the margins before it, 0 to 1.
    double tolerance = 0.1;
    bool by_macro_region = false; ///< its regions are macro-regions

    /// Codes of the classes of one of its factors.
    [[nodiscard]] std::span<const std::string_view> codes_of(Factor factor) const;

    [[nodiscard]] std::size_t count(Factor factor) const { return codes_of(factor).size(); }

    /// "region", "macro_region", ... of one of its factors.
    [[nodiscard]] std::string_view factor_name(Factor factor) const;
    /// By class of an adult: the class of this table. Of the regions their macro-regions, if asked.
    [[nodiscard]] std::vector<int> classes_of(Factor factor) const;
};

/// Name of a macro-region as a factor of a table.
inline constexpr std::string_view kMacroRegionFactor = "macro_region";

/// The margins of the adult population of 1 January 2023 (data/population/margins.csv). The first
/// holds exactly; the others are made to agree with those before them.
struct PopulationMargins {
    std::vector<Margin> margins;
    std::vector<double> mean_household_size; ///< persons of all ages, by settlement
    /// Shares of adults who live in a household of 1, 2, ... adults (the last: and more),
    /// [ethnicity][adults], each ethnicity adding up to 1. Empty: not known.
    std::vector<double> household_adults;
    SharedCountry country;

    /// By region, settlement, sex and age.
    [[nodiscard]] const Margin& hard() const { return margins.front(); }

    [[nodiscard]] Margin& hard() { return margins.front(); }

    /// InputError with the names there are if there is none.
    [[nodiscard]] const Margin& at(std::string_view name) const;
    [[nodiscard]] Margin& at(std::string_view name);
};

// ---- media and contact
// ---------------------------------------------------------------------------

/// A source of information about China.
struct NewsSource {
    std::string id, label,
        kind;             ///< kind: social, messenger, web, tv, radio, press, personal, foreign
    std::string language; ///< one of Country::source_languages
    double usage = 0;     ///< share of adults who use it
    double frequency_ratio = 0; ///< often / rarely
    double tone_ratio = 0; ///< positive / negative reports: contrasts between sources, not levels
};

/// Shares of adults on each rung (survey of 2021).
struct ContactLadder {
    std::array<double, kAttentionCount>
        attention{}; ///< never, very rarely, rarely, often; sums to 1
    double seeks = 0, has_talked = 0, has_visited = 0; ///< shares of all adults
    int year = 0; ///< of the wave that printed it, and the use of news sources
};

/// Internet and social-network use by age class and settlement (estimate), [age][settlement],
/// shares.
struct InternetUse {
    std::vector<std::vector<double>> internet, social_networks;
};

// ---- events and drivers
// --------------------------------------------------------------------------

struct Event {
    std::string id, title, source;
    EventClass event_class{};
    Date start{};
    std::optional<Date> end;  ///< nothing: lasts beyond the horizon (status quo goes on)
    bool expected = false;    ///< announced or inferred, after the last source
    double salience = 0;      ///< 0..3, how much it was talked about (judgement)
    double direction = 1;     ///< +1 in the sense of its class, -1 against it
    bool national = true;     ///< false: only the listed regions
    std::vector<int> regions; ///< where it happened or was felt most
    Concern concern;
    bool drawn = false; ///< no record: repeats one of an earlier year (RecurringEvents)

    bool operator==(const Event&) const = default;
};

/// Events of a class that come every year: each year behind `last_year` repeats those of one of the
/// years first_year .. last_year.
struct RecurringEvents {
    EventClass event_class{};
    int first_year = 0, last_year = 0;

    /// Of the class, of these years, ended, and no mere announcement.
    [[nodiscard]] bool draws_from(const Event& event) const {
        const auto year = static_cast<int>(std::chrono::year_month_day(event.start).year());
        return event.event_class == event_class && !event.expected && event.end &&
               year >= first_year && year <= last_year;
    }
};

/// Series of the record that the model reads from the yearly drivers.
enum class DriverUse : std::uint8_t { trips_to_china, visitors_from_china, chinese_car_share };

/// One number of a yearly driver, e.g. the share of Chinese brands among new cars.
struct DriverValue {
    std::string driver;
    std::optional<DriverUse> use; ///< nothing: for reference
    Date start{}, end{};
    double value = 0;
    std::string unit;
    Status status{};
};

// ---- parameters
// ----------------------------------------------------------------------------------

enum class Transform : std::uint8_t { identity, log, logit };
enum class Grade : std::uint8_t { measured_here, measured_elsewhere, judgement };

/// How strongly a line of a scenario answered to a family of parameters when it was measured (data/
/// parameters/lever_responses.csv, written by `kozqaras effects --response --csv`), and the
/// estimate that the family's prior follows from it.
struct LeverResponse {
    std::string scenario, value; ///< line; what it is of, in words
    double response = 0;         ///< points of net per latent s.d. of all attitudes of favour
    double published_mean = 0, published_standard_deviation = 0; ///< points of net
    std::string source;                                          ///< the command
};

/// Prior of one parameter or of a family ("anchor.wealth" covers anchor.wealth.2.economic and so
/// on; the longest matching name counts). Mean and s.d. are on the transformed scale.
struct PriorRow {
    std::string name, unit;
    Transform transform{};
    double mean = 0, standard_deviation = 0;
    bool fitted = true; ///< false: the survey cannot inform it; drawn from the prior
    Grade grade{};
    std::string meaning, source;
    std::vector<LeverResponse> responses; ///< of a family that estimates speak of
};

// ---- all
// -----------------------------------------------------------------------------------------

struct InputData {
    SharedCountry country;
    PopulationMargins population;
    std::optional<ProjectionTables> projection; ///< of the adults to other years; none: nobody ages
    std::vector<NewsSource> news_sources;       ///< in the order of Country::news_sources
    ContactLadder contact;
    InternetUse internet;
    SurveyTables survey;
    std::vector<Event> events; ///< in date order
    std::vector<RecurringEvents> recurring_events;
    std::vector<DriverValue> drivers;
    std::vector<PriorRow> priors;
    NationalLaw national_law;
    std::map<std::string, std::string>
        file_hashes; ///< file below data/ -> FNV-1a 64 of its bytes, hex
};

/// Reads and checks all of `directory` (normally data/). Throws FileError, or InputError naming
/// file, line and column: unknown code, negative count, share outside 0..1, margins whose totals do
/// not agree (tolerance 0.5 %), missing or duplicate rows, wrong number of questions.
[[nodiscard]] InputData load_inputs(const std::filesystem::path& directory);

/// Hashes of all tables and outlines below `directory`, by their names there.
[[nodiscard]] std::map<std::string, std::string>
table_hashes(const std::filesystem::path& directory);

/// Reads only survey tables from `directory` (the layout of data/survey/): used for altered or new
/// waves.
[[nodiscard]] SurveyTables load_survey_tables(const std::filesystem::path& directory,
                                              const SharedCountry& country);

} // namespace kozqaras
