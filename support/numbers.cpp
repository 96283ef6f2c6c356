#include "support/numbers.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace kozqaras {
namespace {

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

/// "12.50e3" in its parts: digits without the point, and the power of ten behind the last of them.
struct Decimal {
    std::string digits;
    long power = 0;
};

/// Nothing unless `text` is digits, perhaps with a point, perhaps with an exponent.
std::optional<Decimal> read_decimal(std::string_view text) {
    Decimal decimal;
    bool after_point = false;
    std::size_t at = 0;
    for (; at < text.size() && (is_digit(text[at]) || (text[at] == '.' && !after_point)); ++at)
        if (text[at] == '.')
            after_point = true;
        else {
            decimal.digits += text[at];
            decimal.power -= after_point ? 1 : 0;
        }
    if (decimal.digits.empty())
        return std::nullopt;
    if (at == text.size())
        return decimal;
    if (text[at] != 'e' && text[at] != 'E')
        return std::nullopt;
    ++at;
    if (at + 1 < text.size() && text[at] == '+' && is_digit(text[at + 1]))
        ++at; // from_chars takes a minus sign alone
    long exponent = 0;
    const auto [end, error] =
        std::from_chars(text.data() + at, text.data() + text.size(), exponent);
    constexpr long kLargest = 10'000; // beyond any number, and safe to add
    if (error != std::errc{} || end != text.data() + text.size() || std::abs(exponent) > kLargest)
        return std::nullopt;
    decimal.power += exponent;
    return decimal;
}

} // namespace

std::optional<double> read_real(std::string_view text) {
    if (!read_decimal(text.starts_with('-') ? text.substr(1) : text))
        return std::nullopt;
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::optional<std::uint64_t> read_whole(std::string_view text) {
    auto decimal = read_decimal(text);
    if (!decimal)
        return std::nullopt;
    auto& [digits, power] = *decimal;
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
    if (digits.empty())
        return 0;
    const auto zeros = static_cast<long>(digits.size() - 1 - digits.find_last_not_of('0'));
    constexpr long kMostDigits = 20; // of 2^64 - 1
    if (-power > zeros || static_cast<long>(digits.size()) + power > kMostDigits)
        return std::nullopt;
    for (; power < 0; ++power)
        digits.pop_back();
    for (; power > 0; --power)
        digits += '0';
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc{} ? std::optional(value) : std::nullopt;
}

bool is_whole(double value) {
    return std::isfinite(value) && std::trunc(value) == value;
}

std::string describe_real() {
    return "decimal digits, e.g. 12 or 0.25 or 1e3";
}

std::string describe_whole() {
    return "decimal digits, e.g. 12 or 1e3";
}

} // namespace kozqaras
