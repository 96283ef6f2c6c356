// data/media: news sources, the contact ladder, use of the internet.
#include <cmath>

#include <fmt/format.h>

#include "model/inputs/loading.hpp"

namespace kozqaras {

namespace {

constexpr std::array<std::string_view, 8> kKinds{"social", "messenger", "web",      "tv",
                                                 "radio",  "press",     "personal", "foreign"};
constexpr std::array<std::string_view, 4> kLanguagesOfSources{"kazakh", "russian", "mixed",
                                                              "other"};
constexpr double kLargestRatio = 100.0; ///< of two shares; printed ones are 0.5 to 1.8
constexpr double kRoundingOfSum = 0.005;

NewsSource news_source(const CsvTable& table, std::size_t row) {
    NewsSource source;
    source.id = filled_text(table, row, "source_id");
    source.label = filled_text(table, row, "label");
    (void)table.code(row, "kind", kKinds, "kind of news source");
    source.kind = table.text(row, "kind");
    (void)table.code(row, "language", kLanguagesOfSources, "language of a news source");
    source.language = table.text(row, "language");
    source.usage = table.percent_as_share(row, "usage_percent");
    source.frequency_ratio = table.number(row, "frequency_ratio", 0.0, kLargestRatio);
    source.tone_ratio = table.number(row, "tone_ratio", 0.0, kLargestRatio);
    (void)status_of(table, row);
    return source;
}

} // namespace

std::vector<NewsSource> load_news_sources(const DataFolder& media) {
    const auto table = media.table("sources.csv");
    std::vector<NewsSource> sources;
    UniqueKeys keys;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        sources.push_back(news_source(table, row));
        keys.add(table.position(row, "source_id"), "news source " + sources.back().id);
    }
    if (sources.size() != kNewsSourceCount)
        throw InputError({table.name(), 0, 0}, fmt::format("{} news sources are needed, {} found",
                                                           kNewsSourceCount, sources.size()));
    return sources;
}

ContactLadder load_contact_ladder(const DataFolder& media) {
    constexpr std::array<std::string_view, 7> rungs{"never", "very_rarely", "rarely",     "often",
                                                    "seeks", "has_talked",  "has_visited"};
    const auto table = media.table("contact_ladder.csv");
    Coverage coverage(table, {"rung"}, {rungs});
    std::array<double, rungs.size()> shares{};
    for (std::size_t row = 0; row < table.rows(); ++row) {
        shares[coverage.place_of(row)] = table.percent_as_share(row, "percent");
        (void)status_of(table, row);
    }
    coverage.require_complete();
    ContactLadder ladder{
        {shares[0], shares[1], shares[2], shares[3]}, shares[4], shares[5], shares[6]};
    const double sum = shares[0] + shares[1] + shares[2] + shares[3];
    if (std::abs(sum - 1.0) > kRoundingOfSum)
        throw InputError({table.name(), 0, 0},
                         fmt::format("never, very_rarely, rarely and often add up to {:.1f} %, "
                                     "not to 100 %",
                                     100.0 * sum));
    return ladder;
}

InternetUse load_internet_use(const DataFolder& media) {
    const auto table = media.table("internet_use.csv");
    Coverage coverage(table, {"age", "settlement"}, {kAgeCodes, kSettlementCodes});
    InternetUse use;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::size_t place = coverage.place_of(row), age = place / 2, settlement = place % 2;
        use.internet[age][settlement] = table.percent_as_share(row, "internet_percent");
        use.social_networks[age][settlement] =
            table.percent_as_share(row, "social_networks_percent");
        (void)status_of(table, row);
    }
    coverage.require_complete();
    return use;
}

} // namespace kozqaras
