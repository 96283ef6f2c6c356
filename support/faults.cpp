#include "support/faults.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace kozqaras {
namespace {

/// More messages than this help nobody.
constexpr std::size_t kMostMessages = 50;
constexpr std::size_t kMostOfAKind = 3;
constexpr std::size_t kMostListed = 8;

} // namespace

std::string listed(const std::vector<std::string>& names) {
    const std::span shown(names.begin(), std::min(names.size(), kMostListed));
    const auto rest = names.size() - shown.size();
    return fmt::format("{}{}", fmt::join(shown, "; "),
                       rest > 0 ? fmt::format("; … and {} further", rest) : "");
}

void Faults::add(const Position& position, std::string_view message, std::string_view kind) {
    add(position, InputError(position, message), kind);
}

void Faults::add(const Position& position, const InputError& error, std::string_view kind) {
    faults_.push_back({position, error.what(), std::string(kind)});
    lines_.insert(position.line);
}

std::vector<std::string> Faults::messages() const {
    auto sorted = faults_;
    std::ranges::stable_sort(sorted, [](const Fault& left, const Fault& right) {
        const Position &one = left.position, &other = right.position;
        return std::tie(one.file, one.line, one.column) <
               std::tie(other.file, other.line, other.column);
    });

    struct Told {
        std::size_t times = 0, last = 0; ///< place of the last message that is told
    };

    std::map<std::pair<std::string, std::string>, Told> kinds;
    std::vector<std::string> messages;
    for (const Fault& fault : sorted) {
        Told& told = kinds[{fault.position.file, fault.kind}];
        ++told.times;
        if (!fault.kind.empty() && told.times > kMostOfAKind)
            continue;
        told.last = messages.size();
        messages.push_back(fault.message);
    }
    for (const auto& [kind, told] : kinds)
        if (!kind.second.empty() && told.times > kMostOfAKind)
            messages[told.last] += fmt::format(" (… and {} further {})", told.times - kMostOfAKind,
                                               told.times == kMostOfAKind + 1 ? "row" : "rows");
    if (messages.size() > kMostMessages) {
        const std::size_t more = messages.size() - kMostMessages;
        messages.resize(kMostMessages);
        messages.push_back(fmt::format("… and {} more", more));
    }
    return messages;
}

void Faults::throw_if_any() const {
    if (!faults_.empty())
        throw InputError::several(messages());
}

} // namespace kozqaras
