#include "scenarios/setting_words.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "scenarios/lever.hpp"

namespace kozqaras {
namespace {

std::vector<std::string_view> names_of(const std::vector<int>& indices, FieldKind kind,
                                       const Country& country) {
    std::vector<std::string_view> names;
    for (const int index : indices) {
        const auto place = static_cast<std::size_t>(index);
        const bool region = kind == FieldKind::region || kind == FieldKind::regions;
        names.push_back(region ? std::string_view(country.regions[place].name_en)
                               : codes_of(kind, country)[place]);
    }
    return names;
}

FieldKind kind_of(const TableSetting& setting, std::string_view key) {
    const auto& fields = find_lever(setting.lever)->fields;
    const auto field = std::ranges::find(fields, key, &Field::name);
    require(field != fields.end(), "a setting with a key that its lever lacks");
    return field->kind;
}

} // namespace

std::string in_words(const LeverSetting& setting, const Country& country) {
    LeverSetting elsewhere = setting; // all but the regions
    elsewhere.regions.clear();
    elsewhere.concern.reset();
    auto text = to_string(elsewhere, country);
    for (const auto name : names_of(setting.regions, FieldKind::regions, country))
        text += fmt::format(", {}", name);
    if (setting.concern)
        text += fmt::format(", {}", to_string(*setting.concern, country));
    return text;
}

std::string in_words(const TableSetting& setting, const Country& country) {
    std::string text;
    for (const auto& [key, value] : setting.values) {
        const auto* indices = std::get_if<std::vector<int>>(&value);
        text += fmt::format("{}{} ", text.empty() ? "" : ", ", key);
        if (indices == nullptr)
            text += to_string(value, country);
        else if (const auto names = names_of(*indices, kind_of(setting, key), country);
                 names.size() == 1)
            text += names.front();
        else
            text += fmt::format("[{}]", fmt::join(names, ", "));
        if (const auto spread = setting.spreads.find(key); spread != setting.spreads.end())
            text += fmt::format(" ({})", describe(spread->second));
    }
    return text;
}

} // namespace kozqaras
