#pragma once
// A file of results: made out, checked and held before the work, written beside, named when whole.

#include <filesystem>
#include <optional>
#include <span>
#include <string_view>

#include "support/target_claim.hpp"
#include "support/target_path.hpp"

namespace kozqaras {

class OutputFile {
  public:
    /// FileError if `target` cannot be written, or if it exists and is not to be replaced, or is
    /// write-protected (as forecasts on record are). A device always exists and is written to as it
    /// is.
    OutputFile(const TargetPath& target, bool replace);

    /// Without leave to replace, a file that has come in the meantime stays. FileError: then an
    /// older file is as it was, and if only the last step failed, the error says where the new is.
    void write(std::string_view text) const;

  private:
    TargetPath target_;
    bool replace_;
    std::optional<TargetClaim> claim_; ///< none of a device
};

/// FileError if `output` is one of the files `inputs` that the same command reads.
void refuse_to_replace_inputs(const std::filesystem::path& output,
                              std::span<const std::filesystem::path> inputs);

/// The file of an option -o, held; nothing if it is empty or the run is dry.
[[nodiscard]] std::optional<OutputFile> output_file_of(const std::filesystem::path& typed,
                                                       bool replace, bool dry_run);

} // namespace kozqaras
