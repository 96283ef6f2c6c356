#pragma once
// Where results go, as the user named it, made out.

#include <filesystem>
#include <string_view>

namespace kozqaras {

/// The folder of the system's temporary files. FileError if TMPDIR names none.
[[nodiscard]] std::filesystem::path scratch_root();

/// A slash or dots at the end mean the folder itself, a link what it leads to.
class TargetPath {
  public:
    enum class Kind { folder, file };

    /// FileError if `typed` cannot be such a place: a file where a folder is needed or the reverse,
    /// a link to nothing, a name that is too long. Writes nothing.
    TargetPath(const std::filesystem::path& typed, Kind kind);

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    /// A device or a pipe: written to as it is.
    [[nodiscard]] bool is_device() const { return device_; }

    /// The file that goes with it: runs/x.record for ".record". Where nothing can be made beside a
    /// folder, because it is mounted there or the folder above is not writable, it lies in it.
    [[nodiscard]] std::filesystem::path beside(std::string_view ending) const;

    /// The same, hidden: runs/.x.lock.
    [[nodiscard]] std::filesystem::path hidden(std::string_view ending) const;

  private:
    std::filesystem::path path_;
    bool device_ = false, inside_ = false;
};

} // namespace kozqaras
