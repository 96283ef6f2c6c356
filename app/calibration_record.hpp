#pragma once
// The record of a calibration under way: FOLDER.record beside the folder of results. It begins with
// what the calibration depends on. Each batch of simulations is appended when it is done; after an
// interruption or a kill, --resume replays what is there and goes on. A batch cut short by the kill
// is run again. Head and batches carry their SHA-256.

#include <filesystem>
#include <functional>
#include <memory>

#include "calibration/setup.hpp"
#include "inference/checkpoint.hpp"
#include "model/inputs/input_data.hpp"
#include "support/output_folder.hpp"
#include "support/run_identity.hpp"
#include "support/target_path.hpp"

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

    /// FileError if there is a record of finished work and `mode` is start, or none and it is
    /// resume, or a file that is no record, or it cannot be written. InputError if the record
    /// belongs to another calibration or was altered.
    CalibrationRecord(const TargetPath& target, const RunIdentity& identity, Mode mode,
                      Role role = Role::keeps);

    [[nodiscard]] inference::Checkpoint& checkpoint() { return *checkpoint_; }

    [[nodiscard]] const std::filesystem::path& file() const { return file_; }

    /// Writes the results; then the record is no longer needed and goes. If they cannot be written
    /// it stays, and a remark says how to go on.
    void write_results(const OutputFolder& output,
                       const std::function<void(const std::filesystem::path&)>& fill) const;

  private:
    std::filesystem::path file_;
    std::unique_ptr<inference::Checkpoint> checkpoint_;
};

} // namespace kozqaras
