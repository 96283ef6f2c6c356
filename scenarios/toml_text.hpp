#pragma once
// TOML text -> a plain tree with positions. The one place that knows the TOML library. Text is
// checked before it is parsed: size, UTF-8, depth of nesting (the library recurses).

#include <string>
#include <string_view>
#include <vector>

#include "model/core/week.hpp"
#include "support/errors.hpp"

namespace kozqaras {

enum class TomlKind : std::uint8_t { text, integer, real, boolean, date, time, array, table };

/// "a text", "a number", ... for messages.
[[nodiscard]] std::string_view describe(TomlKind kind);

struct TomlEntry;

struct TomlValue {
    TomlKind kind = TomlKind::table;
    Position position;
    std::string text;               ///< text
    double number = 0;              ///< integer, real
    bool truth = false;             ///< boolean
    Date date{};                    ///< date
    std::vector<TomlValue> items;   ///< array
    std::vector<TomlEntry> entries; ///< table, in order of position

    [[nodiscard]] const TomlEntry* find(std::string_view key) const;
};

struct TomlEntry {
    std::string key;
    Position position;
    TomlValue value;
};

/// Largest file that is read, bytes.
inline constexpr std::size_t kLargestScenarioFile = std::size_t{1} << 20U;
/// Deepest nesting of brackets, and most dots in one key.
inline constexpr int kDeepestNesting = 16;

/// The tree of `text`; `shown_name` is the file name of messages. InputError if it is not TOML.
[[nodiscard]] TomlValue parse_toml(std::string_view text, const std::string& shown_name);

} // namespace kozqaras
