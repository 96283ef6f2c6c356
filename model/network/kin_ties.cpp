// Relatives outside the household: households form extended families, whose members keep up ties.
#include <algorithm>
#include <cmath>

#include "model/network/tie_builders.hpp"
#include "support/parallel.hpp"
#include "support/random.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kKinBlock = 8192;
static_assert(2 * kMostRegions * kMostClasses * kMostClasses <= 65536, "buckets have 16 bits");

/// Streams of adults: subjects above all household numbers.
constexpr std::uint64_t kAdultStream = std::uint64_t{1} << 40;

struct Household {
    std::uint32_t place = 0; ///< families are looked for near this agent number
    std::uint32_t begin = 0, end = 0;
    std::uint16_t bucket = 0;
};

using Bucket = std::vector<Household>;

class FamilySearch {
  public:
    FamilySearch(const Population& population, const NetworkSettings& settings,
                 const TieShape& shape)
        : population_(population),
          settings_(settings),
          shape_(shape),
          ethnicities_(population.country->count(Factor::ethnicity)),
          languages_(population.country->count(Factor::language)),
          regions_(find_ranges(population, false)),
          range_of_region_(population.country->regions.size()) {
        for (std::size_t r = 0; r < regions_.size(); ++r)
            range_of_region_[population.region[regions_[r].begin]] = r;
    }

    [[nodiscard]] std::vector<Bucket> buckets() const;

    /// Households of one bucket can be of one family: near or far apart, origin, ethnicity,
    /// language.
    [[nodiscard]] std::size_t bucket_count() const {
        return 2 * range_of_region_.size() * ethnicities_ * languages_;
    }

    /// Calls visit(households of one family) for all families of a bucket.
    template <class Visit> void for_each_family(const Bucket& bucket, const Visit& visit) const;

    /// Does this adult keep up with relatives, if a share `active` does?
    [[nodiscard]] bool keeps_up(std::uint32_t agent, double active) const {
        return random_uniform(settings_.seed, Purpose::kin_ties, kAdultStream + agent) < active;
    }

  private:
    [[nodiscard]] Household household(std::uint32_t begin, std::uint32_t end) const;
    [[nodiscard]] std::uint32_t somewhere_else(std::uint32_t agent, RandomStream& random) const;
    [[nodiscard]] std::size_t family_language(std::uint32_t agent, RandomStream& random) const;

    const Population& population_;
    const NetworkSettings& settings_;
    const TieShape& shape_;
    std::size_t ethnicities_, languages_;
    std::vector<AgentRange> regions_;
    std::vector<std::size_t> range_of_region_;
};

/// Where the family of a household comes from that does not live near it: any place of its region,
/// or of the others.
std::uint32_t FamilySearch::somewhere_else(std::uint32_t agent, RandomStream& random) const {
    const AgentRange& own = regions_[range_of_region_[population_.region[agent]]];
    const auto outside = static_cast<std::uint32_t>(population_.size()) - own.size();
    if (random.uniform() >= shape_.kin_elsewhere || outside == 0)
        return own.begin + random.below(own.size());
    const std::uint32_t place = random.below(outside);
    return place < own.begin ? place : place + own.size();
}

/// The home language of the household, or of anyone of the region and ethnicity.
std::size_t FamilySearch::family_language(std::uint32_t agent, RandomStream& random) const {
    if (random.uniform() < shape_.kin_any_language) {
        const AgentRange& own = regions_[range_of_region_[population_.region[agent]]];
        for (int attempt = 0; attempt < shape_.search_attempts; ++attempt) {
            const std::uint32_t other = own.begin + random.below(own.size());
            if (population_.ethnicity[other] == population_.ethnicity[agent])
                return population_.language[other];
        }
    }
    return population_.language[agent];
}

Household FamilySearch::household(std::uint32_t begin, std::uint32_t end) const {
    RandomStream random(settings_.seed, Purpose::kin_ties, population_.household[begin]);
    const bool near = random.uniform() < shape_.kin_near;
    const std::uint32_t place = near ? begin : somewhere_else(begin, random);
    const std::size_t label =
        (population_.region[place] * ethnicities_ + population_.ethnicity[begin]) * languages_ +
        family_language(begin, random);
    return {place, begin, end, static_cast<std::uint16_t>(label * 2 + (near ? 1 : 0))};
}

