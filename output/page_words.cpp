#include "output/page_words.hpp"

#include <cmath>

#include <fmt/format.h>

#include "support/errors.hpp"

namespace kozqaras {

namespace {

constexpr std::string_view kMinus = "\u2212", kUnknown = "\u2013";

} // namespace

PageWords::PageWords(const Texts& texts, std::string language)
    : texts_(&texts), language_(std::move(language)) {
    const std::string& sample = of("number.sample"); // 1,234.5
    const auto two = sample.find("234");
    require(sample.size() > 5 && two != std::string::npos && sample.front() == '1' &&
                sample.back() == '5',
            "number.sample must show how 1234.5 is written");
    thousands_ = sample.substr(1, two - 1);
    decimal_ = sample.substr(two + 3, sample.size() - two - 4);
}

std::string PageWords::of(std::string_view key, const Values& values) const {
    return texts_->filled(key, language_, values);
}

std::string PageWords::or_else(const std::string& key, std::string_view otherwise) const {
    return texts_->has(key) ? texts_->of(key, language_) : std::string(otherwise);
}

std::string PageWords::first_language(const std::string& key) const {
    return texts_->has(key) ? texts_->of(key, texts_->languages().front()) : std::string();
}

std::string PageWords::number(double value, int decimals) const {
    if (!std::isfinite(value))
        return std::string(kUnknown);
    const std::string digits = fmt::format("{:.{}f}", std::abs(value), decimals);
    const auto point = std::min(digits.find('.'), digits.size());
    std::string text;
    for (std::size_t i = 0; i < point; ++i) {
        if (i > 0 && (point - i) % 3 == 0)
            text += thousands_;
        text += digits[i];
    }
    if (point < digits.size())
        text += decimal_ + digits.substr(point + 1);
    const bool zero = digits.find_first_not_of("0.") == std::string::npos;
    return (value < 0 && !zero ? std::string(kMinus) : "") + text;
}

std::string PageWords::signed_number(double value, int decimals) const {
    const std::string text = number(value, decimals);
    const bool zero = text.find_first_of("123456789") == std::string::npos;
    return (value > 0 && !zero ? "+" : "") + text;
}

std::string PageWords::range(double low, double high, int decimals) const {
    if (!std::isfinite(low) || !std::isfinite(high))
        return std::string(kUnknown);
    return signed_number(low, decimals) + " … " + signed_number(high, decimals);
}

std::string PageWords::day(Date date) const {
    const std::chrono::year_month_day day(date);
    return of("date.day",
              {{"day", fmt::format("{}", static_cast<unsigned>(day.day()))},
               {"month", of(fmt::format("month.{}", static_cast<unsigned>(day.month())))},
               {"year", fmt::format("{}", static_cast<int>(day.year()))}});
}

std::string PageWords::month(Date date) const {
    const std::chrono::year_month_day day(date);
    const auto alone = fmt::format("month.alone.{}", static_cast<unsigned>(day.month()));
    return of("date.month",
              {{"month", of(alone)}, {"year", fmt::format("{}", static_cast<int>(day.year()))}});
}

std::string html_safe(std::string_view text) {
    std::string safe;
    for (const char letter : text)
        switch (letter) {
        case '&':
            safe += "&amp;";
            break;
        case '<':
            safe += "&lt;";
            break;
        case '>':
            safe += "&gt;";
            break;
        case '"':
            safe += "&quot;";
            break;
        default:
            safe += letter;
        }
    return safe;
}

} // namespace kozqaras
