#pragma once
// Two populations, one country: the printed index of the survey's groups, weighted as the
// respondents are made up and as the adults are. Published numbers only, nothing simulated; without
// the answers of single respondents only one characteristic at a time can be weighted.

#include <vector>

#include "model/inputs/input_data.hpp"
#include "model/population/population.hpp"

namespace kozqaras {

/// A group of a wave that has a printed value for each indicator.
struct SurveyGroup {
    int group = 0;           ///< class of Country::reported_codes(factor)
    double sample_share = 0; ///< of the respondents in the groups listed
    double adult_share = 0;  ///< of the adults in the same groups
    double composite = 0;    ///< mean of the printed indicators
};

struct Poststratification {
    Factor factor{};
    Date date{}; ///< middle of the fieldwork
    std::vector<SurveyGroup> groups;
    int groups_without_value = 0; ///< left out on both sides: no indicator of theirs is printed

    [[nodiscard]] double as_fielded() const;     ///< composite, groups weighted as in the sample
    [[nodiscard]] double poststratified() const; ///< composite, groups weighted as the adults
};

/// Of the last wave with printed group indicators: one entry per factor with printed group sizes,
/// in the order of kReportedFactors; none without such a wave.
/// BugError without agents.
[[nodiscard]] std::vector<Poststratification> poststratify(const SurveyTables& survey,
                                                           const Population& population);

} // namespace kozqaras
