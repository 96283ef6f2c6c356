#pragma once
// The record of a calibration under way: FOLDER.record beside the folder of results. It begins with
// what the calibration depends on. Each batch of simulations is appended when it is done; after an
// interruption or a kill, --resume replays what is there and goes on. A batch cut short by the kill
// is run again. Head and batches carry their SHA-256.

#include <filesystem>
#include <memory>

#include "calibration/setup.hpp"
#include "inference/checkpoint.hpp"
#include "model/inputs/input_data.hpp"
#include "support/run_identity.hpp"

namespace kozqaras {

/// All that the simulations depend on: program, inputs, set-up, further waves. Equal identities
/// give the same results to the last byte.
[[nodiscard]] RunIdentity calibration_identity(const CalibrationSetup& setup,
                                               const InputData& inputs);

class CalibrationRecord {
  public:
    enum class Mode { start, resume, replace };

    /// What a process does with the record.
    enum class Role { keeps, reads }; ///< reads: another process keeps it

    /// FileError if there is a record and `mode` is start, or none and it is resume, or it cannot
    /// be written. InputError if the record belongs to another calibration or was altered.
    CalibrationRecord(const std::filesystem::path& folder, const RunIdentity& identity, Mode mode,
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
