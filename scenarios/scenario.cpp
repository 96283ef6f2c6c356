#include "scenarios/scenario.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace kozqaras {
namespace {

auto key(const Concern& c) {
    return std::tie(c.settlements, c.ages, c.ethnicities, c.languages, c.wealth_classes);
}

/// The value of `key` if it is a T.
template <class T> const T* value_of(const TableSetting& setting, std::string_view key) {
    const auto found = setting.values.find(key);
    return found == setting.values.end() ? nullptr : std::get_if<T>(&found->second);
}

struct InWords {
    const Country& country;

    std::string operator()(double value) const { return fmt::format("{}", value); }

    std::string operator()(const std::string& value) const { return value; }

    std::string operator()(Date value) const { return to_string(value); }

    std::string operator()(bool value) const { return value ? "true" : "false"; }

    std::string operator()(const std::vector<int>& value) const {
        return fmt::format("[{}]", fmt::join(value, " "));
    }

    std::string operator()(const Concern& c) const { return to_string(c, country); }
};

} // namespace

std::string to_string(const Concern& c, const Country& country) {
    const auto part = [&](Factor factor, const std::vector<int>& classes) {
        const auto name = kFactorCodes[static_cast<std::size_t>(factor)];
        const auto codes = country.codes_of(factor);
        std::string text;
        for (const int index : classes)
            text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name,
                                codes[static_cast<std::size_t>(index)]);
        return text;
    };
    std::vector<std::string> parts{
        part(Factor::settlement, c.settlements), part(Factor::age, c.ages),
        part(Factor::ethnicity, c.ethnicities), part(Factor::language, c.languages),
        part(Factor::wealth, c.wealth_classes)};
    std::erase(parts, "");
    return fmt::format("({})", fmt::join(parts, ", "));
}

std::string to_string(const FieldValue& value, const Country& country) {
    return std::visit(InWords{country}, value);
}

bool same_lever_and_target(const LeverSetting& left, const LeverSetting& right) {
    return left.lever == right.lever && left.regions == right.regions &&
           left.concern.has_value() == right.concern.has_value() &&
           (!left.concern || key(*left.concern) == key(*right.concern));
}

double TableSetting::number(std::string_view key, double otherwise) const {
    const auto* value = value_of<double>(*this, key);
    return value ? *value : otherwise;
}

std::string TableSetting::text(std::string_view key) const {
    const auto* value = value_of<std::string>(*this, key);
    return value ? *value : "";
}

std::optional<Date> TableSetting::date(std::string_view key) const {
    const auto* value = value_of<Date>(*this, key);
    return value ? std::optional(*value) : std::nullopt;
}

std::vector<int> TableSetting::list(std::string_view key) const {
    const auto* value = value_of<std::vector<int>>(*this, key);
    return value ? *value : std::vector<int>{};
}

Concern TableSetting::concern(std::string_view key) const {
    const auto* value = value_of<Concern>(*this, key);
    return value ? *value : Concern{};
}

std::string to_string(const TableSetting& setting, const Country& country) {
    std::string text;
    for (const auto& [name, value] : setting.values) {
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name, to_string(value, country));
        const auto spread = setting.spreads.find(name);
        if (spread != setting.spreads.end())
            text += fmt::format(" ({})", describe(spread->second));
    }
    return text;
}

std::string to_string(const LeverSetting& setting, const Country& country) {
    auto text = setting.spread ? describe(*setting.spread)
                : std::holds_alternative<double>(setting.value)
                    ? fmt::format("{}", std::get<double>(setting.value))
                    : std::get<std::string>(setting.value);
    text += fmt::format(" from {}", to_string(setting.date));
    if (setting.until)
        text += fmt::format(" until {}", to_string(*setting.until));
    if (setting.ramp_weeks > 0)
        text += fmt::format(", reached in {} weeks", setting.ramp_weeks);
    for (const int region : setting.regions)
        text +=
            fmt::format(", {}", country.codes_of(Factor::region)[static_cast<std::size_t>(region)]);
    if (setting.concern)
        text += fmt::format(", {}", to_string(*setting.concern, country));
    return text;
}

Changes overlaid(Changes below, const Changes& over) {
    for (const auto& setting : over.levers) {
        std::erase_if(below.levers, [&](const LeverSetting& old) {
            return same_lever_and_target(old, setting) && old.date == setting.date;
        });
        below.levers.push_back(setting);
    }
    below.tables.insert(below.tables.end(), over.tables.begin(), over.tables.end());
    return below;
}

} // namespace kozqaras
