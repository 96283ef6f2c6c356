#pragma once
// Two populations, one country: a simulated wave as fielded, the same respondents weighted to the
// adults (poststratified), and the adults themselves, whom no survey sees. Question set of 2023 in
// all waves, so that the three are alike.

#include <optional>
#include <string>
#include <vector>

#include "model/engine/ensemble.hpp"

namespace kozqaras {

/// One index value of one wave of the baseline, over members. Respondents and answers are drawn.
struct SampleRow {
    int wave = 0;
    int value = 0; ///< of Country::index_values
    Spread as_fielded, poststratified, adults;
    Spread as_fielded_error, poststratified_error; ///< minus the adults, member by member
};

/// Five rows a wave; waves after the end of the run have none.
[[nodiscard]] std::vector<SampleRow> compare_samples(const SurveyTables& survey,
                                                     const ResultView& view);

/// sample_and_adults.csv. Columns: docs/formats/run.md.
[[nodiscard]] std::string sample_and_adults_csv(const RunPlan& plan, const RunResult& result);

} // namespace kozqaras
