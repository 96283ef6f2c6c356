#pragma once
// Simulated waves beside the published ones, number by number.

#include <optional>
#include <string>
#include <vector>

#include "model/engine/ensemble.hpp"
#include "observations/survey_error.hpp"

namespace kozqaras {

/// One published (or lost) number of a wave and what the model says in its place.
struct WaveRow {
    int wave = 0;
    std::string kind;                ///< "question" (a net), "indicator" or "other_methodology"
    std::string id;                  ///< question, or a code of Country::index_values
    std::string methodology;         ///< of an index
    bool counts = true;              ///< question: enters its indicator in that wave
    std::optional<double> published; ///< nothing: not printed, lost, or not asked
    std::optional<Status> status;
    std::optional<ErrorBounds> error; ///< of the published value, simple random sampling
    std::optional<Spread> model;      ///< sample as fielded, baseline; nothing if after the end
    /// Indicator: what a survey of that wave's size would have found in the model, sampling error
    /// (simple random sampling of respondents and answers) included.
    std::optional<Spread> drawn;
};

/// The indicators and the composite of all waves, like for like: only questions that counted in
/// that wave.
[[nodiscard]] std::vector<WaveRow> compare_indicators(const SurveyTables& survey,
                                                      const ResultView& view);

/// The printed indices by other methodologies than that of the results, and the model's: the mean
/// of the nets plus the offset of that methodology (indices.csv), whose error is not added.
[[nodiscard]] std::vector<WaveRow> compare_other_methodologies(const SurveyTables& survey,
                                                               const ResultView& view);

/// The nets of all questions of all waves.
[[nodiscard]] std::vector<WaveRow> compare_questions(const SurveyTables& survey,
                                                     const ResultView& view);

/// One printed share of a group.
struct BreakdownRow {
    Observation published;
    int respondents = 0;
    Spread model;              ///< of the group in the sample as fielded
    double standard_error = 0; ///< of the share, p(1-p) of the model, design effect kDesignEffect
    double z = 0;              ///< (published - model median) / standard error
};

/// Of the waves that the run has reached.
[[nodiscard]] std::vector<BreakdownRow> compare_breakdowns(const SurveyTables& survey,
                                                           const ResultView& view);

/// How well a set of breakdown shares is met.
struct BreakdownFit {
    std::size_t shares = 0;
    std::size_t derived = 0;   ///< of them: follow from printed numbers
    double mean_squared_z = 0; ///< about 1 if the model fits within sampling error
    std::size_t far_off = 0;   ///< shares with |z| > 2.7
};

[[nodiscard]] BreakdownFit breakdown_fit(const std::vector<BreakdownRow>& rows);

} // namespace kozqaras
