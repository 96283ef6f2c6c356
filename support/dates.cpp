#include "support/dates.hpp"

#include <charconv>

#include <fmt/format.h>

namespace kozqaras {

std::optional<Date> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    const auto number = [&](size_t from, size_t length) -> std::optional<int> {
        int value = 0;
        const char* begin = text.data() + from;
        const auto [end, error] = std::from_chars(begin, begin + length, value);
        if (error != std::errc{} || end != begin + length || value < 0)
            return std::nullopt;
        return value;
    };
    const auto year = number(0, 4), month = number(5, 2), day = number(8, 2);
    if (!year || !month || !day)
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year},
                                           std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok())
        return std::nullopt;
    return Date{date};
}

std::string to_string(Date date) {
    const std::chrono::year_month_day day{date};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                       static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

} // namespace kozqaras
