#pragma once
// Library scenarios against the literature: paired differences to the baseline beside the interval
// that each file cites, and how far the changes of a scenario interact.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/engine/run.hpp"
#include "scenarios/scenario.hpp"
#include "workbench/paired_effect.hpp"

namespace kozqaras {

/// One [[expected]] table beside what the model says.
struct CheckedExpectation {
    std::string scenario, what; ///< id of the line; "composite, Abai"
    Date date{};
    PairedEffect effect;
    double expected_low = 0, expected_high = 0;
    bool within = false; ///< the mean lies in the interval
    std::string source, explained, parameter;
    std::optional<PublishedEffect> published;
    double deviation = 0;           ///< s.d. of the members; NaN of one member
    std::vector<double> of_members; ///< the effect of each

    /// The mean lies outside by no more than two standard errors of the simulation (of one member:
    /// by whatever), so that other members might put it inside.
    [[nodiscard]] bool undecided() const;

    /// Outside beyond what the simulation's error would do, and nothing explains it.
    [[nodiscard]] bool failed() const { return !within && !undecided() && explained.empty(); }

    /// Spread of the members in units of the published s.d. widened for transfer: 1 is as meant.
    [[nodiscard]] double spread_ratio() const;
    /// Standard errors of the simulation: of the mean, of the s.d. (as if normal).
    [[nodiscard]] double mean_error() const;
    [[nodiscard]] double deviation_error() const;
    /// The mean lies within one published s.d. of the published one.
    [[nodiscard]] bool mean_met() const;
    /// ... and the spread is 0.67 to 1.5 times the widened one.
    [[nodiscard]] bool met() const;
};

/// How many estimates are met; and how many a model without any effect would meet: by the mean
/// alone, for its spread of 0 meets none.
struct MatchingCounts {
    int estimates = 0, met = 0, mean_met = 0, zero_mean_met = 0;
};

[[nodiscard]] MatchingCounts count_matches(std::span<const CheckedExpectation> checked);

/// What the changes of one line do together and one by one.
struct Interaction {
    std::string scenario;
    int changes = 0;
    PairedEffect together, sum_alone, interaction; ///< interaction = together - sum alone
};

/// Every change of `changes` on its own, in the order of the file.
[[nodiscard]] std::vector<Changes> one_by_one(const Changes& changes);

/// Every expectation of `scenarios` against `result`, whose scenarios are called as resolve() calls
/// them. BugError if a line was not run.
[[nodiscard]] std::vector<CheckedExpectation>
check_expectations(const std::vector<Scenario>& scenarios, const Country& country,
                   const RunResult& result);

/// Composite index of all adults in the last reported week; lines `alone` were run one by one.
[[nodiscard]] Interaction measure_interaction(const RunResult& result, std::size_t together,
                                              std::span<const std::size_t> alone);

/// "within", "outside", "outside (explained)"; "undecided" where more members could put it inside.
[[nodiscard]] std::string_view describe_status(const CheckedExpectation& checked);

[[nodiscard]] std::string expectations_text(const std::vector<CheckedExpectation>& checked);
[[nodiscard]] std::string expectations_json(const std::vector<CheckedExpectation>& checked,
                                            const std::vector<Interaction>& interactions,
                                            const std::string& parameters);
/// A page of docs (docs/scenarios.md).
[[nodiscard]] std::string expectations_markdown(const std::vector<Scenario>& scenarios,
                                                const std::vector<CheckedExpectation>& checked,
                                                std::string_view how_run);
[[nodiscard]] std::string interactions_text(const std::vector<Interaction>& interactions);

} // namespace kozqaras
