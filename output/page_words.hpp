#pragma once
// Words, numbers and dates of a page in one language: the table of texts, and how the language
// writes numbers (key number.sample) and dates (date.day, date.month, month.1 to 12).

#include <map>
#include <string>
#include <string_view>

#include "output/texts.hpp"
#include "support/dates.hpp"

namespace kozqaras {

class PageWords {
  public:
    using Values = std::map<std::string, std::string, std::less<>>;

    /// `texts` must outlive it. BugError if it lacks `language` or a key named above.
    PageWords(const Texts& texts, std::string language);

    [[nodiscard]] const std::string& language() const { return language_; }

    /// The text of `key` with each {name} filled. BugError if there is no such key.
    [[nodiscard]] std::string of(std::string_view key, const Values& values = {}) const;
    /// The text of `key`, or `otherwise` where the table has none (words of data).
    [[nodiscard]] std::string or_else(const std::string& key, std::string_view otherwise) const;

    /// The text of `key` in the first language of the table, that of data; empty if there is none.
    [[nodiscard]] std::string first_language(const std::string& key) const;

    /// "1,234.5", as the language writes it; a dash if it is no number. Never "-0.0".
    [[nodiscard]] std::string number(double value, int decimals = 1) const;
    /// The same with a sign unless it is 0.
    [[nodiscard]] std::string signed_number(double value, int decimals = 1) const;
    /// "-5.6 … +1.2"
    [[nodiscard]] std::string range(double low, double high, int decimals = 1) const;

    /// "16 December 2023", "December 2023".
    [[nodiscard]] std::string day(Date date) const;
    [[nodiscard]] std::string month(Date date) const;

  private:
    const Texts* texts_;
    std::string language_, decimal_, thousands_;
};

/// Text made harmless inside HTML and its attributes.
[[nodiscard]] std::string html_safe(std::string_view text);

} // namespace kozqaras
