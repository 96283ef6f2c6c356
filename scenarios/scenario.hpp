#pragma once
// A scenario as read: what it changes against the baseline, and where each change was written.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/dynamics/environment.hpp"
#include "scenarios/distribution.hpp"
#include "support/errors.hpp"

namespace kozqaras {

/// One [[lever]] table, or one --set.
struct LeverSetting {
    std::string lever;
    std::variant<double, std::string> value; ///< number lever: double; choice: word
    Date date{};                             ///< first day
    std::optional<Date> until;               ///< first day after; nothing: to the end of 2030
    int ramp_weeks = 0;                      ///< weeks in which the new value is reached, linearly
    Position origin;
    std::optional<Distribution> spread{}; ///< of an uncertain value; `value` is then its centre
    std::vector<int> regions{};           ///< targets; empty: those of the lever
    std::optional<Concern> concern{};
};

/// Whether both set the same lever for the same people.
[[nodiscard]] bool same_lever_and_target(const LeverSetting& left, const LeverSetting& right);

/// Value of one key of a table lever. Regions, languages, attitudes and outlets are indices.
using FieldValue = std::variant<double, std::string, Date, bool, std::vector<int>, Concern>;

/// One table of a table lever: [[plant]], [[event]], [[campaign]], ...
struct TableSetting {
    std::string lever;
    std::map<std::string, FieldValue, std::less<>> values;    ///< only the keys that were written
    std::map<std::string, Distribution, std::less<>> spreads; ///< of uncertain numbers
    Position origin;

    [[nodiscard]] bool has(std::string_view key) const { return values.contains(key); }

    /// The value of `key`, or `otherwise` if it was not written.
    [[nodiscard]] double number(std::string_view key, double otherwise = 0) const;
    [[nodiscard]] std::string text(std::string_view key) const;
    [[nodiscard]] std::optional<Date> date(std::string_view key) const;
    [[nodiscard]] std::vector<int> list(std::string_view key) const;
    [[nodiscard]] Concern concern(std::string_view key) const;
};

/// "(age 18_24, language kazakh)".
[[nodiscard]] std::string to_string(const Concern& concern, const Country& country);
/// Numbers, words and dates as a file has them; lists as indices.
[[nodiscard]] std::string to_string(const FieldValue& value, const Country& country);
/// "key value, key value, ...": equal for equal tables, whatever their place in the file. Names the
/// draws of uncertain values; for readers: scenarios/setting_words.hpp.
[[nodiscard]] std::string to_string(const TableSetting& setting, const Country& country);
/// As a key, e.g. "12000 from 2027-01-01, reached in 8 weeks, KZ-10".
[[nodiscard]] std::string to_string(const LeverSetting& setting, const Country& country);

struct Changes {
    std::vector<LeverSetting> levers;
    std::vector<TableSetting> tables;

    [[nodiscard]] bool empty() const { return levers.empty() && tables.empty(); }
};

/// `over` laid over `below`: settings replace those of the same lever, target and day; tables add
/// up.
[[nodiscard]] Changes overlaid(Changes below, const Changes& over);

/// Another line of the same story: the scenario's own changes and these.
struct Variant {
    std::string id, title, description;
    Changes changes;
};

/// Mean and standard deviation that a study gives of an effect, in points of net (index x 100).
struct PublishedEffect {
    double mean = 0, standard_deviation = 0;
    bool judgement = false; ///< no study: the prior in the unit of an answer

    /// Effects hardly ever come from the country simulated, so a prior is so much wider.
    static constexpr double kTransfer = 1.5;
};

/// What the literature leads one to expect of a scenario: [[expected]].
struct Expectation {
    std::string variant;       ///< id of a variant; empty: the scenario itself
    int value = 0;             ///< of Country::index_values
    std::optional<int> region; ///< nothing: the country
    Date date{};               ///< when
    double low = 0, high = 0;  ///< of the difference to the baseline, points of net (index x 100)
    std::optional<PublishedEffect> published; ///< low and high then follow: two widened s.d.
    std::string parameter; ///< family of parameters whose prior it gives; empty: none, or several
    std::string source;    ///< citation
    std::string explained; ///< why the model may differ
    Position origin;
};

struct Scenario {
    std::string id; ///< stem of the file name
    std::string title, description;
    std::optional<Date> start; ///< first day of levers that name none
    Changes changes;
    std::vector<Variant> variants;
    std::vector<Expectation> expected;
    std::vector<std::filesystem::path>
        files; ///< the file and those it is based on, the deepest first
};

} // namespace kozqaras
