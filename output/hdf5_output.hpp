#pragma once
// An HDF5 file that is being written. HDF5 cannot close a file whose last bytes the disk refuses,
// and crashes at the end of the program. So the disk never refuses it anything: the bytes go
// through a driver of our own, which drops them from the first failure on, and remembers that.

#include <filesystem>

#include "output/hdf5_handle.hpp"

namespace kozqaras {

/// Whole or not there: written under its unfinished name. Every failure is a FileError naming the
/// file, with the reason in the words of the system.
class Hdf5Output {
  public:
    /// Creates the file with these property lists; `access` may be H5P_DEFAULT, too.
    explicit Hdf5Output(const std::filesystem::path& path, hid_t creation = H5P_DEFAULT,
                        hid_t access = H5P_DEFAULT);
    Hdf5Output(const Hdf5Output&) = delete;
    Hdf5Output& operator=(const Hdf5Output&) = delete;
    /// Removes the unfinished file unless finish() was called.
    ~Hdf5Output();

    [[nodiscard]] hid_t id() const { return file_.id(); }

    /// Passes what an HDF5 function returned on. FileError if it is negative or the disk has
    /// failed.
    hid_t checked(hid_t status) const;

    /// Closes the file, which still has its unfinished name.
    void close();

    /// Closes the file if need be, flushes it to the disk and gives it its name.
    void finish();

  private:
    QuietHdf5 quiet_; // first, so that it outlives the handle
    std::filesystem::path path_;
    int disk_error_ = 0; ///< errno of the first failure; the driver writes it until the file closes
    Hdf5Handle driver_, file_;
};

} // namespace kozqaras
