#include "support/errors.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "support/edit_distance.hpp"
#include "support/utf8.hpp"

namespace kozqaras {

namespace {

/// `message` without what a terminal would obey or what would cut it off: a message may repeat
/// words of somebody's file. Lines stay.
std::string shown_lines(std::string_view message) {
    std::string shown;
    while (!message.empty()) {
        const auto end = std::min(message.find('\n'), message.size());
        shown += printable(message.substr(0, end));
        if (end < message.size())
            shown += '\n';
        message.remove_prefix(std::min(end + 1, message.size()));
    }
    return shown;
}

} // namespace

std::string to_string(const Position& position) {
    const std::string file = printable(position.file);
    if (position.line == 0)
        return file;
    if (position.column == 0)
        return fmt::format("{}:{}", file, position.line);
    return fmt::format("{}:{}:{}", file, position.line, position.column);
}

InputError::InputError(const Position& position, std::string_view message)
    : std::runtime_error(fmt::format("{}: {}", to_string(position), shown_lines(message))) {}

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
    : std::runtime_error(fmt::format("{}: {}", printable(file), shown_lines(message))) {}

BugError::BugError(std::string_view message, std::source_location place)
    : std::logic_error(fmt::format("{} ({}:{}); this is an error in kozqaras, please report it",
                                   message, place.file_name(), place.line())) {}

void require(bool holds, std::string_view message, std::source_location place) {
    if (!holds)
        throw BugError(message, place);
}

std::string_view nearest_name(std::string_view name, std::span<const std::string_view> allowed) {
    std::string_view best;
    std::size_t best_distance = std::max<std::size_t>(1, name.size() / 2) + 1;
    for (const auto candidate : allowed) {
        // their lengths tell that they are further apart: keeps a huge name cheap
        if (candidate.size() > name.size() + best_distance ||
            name.size() > candidate.size() + best_distance)
            continue;
        const std::size_t distance = edit_distance(name, candidate);
        if (distance < best_distance) {
            best_distance = distance;
            best = candidate;
        } else if (distance == best_distance && candidate != best) {
            best = {}; // as near: neither is a suggestion
        }
    }
    return best;
}

} // namespace kozqaras
