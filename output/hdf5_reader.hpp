#pragma once
// Reads an HDF5 file that may be anything. Nothing is believed before it is checked: types, shapes
// and sizes against what is asked for and against the size of the file.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "output/hdf5_handle.hpp"

namespace kozqaras {

class Hdf5Reader {
  public:
    using Shape = std::vector<std::size_t>;

    /// Opens `path`, also while another program has it open. FileError if it cannot be read,
    /// InputError if it is no HDF5 file.
    explicit Hdf5Reader(const std::filesystem::path& path);

    // Datasets and attributes of the root group. InputError if there is none of that name, type and
    // shape, or if it claims more than the file can hold.

    /// Values of a one-dimensional dataset.
    [[nodiscard]] std::size_t length(const std::string& name) const;
    [[nodiscard]] std::vector<float> floats(const std::string& name, const Shape& shape) const;
    [[nodiscard]] std::vector<double> doubles(const std::string& name, const Shape& shape) const;
    [[nodiscard]] std::vector<int> whole_numbers(const std::string& name, const Shape& shape) const;
    /// One-dimensional; UTF-8.
    [[nodiscard]] std::vector<std::string> texts(const std::string& name, std::size_t length) const;
    /// Looks at single-precision numbers without reading them.
    void require_floats(const std::string& name, const Shape& shape) const;
    [[nodiscard]] bool holds(const std::string& name) const;

    [[nodiscard]] double number_attribute(const std::string& name) const;
    [[nodiscard]] std::uint64_t count_attribute(const std::string& name) const;
    [[nodiscard]] std::string text_attribute(const std::string& name) const;

    /// InputError naming the file.
    [[noreturn]] void refuse(std::string_view fault) const;

  private:
    [[nodiscard]] Hdf5Handle open(const std::string& name) const;
    [[nodiscard]] Shape shape_of(const Hdf5Handle& dataset, const std::string& name) const;
    /// A dataset of numbers of `type` (`bytes` each) and `shape`.
    [[nodiscard]] Hdf5Handle checked(const std::string& name, hid_t type, std::size_t bytes,
                                     const Shape& shape) const;
    template <class Number>
    [[nodiscard]] std::vector<Number> numbers(const std::string& name, hid_t type,
                                              const Shape& shape) const;
    /// A scalar attribute of `type`.
    template <class Number>
    [[nodiscard]] Number attribute(const std::string& name, hid_t type) const;
    [[nodiscard]] Hdf5Handle scalar_attribute(const std::string& name) const;

    QuietHdf5 quiet_; // first, so that it outlives the handles
    std::string name_;
    Hdf5Handle file_;
};

} // namespace kozqaras
