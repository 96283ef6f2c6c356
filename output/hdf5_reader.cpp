#include "output/hdf5_reader.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <functional>
#include <numeric>

#include <fmt/format.h>

#include "support/errors.hpp"
#include "support/safe_file.hpp"
#include "support/utf8.hpp"

namespace kozqaras {

namespace {

/// Deflate makes of one byte no more than 1032; the rest is for the ends of chunks.
constexpr std::size_t kMostFromOneByte = 1100;

std::size_t product(const Hdf5Reader::Shape& shape) {
    return std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies{});
}

/// Locks of other programs are for their writing; whether they have changed the file, its hash
/// tells.
Hdf5Handle opened(const std::string& name) {
    const Hdf5Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    H5Pset_file_locking(access.id(), false, true);
    return {H5Fopen(name.c_str(), H5F_ACC_RDONLY, access.id()), H5Fclose};
}

/// FileError in the system's words: those of HDF5 are of no help.
void require_readable(const std::filesystem::path& path) {
    errno = 0;
    if (!std::ifstream(path))
        throw FileError(path.string(), fmt::format("cannot be opened: {}", system_words(errno)));
}

} // namespace

Hdf5Reader::Hdf5Reader(const std::filesystem::path& path) : name_(path.string()) {
    require_readable(path);
    file_ = opened(name_);
    if (file_.id() < 0)
        refuse("it is no HDF5 file");
}

void Hdf5Reader::refuse(std::string_view fault) const {
    throw InputError({name_}, fmt::format("is no whole run of this version of kozqaras: {}. Run "
                                          "it again",
                                          fault));
}

bool Hdf5Reader::holds(const std::string& name) const {
    return H5Lexists(file_.id(), name.c_str(), H5P_DEFAULT) > 0;
}

Hdf5Handle Hdf5Reader::open(const std::string& name) const {
    Hdf5Handle dataset(H5Dopen2(file_.id(), name.c_str(), H5P_DEFAULT), H5Dclose);
    if (dataset.id() < 0)
        refuse(fmt::format("'{}' is missing", name));
    return dataset;
}

Hdf5Reader::Shape Hdf5Reader::shape_of(const Hdf5Handle& dataset, const std::string& name) const {
    constexpr int kMostDimensions = 8;
    const Hdf5Handle space(H5Dget_space(dataset.id()), H5Sclose);
    const int rank = H5Sget_simple_extent_ndims(space.id());
    if (H5Sget_simple_extent_type(space.id()) != H5S_SIMPLE || rank < 1 || rank > kMostDimensions)
        refuse(fmt::format("'{}' has another number of dimensions", name));
    std::vector<hsize_t> extent(static_cast<std::size_t>(rank));
    H5Sget_simple_extent_dims(space.id(), extent.data(), nullptr);
    return {extent.begin(), extent.end()};
}

std::size_t Hdf5Reader::length(const std::string& name) const {
    const auto shape = shape_of(open(name), name);
    if (shape.size() != 1)
        refuse(fmt::format("'{}' has another number of dimensions", name));
    return shape.front();
}

Hdf5Handle Hdf5Reader::checked(const std::string& name, hid_t type, std::size_t bytes,
                               const Shape& shape) const {
    Hdf5Handle dataset = open(name);
    if (shape_of(dataset, name) != shape)
        refuse(fmt::format("'{}' has another shape", name));
    const Hdf5Handle stored(H5Dget_type(dataset.id()), H5Tclose);
    const bool same =
        type == H5T_C_S1 ? H5Tis_variable_str(stored.id()) > 0 : H5Tequal(stored.id(), type) > 0;
    if (!same)
        refuse(fmt::format("'{}' is of another type", name));
    // Shapes are asked for by whoever believes the file, so they may be as large as it says.
    const auto most = H5Dget_storage_size(dataset.id()) * kMostFromOneByte / bytes;
    std::size_t values = 1;
    for (const std::size_t extent : shape) {
        if (extent != 0 && values > most / extent)
            refuse(fmt::format("'{}' is not in the file", name));
        values *= extent;
    }
    return dataset;
}

