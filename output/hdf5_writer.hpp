#pragma once
// An HDF5 file in the form that xarray, R and Julia open as it is: every dimension a
// one-dimensional dataset of its name, made a dimension scale and attached to every variable; CF
// attributes; everything in the root group.

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "output/dataset_sink.hpp"
#include "output/hdf5_handle.hpp"
#include "output/hdf5_output.hpp"

namespace kozqaras {

class Hdf5Writer final : public DatasetSink {
  public:
    /// Opens `path` for writing, under its unfinished name. Every failure is a FileError naming
    /// `path`.
    explicit Hdf5Writer(const std::filesystem::path& path);

    void global_attribute(std::string_view name, const std::string& text) override;
    void global_attribute(std::string_view name, double value) override;
    void global_attribute(std::string_view name, std::uint64_t value) override;

    /// A dimension and its coordinate.
    void dimension(const VariableInfo& info, std::span<const double> values) override;
    void dimension(const VariableInfo& info, std::span<const int> values) override;
    void dimension(const VariableInfo& info, std::span<const std::string> values) override;

    /// A dimension of `length` without a coordinate, in the form netCDF-4 gives it; takes no space.
    void bare_dimension(const std::string& name, std::size_t length) override;

    /// Texts along one dimension.
    void labels(const VariableInfo& info, const std::string& along,
                std::span<const std::string> values) override;
    /// Numbers along `dimensions`, last one fastest; missing values are NaN. Compressed in chunks
    /// that hold all of the trailing dimensions.
    void variable(const VariableInfo& info, const std::vector<std::string>& dimensions,
                  std::span<const float> values) override;
    void variable(const VariableInfo& info, const std::vector<std::string>& dimensions,
                  std::span<const double> values) override;
    /// Whole numbers; none is missing.
    void variable(const VariableInfo& info, const std::vector<std::string>& dimensions,
                  std::span<const std::uint8_t> values) override;
    void variable(const VariableInfo& info, const std::vector<std::string>& dimensions,
                  std::span<const std::uint16_t> values) override;
    void variable(const VariableInfo& info, const std::vector<std::string>& dimensions,
                  std::span<const std::uint32_t> values) override;

    /// Closes the file and gives it its name.
    void finish();

  private:
    struct Dimension {
        Hdf5Handle scale;
        hsize_t length = 0;
    };

    /// Passes `id` on; FileError if it is negative or the disk has failed.
    hid_t checked(hid_t id) const { return file_.checked(id); }

    void text_attribute(hid_t object, std::string_view name, const std::string& text) const;
    void add_info(hid_t dataset, const VariableInfo& info) const;
    [[nodiscard]] Hdf5Handle one_dimensional(const VariableInfo& info, hid_t type, hsize_t length,
                                             const void* values) const;
    [[nodiscard]] Hdf5Handle created(const VariableInfo& info, hid_t type, const Hdf5Handle& space,
                                     const Hdf5Handle& properties) const;
    /// Writes a dataset; a long one-dimensional one chunk by chunk, compressed on all cores.
    void write_numbers(hid_t dataset, hid_t type, std::size_t value_bytes,
                       const std::vector<hsize_t>& shape, const void* values) const;
    /// Creates a dataset, writes it and describes it.
    [[nodiscard]] Hdf5Handle written(const VariableInfo& info, hid_t type, const Hdf5Handle& space,
                                     const Hdf5Handle& properties, const void* values) const;
    void keep_as_dimension(const VariableInfo& info, Hdf5Handle dataset, hsize_t length);
    void attach_scales(hid_t dataset, const std::vector<std::string>& dimensions) const;
    [[nodiscard]] Hdf5Handle creation_properties(const std::vector<hsize_t>& shape,
                                                 std::size_t value_bytes) const;
    void fill_attribute(hid_t dataset, hid_t type, const void* missing) const;
    /// `missing` may be null: no value is.
    void numbers(const VariableInfo& info, const std::vector<std::string>& dimensions, hid_t type,
                 std::size_t value_bytes, const void* missing, const void* values,
                 std::size_t count);

    QuietHdf5 quiet_; // first, then the file: they outlive the handles
    Hdf5Output file_;
    Hdf5Handle text_type_;
    std::map<std::string, Dimension> dimensions_;
};

} // namespace kozqaras
