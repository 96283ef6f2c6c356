#include "model/engine/parameters.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "model/engine/national_change.hpp"
#include "model/population/reporting_cells.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

constexpr std::array<Factor, 6> kAnchorFactors{Factor::settlement, Factor::age,
                                               Factor::ethnicity,  Factor::language,
                                               Factor::wealth,     Factor::education};

/// Calls visit(name, target) for every parameter in registry order: the one list of what can be
/// estimated.
template <class Visit> void visit_dynamics(DynamicsParameters& d, const Visit& visit) {
    visit("social.susceptibility", d.susceptibility);
    visit("social.confidence_width", d.confidence_width);
    visit("memory.anchor_rate", d.anchor_rate);
    visit("memory.personal_deviation", d.personal_deviation);
    visit("memory.noise", d.noise);
    visit("media.gain", d.media_gain);
    visit("media.tone_memory_weeks", d.tone_memory_weeks);
    visit("media.slant_gain", d.slant_gain);
    visit("event.attention_very_rarely", d.attention[1]);
    visit("event.attention_rarely", d.attention[2]);
    visit("event.half_life_weeks", d.half_life_weeks);
    visit("event.outside_concern", d.outside_concern);
    visit("event.regional_amplification", d.regional_amplification);
    visit("event.regional_spillover", d.regional_spillover);
}

template <class Visit>
void visit_attitudes(const std::string& family, AttitudeVector& values, const Visit& visit) {
    for (std::size_t a = 0; a < kAttitudeCount; ++a)
        visit(fmt::format("{}.{}", family, kAttitudeCodes[a]), values[a]);
}

template <class Visit>
void visit_anchors(const Country& country, DynamicsParameters& d, const Visit& visit) {
    const auto factor_values = [&](Factor factor) -> std::span<AttitudeVector> {
        switch (factor) {
        case Factor::settlement:
            return d.settlement;
        case Factor::age:
            return d.age;
        case Factor::ethnicity:
            return d.ethnicity;
        case Factor::language:
            return d.language;
        case Factor::wealth:
            return d.wealth;
        default:
            return d.education;
        }
    };
    for (const Factor factor : kAnchorFactors) {
        const auto values = factor_values(factor);
        for (std::size_t c = 0; c < values.size(); ++c)
            if (c != country.classes(factor).reference)
                visit_attitudes(fmt::format("anchor.{}.{}",
                                            kFactorCodes[static_cast<std::size_t>(factor)],
                                            country.reported_codes(factor)[c]),
                                values[c], visit);
    }
}

template <class Visit>
void visit_all_dynamics(const Country& country, DynamicsParameters& d, const Visit& visit) {
    visit_dynamics(d, visit);
    for (std::size_t c = 0; c < kEventClassCount; ++c)
        visit_attitudes(fmt::format("event.{}", kEventClassCodes[c]), d.event_effect[c], visit);
    visit("experience.meetings_per_visitor", d.meetings_per_visitor);
    visit_attitudes("experience.trip", d.trip_effect, visit);
    visit_attitudes("experience.meeting", d.meeting_effect, visit);
    visit_attitudes("experience.job", d.job_effect, visit);
    visit_attitudes("experience.plant", d.plant_effect, visit);
    visit("experience.worker_risk", d.worker_risk);
    visit_anchors(country, d, visit);
}

/// Parameters of scenarios alone. They come last, so that the draws of the others stay as they are.
template <class Visit> void visit_exposures(DynamicsParameters& d, const Visit& visit) {
    for (std::size_t k = 0; k < kExposureKindCount; ++k)
        visit_attitudes(fmt::format("exposure.{}", kExposureKindCodes[k]), d.exposure_effect[k],
                        visit);
    visit("exposure.message_negativity", d.message_negativity);
    visit("exposure.message_lasting_share", d.message_lasting_share);
    visit("exposure.message_half_life_weeks", d.message_half_life_weeks);
    visit("exposure.lasting_half_life_weeks", d.lasting_half_life_weeks);
    visit("exposure.correction_share", d.correction_share);
    visit("exposure.reading_contrast", d.exposure_reading_contrast);
}

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

} // namespace

void ParameterRegistry::add(const InputData& inputs, const std::string& name) {
    const PriorRow* prior = find_prior(inputs, name);
    if (prior == nullptr)
        throw InputError({"data/parameters/priors.csv"},
                         fmt::format("no prior for parameter '{}' or its family", name));
    specs_.push_back({name, prior->unit, prior->meaning, prior->source, prior->transform,
                      prior->mean, prior->standard_deviation, prior->fitted, prior->grade});
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
    const auto add_place = [&](const std::string& place) {
        add(inputs, fmt::format("{}.common", place));
        for (const std::string_view attitude : kAttitudeCodes)
            add(inputs, fmt::format("{}.{}", place, attitude));
    };
    for (const std::string& name : names)
        add_place(fmt::format("anchor.macro_region.{}", name));
    for (const Region& region : inputs.country->regions)
        add_place(fmt::format("anchor.region.{}", region.iso));
}

