#pragma once
// One page for a minister: the question, three sentences, one chart, one small table, one line of
// trust.

#include <string>
#include <vector>

#include "output/finished_run.hpp"
#include "output/page_names.hpp"
#include "output/track_record.hpp"

namespace kozqaras {

/// How much, how sure, on what it rests: what brief and report say of a scenario first.
struct ThreeSentences {
    std::string how_much, how_sure, rests_on;
};

/// Of a scenario; of the status quo if it is null.
[[nodiscard]] ThreeSentences three_sentences(const FinishedRun& run,
                                             const FinishedScenario* scenario,
                                             const PageWords& words, const PageNames& names);

/// Size of a chart, and the values it shows, points.
struct ChartBox {
    double low = 0, high = 1;
    int width = 720;
};

/// "With the changes" over time, with what no survey would see; a scenario that changes something.
[[nodiscard]] std::string difference_chart(const FinishedRun& run, const FinishedScenario& scenario,
                                           const ChartBox& box, const std::string& label,
                                           const PageWords& words);
/// The last reported day before a scenario differs from the status quo; its first if it never does.
[[nodiscard]] Date day_before_change(const FinishedScenario& scenario);

/// Least and greatest value that difference_chart() shows of a scenario.
[[nodiscard]] std::pair<double, double> difference_range(const FinishedRun& run,
                                                         const FinishedScenario& scenario);

/// The status quo over time with the surveys.
[[nodiscard]] std::string level_chart(const FinishedRun& run, const FinishedScenario* scenario,
                                      const ChartBox& box, const std::string& label,
                                      const PageWords& words);
/// Least and greatest value that level_chart() shows.
[[nodiscard]] std::pair<double, double> level_range(const FinishedRun& run,
                                                    const FinishedScenario* scenario);
/// What the signs of a chart mean.
[[nodiscard]] std::string difference_legend(const FinishedRun& run, const PageWords& words);
[[nodiscard]] std::string level_legend(const FinishedRun& run, bool scenario,
                                       const PageWords& words);

/// What became of earlier predictions, in one or two sentences.
[[nodiscard]] std::string trust_line(const TrackRecord& record, const PageWords& words);

/// A whole HTML page from its title and body: language, style, no request to anywhere.
[[nodiscard]] std::string whole_page(const std::string& title, const std::string& body,
                                     const PageWords& words);

/// The brief on `scenario`, beside it the others of the run; null: on the status quo.
[[nodiscard]] std::string brief_page(const FinishedRun& run, const FinishedScenario* scenario,
                                     const TrackRecord& record, const PageWords& words,
                                     const PageNames& names);

} // namespace kozqaras
