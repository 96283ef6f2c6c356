#pragma once
// What decides the results of commands that can be resumed, part by part, in the words of their
// options and files.

#include <filesystem>

#include "app/members.hpp"
#include "app/options.hpp"
#include "model/inputs/input_data.hpp"
#include "support/run_identity.hpp"

namespace kozqaras {

/// Program version and revision, and every table of the data folder.
[[nodiscard]] RunIdentity identity_of_program(const InputData& inputs);

/// --seed, --scale, --members, --posterior and what that holds.
void add_members(RunIdentity& identity, const SharedOptions& shared, const Members& members);

void add_switches(RunIdentity& identity, const Switches& switches);

/// The content of a file, by its name without folders. FileError if it cannot be read.
void add_file(RunIdentity& identity, const std::filesystem::path& file);

} // namespace kozqaras
