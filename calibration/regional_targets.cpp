#include "calibration/regional_targets.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "calibration/one_sided.hpp"
#include "model/population/reporting_cells.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

using Kind = ObservedPopulation::Kind;
constexpr double kTwoDecimals = 0.005; ///< both the region's and the country's value

using Regions = std::vector<std::size_t>;

/// Makes targets of regions; knows their adults.
class RegionalTargets {
  public:
    RegionalTargets(const InputData& inputs, const TargetSettings& settings,
                    const CovarianceSettings& errors)
        : inputs_(inputs),
          settings_(settings),
          errors_(errors),
          adults_(inputs.country->regions.size()) {
        const auto& counts = inputs.population.hard().counts;
        const std::size_t each = counts.size() / adults_.size();
        for (std::size_t i = 0; i < counts.size(); ++i)
            adults_[i / each] += counts[i];
        for (const double adults : adults_)
            all_adults_ += adults;
    }

    void add_values(std::vector<Target>& targets) const {
        for (const Observation& row : inputs_.survey.observations) {
            if (!is_of_units(row) || !includes(row) || !of_country(row))
                continue;
            if (row.population.kind == Kind::former_unit) {
                targets.push_back(target_of(row, row.population.name));
                continue;
            }
            for (const std::string& unit : units())
                if (!stands_alone(unit, row))
                    targets.push_back(target_of(row, unit));
        }
    }

    void add_orders(std::vector<Target>& targets) const {
        std::map<std::pair<int, std::string>, std::map<double, std::vector<const Observation*>>>
            topics;
        for (const Observation& rank : inputs_.survey.observations)
            if (rank.relation == Relation::rank && includes(rank) &&
                (rank.quantity == Quantity::index || rank.question >= 0))
                topics[{rank.wave, rank.of}][rank.value].push_back(&rank);
        for (const auto& [topic, ranks] : topics)
            for (auto above = ranks.begin(), below = std::next(above); below != ranks.end();
                 ++above, ++below)
                for (const Observation* higher : above->second)
                    for (const Observation* lower : below->second)
                        targets.push_back(order_of(*higher, *lower));
    }

  private:
    static bool is_of_units(const Observation& row) {
        return row.population.kind == Kind::former_unit ||
               row.population.kind == Kind::remaining_former_units;
    }

    [[nodiscard]] bool includes(const Observation& row) const {
        return settings_.includes(inputs_.survey.waves[static_cast<std::size_t>(row.wave)]);
    }

    [[nodiscard]] std::set<std::string> units() const {
        std::set<std::string> result;
        for (const Region& region : inputs_.country->regions)
            result.insert(region.iso_pre2022);
        return result;
    }

    /// True if the unit has a row of its own for the same indicator and wave.
    [[nodiscard]] bool stands_alone(const std::string& unit, const Observation& others) const {
        return std::ranges::any_of(inputs_.survey.observations, [&](const Observation& row) {
            return row.population.kind == Kind::former_unit && row.population.name == unit &&
                   row.wave == others.wave && row.indicator == others.indicator &&
                   row.methodology == others.methodology;
        });
    }

    [[nodiscard]] Regions regions_of(const std::string& unit) const {
        Regions result;
        for (std::size_t r = 0; r < inputs_.country->regions.size(); ++r)
            if (inputs_.country->regions[r].iso_pre2022 == unit)
                result.push_back(r);
        if (result.empty())
            throw InputError({"data/survey/observations.csv"},
                             fmt::format("no region belonged to '{}' before 2022", unit));
        return result;
    }

    [[nodiscard]] Regions regions_of_macro(const Observation& rank) const {
        Regions result;
        for (std::size_t r = 0; r < inputs_.country->regions.size(); ++r)
            if (rank.population.name == inputs_.country->regions[r].macro_region)
                result.push_back(r);
        return result;
    }

    [[nodiscard]] double adults_of(const Regions& regions) const {
        double sum = 0.0;
        for (const std::size_t r : regions)
            sum += adults_[r];
        return sum;
    }

    /// The region that kept the code, with those that have left it since.
    [[nodiscard]] std::string unit_name(const std::string& unit) const {
        std::string name, left;
        for (const Region& region : inputs_.country->regions)
            if (region.iso == unit)
                name = region.name_en;
            else if (region.iso_pre2022 == unit)
                left += (left.empty() ? "" : ", ") + region.name_en;
        return left.empty() ? name : name.empty() ? left : fmt::format("{} with {}", name, left);
    }

    /// The mean over `regions`, times `sign`.
    void add_mean(const Regions& regions, double sign, Target& target) const {
        const double all = adults_of(regions);
        for (const std::size_t r : regions)
            target.contrast.push_back(
                {inputs_.country->group_index(Factor::region, static_cast<int>(r)),
                 sign * adults_[r] / all});
    }

