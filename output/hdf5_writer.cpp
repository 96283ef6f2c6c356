#include "output/hdf5_writer.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <system_error>

#include <fmt/format.h>
#include <hdf5_hl.h>

#include "output/hdf5_chunks.hpp"
#include "support/errors.hpp"
#include "support/safe_file.hpp"

namespace kozqaras {

namespace {

constexpr hsize_t kChunkBytes = 512 * 1024; // of uncompressed values, at most about this
constexpr unsigned kDeflateLevel = 4;
/// From here on an array is worth the trouble of compressing it on all cores.
constexpr hsize_t kLongArrayBytes = 8 * kChunkBytes;

/// From the last axis upwards, as much as fits into one chunk.
std::vector<hsize_t> chunk_shape(const std::vector<hsize_t>& shape, std::size_t value_bytes) {
    std::vector<hsize_t> chunk(shape.size(), 1);
    hsize_t bytes = value_bytes;
    for (std::size_t axis = shape.size(); axis-- > 0;) {
        chunk[axis] = std::clamp<hsize_t>(kChunkBytes / bytes, 1, shape[axis]);
        bytes *= chunk[axis];
        if (chunk[axis] < shape[axis])
            break;
    }
    return chunk;
}

std::vector<const char*> pointers_to(std::span<const std::string> texts) {
    std::vector<const char*> pointers;
    for (const std::string& text : texts)
        pointers.push_back(text.c_str());
    return pointers;
}

} // namespace

namespace {

Hdf5Handle creation_in_order() {
    Hdf5Handle creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose);
    const unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
    H5Pset_link_creation_order(creation.id(), order);
    H5Pset_attr_creation_order(creation.id(), order);
    H5Pset_obj_track_times(creation.id(), false);
    return creation;
}

Hdf5Handle access_by_version() {
    Hdf5Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    H5Pset_libver_bounds(access.id(), H5F_LIBVER_V18, H5F_LIBVER_V18);
    return access;
}

} // namespace

Hdf5Writer::Hdf5Writer(const std::filesystem::path& path)
    : file_(path, creation_in_order().id(), access_by_version().id()) {
    text_type_ = {checked(H5Tcopy(H5T_C_S1)), H5Tclose};
    checked(H5Tset_size(text_type_.id(), H5T_VARIABLE));
    checked(H5Tset_cset(text_type_.id(), H5T_CSET_UTF8));
}

void Hdf5Writer::finish() {
    for (auto& [name, dimension] : dimensions_)
        checked(dimension.scale.close());
    file_.finish();
}

// ---- attributes
// ----------------------------------------------------------------------------------

void Hdf5Writer::text_attribute(hid_t object, std::string_view name,
                                const std::string& text) const {
    const Hdf5Handle space(checked(H5Screate(H5S_SCALAR)), H5Sclose);
    const Hdf5Handle attribute(
        checked(H5Acreate2(object, std::string(name).c_str(), text_type_.id(), space.id(),
                           H5P_DEFAULT, H5P_DEFAULT)),
        H5Aclose);
    // A text of variable length lies in the file's heap: no limit of 64 KiB.
    const char* pointer = text.c_str();
    checked(H5Awrite(attribute.id(), text_type_.id(), &pointer));
}

void Hdf5Writer::global_attribute(std::string_view name, const std::string& text) {
    text_attribute(file_.id(), name, text);
}

void Hdf5Writer::global_attribute(std::string_view name, double value) {
    checked(H5LTset_attribute_double(file_.id(), "/", std::string(name).c_str(), &value, 1));
}

void Hdf5Writer::global_attribute(std::string_view name, std::uint64_t value) {
    const unsigned long number = value;
    checked(H5LTset_attribute_ulong(file_.id(), "/", std::string(name).c_str(), &number, 1));
}

void Hdf5Writer::add_info(hid_t dataset, const VariableInfo& info) const {
    text_attribute(dataset, "long_name", info.long_name);
    if (!info.units.empty())
        text_attribute(dataset, "units", info.units);
    for (const auto& [name, text] : info.more)
        text_attribute(dataset, name, text);
    // h5dump -H shows comments, but no values of attributes.
    const auto comment =
        info.units.empty() ? info.long_name : fmt::format("{} [{}]", info.long_name, info.units);
    checked(H5Oset_comment(dataset, comment.c_str()));
}

