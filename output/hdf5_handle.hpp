#pragma once
// Ownership of HDF5 identifiers, and HDF5's error stack turned into FileError.

#include <string>
#include <string_view>

#include <hdf5.h>

namespace kozqaras {

/// Owns one HDF5 identifier; closes it when it goes.
class Hdf5Handle {
  public:
    using Closer = herr_t (*)(hid_t);

    Hdf5Handle() = default;

    Hdf5Handle(hid_t id, Closer closer) : id_(id), closer_(closer) {}

    Hdf5Handle(const Hdf5Handle&) = delete;
    Hdf5Handle& operator=(const Hdf5Handle&) = delete;
    Hdf5Handle(Hdf5Handle&& other) noexcept;
    Hdf5Handle& operator=(Hdf5Handle&& other) noexcept;
    ~Hdf5Handle();

    [[nodiscard]] hid_t id() const { return id_; }

    /// Closes now; negative if HDF5 could not (a full disk may show only here).
    herr_t close();

  private:
    hid_t id_ = H5I_INVALID_HID;
    Closer closer_ = nullptr;
};

/// Keeps HDF5 from printing its errors to the terminal while it lives, and from clearing up at the
/// end of the program, where it may fail. To be made before any other call of HDF5.
class QuietHdf5 {
  public:
    QuietHdf5();
    QuietHdf5(const QuietHdf5&) = delete;
    QuietHdf5& operator=(const QuietHdf5&) = delete;
    ~QuietHdf5();

  private:
    H5E_auto2_t function_ = nullptr;
    void* data_ = nullptr;
};

/// The innermost message of HDF5's error stack.
[[nodiscard]] std::string last_hdf5_error();

} // namespace kozqaras
