#pragma once
// Numbers as people write them, read one way everywhere: decimal digits, a point, an exponent.
// Leading zeros do not count (010 is ten). No other base, no separators between digits, no plus
// sign, no "inf" or "nan".

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kozqaras {

/// A finite real number, "-0.25" or "1e3"; nothing if `text` is none.
[[nodiscard]] std::optional<double> read_real(std::string_view text);

/// A whole number from 0 to 2^64 - 1, to the last digit. A point or an exponent is no fault if the
/// value is whole: "1e3", "12.0". Nothing if `text` is none.
[[nodiscard]] std::optional<std::uint64_t> read_whole(std::string_view text);

/// Whether `value` has no fraction.
[[nodiscard]] bool is_whole(double value);

/// How numbers are to be written, for messages: "decimal digits, e.g. 12 or 0.25 or 1e3".
[[nodiscard]] std::string describe_real();
/// The same for whole numbers: "decimal digits, e.g. 12 or 1e3".
[[nodiscard]] std::string describe_whole();

} // namespace kozqaras
