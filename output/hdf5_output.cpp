#include "output/hdf5_output.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "support/errors.hpp"
#include "support/file_descriptor.hpp"
#include "support/safe_file.hpp"

namespace kozqaras {

namespace {

// ---- the driver: HDF5 calls these; none of them fails once the file is open --------------------

struct DriverSettings {
    int* disk_error;
};

struct DriverFile {
    H5FD_t base{}; // first: HDF5 knows the file by its address
    FileDescriptor file;
    int* disk_error = nullptr;
    haddr_t allocated = 0, written = 0; ///< bytes
};

DriverFile& own(H5FD_t* file) {
    return *reinterpret_cast<DriverFile*>(file);
}

const DriverFile& own(const H5FD_t* file) {
    return *reinterpret_cast<const DriverFile*>(file);
}

H5FD_t* open_file(const char* name, unsigned, hid_t access, haddr_t) {
    const auto* settings = static_cast<const DriverSettings*>(H5Pget_driver_info(access));
    constexpr mode_t kAnybody = 0666; // less what the user's mask takes away
    auto opened = std::make_unique<DriverFile>();
    opened->file = FileDescriptor(::open(name, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, kAnybody));
    opened->disk_error = settings->disk_error;
    if (!opened->file.open()) {
        *settings->disk_error = errno;
        return nullptr;
    }
    return &opened.release()->base;
}

herr_t close_file(H5FD_t* file) {
    const std::unique_ptr<DriverFile> closing(&own(file));
    if (!closing->file.close() && *closing->disk_error == 0)
        *closing->disk_error = errno;
    return 0;
}

herr_t write_bytes(H5FD_t* base, H5FD_mem_t, hid_t, haddr_t at, std::size_t size,
                   const void* buffer) {
    auto& file = own(base);
    file.written = std::max(file.written, at + size);
    const auto* bytes = static_cast<const char*>(buffer);
    while (size > 0 && *file.disk_error == 0) {
        const ssize_t count = ::pwrite(file.file.number(), bytes, size, static_cast<off_t>(at));
        if (count > 0) {
            bytes += count;
            at += static_cast<haddr_t>(count);
            size -= static_cast<std::size_t>(count);
        } else if (errno != EINTR)
            *file.disk_error = errno;
    }
    return 0;
}

/// What the disk did not take is read as zeros.
herr_t read_bytes(H5FD_t* base, H5FD_mem_t, hid_t, haddr_t at, std::size_t size, void* buffer) {
    auto& file = own(base);
    auto* bytes = static_cast<char*>(buffer);
    while (size > 0) {
        const ssize_t count = ::pread(file.file.number(), bytes, size, static_cast<off_t>(at));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 && *file.disk_error == 0)
            *file.disk_error = errno;
        if (count <= 0)
            break;
        bytes += count;
        at += static_cast<haddr_t>(count);
        size -= static_cast<std::size_t>(count);
    }
    std::memset(bytes, 0, size);
    return 0;
}

herr_t cut_to_allocated(H5FD_t* base, hid_t, hbool_t) {
    auto& file = own(base);
    if (*file.disk_error == 0 &&
        ::ftruncate(file.file.number(), static_cast<off_t>(file.allocated)) != 0)
        *file.disk_error = errno;
    file.written = file.allocated;
    return 0;
}

/// As HDF5's own driver for such files, so that the bytes are the same.
herr_t features(const H5FD_t*, unsigned long* flags) {
    *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_DATA_SIEVE |
             H5FD_FEAT_AGGREGATE_SMALLDATA | H5FD_FEAT_DEFAULT_VFD_COMPATIBLE;
    return 0;
}

H5FD_class_t driver_class() {
    H5FD_class_t driver{};
    driver.name = "kozqaras";
    driver.maxaddr = (haddr_t{1} << (8 * sizeof(off_t) - 1)) - 1;
    driver.fc_degree = H5F_CLOSE_STRONG; // nothing of it is open after H5Fclose
    driver.fapl_size = sizeof(DriverSettings);
    driver.open = open_file;
    driver.close = close_file;
    driver.query = features;
    driver.get_eoa = [](const H5FD_t* file, H5FD_mem_t) { return own(file).allocated; };
    driver.set_eoa = [](H5FD_t* file, H5FD_mem_t, haddr_t end) {
        own(file).allocated = end;
        return herr_t{0};
    };
    driver.get_eof = [](const H5FD_t* file, H5FD_mem_t) { return own(file).written; };
    driver.read = read_bytes;
    driver.write = write_bytes;
    driver.truncate = cut_to_allocated;
    constexpr H5FD_mem_t kSpace[H5FD_MEM_NTYPES] = H5FD_FLMAP_DICHOTOMY;
    std::copy(std::begin(kSpace), std::end(kSpace), std::begin(driver.fl_map));
    return driver;
}

Hdf5Handle registered_driver() {
    const H5FD_class_t driver = driver_class();
    return {H5FDregister(&driver), H5FDunregister};
}

Hdf5Handle access_through(const Hdf5Handle& driver, hid_t given, int* disk_error) {
    Hdf5Handle access(given == H5P_DEFAULT ? H5Pcreate(H5P_FILE_ACCESS) : H5Pcopy(given), H5Pclose);
    const DriverSettings settings{disk_error};
    H5Pset_driver(access.id(), driver.id(), &settings);
    return access;
}

} // namespace

Hdf5Output::Hdf5Output(const std::filesystem::path& path, hid_t creation, hid_t access)
    : path_(path), driver_(registered_driver()) {
    const auto through_driver = access_through(driver_, access, &disk_error_);
    file_ = {H5Fcreate(unfinished_name(path).c_str(), H5F_ACC_TRUNC, creation, through_driver.id()),
             H5Fclose};
    checked(file_.id());
}

Hdf5Output::~Hdf5Output() {
    file_.close();
    std::error_code ignored;
    std::filesystem::remove(unfinished_name(path_), ignored); // there is none after finish()
}

hid_t Hdf5Output::checked(hid_t status) const {
    if (disk_error_ != 0)
        throw FileError(path_.string(),
                        fmt::format("cannot be written: {}", system_words(disk_error_)));
    if (status < 0)
        throw FileError(path_.string(), fmt::format("cannot be written: {}", last_hdf5_error()));
    return status;
}

void Hdf5Output::close() {
    if (file_.id() < 0)
        return;
    checked(H5Fflush(file_.id(), H5F_SCOPE_GLOBAL));
    checked(file_.close());
}

void Hdf5Output::finish() {
    close();
    rename_finished(path_);
}

} // namespace kozqaras