std::vector<Bucket> FamilySearch::buckets() const {
    const auto agents = static_cast<std::uint32_t>(population_.size());
    const auto& number = population_.household;
    std::vector<std::vector<Household>> blocks((agents + kKinBlock - 1) / kKinBlock);
    for_blocks(agents, kKinBlock, [&](std::size_t first, std::size_t last) {
        for (auto begin = static_cast<std::uint32_t>(first); begin < last; ++begin) {
            if (begin > 0 && number[begin] == number[begin - 1])
                continue;
            std::uint32_t end = begin + 1;
            while (end < agents && number[end] == number[begin])
                ++end;
            blocks[first / kKinBlock].push_back(household(begin, end));
        }
    });
    std::vector<Bucket> buckets(bucket_count());
    for (const auto& block : blocks)
        for (const Household& one : block)
            buckets[one.bucket].push_back(one);
    for_blocks(buckets.size(), 1, [&](std::size_t bucket, std::size_t) {
        std::ranges::sort(buckets[bucket], {},
                          [](const Household& one) { return std::pair(one.place, one.begin); });
    });
    return buckets;
}

template <class Visit>
void FamilySearch::for_each_family(const Bucket& bucket, const Visit& visit) const {
    const std::span<const Household> all(bucket);
    for (std::size_t first = 0; first < all.size();) {
        RandomStream random(settings_.seed, Purpose::kin_ties, 2 * kAdultStream + all[first].begin);
        const std::uint32_t wanted =
            shape_.smallest_family +
            random.below(shape_.largest_family - shape_.smallest_family + 1);
        const std::size_t size = std::min<std::size_t>(wanted, all.size() - first);
        visit(all.subspan(first, size));
        first += size;
    }
}

/// Pairs of adults of different households of a family.
std::uint64_t pairs_across(std::span<const Household> family) {
    std::uint64_t adults = 0, pairs = 0;
    for (const Household& one : family) {
        pairs += adults * (one.end - one.begin);
        adults += one.end - one.begin;
    }
    return pairs;
}

void connect(std::span<const Household> family, const FamilySearch& search, double active,
             std::vector<Tie>& ties) {
    std::vector<std::uint32_t> before, own;
    for (const Household& one : family) {
        own.clear();
        for (std::uint32_t agent = one.begin; agent < one.end; ++agent)
            if (search.keeps_up(agent, active))
                own.push_back(agent);
        for (const std::uint32_t agent : own)
            for (const std::uint32_t relative : before)
                ties.push_back({agent, relative, TieKind::kin});
        before.insert(before.end(), own.begin(), own.end());
    }
}

} // namespace

TieBlocks kin_ties(const Population& population, const NetworkSettings& settings,
                   const TieShape& shape) {
    const FamilySearch search(population, settings, shape);
    const auto buckets = search.buckets();
    std::vector<std::uint64_t> pairs(buckets.size(), 0);
    for_blocks(buckets.size(), 1, [&](std::size_t bucket, std::size_t) {
        search.for_each_family(buckets[bucket], [&](std::span<const Household> family) {
            pairs[bucket] += pairs_across(family);
        });
    });
    double all = 0;
    for (const std::uint64_t count : pairs)
        all += static_cast<double>(count);
    // Both must keep up, and a tie has two ends.
    const double wanted = settings.kin_degree * static_cast<double>(population.size()) / 2;
    const double active = all > 0 ? std::sqrt(std::min(1.0, wanted / all)) : 0.0;
    TieBlocks blocks(buckets.size());
    for_blocks(buckets.size(), 1, [&](std::size_t bucket, std::size_t) {
        search.for_each_family(buckets[bucket], [&](std::span<const Household> family) {
            connect(family, search, active, blocks[bucket]);
        });
    });
    return blocks;
}

} // namespace kozqaras
