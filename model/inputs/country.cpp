#include "model/inputs/country.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "support/errors.hpp"

namespace kozqaras {

std::span<const double> Country::trait(Trait trait, Factor factor) const {
    const auto& values = traits[static_cast<std::size_t>(trait)][static_cast<std::size_t>(factor)];
    require(values.size() == count(factor),
            fmt::format("no trait '{}' by {}", kTraitCodes[static_cast<std::size_t>(trait)],
                        kFactorCodes[static_cast<std::size_t>(factor)]));
    return values;
}

int Country::group_index(Factor factor, int reported_class) const {
    int first = 1;
    for (const Factor earlier : kReportedFactors) {
        if (earlier == factor)
            return first + reported_class;
        first += reported_classes(earlier);
    }
    return -1;
}

std::size_t Country::group_count() const {
    std::size_t groups = 1;
    for (const Factor factor : kReportedFactors)
        groups += classes(factor).reported.size();
    return groups;
}

std::size_t Country::age_class(int years) const {
    const auto after = std::ranges::upper_bound(ages, years, {}, &AgeClass::from);
    return after == ages.begin() ? 0 : static_cast<std::size_t>(after - ages.begin()) - 1;
}

const EventTemplate* Country::find_template(std::string_view lever, std::string_view word) const {
    const auto found = std::ranges::find_if(event_templates, [&](const EventTemplate& entry) {
        return entry.lever == lever && entry.word == word;
    });
    return found == event_templates.end() ? nullptr : &*found;
}

std::vector<std::string_view> Country::template_words(std::string_view lever) const {
    std::vector<std::string_view> words;
    for (const EventTemplate& entry : event_templates)
        if (entry.lever == lever)
            words.emplace_back(entry.word);
    return words;
}

Concern Country::concern_of(std::string_view lever) const {
    const auto found = std::ranges::find(lever_concerns, lever, &LeverConcern::lever);
    return found == lever_concerns.end() ? Concern{} : found->concern;
}

} // namespace kozqaras
