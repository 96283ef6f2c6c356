#pragma once
// A dataset in memory, and the same as objects of Python.

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <pybind11/pybind11.h>

#include "output/dataset_sink.hpp"

namespace kozqaras::python {

/// Keeps what is described to it. Needs no lock of Python.
class CollectedDataset final : public DatasetSink {
  public:
    void global_attribute(std::string_view name, const std::string& text) override;
    void global_attribute(std::string_view name, double value) override;
    void global_attribute(std::string_view name, std::uint64_t value) override;
    void dimension(const VariableInfo& info, std::span<const double> values) override;
    void dimension(const VariableInfo& info, std::span<const int> values) override;
    void dimension(const VariableInfo& info, std::span<const std::string> values) override;
    void bare_dimension(const std::string& name, std::size_t length) override;
    void labels(const VariableInfo& info, const std::string& along,
                std::span<const std::string> values) override;
    void variable(const VariableInfo& info, const std::vector<std::string>& dimensions,
                  std::span<const float> values) override;
    void variable(const VariableInfo& info, const std::vector<std::string>& dimensions,
                  std::span<const double> values) override;
    void variable(const VariableInfo& info, const std::vector<std::string>& dimensions,
                  std::span<const std::uint8_t> values) override;
    void variable(const VariableInfo& info, const std::vector<std::string>& dimensions,
                  std::span<const std::uint16_t> values) override;
    void variable(const VariableInfo& info, const std::vector<std::string>& dimensions,
                  std::span<const std::uint32_t> values) override;

    /// (attributes, [(name, dimensions, numpy array, attributes)]). The arrays take the memory of
    /// the dataset, which is empty afterwards.
    [[nodiscard]] pybind11::tuple release();

  private:
    using Values = std::variant<std::vector<float>, std::vector<double>, std::vector<int>,
                                std::vector<std::uint8_t>, std::vector<std::uint16_t>,
                                std::vector<std::uint32_t>, std::vector<std::string>>;

    struct Variable {
        VariableInfo info;
        std::vector<std::string> dimensions;
        Values values;
    };

    template <class Value> void add_dimension(const VariableInfo& info, std::span<const Value>);
    template <class Value>
    void add(const VariableInfo& info, const std::vector<std::string>& dimensions,
             std::span<const Value> values);

    std::vector<std::pair<std::string, std::variant<std::string, double, std::uint64_t>>>
        attributes_;
    std::vector<std::pair<std::string, std::size_t>> lengths_; ///< of dimensions
    std::vector<Variable> variables_;
};

} // namespace kozqaras::python
