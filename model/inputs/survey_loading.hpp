#pragma once
// Parts of the survey loader. Internal to model/inputs.

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/inputs/loading.hpp"

namespace kozqaras {

/// Ids of the waves, in order of time; they live as long as `tables`.
[[nodiscard]] std::vector<std::string_view> wave_ids(const SurveyTables& tables);

inline constexpr std::array<std::string_view, 4> kInterviewModes{"face_to_face", "phone", "online",
                                                                 "mixed"};

/// Refuses an id that cannot stand in file names, columns and command lines. InputError with its
/// place.
void check_id(const CsvTable& table, std::size_t row, std::string_view column);

/// "age 18_34".
[[nodiscard]] std::string described(const Country& country, Factor factor, int group);

// In this order: each needs those before it.
void load_waves(const DataFolder& survey, SurveyTables& tables);
void load_samples(const DataFolder& survey, const Country& country, SurveyTables& tables);
void load_questions(const DataFolder& survey, const Country& country, SurveyTables& tables);
void load_methodologies(const DataFolder& survey, const Country& country, SurveyTables& tables);
void load_observations(const DataFolder& survey, const Country& country, SurveyTables& tables);
/// Of polls.csv, which may be missing. InputError: no adult answers the question, more than all
/// respondents, a poll in the week of another or of a wave.
void load_polls(const DataFolder& survey, SurveyTables& tables);

/// Refuses rows that say different things about the same number: nets and answers, indicators and
/// the nets they are means of, groups and the whole sample. InputError with all faults.
void check_agreement(const DataFolder& survey, const SurveyTables& tables);

} // namespace kozqaras
