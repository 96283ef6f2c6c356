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
#include "model/inputs/projection_tables.hpp"
#include "model/inputs/status.hpp"
#include "model/inputs/survey.hpp"

namespace kozqaras {

// ---- geography
// -----------------------------------------------------------------------------------

struct Region {
    std::string iso; ///< ISO 3166-2 code, division of June 2022
    std::string name_en, name_kk, name_ru;
    std::string
        macro_region; ///< North, West, Central, East, South, or the name of one of the 3 cities
    std::string iso_pre2022;              ///< unit of the division of 2018-2022 that held it
    bool is_city = false;                 ///< of republican significance
    std::string former_code;              ///< letters instead of digits, e.g. KZ-ALA; empty: none
    std::vector<std::string> other_names; ///< besides the three above
    std::vector<std::string> macro_region_names; ///< of its macro-region
};

// ---- population
// ----------------------------------------------------------------------------------

/// A table of adults by one or more factors; the last factor varies fastest.
struct Margin {
    std::string name;
    std::vector<Factor> factors;
    std::vector<double> counts; ///< adults (18+), one per combination of classes, all >= 0
    Status status = Status::seen;
    std::string source;
};

/// All margins of the adult population of 1 January 2023.
struct PopulationMargins {
    Margin region_settlement_sex_age;     ///< the hard margin: 20 x 2 x 2 x 6 adults
    Margin region_ethnicity;              ///< 20 x 3, estimate
    Margin region_ethnicity_language;     ///< 20 x 3 x 3, estimate
    Margin age_education;                 ///< 6 x 3
    Margin wealth;                        ///< 5, from the survey of 2023
    double mean_household_size_urban = 0; ///< persons, all ages
    double mean_household_size_rural = 0;
};

// ---- media and contact
// ---------------------------------------------------------------------------

inline constexpr int kNewsSourceCount = 13;

/// One of the 13 sources of information about China (survey of 2021).
struct NewsSource {
    std::string id, label,
        kind;             ///< kind: social, messenger, web, tv, radio, press, personal, foreign
    std::string language; ///< kazakh, russian, mixed, other
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
    std::array<std::array<double, 2>, 6> internet{}, social_networks{};
};

// ---- events and drivers
// --------------------------------------------------------------------------

/// Kinds of events; each has its own effect on each attitude (a parameter with a prior).
enum class EventClass : std::uint8_t {
    sovereignty,     ///< land, Xinjiang, protests, threats to sovereignty
    reassurance,     ///< a fear is answered
    pandemic,        ///< origin and rumours of covid-19
    border_friction, ///< closed border, queues, blocked exports
    diplomacy,       ///< visits, summits, aid
    war,             ///< Russia's war against Ukraine: China as the other power
    goods,           ///< cars and goods
    projects,        ///< plants, trade, infrastructure
    travel           ///< visa-free travel, tourism, study
};
inline constexpr int kEventClassCount = 9;
inline constexpr std::array<std::string_view, kEventClassCount> kEventClassCodes{
    "sovereignty", "reassurance", "pandemic", "border_friction", "diplomacy",
    "war",         "goods",       "projects", "travel"};

/// Those whom an event concerns: members of any listed class (the evidence names groups side by
/// side); all lists empty: everyone.
struct Concern {
    std::vector<int> settlements, ages, ethnicities, languages, wealth_classes; ///< class indices

    bool operator==(const Concern&) const = default;
};

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

    bool operator==(const Event&) const = default;
};

/// One number of a yearly driver, e.g. the share of Chinese brands among new cars.
struct DriverValue {
    std::string driver;
    Date start{}, end{};
    double value = 0;
    std::string unit;
    Status status{};
};

// ---- parameters
// ----------------------------------------------------------------------------------

enum class Transform : std::uint8_t { identity, log, logit };
enum class Grade : std::uint8_t { measured_here, measured_elsewhere, judgement };

/// Prior of one parameter or of a family ("anchor.wealth" covers anchor.wealth.2.economic and so
/// on; the longest matching name counts). Mean and s.d. are on the transformed scale.
struct PriorRow {
    std::string name, unit;
    Transform transform{};
    double mean = 0, standard_deviation = 0;
    bool fitted = true; ///< false: the survey cannot inform it; drawn from the prior
    Grade grade{};
    std::string meaning, source;
};

// ---- all
// -----------------------------------------------------------------------------------------

struct InputData {
    std::vector<Region> regions; ///< 20, in the order of kRegionCodes
    PopulationMargins population;
    std::optional<ProjectionTables> projection; ///< of the adults to other years; none: nobody ages
    std::vector<NewsSource> news_sources;       ///< 13
    ContactLadder contact;
    InternetUse internet;
    SurveyTables survey;
    std::vector<Event> events; ///< in date order
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

/// Reads only the regions and their names from `directory` (the layout of data/).
[[nodiscard]] std::vector<Region> load_region_names(const std::filesystem::path& directory);

/// Reads only survey tables from `directory` (the layout of data/survey/): used for altered or new
/// waves.
[[nodiscard]] SurveyTables load_survey_tables(const std::filesystem::path& directory);

} // namespace kozqaras
