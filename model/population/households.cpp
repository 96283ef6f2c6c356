#include "model/population/households.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>

#include "model/population/couples.hpp"
#include "model/population/household_sizes.hpp"
#include "support/errors.hpp"
#include "support/parallel.hpp"
#include "support/random.hpp"

namespace kozqaras {

namespace {

/// Times of the keyed draws about one agent (couples.cpp uses 0).
constexpr std::uint32_t kHeadDraw = 1, kSizeDraw = 2;
/// Streams of those who join a household: subjects above all agent numbers.
constexpr std::uint64_t kJoinStream = std::uint64_t{1} << 40;

struct Household {
    std::uint32_t head = 0;
    int group = 0; ///< ethnicity x language of the head
    int adults = 1;
    int wanted = 0;   ///< adults it is to have; 0: not said
    double place = 0; ///< position along the neighbourhoods of the settlement
};

/// Agents begin..end-1 live in one region and settlement.
struct Stratum {
    std::uint32_t begin = 0, end = 0;
    double mean_adults = 1;
};

/// Forms the households of one stratum.
class StratumHouseholds {
  public:
    StratumHouseholds(const Population& population, const Stratum& stratum,
                      const HouseholdAssumptions& assumptions, std::uint64_t seed)
        : population_(population),
          stratum_(stratum),
          assumptions_(assumptions),
          seed_(seed),
          languages_(static_cast<int>(population.country->count(Factor::language))),
          heads_(population.country->trait(Trait::heads_household, Factor::age)),
          home_(stratum.end - stratum.begin, kNoHome),
          group_begin_(population.country->count(Factor::ethnicity) *
                           population.country->count(Factor::language) +
                       1) {}

    /// Writes agents and household numbers, counted from 0 in the stratum; returns the number of
    /// households.
    std::uint32_t arrange(std::uint32_t* order, std::uint32_t* household);

  private:
    static constexpr std::uint32_t kNoHome = std::numeric_limits<std::uint32_t>::max();

    [[nodiscard]] std::uint32_t& home_of(std::uint32_t agent) {
        return home_[agent - stratum_.begin];
    }

    [[nodiscard]] int group_of(std::uint32_t agent) const {
        return population_.ethnicity[agent] * languages_ + population_.language[agent];
    }

    void found(std::uint32_t head);
    void place_couples();
    void plan();
    void place_single_heads();
    void place_heads_among(std::vector<std::pair<double, std::uint32_t>>& singles,
                           std::int64_t wanted);
    void wish_sizes();
    void group_households();
    void open_households();
    [[nodiscard]] std::uint32_t find_open_home(std::uint32_t agent);
    void close_if_full(std::size_t group, std::size_t place);
    void place_others();
    [[nodiscard]] bool welcomes(const Household& household, std::uint32_t agent, bool strict) const;
    [[nodiscard]] std::uint32_t find_home(std::uint32_t agent) const;
    void number_households();

