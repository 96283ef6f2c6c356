#include "output/hdf5_handle.hpp"

#include <utility>

namespace kozqaras {

Hdf5Handle::Hdf5Handle(Hdf5Handle&& other) noexcept
    : id_(std::exchange(other.id_, H5I_INVALID_HID)),
      closer_(std::exchange(other.closer_, nullptr)) {}

Hdf5Handle& Hdf5Handle::operator=(Hdf5Handle&& other) noexcept {
    if (this != &other) {
        close();
        id_ = std::exchange(other.id_, H5I_INVALID_HID);
        closer_ = std::exchange(other.closer_, nullptr);
    }
    return *this;
}

Hdf5Handle::~Hdf5Handle() {
    close();
}

herr_t Hdf5Handle::close() {
    if (id_ < 0 || closer_ == nullptr)
        return 0;
    const herr_t status = closer_(id_);
    id_ = H5I_INVALID_HID;
    return status;
}

QuietHdf5::QuietHdf5() {
    // All files are closed by then; a damaged one may have left something that HDF5 cannot clear.
    [[maybe_unused]] static const herr_t no_clearing_at_exit = H5dont_atexit();
    H5Eget_auto2(H5E_DEFAULT, &function_, &data_);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

QuietHdf5::~QuietHdf5() {
    H5Eset_auto2(H5E_DEFAULT, function_, data_);
}

std::string last_hdf5_error() {
    std::string message;
    const auto take_first = [](unsigned, const H5E_error2_t* error, void* target) -> herr_t {
        auto& text = *static_cast<std::string*>(target);
        if (text.empty() && error->desc != nullptr)
            text = error->desc;
        return 0;
    };
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, take_first, &message);
    return message.empty() ? "unknown HDF5 error" : message;
}

} // namespace kozqaras
