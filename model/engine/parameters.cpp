#include "model/engine/parameters.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "model/engine/national_change.hpp"
#include "model/engine/parameter_list.hpp"
#include "model/population/reporting_cells.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

/// The prior whose name is `name` or the longest family of it.
const PriorRow* find_prior(const InputData& inputs, std::string_view name) {
    for (std::string_view family = name;;) {
        const auto found = std::ranges::find(inputs.priors, family, &PriorRow::name);
        if (found != inputs.priors.end())
            return &*found;
        const auto dot = family.rfind('.');
        if (dot == std::string_view::npos)
            return nullptr;
        family = family.substr(0, dot);
    }
}

/// The attitude in which the name ends.
std::optional<Attitude> attitude_named(std::string_view name) {
    const auto* const found = std::ranges::find(kAttitudeCodes, name.substr(name.rfind('.') + 1));
    if (found == kAttitudeCodes.end())
        return std::nullopt;
    return static_cast<Attitude>(found - kAttitudeCodes.begin());
}

double to_natural(Transform transform, double value) {
    switch (transform) {
    case Transform::identity:
        return value;
    case Transform::log:
        return std::exp(value);
    case Transform::logit:
        return 1.0 / (1.0 + std::exp(-value));
    }
    return value;
}

bool is_effect(std::string_view name) {
    return name.starts_with("event.") || name.starts_with("experience.") ||
           name.starts_with("exposure.");
}

constexpr std::string_view kItem = "item.";

constexpr std::string_view kCommon = ".common";
/// Share of the variance of an effect that is common to all attitudes of favour: their correlation.
/// A judgement: estimates are of single items, and items of one survey move together.
constexpr double kCommonEffect = 0.75;

/// `row` speaks of the effect on one attitude: the part in common has the mean of the family and
/// kCommonEffect of its variance; what is left of mean and variance is the attitude's own, at least
/// 1 - kCommonEffect of the variance.
void split_effect(const InputData& inputs, const PriorRow& row, ParameterSpec& spec) {
    if (spec.name.ends_with(kCommon)) {
        spec.prior_standard_deviation *= std::sqrt(kCommonEffect);
        spec.meaning += ", common to all attitudes";
        return;
    }
    const PriorRow* family =
        find_prior(inputs, std::string_view(spec.name).substr(0, spec.name.rfind('.')));
    require(family != nullptr, fmt::format("no family of effect '{}'", spec.name));
    const double variance = row.standard_deviation * row.standard_deviation,
                 shared = kCommonEffect * family->standard_deviation * family->standard_deviation;
    spec.prior_mean -= family->mean;
    spec.prior_standard_deviation =
        std::sqrt(std::max(variance - shared, (1.0 - kCommonEffect) * variance));
    spec.meaning += ", beyond what is common to all attitudes";
}

/// What the last part of a row item.QUESTION.CARRIER names.
ItemChannel channel_carried_by(std::string_view carrier, const Country& country) {
    using enum ItemChannel::Carrier;
    const auto channel = [](ItemChannel::Carrier kind, int place) {
        return ItemChannel{0, kind, static_cast<std::size_t>(place)};
    };
    if (const auto place = index_of(kEventClassCodes, carrier))
        return channel(event_class, *place);
    if (const auto place = index_of(country.sectors.views(), carrier))
        return channel(sector, *place);
    const bool is_exposure = carrier.starts_with(kExposureCarrier);
    const auto place =
        index_of(kExposureKindCodes, carrier.substr(is_exposure ? kExposureCarrier.size() : 0));
    require(is_exposure && place, fmt::format("'{}' carries no item channel", carrier));
    return channel(exposure, *place);
}

} // namespace

