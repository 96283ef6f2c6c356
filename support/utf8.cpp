#include "support/utf8.hpp"

#include <fmt/format.h>

namespace kozqaras {

namespace {

/// Of a valid character: C0, DEL, C1.
bool is_control(std::string_view character) {
    const auto first = static_cast<unsigned char>(character[0]);
    if (character.size() == 1)
        return first < 0x20U || first == 0x7FU;
    return first == 0xC2U && static_cast<unsigned char>(character[1]) < 0xA0U;
}

} // namespace

std::size_t utf8_length(std::string_view text) {
    const auto byte = [&](std::size_t index) { return static_cast<unsigned char>(text[index]); };
    const unsigned first = byte(0);
    if (first < 0x80U)
        return 1;
    const std::size_t length = first >= 0xF0U ? 4 : first >= 0xE0U ? 3 : 2;
    if (first < 0xC2U || first > 0xF4U || text.size() < length)
        return 0;
    for (std::size_t index = 1; index < length; ++index)
        if (!is_utf8_continuation(text[index]))
            return 0;
    const unsigned second = byte(1);
    const bool overlong = (first == 0xE0U && second < 0xA0U) || (first == 0xF0U && second < 0x90U);
    const bool outside = (first == 0xEDU && second > 0x9FU) || (first == 0xF4U && second > 0x8FU);
    return overlong || outside ? 0 : length;
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        if (length == 0)
            return false;
        text.remove_prefix(length);
    }
    return true;
}

std::string printable(std::string_view text) {
    std::string shown;
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        const auto bytes = text.substr(0, length == 0 ? 1 : length);
        text.remove_prefix(bytes.size());
        if (length > 0 && !is_control(bytes)) {
            shown += bytes;
            continue;
        }
        for (const char byte : bytes)
            shown += fmt::format("\\x{:02X}", static_cast<unsigned char>(byte));
    }
    return shown;
}

} // namespace kozqaras