template <class Number>
std::vector<Number> Hdf5Reader::numbers(const std::string& name, hid_t type,
                                        const Shape& shape) const {
    const Hdf5Handle dataset = checked(name, type, sizeof(Number), shape);
    std::vector<Number> values(product(shape));
    if (H5Dread(dataset.id(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0)
        refuse(fmt::format("'{}' cannot be read", name));
    return values;
}

std::vector<float> Hdf5Reader::floats(const std::string& name, const Shape& shape) const {
    return numbers<float>(name, H5T_NATIVE_FLOAT, shape);
}

std::vector<double> Hdf5Reader::doubles(const std::string& name, const Shape& shape) const {
    return numbers<double>(name, H5T_NATIVE_DOUBLE, shape);
}

std::vector<int> Hdf5Reader::whole_numbers(const std::string& name, const Shape& shape) const {
    return numbers<int>(name, H5T_NATIVE_INT, shape);
}

void Hdf5Reader::require_floats(const std::string& name, const Shape& shape) const {
    (void)checked(name, H5T_NATIVE_FLOAT, sizeof(float), shape);
}

std::vector<std::string> Hdf5Reader::texts(const std::string& name, std::size_t length) const {
    const Hdf5Handle dataset = checked(name, H5T_C_S1, sizeof(char*), {length});
    const Hdf5Handle type(H5Dget_type(dataset.id()), H5Tclose);
    const Hdf5Handle space(H5Dget_space(dataset.id()), H5Sclose);
    std::vector<char*> pointers(length, nullptr);
    const bool read =
        H5Dread(dataset.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()) >= 0;
    std::vector<std::string> values;
    for (const char* pointer : pointers)
        if (pointer != nullptr)
            values.emplace_back(pointer);
    H5Dvlen_reclaim(type.id(), space.id(), H5P_DEFAULT, pointers.data());
    if (!read || values.size() != length || !std::ranges::all_of(values, is_utf8))
        refuse(fmt::format("'{}' holds no texts", name));
    return values;
}

Hdf5Handle Hdf5Reader::scalar_attribute(const std::string& name) const {
    Hdf5Handle attribute(H5Aopen(file_.id(), name.c_str(), H5P_DEFAULT), H5Aclose);
    if (attribute.id() < 0)
        refuse(fmt::format("the attribute '{}' is missing", name));
    const Hdf5Handle space(H5Aget_space(attribute.id()), H5Sclose);
    if (H5Sget_simple_extent_npoints(space.id()) != 1)
        refuse(fmt::format("the attribute '{}' is not one value", name));
    return attribute;
}

template <class Number> Number Hdf5Reader::attribute(const std::string& name, hid_t type) const {
    const Hdf5Handle attribute = scalar_attribute(name);
    const Hdf5Handle stored(H5Aget_type(attribute.id()), H5Tclose);
    Number value{};
    if (H5Tequal(stored.id(), type) <= 0 || H5Aread(attribute.id(), type, &value) < 0)
        refuse(fmt::format("the attribute '{}' is of another type", name));
    return value;
}

double Hdf5Reader::number_attribute(const std::string& name) const {
    return attribute<double>(name, H5T_NATIVE_DOUBLE);
}

std::uint64_t Hdf5Reader::count_attribute(const std::string& name) const {
    return attribute<std::uint64_t>(name, H5T_NATIVE_UINT64);
}

std::string Hdf5Reader::text_attribute(const std::string& name) const {
    const Hdf5Handle attribute = scalar_attribute(name);
    const Hdf5Handle type(H5Aget_type(attribute.id()), H5Tclose);
    char* pointer = nullptr;
    if (H5Tis_variable_str(type.id()) <= 0 ||
        H5Aread(attribute.id(), type.id(), static_cast<void*>(&pointer)) < 0 || pointer == nullptr)
        refuse(fmt::format("the attribute '{}' is no text", name));
    std::string text(pointer);
    H5free_memory(pointer);
    return text;
}

} // namespace kozqaras
