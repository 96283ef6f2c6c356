#pragma once
// The words that the program shows, in each language: one table (data/texts/texts.csv), which the
// page and the command line share. Columns: key, then one per language, named by its code.

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kozqaras {

class CsvTable;

class Texts {
  public:
    /// Reads `path`. FileError if it cannot be read; InputError with line and column if a key
    /// stands twice or is empty, a text is missing in a language, or the texts of a key do not hold
    /// the same places {name}.
    [[nodiscard]] static Texts read(const std::filesystem::path& path);
    /// Parses text; `shown_name` is for messages.
    [[nodiscard]] static Texts parse(std::string_view text, const std::string& shown_name);

    /// Codes of the languages, in the order of the columns.
    [[nodiscard]] const std::vector<std::string>& languages() const { return languages_; }

    /// Keys in the order of the table.
    [[nodiscard]] const std::vector<std::string>& keys() const { return keys_; }

    [[nodiscard]] bool has(std::string_view key) const { return texts_.contains(key); }

    /// The text of `key`. BugError if there is no such key or language.
    [[nodiscard]] const std::string& of(std::string_view key, std::string_view language) const;

    /// `of()` with each {name} replaced by its value.
    [[nodiscard]] std::string
    filled(std::string_view key, std::string_view language,
           const std::map<std::string, std::string, std::less<>>& values) const;

  private:
    [[nodiscard]] static Texts from(const CsvTable& table);

    std::vector<std::string> languages_, keys_;
    std::map<std::string, std::vector<std::string>, std::less<>> texts_; ///< by key, then language
};

} // namespace kozqaras
