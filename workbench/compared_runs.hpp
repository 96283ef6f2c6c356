#pragma once
// Scenarios that share members, simulated now or read from run folders, and the groups by which
// they are compared.

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "model/engine/run.hpp"
#include "support/errors.hpp"
#include "workbench/paired_effect.hpp"

namespace kozqaras {

struct ComparedRuns {
    RunResult result;                 ///< the baseline first
    std::vector<double> group_adults; ///< persons by group
    SharedCountry country;
    std::vector<Question> questions;
    double scale = 0;
    std::uint64_t seed = 0, agents = 0;
    std::string parameters, note; ///< name of the posterior; what is data and what is prior
};

/// A run made now.
[[nodiscard]] ComparedRuns compared_runs(const RunPlan& plan, RunResult result);

/// The runs in `folders`, one baseline in front. InputError unless all have the very same baseline
/// (every number of it), because members are otherwise not the same and no difference is paired.
[[nodiscard]] ComparedRuns read_compared_runs(const std::vector<std::filesystem::path>& folders,
                                              const InputData& inputs);

/// By what a comparison is broken down.
enum class BreakdownKind : std::uint8_t {
    region,
    macro_region,
    age,
    wealth,
    ethnicity,
    language,
    settlement,
    education,
    question
};
inline constexpr std::array<std::string_view, 9> kBreakdownCodes{
    "region",   "macro_region", "age",       "wealth",  "ethnicity",
    "language", "settlement",   "education", "question"};

/// A group in a comparison: one reporting group, or several weighted by their adults.
struct ComparedGroup {
    std::string factor, code, label;           ///< "region", "KZ-10", "Abai"
    std::vector<std::pair<int, double>> parts; ///< reporting group and weight, sum 1
};

/// Everyone.
[[nodiscard]] ComparedGroup everyone();
/// The groups of `kind` in their order; none for questions.
[[nodiscard]] std::vector<ComparedGroup> groups_of(const ComparedRuns& runs, BreakdownKind kind);
/// The place called `name` (model/inputs/region_names.hpp): a region; a macro-region or a unit that
/// was split in 2022, weighted by adults. InputError at `origin` if there is none.
[[nodiscard]] ComparedGroup find_place(const ComparedRuns& runs, const std::string& name,
                                       const Position& origin);

/// One value per member at the expected change of the country, or per draw on `most_paths` paths of
/// it: index `value` (of Country::index_values) of `group`. An index is linear in its nets, so
/// that of several groups is the mean of theirs, weighted by adults.
[[nodiscard]] std::vector<double> index_values(const ComparedRuns& runs, std::size_t scenario,
                                               std::size_t week, const ComparedGroup& group,
                                               int value, std::size_t most_paths = 0);
/// One value per member: net of `question` of the sample as fielded.
[[nodiscard]] std::vector<double> question_values(const ComparedRuns& runs, std::size_t scenario,
                                                  std::size_t week, std::size_t question);
/// One value per member: standard deviation of `attitude` over adults, latent units.
[[nodiscard]] std::vector<double> spread_values(const ComparedRuns& runs, std::size_t scenario,
                                                std::size_t week, std::size_t attitude);

} // namespace kozqaras
