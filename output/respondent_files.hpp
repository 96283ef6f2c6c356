#pragma once
// A folder of synthetic respondents: who they are and what they answer, one row each. Files:
// docs/formats/respondents.md.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "model/engine/respondents.hpp"
#include "output/run_documentation.hpp"

namespace kozqaras {

inline constexpr std::string_view kRespondentsFolder = "respondents";

/// What stands in one column of respondents.csv.
struct RespondentColumn {
    std::string name, meaning;
    std::string values; ///< which there are, in words
    std::vector<std::string> cells;
};

/// Columns about the person and the interview, then one per question.
[[nodiscard]] std::vector<RespondentColumn>
respondent_columns(const RunPlan& plan, const std::vector<SyntheticSurvey>& surveys);

[[nodiscard]] std::string respondents_csv(const std::vector<RespondentColumn>& columns);

/// What each column holds: column, meaning, values.
[[nodiscard]] std::string codebook_csv(const std::vector<RespondentColumn>& columns);

/// The same respondents as HDF5 that is also netCDF-4: texts and numbers along `respondent`,
/// answers along `respondent` and `question`. FileError naming `path`.
void write_respondents_file(const std::filesystem::path& path, const RunPlan& plan,
                            const std::vector<SyntheticSurvey>& surveys,
                            const RunDocumentation& documentation);

/// Writes all files into `folder`. FileError naming the file.
void write_respondents(const std::filesystem::path& folder, const RunPlan& plan,
                       const std::vector<SyntheticSurvey>& surveys,
                       const RunDocumentation& documentation);

/// Names of the files, in order.
[[nodiscard]] std::vector<std::string> respondent_files();

} // namespace kozqaras
