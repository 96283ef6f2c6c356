#pragma once
// The question of friendly countries as data (data/partners, docs/formats/partners.md): which
// countries may be named, what makes an adult name them, and what is printed of the answers.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/inputs/survey.hpp"

namespace kozqaras {

/// At most so many countries: an answer is kept as a set of bits.
inline constexpr std::size_t kMostPartners = 8;

/// A country that may be named. Utilities are in standard deviations of an adult's own part.
struct Partner {
    std::string id, label;
    /// Place in SurveyTables::questions: the adult's attitude less the bar of its positive answer
    /// enters the utility, so that the partner moves with the simulated opinion. Nothing: static.
    std::optional<std::size_t> question;
    double bar = 0;               ///< named if the utility is above
    double war_shift = 0;         ///< what a war of recorded strength adds to the utility
    double approval_shift = 0;    ///< what 10 points more approval of the rival power add
    std::vector<double> loadings; ///< on PartnerTables::lanes, relative to the own deviation
};

/// A number of utilities.csv: a bar, or a loading on a lane.
struct PartnerNumber {
    std::optional<std::size_t> lane; ///< nothing: the bar
    std::size_t partner = 0;
    double value = 0;
    bool fitted = false; ///< false: held where it is
};

/// Adults of a reported group find a partner better or worse.
struct PartnerLeaning {
    std::size_t partner = 0;
    Factor factor{};
    int group = 0; ///< of Country::reported_codes(factor)
    double shift = 0;
};

/// A printed cell: of those who name `base`, the share that also names `also`.
struct PrintedMention {
    std::size_t base = 0, also = 0;
    double share = 0;
    Status status{};
};

/// Links of a partner on the report's map.
struct PrintedLinks {
    std::size_t partner = 0;
    int one_way = 0, two_way = 0; ///< received from others only; both ways
};

struct PartnerTables {
    std::vector<Partner> partners;  ///< 2 to kMostPartners
    std::vector<std::string> lanes; ///< what adults differ in; static, own deviation N(0, 1)
    std::vector<PartnerNumber> numbers;
    std::vector<PartnerLeaning> leanings;
    std::vector<PrintedMention> mentions;
    std::vector<PrintedLinks> links;
    Date field_start{}, field_end{};
    std::optional<int> respondents; ///< nothing if not printed
    int assumed_respondents = 0;    ///< then these say how near a cell can be met
    double design_effect = 1;

    [[nodiscard]] Date middle() const { return field_start + (field_end - field_start) / 2; }

    [[nodiscard]] double sample_size() const { return respondents.value_or(assumed_respondents); }
};

/// Reads `data`/partners; null if there is no such folder. InputError with file, line and column:
/// unknown partners, questions or groups, a cell twice, a bar or loading missing, numbers out of
/// range. FileError if it cannot be read.
[[nodiscard]] std::shared_ptr<const PartnerTables> load_partners(const std::filesystem::path& data,
                                                                 const SurveyTables& survey);

/// Bars and loadings of `partners` set to `values`, one per entry of `numbers`.
void set_numbers(PartnerTables& tables, const std::vector<double>& values);

} // namespace kozqaras
