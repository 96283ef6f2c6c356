#pragma once
// The country that data/ describes: its places, the classes by which people are told apart and what
// the rules of the model need to know of each, its news sources and the indicators of its index.
// Read once, then shared: nothing of it is known to the program. What belongs where:
// docs/formats/country.md.

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/core/categories.hpp"
#include "support/codes.hpp"

namespace kozqaras {

/// What the kernels are laid out for.
inline constexpr std::size_t kMostRegions = 128, kMostClasses = 8, kMostNewsSources = 16,
                             kMostIndicators = 16, kMostReportedGroups = 255;

struct Region {
    std::string iso; ///< code, e.g. of ISO 3166-2
    std::string name_en, name_kk, name_ru;
    std::string macro_region; ///< name of a group of regions
    std::string iso_pre2022;  ///< unit of an earlier division that held it; its own code if none
    bool is_city = false;     ///< a city that is a unit of its own
    std::string former_code;  ///< letters instead of digits; empty: none
    std::vector<std::string> other_names;        ///< besides the three above
    std::vector<std::string> macro_region_names; ///< of its macro-region
};

/// The classes of one characteristic of adults.
struct FactorClasses {
    CodeList codes;                        ///< of the synthetic adults
    CodeList reported;                     ///< groups in which a survey reports
    std::vector<std::string> labels;       ///< of the reported groups, in words
    std::vector<std::uint8_t> reported_as; ///< place in `reported`, by class
    std::size_t reference = 0; ///< reported group from which the anchors of the others deviate

    [[nodiscard]] std::size_t size() const { return codes.size(); }
};

struct AgeClass {
    int from = 0, to = 0; ///< years; the last class is open, `to` is for spreading its couples
    bool works = false;   ///< counts as working or studying
};

/// Numbers by class that a rule of the model needs (data/country/traits.csv).
enum class Trait : std::uint8_t {
    in_couple,       ///< share that lives with a spouse or partner
    heads_household, ///< how much likelier a single adult is to head a household than to join one
    uses_tv,         ///< relative use of a kind of news source
    uses_radio,
    uses_press,
    uses_personal,
    uses_foreign,
    reads,       ///< relative use of web sites, press and foreign media
    contact,     ///< log-odds of standing higher on the contact ladder
    trip,        ///< relative chance to travel to China
    opportunity, ///< reads trade with China as an opportunity (1) or a risk (-1)
    border,      ///< 1: on the border with China
    metropolis   ///< 1: where visitors from China are met most
};
inline constexpr std::array<std::string_view, 13> kTraitCodes{
    "in_couple",     "heads_household", "uses_tv",   "uses_radio", "uses_press",
    "uses_personal", "uses_foreign",    "reads",     "contact",    "trip",
    "opportunity",   "border",          "metropolis"};

/// Those whom an event or a lever concerns: members of any listed class (the evidence names groups
/// side by side); all lists empty: everyone.
struct Concern {
    std::vector<int> settlements, ages, ethnicities, languages, wealth_classes; ///< class indices

