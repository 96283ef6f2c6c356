#include "output/texts.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "support/csv_table.hpp"
#include "support/errors.hpp"
#include "support/faults.hpp"

namespace kozqaras {
namespace {

/// Names between braces.
std::set<std::string> places_in(std::string_view text) {
    std::set<std::string> names;
    for (auto open = text.find('{'); open != std::string_view::npos; open = text.find('{', open)) {
        const auto close = text.find('}', open);
        if (close == std::string_view::npos)
            break;
        names.emplace(text.substr(open + 1, close - open - 1));
        open = close;
    }
    return names;
}

} // namespace

Texts Texts::read(const std::filesystem::path& path) {
    return from(CsvTable::read(path));
}

Texts Texts::parse(std::string_view text, const std::string& shown_name) {
    return from(CsvTable::parse(text, shown_name));
}

Texts Texts::from(const CsvTable& table) {
    Texts texts;
    Faults faults;
    for (const auto& column : table.columns())
        if (column != "key")
            texts.languages_.push_back(column);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string& key = table.text(row, "key");
        if (key.empty() || texts.texts_.contains(key)) {
            faults.add(table.position(row, "key"),
                       key.empty() ? "a text needs a key"
                                   : fmt::format("the key '{}' stands above already", key));
            continue;
        }
        std::vector<std::string> words;
        for (const auto& language : texts.languages_) {
            words.push_back(table.text(row, language));
            if (words.back().empty())
                faults.add(table.position(row, language),
                           fmt::format("'{}' has no text in '{}'", key, language));
            else if (places_in(words.back()) != places_in(words.front()))
                faults.add(table.position(row, language),
                           fmt::format("'{}' must have the same places in braces as in '{}'", key,
                                       texts.languages_.front()));
        }
        texts.keys_.push_back(key);
        texts.texts_.emplace(key, std::move(words));
    }
    faults.throw_if_any();
    return texts;
}

const std::string& Texts::of(std::string_view key, std::string_view language) const {
    const auto found = texts_.find(key);
    const auto column = std::ranges::find(languages_, language);
    require(found != texts_.end() && column != languages_.end(),
            fmt::format("there is no text '{}' in '{}'", key, language));
    return found->second[static_cast<std::size_t>(column - languages_.begin())];
}

std::string Texts::filled(std::string_view key, std::string_view language,
                          const std::map<std::string, std::string, std::less<>>& values) const {
    const std::string& text = of(key, language);
    std::string filled;
    for (std::size_t at = 0; at < text.size();) { // once: what a value says is not filled again
        const auto open = std::min(text.find('{', at), text.size()), close = text.find('}', open);
        filled += text.substr(at, open - at);
        if (close == std::string::npos)
            return filled + text.substr(open);
        const auto value = values.find(text.substr(open + 1, close - open - 1));
        filled += value == values.end() ? text.substr(open, close + 1 - open) : value->second;
        at = close + 1;
    }
    return filled;
}

} // namespace kozqaras