// ---- dimensions and labels
// -----------------------------------------------------------------------

namespace {

Hdf5Handle tracked_dataset_properties() {
    Hdf5Handle properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
    H5Pset_attr_creation_order(properties.id(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
    H5Pset_obj_track_times(properties.id(), false);
    return properties;
}

} // namespace

Hdf5Handle Hdf5Writer::one_dimensional(const VariableInfo& info, hid_t type, hsize_t length,
                                       const void* values) const {
    const Hdf5Handle space(checked(H5Screate_simple(1, &length, nullptr)), H5Sclose);
    return written(info, type, space, tracked_dataset_properties(), values);
}

Hdf5Handle Hdf5Writer::written(const VariableInfo& info, hid_t type, const Hdf5Handle& space,
                               const Hdf5Handle& properties, const void* values) const {
    Hdf5Handle dataset = created(info, type, space, properties);
    checked(H5Dwrite(dataset.id(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values));
    add_info(dataset.id(), info);
    return dataset;
}

Hdf5Handle Hdf5Writer::created(const VariableInfo& info, hid_t type, const Hdf5Handle& space,
                               const Hdf5Handle& properties) const {
    return {checked(H5Dcreate2(file_.id(), info.name.c_str(), type, space.id(), H5P_DEFAULT,
                               properties.id(), H5P_DEFAULT)),
            H5Dclose};
}

void Hdf5Writer::keep_as_dimension(const VariableInfo& info, Hdf5Handle dataset, hsize_t length) {
    checked(H5DSset_scale(dataset.id(), info.name.c_str()));
    dimensions_[info.name] = {std::move(dataset), length};
}

void Hdf5Writer::dimension(const VariableInfo& info, std::span<const double> values) {
    keep_as_dimension(info, one_dimensional(info, H5T_NATIVE_DOUBLE, values.size(), values.data()),
                      values.size());
}

void Hdf5Writer::dimension(const VariableInfo& info, std::span<const int> values) {
    keep_as_dimension(info, one_dimensional(info, H5T_NATIVE_INT, values.size(), values.data()),
                      values.size());
}

void Hdf5Writer::dimension(const VariableInfo& info, std::span<const std::string> values) {
    const auto pointers = pointers_to(values);
    keep_as_dimension(info, one_dimensional(info, text_type_.id(), values.size(), pointers.data()),
                      values.size());
}

void Hdf5Writer::bare_dimension(const std::string& name, std::size_t length) {
    // NetCDF-4 knows such a dimension by this name of its scale; the dataset never gets storage.
    const std::string scale_name =
        fmt::format("This is a netCDF dimension but not a netCDF variable.{:10}", length);
    const hsize_t size = length;
    const Hdf5Handle space(checked(H5Screate_simple(1, &size, nullptr)), H5Sclose);
    const Hdf5Handle properties = tracked_dataset_properties();
    checked(H5Pset_fill_time(properties.id(), H5D_FILL_TIME_NEVER));
    Hdf5Handle dataset(checked(H5Dcreate2(file_.id(), name.c_str(), H5T_IEEE_F32BE, space.id(),
                                          H5P_DEFAULT, properties.id(), H5P_DEFAULT)),
                       H5Dclose);
    checked(H5DSset_scale(dataset.id(), scale_name.c_str()));
    dimensions_[name] = {std::move(dataset), size};
}

void Hdf5Writer::labels(const VariableInfo& info, const std::string& along,
                        std::span<const std::string> values) {
    require(values.size() == dimensions_.at(along).length, "labels of another length");
    const auto pointers = pointers_to(values);
    const Hdf5Handle dataset =
        one_dimensional(info, text_type_.id(), values.size(), pointers.data());
    attach_scales(dataset.id(), {along});
}

void Hdf5Writer::attach_scales(hid_t dataset, const std::vector<std::string>& dimensions) const {
    for (unsigned axis = 0; axis < dimensions.size(); ++axis)
        checked(H5DSattach_scale(dataset, dimensions_.at(dimensions[axis]).scale.id(), axis));
}

// ---- variables
// -----------------------------------------------------------------------------------

Hdf5Handle Hdf5Writer::creation_properties(const std::vector<hsize_t>& shape,
                                           std::size_t value_bytes) const {
    Hdf5Handle properties = tracked_dataset_properties();
    const auto chunk = chunk_shape(shape, value_bytes);
    checked(H5Pset_chunk(properties.id(), static_cast<int>(chunk.size()), chunk.data()));
    checked(H5Pset_shuffle(properties.id()));
    checked(H5Pset_deflate(properties.id(), kDeflateLevel));
    return properties;
}

void Hdf5Writer::fill_attribute(hid_t dataset, hid_t type, const void* missing) const {
    const hsize_t one = 1;
    const Hdf5Handle single(checked(H5Screate_simple(1, &one, nullptr)), H5Sclose);
    const Hdf5Handle fill(
        checked(H5Acreate2(dataset, "_FillValue", type, single.id(), H5P_DEFAULT, H5P_DEFAULT)),
        H5Aclose);
    checked(H5Awrite(fill.id(), type, missing));
}

void Hdf5Writer::numbers(const VariableInfo& info, const std::vector<std::string>& dimensions,
                         hid_t type, std::size_t value_bytes, const void* missing,
                         const void* values, std::size_t count) {
    std::vector<hsize_t> shape;
    std::size_t expected = 1;
    for (const std::string& name : dimensions) {
        shape.push_back(dimensions_.at(name).length);
        expected *= shape.back();
    }
    require(count == expected && count > 0, "a variable of another size than its dimensions");
    const Hdf5Handle properties = creation_properties(shape, value_bytes);
    if (missing)
        checked(H5Pset_fill_value(properties.id(), type, missing));
    const Hdf5Handle space(
        checked(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr)), H5Sclose);
    Hdf5Handle dataset = created(info, type, space, properties);
    write_numbers(dataset.id(), type, value_bytes, shape, values);
    add_info(dataset.id(), info);
    if (missing)
        fill_attribute(dataset.id(), type, missing);
    attach_scales(dataset.id(), dimensions);
    checked(dataset.close());
}

void Hdf5Writer::write_numbers(hid_t dataset, hid_t type, std::size_t value_bytes,
                               const std::vector<hsize_t>& shape, const void* values) const {
    const std::size_t length =
        std::accumulate(shape.begin(), shape.end(), value_bytes, std::multiplies<>());
    if (length < kLongArrayBytes) {
        checked(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values));
        return;
    }
    const std::span bytes(static_cast<const std::uint8_t*>(values), length);
    const ChunkLayout layout{shape, chunk_shape(shape, value_bytes), value_bytes};
    checked(write_chunks(dataset, bytes, layout, kDeflateLevel) ? 0 : -1);
}

void Hdf5Writer::variable(const VariableInfo& info, const std::vector<std::string>& dimensions,
                          std::span<const float> values) {
    const float missing = std::nanf("");
    numbers(info, dimensions, H5T_NATIVE_FLOAT, sizeof(float), &missing, values.data(),
            values.size());
}

void Hdf5Writer::variable(const VariableInfo& info, const std::vector<std::string>& dimensions,
                          std::span<const double> values) {
    const double missing = std::nan("");
    numbers(info, dimensions, H5T_NATIVE_DOUBLE, sizeof(double), &missing, values.data(),
            values.size());
}

void Hdf5Writer::variable(const VariableInfo& info, const std::vector<std::string>& dimensions,
                          std::span<const std::uint8_t> values) {
    numbers(info, dimensions, H5T_NATIVE_UINT8, sizeof(std::uint8_t), nullptr, values.data(),
            values.size());
}

void Hdf5Writer::variable(const VariableInfo& info, const std::vector<std::string>& dimensions,
                          std::span<const std::uint16_t> values) {
    numbers(info, dimensions, H5T_NATIVE_UINT16, sizeof(std::uint16_t), nullptr, values.data(),
            values.size());
}

void Hdf5Writer::variable(const VariableInfo& info, const std::vector<std::string>& dimensions,
                          std::span<const std::uint32_t> values) {
    numbers(info, dimensions, H5T_NATIVE_UINT32, sizeof(std::uint32_t), nullptr, values.data(),
            values.size());
}

} // namespace kozqaras
