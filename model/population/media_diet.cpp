#include "model/population/media_diet.hpp"

#include <algorithm>
#include <cmath>

#include "model/population/joint_table.hpp"
#include "model/population/keyed_selection.hpp"
#include "support/errors.hpp"
#include "support/parallel.hpp"
#include "support/random.hpp"

namespace kozqaras {

namespace {

constexpr std::array<std::string_view, 4> kSourceLanguages{"kazakh", "russian", "mixed", "other"};
constexpr std::array<std::string_view, 8> kSourceKinds{
    "social", "messenger", "web", "tv", "radio", "press", "personal", "foreign"};

enum class SourceKind : std::uint8_t {
    social,
    messenger,
    web,
    tv,
    radio,
    press,
    personal,
    foreign
};

/// People who are equally likely to use a source.
struct Audience {
    std::size_t language = 0, age = 0, settlement = 0, education = 0;
};

constexpr std::size_t kAudiences = std::size_t{3} * 6 * 2 * 3;
constexpr std::size_t kAgentBlock = 16384;
using AudienceRates = std::array<double, kAudiences>;

Audience audience_of(std::size_t index) {
    return {index / 36, index / 6 % 6, index / 3 % 2, index % 3};
}

std::size_t audience_index(const Population& population, std::size_t agent) {
    return ((population.language[agent] * std::size_t{6} + population.age[agent]) * 2 +
            population.settlement[agent]) *
               3 +
           population.education[agent];
}

template <std::size_t N>
std::size_t known_code(const NewsSource& source, const std::string& value, std::string_view what,
                       const std::array<std::string_view, N>& codes) {
    const auto index = index_of(codes, value);
    if (!index)
        throw InputError::unknown_name(Position{"news source " + source.id, 0, 0}, what, value,
                                       codes);
    return static_cast<std::size_t>(*index);
}

double rate_by_kind(SourceKind kind, const Audience& audience, const InternetUse& internet,
                    const MediaAffinity& affinity) {
    const double reading = affinity.education_reading[audience.education];
    switch (kind) {
    case SourceKind::social:
    case SourceKind::messenger: // no separate figures for messengers
        return internet.social_networks[audience.age][audience.settlement];
    case SourceKind::web:
        return internet.internet[audience.age][audience.settlement] * reading;
    case SourceKind::tv:
        return affinity.tv[audience.age];
    case SourceKind::radio:
        return affinity.radio[audience.age];
    case SourceKind::press:
        return affinity.press[audience.age] * reading;
    case SourceKind::personal:
        return affinity.personal[audience.age];
    case SourceKind::foreign:
        return affinity.foreign[audience.age] * reading;
    }
    return 0;
}

AudienceRates relative_rates(const NewsSource& source, const InternetUse& internet,
                             const MediaAffinity& affinity) {
    const auto kind =
        static_cast<SourceKind>(known_code(source, source.kind, "kind of source", kSourceKinds));
    const std::size_t language =
        known_code(source, source.language, "language of a source", kSourceLanguages);
    AudienceRates rates{};
    for (std::size_t index = 0; index < kAudiences; ++index) {
        const Audience audience = audience_of(index);
        rates[index] = rate_by_kind(kind, audience, internet, affinity) *
                       affinity.language[language][audience.language];
    }
    return rates;
}

double expected_users(const AudienceRates& rates, const AudienceRates& sizes, double factor) {
    double users = 0;
    for (std::size_t index = 0; index < kAudiences; ++index)
        users += sizes[index] * std::min(1.0, factor * rates[index]);
    return users;
}

/// Turns relative rates into probabilities (at most 1) with the wanted number of users, by
/// bisection on the common factor.
AudienceRates scale_to_users(AudienceRates rates, const AudienceRates& sizes, double users) {
    double low = 0;
    double high = 1;
    constexpr double kLargestFactor = 1e12;
    while (expected_users(rates, sizes, high) < users && high < kLargestFactor)
        high *= 2;
    constexpr int kHalvings = 200;
    for (int step = 0; step < kHalvings && low < high; ++step) {
        const double middle = (low + high) / 2;
        (expected_users(rates, sizes, middle) < users ? low : high) = middle;
    }
    for (double& rate : rates)
        rate = std::min(1.0, high * rate);
    return rates;
}

std::vector<std::uint8_t> audiences(const Population& population) {
    std::vector<std::uint8_t> result(population.size());
    for_blocks(result.size(), kAgentBlock, [&](std::size_t begin, std::size_t end) {
        for (std::size_t agent = begin; agent < end; ++agent)
            result[agent] = static_cast<std::uint8_t>(audience_index(population, agent));
    });
    return result;
}

constexpr std::size_t kWords = 4; ///< sources that share a random block
using Keys = std::array<std::vector<double>, kWords>;

/// Sequential Poisson sampling: those with the smallest ratio of draw to probability. Fills the
/// keys of up to four sources from `first` on.
void fill_keys(Keys& keys, const std::vector<std::uint8_t>& audience,
               std::span<const AudienceRates> probability, std::size_t first, std::uint64_t seed) {
    for (std::size_t word = 0; word < probability.size(); ++word)
        keys[word].resize(audience.size());
    for_blocks(audience.size(), kAgentBlock, [&](std::size_t begin, std::size_t end) {
        const std::size_t count = end - begin;
        std::vector<std::uint32_t> words(kWords * count);
        random_blocks(seed, Purpose::media_diet, begin, static_cast<std::uint32_t>(first / kWords),
                      count, words.data());
        for (std::size_t word = 0; word < probability.size(); ++word)
            for (std::size_t place = 0; place < count; ++place)
                keys[word][begin + place] = to_uniform(words[word * count + place]) /
                                            probability[word][audience[begin + place]];
    });
}

/// Who uses each source (one byte per agent); sources are independent of each other.
std::vector<std::vector<std::uint8_t>> choose_users(const std::vector<std::uint8_t>& audience,
                                                    const std::vector<AudienceRates>& probability,
                                                    const std::vector<std::size_t>& wanted,
                                                    std::uint64_t seed) {
    std::vector<std::vector<std::uint8_t>> users(wanted.size());
    Keys keys;
    for (std::size_t first = 0; first < wanted.size(); first += kWords) {
        const std::size_t sources = std::min(kWords, wanted.size() - first);
        fill_keys(keys, audience, std::span(probability).subspan(first, sources), first, seed);
        for_blocks(sources, 1, [&](std::size_t word, std::size_t) {
            users[first + word] = mark_smallest(keys[word], wanted[first + word]);
        });
    }
    return users;
}

/// Bit s of an agent: uses source s.
std::vector<std::uint16_t> diets(const std::vector<std::vector<std::uint8_t>>& users,
                                 std::size_t agents) {
    std::vector<std::uint16_t> diet(agents, 0);
    for_blocks(agents, kAgentBlock, [&](std::size_t begin, std::size_t end) {
        for (std::size_t source = 0; source < users.size(); ++source)
            for (std::size_t agent = begin; agent < end; ++agent)
                diet[agent] =
                    static_cast<std::uint16_t>(diet[agent] | (users[source][agent] << source));
    });
    return diet;
}

/// The network takes bits 0 and 1 for the use of social networks and messengers.
void check_sources(const std::vector<NewsSource>& sources) {
    if (sources.size() > 16 || sources.size() < 2 || sources[0].kind != "social" ||
        sources[1].kind != "messenger")
        throw InputError(Position{"news sources", 0, 0},
                         "the first source must be social networks, the second messengers, and "
                         "there can be at most 16");
}

} // namespace

MarginFit draw_media_diet(Population& population, const InputData& inputs,
                          const MediaAffinity& affinity, std::uint64_t seed) {
    check_sources(inputs.news_sources);
    const auto audience = audiences(population);
    AudienceRates sizes{};
    for (const std::uint8_t index : audience)
        sizes[index] += 1.0;
    const auto agents = static_cast<double>(population.size());
    const double adults_per_agent = population.adults_per_agent;
    MarginFit fit{.margin = "use of news sources",
                  .status = Status::seen,
                  .source = "survey of 2021: shares of adults who use each source"};
    std::vector<AudienceRates> probability;
    std::vector<std::size_t> wanted;
    for (const NewsSource& source : inputs.news_sources) {
        probability.push_back(scale_to_users(relative_rates(source, inputs.internet, affinity),
                                             sizes, source.usage * agents));
        wanted.push_back(static_cast<std::size_t>(std::llround(source.usage * agents)));
    }
    const auto users = choose_users(audience, probability, wanted, seed);
    population.media_diet = diets(users, population.size());
    for (std::size_t s = 0; s < users.size(); ++s) {
        const auto count = static_cast<double>(std::ranges::count(users[s], 1));
        fit.cell_labels.push_back(inputs.news_sources[s].id);
        fit.target.push_back(inputs.news_sources[s].usage * agents * adults_per_agent);
        fit.achieved_fit.push_back(expected_users(probability[s], sizes, 1.0) * adults_per_agent);
        fit.achieved_agents.push_back(count * adults_per_agent);
    }
    fill_errors(fit, adults_per_agent);
    return fit;
}

} // namespace kozqaras
