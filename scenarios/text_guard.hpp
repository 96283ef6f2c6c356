#pragma once
// Checks of a text before it is parsed.

#include <string>
#include <string_view>

namespace kozqaras {

/// InputError if the text is empty, holds NUL bytes or a UTF-16 mark, or is not UTF-8.
void check_encoding(std::string_view text, const std::string& shown_name);

/// InputError if brackets are nested deeper than `deepest`, or a key has more dots than that.
void check_nesting(std::string_view text, const std::string& shown_name, int deepest);

} // namespace kozqaras
