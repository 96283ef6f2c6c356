#pragma once
// The terms in brackets of a claim's formula. Internal to observations/.

#include <string>
#include <vector>

#include "observations/claims.hpp"
#include "support/errors.hpp"

namespace kozqaras {

/// A formula whose terms are named v0, v1, ...
struct ClaimFormula {
    std::string text;
    std::vector<ClaimTerm> terms;
};

/// Takes the terms out of `text`. A term of [net each:INDICATOR WAVE] stands for all questions of
/// the indicator that counted in that wave, with commas between; each:INDICATOR:OTHER for those
/// that counted in the wave OTHER. InputError at `place`.
[[nodiscard]] ClaimFormula read_claim_formula(const std::string& text, const SurveyTables& survey,
                                              const Position& place);

/// One term without its brackets.
[[nodiscard]] ClaimTerm read_claim_term(const std::string& text, const SurveyTables& survey,
                                        const Position& place);

/// "all", "age:18_34", "macro_region:North". InputError at `place`.
[[nodiscard]] ObservedPopulation read_population(const std::string& text,
                                                 const SurveyTables& survey, const Position& place);

} // namespace kozqaras
