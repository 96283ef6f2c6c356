#include "scenarios/toml_messages.hpp"

#include <array>

#include <fmt/format.h>

#include "support/file_bytes.hpp"

namespace kozqaras {
namespace {

/// Parts of the library's description that all must occur, and what it means.
struct Meaning {
    std::string_view part, context, words;
};

/// The first that fits counts.
constexpr std::array<Meaning, 28> kMeanings{{
    {"cannot redefine", "array-of-tables",
     "this is written as [...] and as [[...]]; use one of them"},
    {"cannot redefine", "", "this key or table stands twice"},
    {"cannot insert", "", "this key cannot be added to a table in braces"},
    {"end-of-file", "array", "the list that begins here is never closed with ]"},
    {"end-of-file", "inline table", "the table that begins here is never closed with }"},
    {"end-of-file", "", "the file ends too early; a quotation mark or bracket is not closed"},
    {"control character", "string", "the text is not closed with a quotation mark on its line"},
    {"escape", "", "a backslash inside \"...\" must be doubled; inside '...' it stands as it is"},
    {"multi-line", "", "a key stands on one line"},
    {"expected a comment or whitespace", "", "one value is allowed here; more follows on the line"},
    {"expected comma or closing ']'", "",
     "values of a list are divided by commas; a comma or ] is missing"},
    {"expected comma or closing '}'", "",
     "keys in braces are divided by commas; a comma or } is missing"},
    {"expected value or closing", "", "a comma too many in this list"},
    {"closing '}'", "", "a comma too many, or a key missing, in these braces"},
    {"expected ']'", "table header", "the heading is not closed: write [name] or [[name]]"},
    {"brackets must be", "", "write [[name]] without blanks between the brackets"},
    {"expected '='", "", "a key must be followed by = and its value"},
    {"blank bare keys", "", "a key without a name"},
    {"bare key", "",
     "a key is made of the letters a to z, digits, - and _, or stands in quotation marks"},
    {"expected keys", "",
     "a key is made of the letters a to z, digits, - and _, or stands in quotation marks"},
    {"leading zero", "", "a number must not begin with 0"},
    {"64 bits", "", "this number is too large"},
    {"underscore", "", "an underscore in a number stands between two digits"},
    {"saw", "boolean", "true and false are written in small letters"},
    {"saw", "date", "this is no date of the calendar; write 2027-01-01"},
    {"saw", "time", "this is no time of the day"},
    {"value", "",
     "a value is missing or not understood: a text stands in \"...\", a date is written "
     "2027-01-01"},
    {"", "", "this number is not understood; write digits and at most one decimal point"},
}};

/// What stands there, if the description says it.
std::string seen_in(std::string_view description) {
    constexpr std::string_view mark = "saw '";
    const auto at = description.rfind(mark);
    if (at == std::string_view::npos || !description.ends_with('\''))
        return {};
    auto seen = description.substr(at + mark.size());
    seen.remove_suffix(1);
    const bool is_visible = seen.find_first_of("\\\n\r") == std::string_view::npos && !seen.empty();
    return is_visible ? fmt::format(" (here: '{}')", shortened(seen)) : std::string();
}

} // namespace

std::string plain_words(std::string_view description) {
    constexpr std::string_view opening = "Error while parsing ";
    std::string_view context, reason = description;
    if (const auto colon = description.find(": ");
        description.starts_with(opening) && colon != std::string_view::npos) {
        context = description.substr(opening.size(), colon - opening.size());
        reason = description.substr(colon + 2);
    }
    for (const Meaning& meaning : kMeanings) {
        const bool fits = meaning.context.empty() ||
                          context.find(meaning.context) != std::string_view::npos ||
                          reason.find(meaning.context) != std::string_view::npos;
        if (fits && reason.find(meaning.part) != std::string_view::npos)
            return fmt::format("not TOML: {}{}", meaning.words, seen_in(reason));
    }
    return "not TOML";
}

} // namespace kozqaras
