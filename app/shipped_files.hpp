#pragma once
// Scenarios, set-ups and posteriors that ship with the program, under the names they have in the
// source tree, so that the commands of the documents work in any folder.

#include "app/options.hpp"

namespace kozqaras {

/// Each relative path of `line` below scenarios/ or calibration/ that does not exist in the working
/// folder, but beside the inputs of the session, becomes that path; a remark says so, unless quiet.
void find_shipped_files(CommandLine& line);

} // namespace kozqaras
