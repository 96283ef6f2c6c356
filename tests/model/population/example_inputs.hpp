#pragma once
// A small but complete InputData made by hand: round numbers of the size of the real ones.

#include <vector>

#include "model/inputs/input_data.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras::testing {

/// Adults in every cell of the hard margin differ, so that rounding has something to do.
inline std::vector<double> example_hard_counts() {
    std::vector<double> counts;
    for (int region = 0; region < kRegionCount; ++region)
        for (int cell = 0; cell < 24; ++cell)
            counts.push_back(8000.0 + 613.0 * region + 377.0 * ((cell * 7 + region) % 24));
    return counts;
}

/// Spreads `total` over rows by `row_weights`, and each row over columns by the same shares.
inline std::vector<double> spread(const std::vector<double>& rows,
                                  const std::vector<std::vector<double>>& shares) {
    std::vector<double> counts;
    for (std::size_t row = 0; row < rows.size(); ++row)
        for (const double share : shares[row % shares.size()])
            counts.push_back(rows[row] * share);
    return counts;
}

inline PopulationMargins example_margins() {
    PopulationMargins margins;
    const auto hard = example_hard_counts();
    std::vector<double> regions(kRegionCount, 0.0), ages(6, 0.0);
    double total = 0;
    for (std::size_t cell = 0; cell < hard.size(); ++cell) {
        regions[cell / 24] += hard[cell];
        ages[cell % 6] += hard[cell];
        total += hard[cell];
    }
    const auto by_ethnicity =
        spread(regions, {{0.75, 0.15, 0.10}, {0.55, 0.30, 0.15}, {0.90, 0.05, 0.05}});
    margins.country = shipped_country();
    const auto add = [&](const char* name, std::vector<Factor> factors, std::vector<double> counts,
                         Status status) {
        margins.margins.push_back({.name = name,
                                   .factors = std::move(factors),
                                   .counts = std::move(counts),
                                   .status = status,
                                   .source = "by hand",
                                   .country = margins.country});
    };
    using enum Factor;
    add("adults", {region, settlement, sex, age}, hard, Status::derived);
    add("ethnicity", {region, ethnicity}, by_ethnicity, Status::estimate);
    add("language", {region, ethnicity, language},
        spread(by_ethnicity, {{0.50, 0.41, 0.09}, {0.0, 0.02, 0.98}, {0.05, 0.25, 0.70}}),
        Status::estimate);
    add("education", {age, education},
        spread(ages, {{0.5, 0.3, 0.2}, {0.2, 0.4, 0.4}, {0.3, 0.4, 0.3}}), Status::seen);
    add("wealth", {wealth}, spread({total}, {{0.04, 0.15, 0.52, 0.255, 0.035}}), Status::seen);
    margins.mean_household_size = {3.0, 4.2};
    return margins;
}

inline std::vector<NewsSource> example_news_sources() {
    const auto source = [](const char* id, const char* kind, const char* language, double usage) {
        return NewsSource{id, id, kind, language, usage, 0.8, 1.0};
    };
    return {source("social_networks", "social", "mixed", 0.478),
            source("messengers", "messenger", "mixed", 0.376),
            source("web_russian", "web", "russian", 0.288),
            source("kz_tv_russian", "tv", "russian", 0.256),
            source("personal_communication", "personal", "mixed", 0.236),
            source("kz_tv_kazakh", "tv", "kazakh", 0.226),
            source("web_kazakh", "web", "kazakh", 0.114),
            source("media_of_russia", "foreign", "russian", 0.105),
            source("radio_russian", "radio", "russian", 0.090),
            source("kz_press_kazakh", "press", "kazakh", 0.081),
            source("kz_press_russian", "press", "russian", 0.069),
            source("radio_kazakh", "radio", "kazakh", 0.060),
            source("other_foreign_media", "foreign", "other", 0.051)};
}

inline InputData example_inputs() {
    InputData inputs;
    inputs.country = shipped_country();
    inputs.population = example_margins();
    inputs.news_sources = example_news_sources();
    inputs.contact = {{0.12, 0.17, 0.35, 0.36}, 0.52, 0.20, 0.10};
    for (std::size_t age = 0; age < 6; ++age) {
        const double younger = 5.0 - static_cast<double>(age);
        inputs.internet.internet.push_back({0.70 + 0.05 * younger, 0.55 + 0.08 * younger});
        inputs.internet.social_networks.push_back({0.30 + 0.13 * younger, 0.20 + 0.14 * younger});
    }
    return inputs;
}

} // namespace kozqaras::testing
