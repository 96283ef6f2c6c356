#pragma once
// Questions outside the index, and pairs of questions, in a run: what share of the adults answers
// positively, what scenarios do to it, and what is printed of it.

#include <string>
#include <vector>

#include "model/engine/ensemble.hpp"

namespace kozqaras {

/// A question of RunResult::share_questions, or a pair of RunResult::joints.
struct ShareSubject {
    bool pair = false;
    std::size_t place = 0; ///< in that list
    std::string id, wording;

    /// One share per draw.
    [[nodiscard]] std::vector<double> draws(const ResultView& view, std::size_t scenario,
                                            std::size_t week) const;
    /// Scenario minus baseline, same member and path.
    [[nodiscard]] std::vector<double> difference(const ResultView& view, std::size_t scenario,
                                                 std::size_t week) const;
};

/// Questions first, then pairs.
[[nodiscard]] std::vector<ShareSubject> share_subjects(const SurveyTables& survey,
                                                       const RunResult& result);

/// A scenario minus the baseline.
struct ShareDifference {
    std::size_t scenario = 0;
    int year = 0;
    Spread spread; ///< of shares
    Signs signs;
};

/// A printed share beside the model's, sample as fielded.
struct PrintedShare {
    Observation published;
    Spread model;
    double standard_error = 0; ///< of the printed share, design effect as in breakdowns.csv; 0: the
                               ///< number of respondents is not printed
};

struct OutsideShare {
    ShareSubject subject;

    struct Year {
        int year = 0;
        Spread spread;
    };

    std::vector<Year> years;                  ///< all adults in the baseline, end of each year
    std::vector<ShareDifference> differences; ///< last year end, scenarios that differ by then
    std::vector<PrintedShare> printed;        ///< of a question outside the index
};

[[nodiscard]] std::vector<OutsideShare> outside_shares(const SurveyTables& survey,
                                                       const ResultView& view);

/// Lines of the summary in per cent; empty where nothing is asked outside the index.
[[nodiscard]] std::string outside_shares_text(const SurveyTables& survey, const ResultView& view);

} // namespace kozqaras
