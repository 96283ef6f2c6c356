#pragma once
// What the reports say in words, as formulas over answers: read once, answered by a run and by the
// printed numbers alike. A claim never holds a result.

#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/inputs/survey.hpp"
#include "support/formula.hpp"

namespace kozqaras {

/// A value that a claim speaks of: [QUANTITY OF WAVE POPULATION SCENARIO] in its formula.
struct ClaimTerm {
    enum class Quantity : std::uint8_t { positive, negative, neither, net, index } quantity{};
    std::string of;    ///< question, indicator or composite, as written
    int question = -1; ///< of a share or net; -1: an index, or no answer of the model
    int value = -1;    ///< of Country::index_values
    int wave = 0;
    ObservedPopulation population;
    std::string scenario; ///< empty: the baseline, as surveyed in that wave

    /// False: of a question that the tables hold and the agents do not answer.
    [[nodiscard]] bool answered() const { return question >= 0 || value >= 0; }
};

inline constexpr std::array<std::string_view, 5> kClaimQuantities{"positive", "negative", "neither",
                                                                  "net", "index"};
/// What a claim's number counts. Points: hundredths of a share, net or index.
enum class ClaimUnit : std::uint8_t { points, ratio, count, correlation };
inline constexpr std::array<std::string_view, 4> kClaimUnits{"points", "ratio", "count",
                                                             "correlation"};

struct Claim {
    std::string id, topic;
    std::string statement; ///< the report's, in our words
    std::string source;
    std::string formula; ///< as the table has it; empty: not asked
    std::shared_ptr<const Formula>
        number; ///< of the terms' values, in their order; null: not asked
    std::vector<ClaimTerm> terms;
    std::optional<double> low, high; ///< the claim holds if low <= number <= high; none: open
    ClaimUnit unit{};                ///< bounds of points are in shares (0.05), not points
    std::string reading;             ///< how the words became a formula, ours; or why not asked
};

/// A printed number that is only compared with, never fitted (data/survey/checks.csv).
struct CheckValue {
    ClaimTerm of;     ///< its scenario is empty
    double value = 0; ///< as a part of 1
    Status status{};
    std::string source;
};

/// How a report marks the influence of a factor on an indicator (data/survey/factor_marks.csv).
struct FactorMark {
    Factor factor{};
    Indicator indicator{};
    bool marked = false;
    double difference = 0;     ///< printed: `higher` less `lower`
    int higher = 0, lower = 0; ///< classes of reported_codes(factor)
    std::string source;
};

/// A step at which regions join the cluster of a report (data/survey/region_levels.csv), in words.
struct RegionLevel {
    int level = 0;
    std::string members, statement, source;
};

/// A rung of the information funnel (data/survey/funnel.csv), in the order of kFunnelRungs.
struct FunnelRung {
    std::string label;
    double share = 0;                 ///< printed, of the wave that the contact ladder is of
    std::optional<Attitude> attitude; ///< of adults who stand on it by what they think
    Status status{};
};

inline constexpr std::array<std::string_view, 6> kFunnelRungs{
    "any_news", "constant_news", "seeks", "curious", "has_talked", "has_visited"};

/// What is printed of a joint project besides approval (data/survey/projects.csv).
struct ProjectRow {
    int question = 0; ///< of those who know it: approve, neither, disapprove
    std::string label;
    double known = 0;               ///< share of adults
    Status known_status{};          ///< only a range is printed
    double neutral = 0, unsure = 0; ///< shares of those who know it
    Status status{};
    std::string sector; ///< field to which it belongs, of Country::sectors; empty: of none
};

struct ReportStatements {
    std::vector<Claim> claims;
    std::vector<CheckValue> checks;
    std::vector<FactorMark> marks;
    std::vector<RegionLevel> levels;
    std::vector<FunnelRung> funnel; ///< empty, or one per kFunnelRungs
    std::vector<ProjectRow> projects;
};

/// Reads claims.csv, checks.csv, factor_marks.csv, region_levels.csv, funnel.csv and projects.csv
/// of `directory` (the layout
/// of data/survey); what is not there is empty. InputError with file and line: an unknown name
/// (with the nearest), a formula that is none, bounds without order, a claim with both or neither
/// of formula and reason.
[[nodiscard]] ReportStatements load_report_statements(const std::filesystem::path& directory,
                                                      const SurveyTables& survey);

/// The term in words, "index composite 2023 region:KZ-10".
[[nodiscard]] std::string in_words(const ClaimTerm& term, const SurveyTables& survey);

/// What is printed in place of a term: an observation, what follows from observations of everyone,
/// or a check; nothing if that is not printed as a number.
[[nodiscard]] std::optional<double> printed_value(const ClaimTerm& term, const SurveyTables& survey,
                                                  std::span<const CheckValue> checks);

/// Whether a calibration to `survey` sees the term: it is printed as an observation, or as a place
/// in an order.
[[nodiscard]] bool can_be_fitted(const ClaimTerm& term, const SurveyTables& survey);

} // namespace kozqaras
