#pragma once
// The record of a calibration under way: FOLDER.record beside the folder of results. Each batch of
// simulations is appended when it is done; after an interruption or a kill, --resume replays what
// is there and goes on. A batch cut short by the kill is run again.

#include <filesystem>
#include <memory>
#include <string>

#include "calibration/setup.hpp"
#include "inference/checkpoint.hpp"
#include "model/inputs/input_data.hpp"

namespace kozqaras {

/// Hash of all that the simulations depend on: program, inputs, set-up, further waves. Equal
/// identities give the same results to the last byte.
[[nodiscard]] std::string calibration_identity(const CalibrationSetup& setup,
                                               const InputData& inputs);

class CalibrationRecord {
  public:
    enum class Mode { start, resume, replace };

    /// What a process does with the record.
    enum class Role { keeps, reads }; ///< reads: another process keeps it

    /// FileError if there is a record and `mode` is start, or none and it is resume, or it cannot
    /// be written. InputError if the record belongs to another calibration.
    CalibrationRecord(const std::filesystem::path& folder, const std::string& identity, Mode mode,
                      Role role = Role::keeps);

    [[nodiscard]] inference::Checkpoint& checkpoint() { return *checkpoint_; }

    [[nodiscard]] const std::filesystem::path& file() const { return file_; }

    /// The results are written: the record is no longer needed.
    void remove() const;

  private:
    std::filesystem::path file_;
    std::unique_ptr<inference::Checkpoint> checkpoint_;
};

} // namespace kozqaras