/// The change of the country itself: its size, and at each wave but the first the step, as
/// independent standard normal numbers: one common to all attitudes, one of each.
void ParameterRegistry::add_national(const InputData& inputs, std::span<const DatedWave> further) {
    law_ = inputs.national_law;
    for (const Wave& wave : inputs.survey.waves)
        waves_.push_back({wave.id, week_of(wave.middle())});
    waves_.insert(waves_.end(), further.begin(), further.end());
    std::vector<Week> weeks;
    for (const DatedWave& wave : waves_)
        weeks.push_back(wave.week);
    step_factor_ = kozqaras::step_factor(law_, weeks);
    add(inputs, "national.size");
    for (std::size_t wave = 1; wave < waves_.size(); ++wave) {
        add(inputs, fmt::format("national.step.{}.common", waves_[wave].id));
        for (const std::string_view attitude : kAttitudeCodes)
            add(inputs, fmt::format("national.step.{}.{}", waves_[wave].id, attitude));
    }
}

ParameterRegistry::ParameterRegistry(const InputData& inputs, std::span<const DatedWave> further)
    : country_(inputs.country), questions_(inputs.survey.questions.size()) {
    DynamicsParameters layout(*country_);
    visit_all_dynamics(*country_, layout,
                       [&](const std::string& name, const double&) { add(inputs, name); });
    for (const Question& question : inputs.survey.questions) {
        add(inputs, fmt::format("threshold.{}.centre", question.id));
        add(inputs, fmt::format("threshold.{}.gap", question.id));
    }
    add(inputs, "response.persistent_share");
    visit_exposures(layout, [&](const std::string& name, const double&) { add(inputs, name); });
    add_regional(inputs);
    add_national(inputs, further);
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

MemberParameters unpack(const ParameterRegistry& registry, std::span<const double> transformed) {
    require(transformed.size() == registry.size(), "parameter vector of another length");
    MemberParameters member{DynamicsParameters(registry.country()), {}, {}};
    std::size_t next = 0;
    const auto take = [&] {
        const double value = registry.natural(next, transformed[next]);
        ++next;
        return value;
    };
    visit_all_dynamics(registry.country(), member.dynamics,
                       [&](const std::string&, double& target) { target = take(); });
    for (std::size_t q = 0; q < registry.questions(); ++q) {
        const double centre = take(), gap = take();
        member.response.lower.push_back(centre - gap / 2.0);
        member.response.upper.push_back(centre + gap / 2.0);
    }
    member.response.persistent_share = take();
    visit_exposures(member.dynamics, [&](const std::string&, double& target) { target = take(); });
    const auto take_place = [&] {
        const double common = take();
        AttitudeVector departure{};
        for (double& value : departure)
            value = common + take();
        return departure;
    };
    std::vector<AttitudeVector> macro_regions(registry.macro_regions());
    std::ranges::generate(macro_regions, take_place);
    for (std::size_t region = 0; region < registry.macro_region_of().size(); ++region) {
        const AttitudeVector own = take_place(),
                             shared = macro_regions[registry.macro_region_of()[region]];
        for (std::size_t a = 0; a < kAttitudeCount; ++a)
            member.dynamics.region[region][a] = shared[a] + own[a];
    }
    member.national.size = take();
    const auto steps = static_cast<Eigen::Index>(registry.waves().size()) - 1;
    const double shared = std::sqrt(registry.law().common_share),
                 own = std::sqrt(1.0 - registry.law().common_share);
    Eigen::MatrixXd standard(steps, kAttitudeCount);
    for (Eigen::Index step = 0; step < steps; ++step) {
        const double common = take();
        for (Eigen::Index a = 0; a < kAttitudeCount; ++a)
            standard(step, a) = shared * common + own * take();
    }
    const Eigen::MatrixXd change = member.national.size * registry.step_factor() * standard;
    for (Eigen::Index step = 0; step < steps; ++step) {
        member.national.steps.emplace_back();
        for (std::size_t a = 0; a < kAttitudeCount; ++a)
            member.national.steps.back()[a] = change(step, static_cast<Eigen::Index>(a));
    }
    return member;
}

} // namespace kozqaras
