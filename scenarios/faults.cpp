#include "scenarios/faults.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace kozqaras {
namespace {

/// More messages than this help nobody.
constexpr std::size_t kMostMessages = 50;

} // namespace

void Faults::add(const Position& position, std::string_view message) {
    add(position, InputError(position, message));
}

void Faults::add(const Position& position, const InputError& error) {
    faults_.push_back({position.file, position.line, position.column, error.what()});
}

void Faults::throw_if_any() const {
    if (faults_.empty())
        return;
    auto sorted = faults_;
    std::ranges::stable_sort(sorted, [](const Fault& left, const Fault& right) {
        return std::tie(left.file, left.line, left.column) <
               std::tie(right.file, right.line, right.column);
    });
    std::vector<std::string> messages;
    for (const auto& fault : sorted)
        if (messages.size() < kMostMessages)
            messages.push_back(fault.message);
    if (sorted.size() > kMostMessages)
        messages.push_back(fmt::format("... and {} more", sorted.size() - kMostMessages));
    throw InputError::several(messages);
}

} // namespace kozqaras