void ParameterRegistry::add(const InputData& inputs, const std::string& name) {
    const PriorRow* prior = find_prior(inputs, name);
    if (prior == nullptr)
        throw InputError({"data/parameters/priors.csv"},
                         fmt::format("no prior for parameter '{}' or its family", name));
    specs_.push_back({name, prior->unit, prior->meaning, prior->source, prior->transform,
                      prior->mean, prior->standard_deviation, prior->fitted, prior->grade,
                      attitude_named(name)});
    ParameterSpec& spec = specs_.back();
    const bool effect = is_effect(name);
    if (effect && (name.ends_with(kCommon) || (spec.attitude && kFavour.holds(*spec.attitude))))
        split_effect(inputs, *prior, spec);
    if (effect && spec.attitude && kFear.holds(*spec.attitude) && prior->name != name) {
        // A row of the family speaks of favour: of fear it tells a size and no sign.
        spec.meaning += ", on fear";
        spec.source = fmt::format("estimate: centred on 0, for no sign is known of fear; size as "
                                  "of favour ({})",
                                  prior->source);
        spec.prior_mean = 0.0;
        spec.grade = Grade::judgement;
    }
}

/// Departures of macro-regions, then of regions: one common to all attitudes, one of each.
void ParameterRegistry::add_regional(const InputData& inputs) {
    std::vector<std::string> names;
    for (const Region& region : inputs.country->regions) {
        const auto found = std::ranges::find(names, region.macro_region);
        macro_region_of_.push_back(static_cast<std::size_t>(found - names.begin()));
        if (found == names.end())
            names.push_back(region.macro_region);
    }
    macro_regions_ = names.size();
    for (const std::string& name : names)
        places_.push_back(fmt::format("anchor.macro_region.{}", name));
    for (const Region& region : inputs.country->regions)
        places_.push_back(fmt::format("anchor.region.{}", region.iso));
    for (const std::string& place : places_) {
        add(inputs, fmt::format("{}.common", place));
        for (std::size_t a = 0; a < kFavourCount; ++a)
            add(inputs, fmt::format("{}.{}", place, kAttitudeCodes[a]));
    }
}

/// The change of the country itself: its size, and at each wave but the first the step, as
/// independent standard normal numbers: one common to all attitudes of favour, one of each.
void ParameterRegistry::add_national(const InputData& inputs, std::span<const DatedWave> further) {
    law_ = inputs.national_law;
    for (const Wave& wave : inputs.survey.waves)
        waves_.push_back({wave.id, week_of(wave.middle())});
    for (const Poll& poll : inputs.survey.polls)
        waves_.push_back({poll.id, week_of(poll.middle())});
    waves_.insert(waves_.end(), further.begin(), further.end());
    std::vector<Week> weeks;
    for (const DatedWave& wave : waves_)
        weeks.push_back(wave.week);
    step_factor_ = kozqaras::step_factor(law_, weeks);
    add(inputs, "national.size");
    for (std::size_t wave = 1; wave < waves_.size(); ++wave) {
        add(inputs, fmt::format("national.step.{}.common", waves_[wave].id));
        for (std::size_t a = 0; a < kFavourCount; ++a)
            add(inputs, fmt::format("national.step.{}.{}", waves_[wave].id, kAttitudeCodes[a]));
    }
}

void ParameterRegistry::add_question(const InputData& inputs, const Question& question) {
    for (const std::string_view part : {"centre", "gap"}) {
        add(inputs, fmt::format("threshold.{}.{}", question.id, part));
        specs_.back().attitude = question.attitude;
    }
}

/// All parameters of the attitudes of fear, which share no departure and no step with favour.
void ParameterRegistry::add_fear(const InputData& inputs, DynamicsParameters& layout) {
    visit_fear_dynamics(*country_, layout,
                        [&](const std::string& name, const double&) { add(inputs, name); });
    for (const Question& question : inputs.survey.questions)
        if (kFear.holds(question.attitude))
            add_question(inputs, question);
    for (std::size_t a = kFear.first; a < kFear.last; ++a) {
        for (const std::string& place : places_)
            add(inputs, fmt::format("{}.{}", place, kAttitudeCodes[a]));
        for (std::size_t wave = 1; wave < waves_.size(); ++wave)
            add(inputs, fmt::format("national.step.{}.{}", waves_[wave].id, kAttitudeCodes[a]));
    }
}