    const Population& population_;
    Stratum stratum_;
    const HouseholdAssumptions& assumptions_;
    std::uint64_t seed_;
    int languages_;
    std::span<const double> heads_;   ///< by age class
    std::vector<std::uint32_t> home_; ///< household of each agent of the stratum
    std::vector<Household> households_;
    std::vector<std::uint32_t> by_group_; ///< household numbers sorted by group
    std::vector<std::uint32_t> group_begin_;
    SizePlan plan_{};                                ///< by ethnicity; no households: none
    std::vector<std::vector<std::uint32_t>> open_{}; ///< households with room, by group
};

void StratumHouseholds::found(std::uint32_t head) {
    home_of(head) = static_cast<std::uint32_t>(households_.size());
    households_.push_back({head, group_of(head), 1, 0, 0});
}

void StratumHouseholds::place_couples() {
    for (const auto& [man, woman] :
         find_couples(population_, stratum_.begin, stratum_.end, assumptions_, seed_)) {
        found(man);
        home_of(woman) = home_of(man);
        households_.back().adults = 2;
    }
}

/// How many households of each size the adults of each ethnicity ask for.
void StratumHouseholds::plan() {
    if (assumptions_.adults_in_household.empty())
        return;
    std::vector<double> adults(population_.country->count(Factor::ethnicity), 0.0);
    for (std::uint32_t agent = stratum_.begin; agent < stratum_.end; ++agent)
        adults[population_.ethnicity[agent]] += 1;
    const double all = stratum_.end - stratum_.begin;
    plan_ = plan_sizes(assumptions_.adults_in_household, adults, all / stratum_.mean_adults);
}

/// As many singles head a household as the mean size asks for: those with the smallest exponential
/// draw divided by their weight (weighted sampling without replacement, Efraimidis and Spirakis
/// 2006). With a plan the mean is that of each ethnicity.
void StratumHouseholds::place_single_heads() {
    const bool planned = !plan_.households.empty();
    const std::size_t groups = planned ? population_.country->count(Factor::ethnicity) : 1;
    std::vector<std::vector<std::pair<double, std::uint32_t>>> singles(groups);
    const auto group = [&](std::uint32_t agent) -> std::size_t {
        return planned ? population_.ethnicity[agent] : 0;
    };
    std::vector<std::int64_t> couples(groups, 0);
    for (const Household& household : households_)
        ++couples[group(household.head)];
    for (std::uint32_t agent = stratum_.begin; agent < stratum_.end; ++agent)
        if (home_of(agent) == kNoHome)
            singles[group(agent)].emplace_back(
                -std::log(random_uniform(seed_, Purpose::household, agent, kHeadDraw)) /
                    heads_[population_.age[agent]],
                agent);
    const double adults = stratum_.end - stratum_.begin;
    for (std::size_t place = 0; place < groups; ++place) {
        const double wanted = planned ? plan_.all(place) : adults / stratum_.mean_adults;
        const std::int64_t least = planned && adults > 1 ? 0 : 1;
        place_heads_among(singles[place],
                          std::max<std::int64_t>(least, std::llround(wanted)) - couples[place]);
    }
    if (households_.empty()) // few people, each of an ethnicity that asks for less than one
        found(stratum_.begin);
}

void StratumHouseholds::place_heads_among(std::vector<std::pair<double, std::uint32_t>>& singles,
                                          std::int64_t wanted) {
    const auto heads =
        std::clamp<std::int64_t>(wanted, 0, static_cast<std::int64_t>(singles.size()));
    std::ranges::nth_element(singles, singles.begin() + heads);
    std::sort(singles.begin(), singles.begin() + heads,
              [](const auto& a, const auto& b) { return a.second < b.second; });
    for (std::int64_t i = 0; i < heads; ++i)
        found(singles[static_cast<std::size_t>(i)].second);
}

/// Single heads live alone as often as the plan has it; the other sizes go to the other households
/// at random.
void StratumHouseholds::wish_sizes() {
    if (plan_.households.empty())
        return;
    std::vector<std::vector<std::tuple<bool, double, std::uint32_t>>> drawn(
        population_.country->count(Factor::ethnicity)); // single heads first, then couples
    for (std::uint32_t index = 0; index < households_.size(); ++index) {
        const std::uint32_t head = households_[index].head;
        drawn[population_.ethnicity[head]].emplace_back(
            households_[index].adults > 1,
            random_uniform(seed_, Purpose::household, head, kSizeDraw), index);
    }
    for (std::size_t group = 0; group < drawn.size(); ++group) {
        auto& households = drawn[group];
        std::ranges::sort(households);
        const auto singles = static_cast<std::size_t>(
            std::ranges::count_if(households, [](const auto& one) { return !std::get<0>(one); }));
        const auto alone =
            std::min(singles, static_cast<std::size_t>(std::llround(plan_.of(group, 1))));
        std::sort(households.begin() + static_cast<std::ptrdiff_t>(alone), households.end(),
                  [](const auto& a, const auto& b) { return std::get<1>(a) < std::get<1>(b); });
        const double larger = plan_.all(group) - plan_.of(group, 1);
        const auto others = static_cast<double>(households.size() - alone);
        std::size_t size = 2;
        double filled = larger > 0 ? plan_.of(group, size) / larger * others : others;
        for (std::size_t place = 0; place < households.size(); ++place) {
            int& wanted = households_[std::get<2>(households[place])].wanted;
            if (place < alone) {
                wanted = 1;
                continue;
            }
            while (size<plan_.sizes&& static_cast<double>(place - alone) + 0.5> filled)
                filled += plan_.of(group, ++size) / larger * others;
            wanted = static_cast<int>(size);
        }
    }
}

void StratumHouseholds::group_households() {
    by_group_.resize(households_.size());
    std::iota(by_group_.begin(), by_group_.end(), 0U);
    std::ranges::stable_sort(by_group_, {},
                             [&](std::uint32_t index) { return households_[index].group; });
    for (const Household& household : households_)
        ++group_begin_[static_cast<std::size_t>(household.group) + 1];
    std::partial_sum(group_begin_.begin(), group_begin_.end(), group_begin_.begin());
}

/// Adult children and parents are at least a generation from the head; strict: of the same wealth,
/// too.
bool StratumHouseholds::welcomes(const Household& household, std::uint32_t agent,
                                 bool strict) const {
    const int distance = std::abs(population_.age[household.head] - population_.age[agent]);
    return household.adults < assumptions_.largest_household &&
           distance >= assumptions_.generation_classes &&
           (!strict || population_.wealth[household.head] == population_.wealth[agent]);
}

/// Looks at households of the own ethnicity and language drawn at random; nothing fitting: any
/// small one.
std::uint32_t StratumHouseholds::find_home(std::uint32_t agent) const {
    RandomStream random(seed_, Purpose::household, kJoinStream + agent);
    const auto group = static_cast<std::size_t>(group_of(agent));
    const bool alone = group_begin_[group] == group_begin_[group + 1];
    const std::uint32_t begin = alone ? 0 : group_begin_[group];
    const std::uint32_t end =
        alone ? static_cast<std::uint32_t>(by_group_.size()) : group_begin_[group + 1];
    for (int attempt = 0; attempt < assumptions_.search_attempts; ++attempt) {
        const std::uint32_t index = by_group_[begin + random.below(end - begin)];
        if (welcomes(households_[index], agent, 2 * attempt < assumptions_.search_attempts))
            return index;
    }
    std::uint32_t smallest = by_group_[begin + random.below(end - begin)];
    for (int attempt = 0; attempt < assumptions_.search_attempts; ++attempt) {
        const std::uint32_t index = by_group_[begin + random.below(end - begin)];
        if (households_[index].adults < households_[smallest].adults)
            smallest = index;
    }
    return smallest;
}

void StratumHouseholds::open_households() {
    open_.resize(group_begin_.size() - 1);
    for (const std::uint32_t index : by_group_)
        if (households_[index].adults < households_[index].wanted)
            open_[static_cast<std::size_t>(households_[index].group)].push_back(index);
}

/// A household with room: of the own ethnicity and language, or else of the own ethnicity, or else
/// any; kNoHome if none has room. Of those looked at the first where the ages fit, or the last.
std::uint32_t StratumHouseholds::find_open_home(std::uint32_t agent) {
    RandomStream random(seed_, Purpose::household, kJoinStream + agent);
    const auto languages = static_cast<std::size_t>(languages_);
    const auto own = static_cast<std::size_t>(group_of(agent));
    const std::size_t ethnicity = own / languages * languages;
    std::size_t group = own;
    for (std::size_t other = 0; open_[group].empty() && other < languages; ++other)
        group = ethnicity + other;
    for (std::size_t other = 0; open_[group].empty() && other < open_.size(); ++other)
        group = other;
    if (open_[group].empty())
        return kNoHome;
    const auto& open = open_[group];
    std::size_t place = 0;
    for (int attempt = 0; attempt < assumptions_.search_attempts; ++attempt) {
        place = random.below(static_cast<std::uint32_t>(open.size()));
        if (welcomes(households_[open[place]], agent, 2 * attempt < assumptions_.search_attempts))
            break;
    }
    const std::uint32_t index = open[place];
    close_if_full(group, place);
    return index;
}

/// Takes a household off the list once the next who joins fills it.
void StratumHouseholds::close_if_full(std::size_t group, std::size_t place) {
    auto& open = open_[group];
    if (households_[open[place]].adults + 1 < households_[open[place]].wanted)
        return;
    open[place] = open.back();
    open.pop_back();
}

void StratumHouseholds::place_others() {
    open_households();
    for (std::uint32_t agent = stratum_.begin; agent < stratum_.end; ++agent)
        if (home_of(agent) == kNoHome) {
            std::uint32_t index = find_open_home(agent);
            if (index == kNoHome)
                index = find_home(agent);
            home_of(agent) = index;
            ++households_[index].adults;
        }
}

/// Households are ordered along a line from neighbourhoods of the first home language to those of
/// the last, with chance.
void StratumHouseholds::number_households() {
    const double last = std::max(1, languages_ - 1);
    for (Household& household : households_)
        household.place =
            random_normals(seed_, Purpose::agent_order, household.head)[0] +
            assumptions_.neighbourhood_separation * population_.language[household.head] / last;
    std::vector<std::uint32_t> order(households_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, {}, [&](std::uint32_t index) {
        return std::tuple(households_[index].place, households_[index].head);
    });
    std::vector<std::uint32_t> number(order.size());
    for (std::uint32_t place = 0; place < order.size(); ++place)
        number[order[place]] = place;
    for (std::uint32_t& home : home_)
        home = number[home];
}

std::uint32_t StratumHouseholds::arrange(std::uint32_t* order, std::uint32_t* household) {
    if (stratum_.begin == stratum_.end)
        return 0;
    place_couples();
    plan();
    place_single_heads();
    wish_sizes();
    group_households();
    place_others();
    number_households();
    std::vector<std::uint32_t> next(households_.size() + 1, 0);
    for (const std::uint32_t home : home_)
        ++next[home + 1];
    std::partial_sum(next.begin(), next.end(), next.begin());
    for (std::uint32_t agent = stratum_.begin; agent < stratum_.end; ++agent) {
        const std::uint32_t home = home_of(agent);
        order[next[home]] = agent;
        household[next[home]++] = home;
    }
    return static_cast<std::uint32_t>(households_.size());
}

std::vector<Stratum> find_strata(const Population& population, std::span<const double> mean_size,
                                 double adult_share) {
    std::vector<Stratum> strata;
    for (std::uint32_t agent = 0; agent < population.size(); ++agent) {
        const bool first = agent == 0 || population.region[agent] != population.region[agent - 1] ||
                           population.settlement[agent] != population.settlement[agent - 1];
        if (first)
            strata.push_back(
                {agent, agent,
                 std::max(1.0, mean_size[population.settlement[agent]] * adult_share)});
        strata.back().end = agent + 1;
    }
    return strata;
}

} // namespace

HouseholdArrangement arrange_households(const Population& population,
                                        std::span<const double> mean_size,
                                        const HouseholdAssumptions& assumptions,
                                        std::uint64_t seed) {
    HouseholdArrangement result;
    result.order.resize(population.size());
    result.household.resize(population.size());
    const auto strata = find_strata(population, mean_size, assumptions.adult_share);
    std::vector<std::uint32_t> households(strata.size());
    for_blocks(strata.size(), 1, [&](std::size_t index, std::size_t) {
        const Stratum& stratum = strata[index];
        households[index] =
            StratumHouseholds(population, stratum, assumptions, seed)
                .arrange(&result.order[stratum.begin], &result.household[stratum.begin]);
    });
    std::uint32_t first = 0;
    for (std::size_t index = 0; index < strata.size(); ++index) {
        for (std::uint32_t agent = strata[index].begin; agent < strata[index].end; ++agent)
            result.household[agent] += first;
        first += households[index];
    }
    return result;
}

} // namespace kozqaras
