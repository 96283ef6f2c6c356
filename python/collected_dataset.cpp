#include "python/collected_dataset.hpp"

#include <algorithm>
#include <memory>

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

namespace kozqaras::python {

namespace py = pybind11;

namespace {

/// An array that owns `values`.
template <class Value>
py::object array_of(std::vector<Value> values, const std::vector<std::size_t>& shape) {
    auto owned = std::make_unique<std::vector<Value>>(std::move(values));
    const Value* first = owned->data();
    const py::capsule owner(owned.release(), [](void* memory) {
        const std::unique_ptr<std::vector<Value>> freed(static_cast<std::vector<Value>*>(memory));
    });
    return py::array_t<Value>(shape, first, owner);
}

py::object array_of(const std::vector<std::string>& texts, const std::vector<std::size_t>&) {
    py::list list;
    for (const std::string& text : texts)
        list.append(py::str(text));
    return py::module_::import("numpy").attr("array")(list, py::arg("dtype") = "object");
}

py::dict attributes_of(const VariableInfo& info) {
    py::dict attributes;
    attributes["long_name"] = info.long_name;
    if (!info.units.empty())
        attributes["units"] = info.units;
    for (const auto& [name, text] : info.more)
        attributes[py::str(name)] = text;
    return attributes;
}

} // namespace

void CollectedDataset::global_attribute(std::string_view name, const std::string& text) {
    attributes_.emplace_back(name, text);
}

void CollectedDataset::global_attribute(std::string_view name, double value) {
    attributes_.emplace_back(name, value);
}

void CollectedDataset::global_attribute(std::string_view name, std::uint64_t value) {
    attributes_.emplace_back(name, value);
}

template <class Value>
void CollectedDataset::add_dimension(const VariableInfo& info, std::span<const Value> values) {
    bare_dimension(info.name, values.size());
    add(info, {info.name}, values);
}

void CollectedDataset::dimension(const VariableInfo& info, std::span<const double> values) {
    add_dimension(info, values);
}

void CollectedDataset::dimension(const VariableInfo& info, std::span<const int> values) {
    add_dimension(info, values);
}

void CollectedDataset::dimension(const VariableInfo& info, std::span<const std::string> values) {
    add_dimension(info, values);
}

void CollectedDataset::bare_dimension(const std::string& name, std::size_t length) {
    lengths_.emplace_back(name, length);
}

void CollectedDataset::labels(const VariableInfo& info, const std::string& along,
                              std::span<const std::string> values) {
    add(info, {along}, values);
}

template <class Value>
void CollectedDataset::add(const VariableInfo& info, const std::vector<std::string>& dimensions,
                           std::span<const Value> values) {
    variables_.push_back({info, dimensions, std::vector<Value>(values.begin(), values.end())});
}

void CollectedDataset::variable(const VariableInfo& info,
                                const std::vector<std::string>& dimensions,
                                std::span<const float> values) {
    add(info, dimensions, values);
}

void CollectedDataset::variable(const VariableInfo& info,
                                const std::vector<std::string>& dimensions,
                                std::span<const double> values) {
    add(info, dimensions, values);
}

void CollectedDataset::variable(const VariableInfo& info,
                                const std::vector<std::string>& dimensions,
                                std::span<const std::uint8_t> values) {
    add(info, dimensions, values);
}

void CollectedDataset::variable(const VariableInfo& info,
                                const std::vector<std::string>& dimensions,
                                std::span<const std::uint16_t> values) {
    add(info, dimensions, values);
}

void CollectedDataset::variable(const VariableInfo& info,
                                const std::vector<std::string>& dimensions,
                                std::span<const std::uint32_t> values) {
    add(info, dimensions, values);
}

py::tuple CollectedDataset::release() {
    py::dict attributes;
    for (const auto& [name, value] : attributes_)
        attributes[py::str(name)] = py::cast(value);
    py::list variables;
    for (Variable& variable : variables_) {
        std::vector<std::size_t> shape;
        for (const std::string& name : variable.dimensions)
            shape.push_back(
                std::ranges::find(lengths_, name, &std::pair<std::string, std::size_t>::first)
                    ->second);
        auto array = std::visit(
            [&](auto& values) -> py::object { return array_of(std::move(values), shape); },
            variable.values);
        variables.append(py::make_tuple(variable.info.name, py::cast(variable.dimensions), array,
                                        attributes_of(variable.info)));
    }
    variables_.clear();
    return py::make_tuple(attributes, variables);
}

} // namespace kozqaras::python
