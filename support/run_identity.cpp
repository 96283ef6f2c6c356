#include "support/run_identity.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "support/errors.hpp"
#include "support/sha256.hpp"

namespace kozqaras {

namespace {

constexpr std::string_view kHash = "hash "; ///< in front of a value that is a hash
constexpr char kSeparator = '\t', kEnd = '\n';

/// Without the characters that part the text.
std::string on_one_line(std::string_view text) {
    std::string line(text);
    std::ranges::replace(line, kSeparator, ' ');
    std::ranges::replace(line, kEnd, ' ');
    return line;
}

std::string change_of(const std::string& name, const std::string& was, const std::string& is) {
    if (was.starts_with(kHash) || is.starts_with(kHash))
        return fmt::format("{} has changed", name);
    return fmt::format("{} was {} and is {}", name, was, is);
}

std::string joined(const std::vector<std::string>& differences) {
    constexpr std::size_t kShown = 5;
    std::string text;
    for (std::size_t i = 0; i < std::min(kShown, differences.size()); ++i)
        text += fmt::format("{}{}", i > 0 ? "; " : "", differences[i]);
    if (differences.size() > kShown)
        text += fmt::format("; {} more parts differ", differences.size() - kShown);
    return text;
}

} // namespace

void RunIdentity::add(std::string_view name, std::string value) {
    parts_.emplace_back(on_one_line(name), std::move(value));
}

void RunIdentity::add_value(std::string_view name, std::string_view value) {
    add(name, on_one_line(value));
}

void RunIdentity::add_content(std::string_view name, std::string_view bytes) {
    add_hash(name, sha256(bytes));
}

void RunIdentity::add_hash(std::string_view name, std::string_view digits) {
    add(name, fmt::format("{}{}", kHash, digits));
}

std::string RunIdentity::text() const {
    std::string text;
    for (const auto& [name, value] : parts_)
        text += fmt::format("{}{}{}{}", name, kSeparator, value, kEnd);
    return text;
}

std::vector<RunIdentity::Part> RunIdentity::parts_of(std::string_view text) {
    std::vector<Part> parts;
    while (!text.empty()) {
        const auto line = text.substr(0, text.find(kEnd));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        const auto name = line.substr(0, line.find(kSeparator));
        const auto value = line.substr(std::min(line.size(), name.size() + 1));
        parts.emplace_back(name, value);
    }
    return parts;
}

std::string RunIdentity::difference_from(std::string_view stored) const {
    if (stored == text())
        return {};
    const auto before = parts_of(stored);
    const auto value_in = [](const std::vector<Part>& parts, const std::string& name) {
        const auto part = std::ranges::find(parts, name, &Part::first);
        return part == parts.end() ? nullptr : &part->second;
    };
    std::vector<std::string> differences;
    for (const auto& [name, value] : parts_) {
        const auto* was = value_in(before, name);
        if (was == nullptr)
            differences.push_back(fmt::format("{} is new", name));
        else if (*was != value)
            differences.push_back(change_of(name, *was, value));
    }
    for (const auto& [name, value] : before)
        if (value_in(parts_, name) == nullptr)
            differences.push_back(fmt::format("{} is gone", name));
    return differences.empty() ? "the order of its parts has changed" : joined(differences);
}

void require_same_work(const RunIdentity& now, std::string_view stored, const std::string& file,
                       std::string_view anew) {
    const auto difference = now.difference_from(stored);
    if (!difference.empty())
        throw InputError({file}, fmt::format("was begun with other inputs: {}. Restore them, or "
                                             "start anew {}",
                                             difference, anew));
}

} // namespace kozqaras
