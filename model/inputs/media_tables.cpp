// data/media: news sources, the contact ladder, use of the internet.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "model/inputs/country_loading.hpp"

namespace kozqaras {

namespace {

constexpr std::array<std::string_view, 8> kKinds{"social", "messenger", "web",      "tv",
                                                 "radio",  "press",     "personal", "foreign"};
/// Of two shares; printed ones are 0.5 to 1.8. The model takes logarithms of them.
constexpr double kSmallestRatio = 0.05, kLargestRatio = 20.0;
constexpr double kRoundingOfSum = 0.005;

TableRules source_rules() {
    return with_origin_and_year()
        .text("source_id")
        .text("label")
        .code("kind", kKinds, "kind of news source")
        .text("language")
        .percent("usage_percent", 0.1)
        .number("frequency_ratio", kSmallestRatio, kLargestRatio)
        .number("tone_ratio", kSmallestRatio, kLargestRatio)
        .key({"source_id"})
        .most_rows(kMostNewsSources);
}

NewsSource news_source(const CsvTable& table, std::size_t row) {
    return {table.text(row, "source_id"),
            table.text(row, "label"),
            table.text(row, "kind"),
            table.text(row, "language"),
            table.percent_as_share(row, "usage_percent"),
            table.number(row, "frequency_ratio"),
            table.number(row, "tone_ratio")};
}

/// Each language of a source once, in the order of its first source.
CodeList languages_of(const std::vector<NewsSource>& sources) {
    std::vector<std::string> languages;
    for (const NewsSource& source : sources)
        if (std::ranges::find(languages, source.language) == languages.end())
            languages.push_back(source.language);
    return CodeList(std::move(languages));
}

void load_language_affinity(const DataFolder& media, Country& country) {
    constexpr double kMostTimes = 100.0;
    const auto homes = country.codes_of(Factor::language);
    const auto rules = with_origin()
                           .code("source_language", country.source_languages,
                                 "language of a source in sources.csv")
                           .code("language", homes, "language")
                           .number("relative_use", 0.0, kMostTimes)
                           .complete_key({"source_language", "language"});
    const auto table = media.table("language_affinity.csv", rules);
    country.language_affinity.assign(country.source_languages.size(),
                                     std::vector<double>(homes.size()));
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::size_t place = rules.place_of(table, row);
        country.language_affinity[place / homes.size()][place % homes.size()] =
            table.number(row, "relative_use");
    }
}

} // namespace

void load_source_codes(const DataFolder& media, Country& country) {
    const auto table = media.table("sources.csv", source_rules());
    const auto sources = rows_of(table, news_source);
    if (sources.empty())
        throw InputError(table.end_position(), "a country needs a news source");
    std::vector<std::string> codes;
    for (const NewsSource& source : sources) {
        if (source.kind == kKinds[0] || source.kind == kKinds[1])
            country.online_sources |= static_cast<std::uint16_t>(1U << codes.size());
        codes.push_back(source.id);
    }
    country.news_sources = CodeList(std::move(codes));
    country.source_languages = languages_of(sources);
    load_language_affinity(media, country);
}

std::vector<NewsSource> load_news_sources(const DataFolder& media) {
    return rows_of(media.table("sources.csv", source_rules()), news_source);
}

ContactLadder load_contact_ladder(const DataFolder& media) {
    constexpr std::array<std::string_view, 7> rungs{"never", "very_rarely", "rarely",     "often",
                                                    "seeks", "has_talked",  "has_visited"};
    const auto rules = with_origin_and_year()
                           .code("rung", rungs, "rung")
                           .percent("percent", 0.1)
                           .complete_key({"rung"});
    const auto table = media.table("contact_ladder.csv", rules);
    std::array<double, rungs.size()> shares{};
    std::array<Position, rungs.size()> places;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::size_t rung = rules.place_of(table, row);
        shares[rung] = table.percent_as_share(row, "percent");
        places[rung] = table.position(row, "percent");
    }
    const double sum = shares[0] + shares[1] + shares[2] + shares[3];
    if (std::abs(sum - 1.0) > kRoundingOfSum)
        throw InputError(places[0], fmt::format("never, very_rarely, rarely and often add up to "
                                                "{:.1f} %, not to 100 %",
                                                100.0 * sum));
    double below = 1.0 - shares[0]; // who come across news at all
    for (std::size_t rung = 4; rung < rungs.size(); below = shares[rung++])
        if (shares[rung] > below + kRoundingOfSum)
            throw InputError(
                places[rung],
                fmt::format("{} has {:.1f} %, more than the {:.1f} % of the rung below",
                            rungs[rung], 100.0 * shares[rung], 100.0 * below));
    return {{shares[0], shares[1], shares[2], shares[3]},
            shares[4],
            shares[5],
            shares[6],
            static_cast<int>(table.number(0, "year"))};
}

InternetUse load_internet_use(const DataFolder& media, const Country& country) {
    constexpr double kPercent = 1.0; // below it neighbours may differ by any factor
    const auto rules = with_origin_and_year()
                           .code("age", country.codes_of(Factor::age), "age")
                           .code("settlement", country.codes_of(Factor::settlement), "settlement")
                           .percent("internet_percent", 0.1)
                           .percent("social_networks_percent", 0.1)
                           .complete_key({"age", "settlement"})
                           .smooth("internet_percent", "age", kNeighbourFold, kPercent)
                           .smooth("social_networks_percent", "age", kNeighbourFold, kPercent);
    const auto table = media.table("internet_use.csv", rules);
    const std::size_t settlements = country.count(Factor::settlement);
    InternetUse use;
    use.internet.assign(country.count(Factor::age), std::vector<double>(settlements));
    use.social_networks = use.internet;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::size_t place = rules.place_of(table, row);
        double& internet = use.internet[place / settlements][place % settlements];
        double& social = use.social_networks[place / settlements][place % settlements];
        internet = table.percent_as_share(row, "internet_percent");
        social = table.percent_as_share(row, "social_networks_percent");
        if (social > internet)
            throw InputError(table.position(row, "social_networks_percent"),
                             fmt::format("{:.1f} % use social networks, but only {:.1f} % the "
                                         "internet",
                                         100.0 * social, 100.0 * internet));
    }
    return use;
}

} // namespace kozqaras