/// Adds what the rows called item.QUESTION.CARRIER ask for.
void ParameterRegistry::add_item_channels(const InputData& inputs) {
    for (const PriorRow& row : inputs.priors) {
        if (!row.name.starts_with(kItem))
            continue;
        const std::string_view name = row.name;
        const auto dot = name.rfind('.');
        const std::string_view carrier = name.substr(dot + 1),
                               question = name.substr(kItem.size(),
                                                      std::max(dot, kItem.size()) - kItem.size());
        const auto asked = std::ranges::find(inputs.survey.questions, question, &Question::id);
        ItemChannel channel = channel_carried_by(carrier, *inputs.country);
        require(asked != inputs.survey.questions.end(),
                fmt::format("'{}' is no item channel", row.name));
        channel.question = static_cast<std::size_t>(asked - inputs.survey.questions.begin());
        add(inputs, row.name);
        item_channels_.push_back(channel);
    }
}

/// Adds the families that priors may lack.
void ParameterRegistry::add_optional(const InputData& inputs, DynamicsParameters& layout) {
    const auto has = [&](std::string_view row) {
        return std::ranges::count(inputs.priors, row, &PriorRow::name) > 0;
    };
    const auto visit = [&](const std::string& name, const double&) { add(inputs, name); };
    kin_hear_ = has(kKinFamily);
    if (kin_hear_)
        visit_kin(layout, visit);
    sectors_differ_ = has(kSectorContrast);
    if (sectors_differ_)
        visit_sector_contrast(layout, visit);
}

ParameterRegistry::ParameterRegistry(const InputData& inputs, std::span<const DatedWave> further)
    : country_(inputs.country) {
    for (const Question& question : inputs.survey.questions)
        question_attitudes_.push_back(question.attitude);
    DynamicsParameters layout(*country_);
    visit_favour_dynamics(*country_, layout,
                          [&](const std::string& name, const double&) { add(inputs, name); });
    for (const Question& question : inputs.survey.questions)
        if (kFavour.holds(question.attitude))
            add_question(inputs, question);
    add(inputs, "response.persistent_share");
    visit_exposures(layout, [&](const std::string& name, const double&) { add(inputs, name); });
    add_regional(inputs);
    add_national(inputs, further);
    add_fear(inputs, layout);
    visit_growth(*country_, layout,
                 [&](const std::string& name, const double&) { add(inputs, name); });
    visit_later_events(layout, [&](const std::string& name, const double&) { add(inputs, name); });
    add_item_channels(inputs);
    add_optional(inputs, layout);
    growth_period_ = {week_of(inputs.survey.waves.front().middle()),
                      week_of(inputs.survey.waves.back().middle())};
    std::set<const PriorRow*> used;
    for (const ParameterSpec& spec : specs_)
        used.insert(find_prior(inputs, spec.name));
    for (const PriorRow& row : inputs.priors)
        if (!used.contains(&row))
            throw InputError(
                {"data/parameters/priors.csv"},
                fmt::format("prior '{}' belongs to no parameter of the model", row.name));
}

std::size_t ParameterRegistry::index(const std::string& name) const {
    const auto found = std::ranges::find(specs_, name, &ParameterSpec::name);
    require(found != specs_.end(), fmt::format("no parameter '{}'", name));
    return static_cast<std::size_t>(found - specs_.begin());
}

std::vector<double> ParameterRegistry::prior_means() const {
    std::vector<double> means(specs_.size());
    std::ranges::transform(specs_, means.begin(), &ParameterSpec::prior_mean);
    return means;
}

double ParameterRegistry::natural(std::size_t index, double transformed) const {
    return to_natural(specs_[index].transform, transformed);
}

} // namespace kozqaras
