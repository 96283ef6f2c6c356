#pragma once
// The survey as data: waves, questionnaire, methodologies, samples, and every number that was ever
// printed of it, one row each (data/survey, docs/formats/survey.md).

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/core/categories.hpp"
#include "model/inputs/country.hpp"
#include "model/inputs/status.hpp"
#include "support/dates.hpp"
#include "support/errors.hpp"

namespace kozqaras {

/// How many questions a questionnaire may have: the kernel of answers is laid out for no more.
inline constexpr std::size_t kMostQuestions = 64;

struct Question {
    std::string id;                         ///< e.g. econ_trade
    std::optional<Indicator> indicator;     ///< nothing: asked outside the index
    std::string indicator_code = "outside"; ///< of the indicator, as the tables have it
    Attitude attitude{};
    std::string wording;
    std::vector<bool> asked; ///< by wave of the tables: counts in the indicator of that wave

    /// Also true of waves that the tables do not hold.
    [[nodiscard]] bool counts_in(std::size_t wave) const {
        return wave >= asked.size() || asked[wave];
    }
};

/// Two questions on different attitudes: who answers both positively is counted.
struct JointAnswers {
    std::string id, wording;
    std::size_t first = 0, second = 0; ///< places in SurveyTables::questions
};

struct Wave {
    std::string id;             ///< e.g. 2023
    std::string pollster, mode; ///< mode: empty if not printed
    Date field_start{}, field_end{};
    bool field_dates_printed = false; ///< false: the month is not stated, the whole period is used
    std::optional<int> respondents;   ///< nothing if not printed
    /// Variance over simple random sampling; nothing: not printed, the same is assumed for all.
    std::optional<double> design_effect;
    std::size_t sample = 0; ///< place in SurveyTables::samples of who was asked

    /// Middle of the fieldwork.
    [[nodiscard]] Date middle() const { return field_start + (field_end - field_start) / 2; }
};

/// What adults at large answered another pollster to one question, once: its respondents are
/// weighted to the census.
struct Poll {
    std::string id, pollster, mode;
    Date field_start{}, field_end{};
    int respondents = 0;
    double design_effect = 1;          ///< variance over simple random sampling
    int question = 0;                  ///< place in SurveyTables::questions
    double positive = 0, negative = 0; ///< shares, 0 to 1
    double rounding = 0;               ///< half of the last digit printed, of a share
    std::string source;

    /// Middle of the fieldwork.
    [[nodiscard]] Date middle() const { return field_start + (field_end - field_start) / 2; }
};

/// Respondents of a group: `group` indexes Country::reported_codes(factor).
struct GroupSize {
    Factor factor{};
    int group = 0;
    int respondents = 0;
};

/// Share of a group among the respondents, where their number is not printed.
struct GroupPart {
    Factor factor{};
    int group = 0;
    double share = 0;
};

/// Who was asked, as far as it is printed.
struct SampleComposition {
    std::string wave; ///< that printed it
    std::vector<GroupSize> groups;
    std::vector<GroupPart> parts;
    std::vector<GroupSize> assumed{}; ///< estimates where neither is printed
};

/// An index by a published methodology: each indicator is the mean of its questions' nets plus an
/// offset, where the methodology had other questions or another formula than is known.
struct IndexMethodology {
    std::string id;                             ///< revised_2023, ...
    std::vector<double> offsets, offset_errors; ///< by indicator

    [[nodiscard]] double composite_offset() const;
};

enum class Quantity : std::uint8_t {
    positive_percent, ///< share positive
    negative_percent, ///< share negative
    net,              ///< share positive - share negative
    index             ///< an indicator or the composite, by a methodology
};

/// How an observation's value relates to the quantity.
enum class Relation : std::uint8_t {
    equal,
    below,      ///< the quantity is less than the value
    above,      ///< more
    rank,       ///< place among the populations ranked by the quantity, 1: highest
    growth_rank ///< place among those ranked by its gain since an earlier wave; one place for all
                ///< of them: none gained more than another
};

/// Of whom an observation is.
struct ObservedPopulation {
    enum class Kind : std::uint8_t {
        everyone,
        group,                  ///< class of a factor
        former_unit,            ///< of the division before June 2022
        remaining_former_units, ///< each that has no row of its own
        macro_region
    } kind{};
    Factor factor{};  ///< of a group
    int group = 0;    ///< class of reported_codes(factor)
    std::string name; ///< of a unit or macro-region
};

/// One published figure.
struct Observation {
    int wave = 0;
    std::optional<int> since; ///< of a growth_rank: the earlier wave
    ObservedPopulation population;
    Quantity quantity{};
    int question = -1;                  ///< of a share or net; -1: an index, or not modelled
    std::optional<Indicator> indicator; ///< of an index; nothing: the composite
    std::string of;                     ///< question, indicator or composite, as written
    std::string methodology;            ///< of an index
    Relation relation{};
    double value = 0;               ///< shares and nets as parts of 1; ranks from 1
    double rounding = 0;            ///< half of the last digit printed
    std::optional<int> respondents; ///< of the group; nothing if not printed
    Status status{};
    std::string source;
    Position place; ///< of the value, for messages

    [[nodiscard]] bool of_everyone() const {
        return population.kind == ObservedPopulation::Kind::everyone;
    }

    [[nodiscard]] bool of_group() const {
        return population.kind == ObservedPopulation::Kind::group;
    }

    [[nodiscard]] bool of_index(const std::optional<Indicator>& wanted) const {
        return quantity == Quantity::index && indicator == wanted;
    }
};

struct SurveyTables {
    SharedCountry country;                       ///< whose groups and indicators the rows are of
    std::vector<Wave> waves;                     ///< in order of time
    std::vector<Question> questions;             ///< in the order used everywhere
    std::vector<std::string> not_modelled;       ///< questions that the agents do not answer
    std::vector<JointAnswers> joint_answers{};   ///< in the order of joint_answers.csv
    std::vector<IndexMethodology> methodologies; ///< the first is that of every index of a run
    std::vector<SampleComposition> samples;
    std::vector<Observation> observations; ///< in the order of the table
    std::vector<Poll> polls{};             ///< of other pollsters, in the order of polls.csv

    /// The methodology called `id`; null if there is none.
    [[nodiscard]] const IndexMethodology* methodology(const std::string& id) const;

    /// What all respondents of a wave answered to a question; null if it is not printed.
    [[nodiscard]] const Observation* of_everyone(Quantity quantity, int question, int wave) const;
    /// Value of an index of all respondents; null if it is not printed.
    [[nodiscard]] const Observation* index_of(const std::optional<Indicator>& indicator, int wave,
                                              const std::string& methodology) const;
    /// Printed respondents of a group in the sample of a wave.
    [[nodiscard]] std::optional<int> size_of(Factor factor, int group, int wave) const;
};

} // namespace kozqaras
