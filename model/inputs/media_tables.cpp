// data/media: news sources, the contact ladder, use of the internet.
#include <cmath>

#include <fmt/format.h>

#include "model/inputs/loading.hpp"
#include "model/inputs/news_sources.hpp"

namespace kozqaras {

namespace {

constexpr std::array<std::string_view, 8> kKinds{"social", "messenger", "web",      "tv",
                                                 "radio",  "press",     "personal", "foreign"};
constexpr std::array<std::string_view, 4> kLanguagesOfSources{"kazakh", "russian", "mixed",
                                                              "other"};
/// Of two shares; printed ones are 0.5 to 1.8. The model takes logarithms of them.
constexpr double kSmallestRatio = 0.05, kLargestRatio = 20.0;
constexpr double kRoundingOfSum = 0.005;

TableRules source_rules() {
    return with_origin_and_year()
        .code("source_id", kNewsSourceCodes, "news source")
        .text("label")
        .code("kind", kKinds, "kind of news source")
        .code("language", kLanguagesOfSources, "language of a news source")
        .percent("usage_percent", 0.1)
        .number("frequency_ratio", kSmallestRatio, kLargestRatio)
        .number("tone_ratio", kSmallestRatio, kLargestRatio)
        .complete_key({"source_id"});
}

NewsSource news_source(const CsvTable& table, std::size_t row) {
    if (table.text(row, "source_id") != kNewsSourceCodes[row])
        throw InputError(
            table.position(row, "source_id"),
            fmt::format("the news sources stand in a fixed order: {} was expected here",
                        kNewsSourceCodes[row]));
    return {table.text(row, "source_id"),
            table.text(row, "label"),
            table.text(row, "kind"),
            table.text(row, "language"),
            table.percent_as_share(row, "usage_percent"),
            table.number(row, "frequency_ratio"),
            table.number(row, "tone_ratio")};
}

} // namespace

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

InternetUse load_internet_use(const DataFolder& media) {
    constexpr double kPercent = 1.0; // below it neighbours may differ by any factor
    const auto rules = with_origin_and_year()
                           .code("age", kAgeCodes, "age")
                           .code("settlement", kSettlementCodes, "settlement")
                           .percent("internet_percent", 0.1)
                           .percent("social_networks_percent", 0.1)
                           .complete_key({"age", "settlement"})
                           .smooth("internet_percent", "age", kNeighbourFold, kPercent)
                           .smooth("social_networks_percent", "age", kNeighbourFold, kPercent);
    const auto table = media.table("internet_use.csv", rules);
    InternetUse use;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::size_t place = rules.place_of(table, row);
        double& internet = use.internet[place / 2][place % 2];
        double& social = use.social_networks[place / 2][place % 2];
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
