#pragma once
// Days of the calendar and their ISO form.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace kozqaras {

using Date = std::chrono::sys_days;

/// Reads an ISO date (2023-12-05); nothing if the text is not one or the day does not exist.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);

/// Writes an ISO date.
[[nodiscard]] std::string to_string(Date date);

} // namespace kozqaras
