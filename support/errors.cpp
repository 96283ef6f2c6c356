#include "support/errors.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "support/edit_distance.hpp"
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

std::string_view nearest_name(std::string_view name, std::span<const std::string_view> allowed) {
    std::string_view best;
    std::size_t best_distance = std::max<std::size_t>(1, name.size() / 2) + 1;
    for (const auto candidate : allowed) {
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
