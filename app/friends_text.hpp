#pragma once
// What `kozqaras friends` says: friends.csv of a run folder laid out as the report prints it, and
// the fit of the utilities.

#include <string>

#include "calibration/partner_fit.hpp"
#include "support/csv_table.hpp"

namespace kozqaras {

/// Table of mentions with the print beside, named shares, links; then what scenarios do. InputError
/// if columns are missing or the run holds no such answers.
[[nodiscard]] std::string friends_text(const CsvTable& table);

/// Numbers with errors, the table beside the print, and what the cells leave open.
[[nodiscard]] std::string partner_fit_text(const PartnerFit& fit);

} // namespace kozqaras