    /// Sampling variance of the indicator of so many regions, as that of a group
    /// (target_covariance.cpp): half of the upper bound.
    [[nodiscard]] double sampling_variance(const Regions& regions, int wave) const {
        const double respondents =
            inputs_.survey.waves[static_cast<std::size_t>(wave)].respondents.value_or(
                static_cast<int>(settings_.assumed_respondents)) *
            adults_of(regions) / all_adults_;
        const auto& fielded = inputs_.survey.waves[static_cast<std::size_t>(wave)];
        return fielded.design_effect.value_or(errors_.design_effect) * 0.5 / respondents;
    }

    /// What the methodology of the row says of the whole country; nothing if it is not printed.
    [[nodiscard]] std::optional<double> of_country(const Observation& row) const {
        const Observation* printed =
            inputs_.survey.index_of(row.indicator, row.wave, row.methodology);
        return printed == nullptr ? std::nullopt : std::optional(printed->value);
    }

    /// Error of comparing with another methodology: none where it asks the same questions.
    [[nodiscard]] double methodology_error(const Observation& row) const {
        const IndexMethodology& methodology = *inputs_.survey.methodology(row.methodology);
        const bool same_questions =
            row.indicator && methodology.offsets[static_cast<std::size_t>(*row.indicator)] == 0.0;
        return same_questions ? 0.0 : errors_.region_methodology;
    }

    [[nodiscard]] Target target_of(const Observation& row, const std::string& unit) const {
        const Regions regions = regions_of(unit);
        const double country = of_country(row).value();
        const auto& wave = inputs_.survey.waves[static_cast<std::size_t>(row.wave)].id;
        Target target;
        target.kind = row.indicator ? TargetKind::group_indicator : TargetKind::group_composite;
        target.indicator = row.indicator.value_or(Indicator{});
        target.wave = row.wave;
        target.one_sided = row.relation != Relation::equal;
        const double sign = row.relation == Relation::below ? -1.0 : 1.0;
        add_mean(regions, sign, target);
        target.contrast.push_back({0, -sign});
        target.value = sign * (row.value - country);
        target.contrast_variance = sampling_variance(regions, row.wave) +
                                   kTwoDecimals * kTwoDecimals / 3.0 +
                                   std::pow(methodology_error(row), 2);
        target.family = fmt::format("{}regions {}", target.one_sided ? "signs of " : "", wave);
        target.label = fmt::format("{}, {} less country, {}{}", row.of, unit_name(unit), wave,
                                   target.one_sided ? ", sign" : "");
        return target;
    }

    [[nodiscard]] Target order_of(const Observation& topic, const Observation& lower) const {
        const Regions above = regions_of_macro(topic), below = regions_of_macro(lower);
        Target target;
        target.kind = topic.question >= 0 ? TargetKind::net
                      : topic.indicator   ? TargetKind::group_indicator
                                          : TargetKind::group_composite;
        target.indicator = topic.indicator.value_or(Indicator{});
        target.question = topic.question;
        target.wave = topic.wave;
        target.one_sided = true;
        add_mean(above, 1.0, target);
        add_mean(below, -1.0, target);
        target.contrast_variance =
            sampling_variance(above, topic.wave) + sampling_variance(below, topic.wave);
        const auto& wave = inputs_.survey.waves[static_cast<std::size_t>(topic.wave)].id;
        target.family = fmt::format("order of macro-regions {}", wave);
        target.label = fmt::format("{}, {} above {}, {}", topic.of, topic.population.name,
                                   lower.population.name, wave);
        return target;
    }

    const InputData& inputs_;
    const TargetSettings& settings_;
    const CovarianceSettings& errors_;
    std::vector<double> adults_;
    double all_adults_ = 0;
};

} // namespace

std::vector<Target> regional_targets(const InputData& inputs, const TargetSettings& settings,
                                     const CovarianceSettings& errors) {
    std::vector<Target> targets;
    const RegionalTargets regional(inputs, settings, errors);
    if (settings.region_index)
        regional.add_values(targets);
    if (settings.macro_region_order)
        regional.add_orders(targets);
    return targets;
}

double one_sided_value(const Target& target, double expected) {
    return one_sided_deviance_root((expected - target.value) / std::sqrt(target.contrast_variance))
        .value;
}

double one_sided_slope(const Target& target, double expected) {
    const double error = std::sqrt(target.contrast_variance);
    return one_sided_deviance_root((expected - target.value) / error).derivative / error;
}

} // namespace kozqaras
