#pragma once
// Where a dataset with named dimensions is described: an HDF5 file, or the memory of another
// program. Dimensions come before what lies along them.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kozqaras {

/// Name and CF attributes of a variable.
struct VariableInfo {
    std::string name;
    std::string long_name;
    std::string units; ///< "1" for pure numbers; empty for texts
    std::vector<std::pair<std::string, std::string>> more; ///< further attributes
};

class DatasetSink {
  public:
    DatasetSink() = default;
    DatasetSink(const DatasetSink&) = delete;
    DatasetSink& operator=(const DatasetSink&) = delete;
    virtual ~DatasetSink() = default;

    virtual void global_attribute(std::string_view name, const std::string& text) = 0;
    virtual void global_attribute(std::string_view name, double value) = 0;
    virtual void global_attribute(std::string_view name, std::uint64_t value) = 0;

    /// A dimension and its coordinate.
    virtual void dimension(const VariableInfo& info, std::span<const double> values) = 0;
    virtual void dimension(const VariableInfo& info, std::span<const int> values) = 0;
    virtual void dimension(const VariableInfo& info, std::span<const std::string> values) = 0;
    /// A dimension of `length` without a coordinate.
    virtual void bare_dimension(const std::string& name, std::size_t length) = 0;

    /// Texts along one dimension.
    virtual void labels(const VariableInfo& info, const std::string& along,
                        std::span<const std::string> values) = 0;
    /// Numbers along `dimensions`, last one fastest; missing values are NaN.
    virtual void variable(const VariableInfo& info, const std::vector<std::string>& dimensions,
                          std::span<const float> values) = 0;
    virtual void variable(const VariableInfo& info, const std::vector<std::string>& dimensions,
                          std::span<const double> values) = 0;
    /// Whole numbers; none is missing.
    virtual void variable(const VariableInfo& info, const std::vector<std::string>& dimensions,
                          std::span<const std::uint8_t> values) = 0;
    virtual void variable(const VariableInfo& info, const std::vector<std::string>& dimensions,
                          std::span<const std::uint16_t> values) = 0;
    virtual void variable(const VariableInfo& info, const std::vector<std::string>& dimensions,
                          std::span<const std::uint32_t> values) = 0;
};

} // namespace kozqaras
