#pragma once
// A target held before the work begins, so that nothing is found out when hours are over.

#include <filesystem>
#include <string_view>
#include <vector>

#include "support/errors.hpp"
#include "support/file_descriptor.hpp"
#include "support/target_path.hpp"

namespace kozqaras {

/// Folders made for a target; those still empty go with this object.
class MadeFolders {
  public:
    /// Makes `folder` and those above it. FileError naming `target` if one cannot be made.
    MadeFolders(const std::filesystem::path& folder, const std::filesystem::path& target);
    MadeFolders(const MadeFolders&) = delete;
    MadeFolders& operator=(const MadeFolders&) = delete;
    ~MadeFolders();

  private:
    void remove_empty();

    std::vector<std::filesystem::path> made_; ///< the uppermost first
};

/// A file that says who writes there, locked: it goes with this object, and the system forgets the
/// lock with the process.
class TargetLock {
  public:
    /// FileError naming `target` if another process holds it or the file cannot be written.
    TargetLock(std::filesystem::path file, const std::filesystem::path& target);
    TargetLock(const TargetLock&) = delete;
    TargetLock& operator=(const TargetLock&) = delete;
    ~TargetLock();

    /// False where the file system knows no locks.
    [[nodiscard]] bool held() const { return held_; }

  private:
    std::filesystem::path path_;
    FileDescriptor file_;
    bool held_ = false;
};

/// Makes the folders above a target, locks it, tries whether files can be made there, and removes
/// what processes that were killed left unfinished beside it. FileError saying why it cannot.
class TargetClaim {
  public:
    explicit TargetClaim(const TargetPath& target);

    /// Where this process writes until all is whole: a hidden name beside the target.
    [[nodiscard]] std::filesystem::path staging() const;

    /// Gives finished results that could not be put in their place a name that is seen, if it can;
    /// returns the error that says where they lie.
    [[nodiscard]] FileError not_in_place(const std::filesystem::path& finished,
                                         const FileError& reason) const;

  private:
    TargetPath target_;
    MadeFolders above_;
    TargetLock lock_;
};

} // namespace kozqaras
