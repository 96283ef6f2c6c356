#pragma once
// Names changed one after the other, all or none.

#include <filesystem>
#include <utility>
#include <vector>

namespace kozqaras {

/// Gives `from` the name `to`, which must be free: never replaces anything, also where the file
/// system knows neither such renames nor hard links. FileError naming `to`.
void move_to_free_name(const std::filesystem::path& from, const std::filesystem::path& to);

/// Changes of names that can be taken back.
class Renames {
  public:
    /// move_to_free_name().
    void move(const std::filesystem::path& from, const std::filesystem::path& to);

    /// `left` and `right` exchange what they name: at once where the file system can, so that no
    /// moment is without either; else one after the other. FileError naming `right`.
    void exchange(const std::filesystem::path& left, const std::filesystem::path& right);

    /// Takes all back, the last first, as far as the disk lets it.
    void undo() noexcept;

  private:
    struct Change {
        std::filesystem::path from, to;
        bool exchanged;
    };

    std::vector<Change> changes_;
};

} // namespace kozqaras
