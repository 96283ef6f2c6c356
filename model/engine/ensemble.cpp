#include "model/engine/ensemble.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

#include "support/errors.hpp"
#include "support/statistics.hpp"

namespace kozqaras {

namespace {

/// Moves the values for which `before` holds to the front and says how many they are. No jump
/// depends on a value, so none is guessed wrongly.
template <class Before> std::size_t move_to_front(std::span<double> values, const Before& before) {
    std::size_t count = 0;
    for (double& value : values) {
        const double moved = value;
        value = values[count];
        values[count] = moved;
        count += before(moved) ? 1 : 0;
    }
    return count;
}

double middle_of(double a, double b, double c) {
    return std::max(std::min(a, b), std::min(std::max(a, b), c));
}

/// Puts the values at `places` (sorted, counted from `first`) where sorting would put them: each
/// cut sets apart what lies below a middling value, and only parts with places are cut again
/// (multiple selection, Chambers 1971). After `cuts` of them without an end the rest is sorted.
void put_in_place(std::span<double> values, std::size_t first, std::span<const std::size_t> places,
                  int cuts = 40) {
    constexpr std::size_t kFew = 24;
    if (places.empty())
        return;
    if (values.size() <= kFew || cuts == 0) {
        std::ranges::sort(values);
        return;
    }
    const std::size_t quarter = values.size() / 4;
    const double cut = middle_of(values[quarter], values[2 * quarter], values[3 * quarter]);
    std::size_t below = move_to_front(values, [cut](double value) { return value < cut; });
    if (below == 0) { // the cut is the least: those like it are in place
        below = move_to_front(values, [cut](double value) { return value <= cut; });
        places = places.subspan(static_cast<std::size_t>(
            std::ranges::lower_bound(places, first + below) - places.begin()));
    }
    const auto split =
        static_cast<std::size_t>(std::ranges::lower_bound(places, first + below) - places.begin());
    put_in_place(values.first(below), first, places.first(split), cuts - 1);
    put_in_place(values.subspan(below), first + below, places.subspan(split), cuts - 1);
}

/// The places of which quantiles are made, each once, in order.
std::vector<std::size_t> places_of(std::span<const double> probabilities, std::size_t values) {
    std::vector<std::size_t> places;
    for (const double probability : probabilities) {
        const double place = probability * static_cast<double>(values - 1);
        places.push_back(static_cast<std::size_t>(std::floor(place)));
        places.push_back(static_cast<std::size_t>(std::ceil(place)));
    }
    std::ranges::sort(places);
    places.erase(std::ranges::unique(places).begin(), places.end());
    return places;
}

/// Type 7 (Hyndman, Fan 1996), of values that are in order at the places that count.
double quantile_of_placed(std::span<const double> values, double probability) {
    const double place = probability * static_cast<double>(values.size() - 1);
    const double low = std::floor(place), share = place - low;
    const double below = values[static_cast<std::size_t>(low)];
    if (share == 0.0)
        return below;
    return below + share * (values[static_cast<std::size_t>(std::ceil(place))] - below);
}

} // namespace

std::vector<double> quantiles_of(std::vector<double> values,
                                 std::span<const double> probabilities) {
    if (values.empty() || std::ranges::any_of(values, [](double v) { return std::isnan(v); }))
        return std::vector<double>(probabilities.size(), std::nan(""));
    std::vector<double> found;
    found.reserve(probabilities.size());
    constexpr double kMedian = 0.5;
    if (values.size() == 1) {
        for (const double probability : probabilities)
            found.push_back(probability == kMedian ? values.front() : std::nan(""));
        return found;
    }
    put_in_place(values, 0, places_of(probabilities, values.size()));
    for (const double probability : probabilities)
        found.push_back(quantile_of_placed(values, probability));
    return found;
}

std::optional<Spread> spread_of(std::vector<double> values) {
    constexpr std::array probabilities{0.05, 0.25, 0.5, 0.75, 0.95};
    const auto found = quantiles_of(std::move(values), probabilities);
    if (std::isnan(found[2]))
        return std::nullopt;
    return Spread{found[0], found[1], found[2], found[3], found[4]};
}

double error_of_median(std::span<const double> draws, std::size_t draws_per_member) {
    constexpr std::size_t kMostParts = 10;
    constexpr std::array kMedian{0.5};
    const std::size_t members = draws.size() / draws_per_member,
                      parts = std::min(members, kMostParts);
    if (parts < 2)
        return std::nan("");
    std::vector<double> medians;
    for (std::size_t part = 0; part < parts; ++part) {
        std::vector<double> others;
        for (std::size_t member = 0; member < members; ++member)
            if (member % parts != part)
                others.insert(
                    others.end(),
                    draws.begin() + static_cast<std::ptrdiff_t>(member * draws_per_member),
                    draws.begin() + static_cast<std::ptrdiff_t>((member + 1) * draws_per_member));
        medians.push_back(quantiles_of(std::move(others), kMedian).front());
    }
    double squares = 0.0;
    for (const double median : medians)
        squares += std::pow(median - mean(medians), 2);
    return std::sqrt(squares * static_cast<double>(parts - 1) / static_cast<double>(parts));
}

Signs signs_of(std::span<const double> values) {
    if (values.size() < 2)
        return {std::nan(""), std::nan("")};
    const auto count = static_cast<double>(values.size());
    const auto higher = std::ranges::count_if(values, [](double v) { return v > 0.0; });
    const auto lower = std::ranges::count_if(values, [](double v) { return v < 0.0; });
    return {static_cast<double>(higher) / count, static_cast<double>(lower) / count};
}

ResultView::ResultView(const RunResult& result, std::size_t most_paths)
    : result_(&result), paths_(paths_taken(result, most_paths)) {
    require(result.scenarios() > 0 && result.members > 0 && !result.weeks.empty(),
            "a result without scenarios, members or weeks");
    require(result.scenario_titles.size() == result.scenarios() &&
                result.diverges.size() == result.scenarios(),
            "a result whose lists disagree with its scenarios");
    for (const ResultArray& array : result_arrays())
        require((result.*array.values).size() == size_of(result, array),
                fmt::format("a result whose {} disagrees with its dimensions", array.name));
    require(result.national.change.size() ==
                    result.national.count * result.weeks.size() * kAttitudeCount &&
                (paths_ == 0 ||
                 (result.national_size.size() == result.members && result.shift_powers > 0)),
            "a result whose paths disagree with its dimensions");
}

std::vector<double> ResultView::adults(std::size_t scenario, std::size_t week, int group,
                                       int value) const {
    return adults_draws(*result_, scenario, week, group, value, paths_);
}

std::vector<double> ResultView::sample(std::size_t scenario, std::size_t week, int value) const {
    return sample_draws(*result_, scenario, week, value, paths_);
}

std::vector<double> ResultView::share(std::size_t scenario, std::size_t week,
                                      std::size_t place) const {
    return share_draws(*result_, scenario, week, place, paths_);
}

std::vector<double> ResultView::joint(std::size_t scenario, std::size_t week,
                                      std::size_t pair) const {
    return joint_draws(*result_, scenario, week, pair, paths_);
}

std::vector<double> ResultView::question(std::size_t scenario, std::size_t week,
                                         std::size_t question) const {
    return question_draws(*result_, scenario, week, question, paths_);
}

namespace {

std::vector<double> paired_difference(std::vector<double> values,
                                      std::span<const double> baseline) {
    for (std::size_t draw = 0; draw < values.size(); ++draw)
        values[draw] -= baseline[draw];
    return values;
}

} // namespace

std::vector<double> ResultView::adults_difference(std::size_t scenario, std::size_t week, int group,
                                                  int value) const {
    return paired_difference(adults(scenario, week, group, value), adults(0, week, group, value));
}

std::vector<double> ResultView::sample_difference(std::size_t scenario, std::size_t week,
                                                  int value) const {
    return paired_difference(sample(scenario, week, value), sample(0, week, value));
}

AnswerShares ResultView::wave_answer(std::size_t member, int wave, int group, int question) const {
    const auto shares =
        view_of(*result_, &RunResult::wave_shares).behind(member, wave, group, question);
    return {shares[0], shares[1]};
}

AnswerShares ResultView::drawn_answer(std::size_t member, int wave, int question) const {
    const auto shares = view_of(*result_, &RunResult::wave_drawn).behind(member, wave, question);
    return {shares[0], shares[1]};
}

AnswerShares ResultView::poststratified_answer(std::size_t member, int wave, int question) const {
    const auto shares =
        view_of(*result_, &RunResult::wave_poststratified).behind(member, wave, question);
    return {shares[0], shares[1]};
}

namespace {

/// "age: 55 and older"; of wealth, whose classes are numbers: "wealth class 5 of 5 (richest)".
std::string group_in_words(const Country& country, Factor factor, std::size_t place) {
    const auto& label = country.classes(factor).labels[place];
    const auto classes = static_cast<std::size_t>(country.reported_classes(factor));
    switch (factor) {
    case Factor::region:
        return label;
    case Factor::language:
        return fmt::format("language at home: {}", label);
    case Factor::wealth:
        return fmt::format("wealth class {} of {}{}", place + 1, classes,
                           place == 0             ? " (poorest)"
                           : place + 1 == classes ? " (richest)"
                                                  : "");
    default:
        return fmt::format("{}: {}", kFactorCodes[static_cast<std::size_t>(factor)], label);
    }
}

GroupName name_group(const Country& country, Factor factor, int reported_class) {
    GroupName name;
    const auto place = static_cast<std::size_t>(reported_class);
    name.factor = kFactorCodes[static_cast<std::size_t>(factor)];
    name.group = country.reported_codes(factor)[place];
    name.code = fmt::format("{}:{}", name.factor, name.group);
    name.is_region = factor == Factor::region;
    name.label = group_in_words(country, factor, place);
    return name;
}

} // namespace

std::vector<GroupName> group_names(const Country& country) {
    std::vector<GroupName> names{{"all", "all", "all", "all adults", false}};
    for (const Factor factor : kReportedFactors)
        for (int index = 0; index < country.reported_classes(factor); ++index)
            names.push_back(name_group(country, factor, index));
    return names;
}

std::vector<double> adults_by_group(const World& world) {
    std::vector<double> adults(world.inputs.country->group_count(), 0.0);
    for (std::size_t cell = 0; cell < world.cells.size(); ++cell) {
        const double people = world.cells.count(cell) * world.population.adults_per_agent;
        adults[0] += people;
        for (const std::uint8_t group : world.cells.groups[cell])
            adults[group] += people;
    }
    return adults;
}

int year_of(Week week) {
    return static_cast<int>(std::chrono::year_month_day(date_of(week)).year());
}

std::vector<YearEnd> year_ends(const RunResult& result) {
    std::vector<YearEnd> ends;
    for (std::size_t week = 0; week < result.weeks.size(); ++week) {
        const int year = year_of(result.weeks[week]);
        const bool is_last = week + 1 == result.weeks.size();
        if (!is_last && year_of(result.weeks[week + 1]) == year)
            continue;
        const std::chrono::year_month_day day(date_of(result.weeks[week]));
        ends.push_back({year, week, !is_last || day.month() == std::chrono::December});
    }
    return ends;
}

std::size_t nearest_reported_week(const RunResult& result, Week wanted) {
    std::size_t best = 0;
    for (std::size_t week = 1; week < result.weeks.size(); ++week)
        if (std::abs(result.weeks[week] - wanted) < std::abs(result.weeks[best] - wanted))
            best = week;
    return best;
}

} // namespace kozqaras