    bool operator==(const Concern&) const = default;
};

/// Kinds of events; each has its own effect on each attitude (a parameter with a prior).
enum class EventClass : std::uint8_t {
    sovereignty,     ///< land, borders, protests, threats to sovereignty
    reassurance,     ///< a fear is answered
    pandemic,        ///< origin and rumours of an illness
    border_friction, ///< closed border, queues, blocked exports
    diplomacy,       ///< visits, summits, aid
    war,             ///< a war near by: China as the other power
    goods,           ///< cars and goods
    projects,        ///< plants, trade, infrastructure
    travel,          ///< visa-free travel, tourism, study
    policy           ///< the country's own reforms and what its head of state says
};
inline constexpr int kEventClassCount = 10;
inline constexpr std::array<std::string_view, kEventClassCount> kEventClassCodes{
    "sovereignty", "reassurance", "pandemic", "border_friction", "diplomacy",
    "war",         "goods",       "projects", "travel",          "policy"};

/// The event that a word of a lever stands for (data/events/templates.csv).
struct EventTemplate {
    std::string lever; ///< lever or table
    std::string word;  ///< choice or kind
    std::string title;
    EventClass event_class{};
    double direction = 1, salience = 0;
    int weeks = 0; ///< 0: until the next setting
    bool national = true;
    std::vector<int> regions;
    Concern concern;
};

/// Whom a lever concerns unless a scenario says so (data/events/lever_concerns.csv).
struct LeverConcern {
    std::string lever;
    Concern concern;
};

/// Factors by which results are reported.
inline constexpr std::array<Factor, 7> kReportedFactors{
    Factor::region,   Factor::settlement, Factor::age,      Factor::ethnicity,
    Factor::language, Factor::wealth,     Factor::education};

struct Country {
    std::string code, name; ///< ISO 3166-1; in English
    std::vector<Region> regions;
    CodeList macro_regions; ///< in the order in which regions first name them
    std::array<FactorClasses, kFactorCount> factors;
    std::vector<AgeClass> ages;            ///< by class of Factor::age
    std::vector<std::vector<int>> bridges; ///< by home language: those it bridges; empty: none
    /// [trait][factor][class]; empty where the trait does not depend on the factor.
    std::array<std::array<std::vector<double>, kFactorCount>, kTraitCodes.size()> traits;
    CodeList news_sources;            ///< in the order of their bits in a media diet
    std::uint16_t online_sources = 0; ///< bits of social networks and messengers
    CodeList source_languages;
    std::vector<std::vector<double>> language_affinity; ///< [language of a source][home language]
    CodeList indicators;                                ///< of the index
    CodeList index_values;                              ///< the indicators, then "composite"
    /// Fields of cooperation to which a project may belong, and the question on each
    /// (data/survey/sectors.csv; may be empty).
    CodeList sectors;
    std::vector<std::string> sector_questions;
    std::vector<EventTemplate> event_templates;
    std::vector<LeverConcern> lever_concerns;

    [[nodiscard]] const FactorClasses& classes(Factor factor) const {
        return factors[static_cast<std::size_t>(factor)];
    }

    [[nodiscard]] std::span<const std::string_view> codes_of(Factor factor) const {
        return classes(factor).codes;
    }

    [[nodiscard]] std::size_t count(Factor factor) const { return classes(factor).size(); }

    /// Values of a trait by class of `factor`. BugError if it does not depend on it.
    [[nodiscard]] std::span<const double> trait(Trait trait, Factor factor) const;

    /// Codes of the groups in which results are reported.
    [[nodiscard]] std::span<const std::string_view> reported_codes(Factor factor) const {
        return classes(factor).reported;
    }

    [[nodiscard]] int reported_classes(Factor factor) const {
        return static_cast<int>(classes(factor).reported.size());
    }

    /// Reported group of a class.
    [[nodiscard]] int reported_as(Factor factor, int value) const {
        return classes(factor).reported_as[static_cast<std::size_t>(value)];
    }

    /// A group in reports: 0 is everyone, then the reported classes of kReportedFactors in order.
    /// -1 for another factor.
    [[nodiscard]] int group_index(Factor factor, int reported_class) const;
    /// Everyone included.
    [[nodiscard]] std::size_t group_count() const;

    /// Class of an adult's age in years.
    [[nodiscard]] std::size_t age_class(int years) const;

    /// Place of the composite in index_values.
    [[nodiscard]] int composite() const { return static_cast<int>(indicators.size()); }

    /// The template of `word` of `lever`; null if the word stands for no event (the status quo).
    [[nodiscard]] const EventTemplate* find_template(std::string_view lever,
                                                     std::string_view word) const;
    /// Words of `lever` that stand for events.
    [[nodiscard]] std::vector<std::string_view> template_words(std::string_view lever) const;
    /// Everyone if the data says nothing of `lever`.
    [[nodiscard]] Concern concern_of(std::string_view lever) const;
};

using SharedCountry = std::shared_ptr<const Country>;

/// Reads the country from `directory` (the layout of data/). FileError, or InputError naming file,
/// line and column.
[[nodiscard]] SharedCountry load_country(const std::filesystem::path& directory);

} // namespace kozqaras
