#pragma once
// UTF-8 text (RFC 3629): what is valid, and what can be shown.

#include <cstddef>
#include <string>
#include <string_view>

namespace kozqaras {

/// Whether `byte` continues a character (10xxxxxx) and starts none.
[[nodiscard]] constexpr bool is_utf8_continuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// Bytes of the character at the start of `text`, which must not be empty; 0 if it is not valid (no
/// overlong forms, no surrogates, nothing above U+10FFFF).
[[nodiscard]] std::size_t utf8_length(std::string_view text);

/// Whether all of `text` is valid.
[[nodiscard]] bool is_utf8(std::string_view text);

/// `text` as valid UTF-8 without control characters, so that it fits on a line of a message, of a
/// table, of JSON: other bytes are written as `\xE9`. Names of files may hold any byte.
[[nodiscard]] std::string printable(std::string_view text);

} // namespace kozqaras
