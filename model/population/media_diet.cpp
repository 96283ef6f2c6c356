#include "model/population/media_diet.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "model/population/joint_table.hpp"
#include "model/population/keyed_selection.hpp"
#include "support/errors.hpp"
#include "support/parallel.hpp"
#include "support/random.hpp"

namespace kozqaras {

namespace {

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

constexpr std::size_t kDietBlock = 16384;
using AudienceRates = std::vector<double>; ///< by audience

/// Numbers the audiences: language x age x settlement x education.
class AudienceNumbers {
  public:
    explicit AudienceNumbers(const Country& country)
        : ages_(country.count(Factor::age)),
          settlements_(country.count(Factor::settlement)),
          educations_(country.count(Factor::education)),
          count_(country.count(Factor::language) * ages_ * settlements_ * educations_) {}

    [[nodiscard]] std::size_t count() const { return count_; }

    [[nodiscard]] Audience operator[](std::size_t index) const {
        return {index / (ages_ * settlements_ * educations_),
                index / (settlements_ * educations_) % ages_, index / educations_ % settlements_,
                index % educations_};
    }

    [[nodiscard]] std::size_t of(const Population& population, std::size_t agent) const {
        return ((population.language[agent] * ages_ + population.age[agent]) * settlements_ +
                population.settlement[agent]) *
                   educations_ +
               population.education[agent];
    }

  private:
    std::size_t ages_, settlements_, educations_, count_;
};

SourceKind kind_of(const NewsSource& source) {
    const auto index = index_of(kSourceKinds, source.kind);
    if (!index)
        throw InputError::unknown_name(Position{"news source " + source.id, 0, 0}, "kind of source",
                                       source.kind, kSourceKinds);
    return static_cast<SourceKind>(*index);
}

double rate_by_kind(SourceKind kind, const Audience& audience, const InternetUse& internet,
                    const Country& country) {
    const auto by_age = [&](Trait trait) {
        return country.trait(trait, Factor::age)[audience.age];
    };
    const double reading = country.trait(Trait::reads, Factor::education)[audience.education];
    switch (kind) {
    case SourceKind::social:
    case SourceKind::messenger: // no separate figures for messengers
        return internet.social_networks[audience.age][audience.settlement];
    case SourceKind::web:
        return internet.internet[audience.age][audience.settlement] * reading;
    case SourceKind::tv:
        return by_age(Trait::uses_tv);
    case SourceKind::radio:
        return by_age(Trait::uses_radio);
    case SourceKind::press:
        return by_age(Trait::uses_press) * reading;
    case SourceKind::personal:
        return by_age(Trait::uses_personal);
    case SourceKind::foreign:
        return by_age(Trait::uses_foreign) * reading;
    }
    return 0;
}

AudienceRates relative_rates(const NewsSource& source, const InternetUse& internet,
                             const Country& country) {
    const SourceKind kind = kind_of(source);
    const auto language = index_of(country.source_languages, source.language);
    if (!language)
        throw InputError::unknown_name(Position{"news source " + source.id, 0, 0},
                                       "language of a source", source.language,
                                       country.source_languages);
    const auto& affinity = country.language_affinity[static_cast<std::size_t>(*language)];
    const AudienceNumbers audiences(country);
    AudienceRates rates(audiences.count());
    for (std::size_t index = 0; index < rates.size(); ++index) {
        const Audience audience = audiences[index];
        rates[index] =
            rate_by_kind(kind, audience, internet, country) * affinity[audience.language];
    }
    return rates;
}

double expected_users(const AudienceRates& rates, const AudienceRates& sizes, double factor) {
    double users = 0;
    for (std::size_t index = 0; index < rates.size(); ++index)
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

std::vector<std::uint16_t> audiences(const Population& population) {
    const AudienceNumbers numbers(*population.country);
    std::vector<std::uint16_t> result(population.size());
    for_blocks(result.size(), kDietBlock, [&](std::size_t begin, std::size_t end) {
        for (std::size_t agent = begin; agent < end; ++agent)
            result[agent] = static_cast<std::uint16_t>(numbers.of(population, agent));
    });
    return result;
}

constexpr std::size_t kWords = 4; ///< sources that share a random block
using Keys = std::array<std::vector<double>, kWords>;

/// Sequential Poisson sampling: those with the smallest ratio of draw to probability. Fills the
/// keys of up to four sources from `first` on.
void fill_keys(Keys& keys, const std::vector<std::uint16_t>& audience,
               std::span<const AudienceRates> probability, std::size_t first, std::uint64_t seed) {
    for (std::size_t word = 0; word < probability.size(); ++word)
        keys[word].resize(audience.size());
    for_blocks(audience.size(), kDietBlock, [&](std::size_t begin, std::size_t end) {
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
std::vector<std::vector<std::uint8_t>> choose_users(const std::vector<std::uint16_t>& audience,
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
    for_blocks(agents, kDietBlock, [&](std::size_t begin, std::size_t end) {
        for (std::size_t source = 0; source < users.size(); ++source)
            for (std::size_t agent = begin; agent < end; ++agent)
                diet[agent] =
                    static_cast<std::uint16_t>(diet[agent] | (users[source][agent] << source));
    });
    return diet;
}

/// The network is made among those who use social networks or messengers.
void check_sources(const std::vector<NewsSource>& sources) {
    const auto online = [](const NewsSource& source) {
        return source.kind == "social" || source.kind == "messenger";
    };
    if (sources.size() > kMostNewsSources || std::ranges::none_of(sources, online))
        throw InputError(Position{"news sources", 0, 0},
                         fmt::format("there must be one of kind social or messenger, and at most "
                                     "{} in all",
                                     kMostNewsSources));
}

} // namespace

MarginFit draw_media_diet(Population& population, const InputData& inputs, std::uint64_t seed) {
    check_sources(inputs.news_sources);
    const auto audience = audiences(population);
    const Country& country = *population.country;
    AudienceRates sizes(AudienceNumbers(country).count(), 0.0);
    for (const std::uint16_t index : audience)
        sizes[index] += 1.0;
    const auto agents = static_cast<double>(population.size());
    const double adults_per_agent = population.adults_per_agent;
    MarginFit fit{.margin = "use of news sources",
                  .status = Status::seen,
                  .source = fmt::format("survey of {}: shares of adults who use each source",
                                        inputs.contact.year)};
    std::vector<AudienceRates> probability;
    std::vector<std::size_t> wanted;
    for (const NewsSource& source : inputs.news_sources) {
        probability.push_back(scale_to_users(relative_rates(source, inputs.internet, country),
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
