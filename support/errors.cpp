#include "support/errors.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "support/utf8.hpp"

namespace kozqaras {

std::string to_string(const Position& position) {
    const std::string file = printable(position.file);
    if (position.line == 0)
        return file;
    if (position.column == 0)
        return fmt::format("{}:{}", file, position.line);
    return fmt::format("{}:{}:{}", file, position.line, position.column);
}

InputError::InputError(const Position& position, std::string_view message)
    : std::runtime_error(fmt::format("{}: {}", to_string(position), message)) {}

InputError::InputError(const std::string& whole) : std::runtime_error(whole) {}

InputError InputError::unknown_name(const Position& position, std::string_view kind,
                                    std::string_view name,
                                    std::span<const std::string_view> allowed) {
    const auto nearest = nearest_name(name, allowed);
    const auto hint = nearest.empty() ? "" : fmt::format(" Did you mean '{}'?", nearest);
    return {position, fmt::format("unknown {} '{}'.{} Allowed: {}", kind, name, hint,
                                  fmt::join(allowed, ", "))};
}

InputError InputError::several(const std::vector<std::string>& messages) {
    return InputError(fmt::format("{}", fmt::join(messages, "\n")));
}

FileError::FileError(std::string_view file, std::string_view message)
    : std::runtime_error(fmt::format("{}: {}", printable(file), message)) {}

BugError::BugError(std::string_view message, std::source_location place)
    : std::logic_error(fmt::format("{} ({}:{}); this is an error in kozqaras, please report it",
                                   message, place.file_name(), place.line())) {}

void require(bool holds, std::string_view message, std::source_location place) {
    if (!holds)
        throw BugError(message, place);
}

namespace {

/// Edit distance with transpositions of neighbours (optimal string alignment).
size_t edit_distance(std::string_view left, std::string_view right) {
    std::vector<size_t> before(right.size() + 1), last(right.size() + 1), now(right.size() + 1);
    for (size_t j = 0; j <= right.size(); ++j)
        last[j] = j;
    for (size_t i = 1; i <= left.size(); ++i) {
        now[0] = i;
        for (size_t j = 1; j <= right.size(); ++j) {
            const size_t cost = left[i - 1] == right[j - 1] ? 0 : 1;
            now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + cost});
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                now[j] = std::min(now[j], before[j - 2] + 1);
        }
        std::swap(before, last);
        std::swap(last, now);
    }
    return last[right.size()];
}

} // namespace

std::string_view nearest_name(std::string_view name, std::span<const std::string_view> allowed) {
    std::string_view best;
    size_t best_distance = std::max<size_t>(1, name.size() / 2) + 1;
    for (const auto candidate : allowed) {
        const size_t distance = edit_distance(name, candidate);
        if (distance < best_distance) {
            best_distance = distance;
            best = candidate;
        }
    }
    return best;
}

} // namespace kozqaras
