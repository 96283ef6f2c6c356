#include "model/dynamics/exposure.hpp"

#include <algorithm>
#include <cmath>

namespace kozqaras {

namespace {

bool lists(const std::vector<int>& values, int value) {
    return std::ranges::find(values, value) != values.end();
}

/// The dose, held at its peak and fading from it: a smaller dose takes over when the memory has
/// faded to it.
class FadingPeak {
  public:
    explicit FadingPeak(double half_life_weeks) : keep_(std::exp2(-1.0 / half_life_weeks)) {}

    double next(double dose) {
        value_ *= keep_;
        if (std::abs(dose) >= std::abs(value_))
            value_ = dose;
        return value_;
    }

  private:
    double keep_, value_ = 0.0;
};

} // namespace

bool may_reach(const Audience& audience, const Population& people, std::size_t agent) {
    return (audience.regions.empty() || lists(audience.regions, people.region[agent])) &&
           (audience.outlets == 0 || (audience.outlets & people.media_diet[agent]) != 0) &&
           (audience.languages.empty() || lists(audience.languages, people.language[agent]));
}

double share_exposed(const Exposure& exposure, double adults, Week week) {
    const auto at = [&](const std::vector<double>& series) {
        return series.empty() ? 0.0 : series[static_cast<std::size_t>(week.value)];
    };
    if (week.value < 0)
        return 0.0;
    if (!exposure.persons.empty())
        return adults > 0.0 ? std::clamp(at(exposure.persons) / adults, -1.0, 1.0) : 0.0;
    return exposure.reach.empty() ? 1.0 : at(exposure.reach);
}

ExposureChannel channel_of(ExposureKind kind) {
    switch (kind) {
    case ExposureKind::message:
        return ExposureChannel::media;
    case ExposureKind::trade:
    case ExposureKind::investment:
    case ExposureKind::workers:
    case ExposureKind::competitor:
        return ExposureChannel::events;
    default:
        return ExposureChannel::experience;
    }
}

bool is_on(const Switches& switches, ExposureChannel channel) {
    switch (channel) {
    case ExposureChannel::media:
        return switches.media;
    case ExposureChannel::events:
        return switches.events;
    default:
        return switches.experience;
    }
}

bool needs_attention(ExposureKind kind) {
    return channel_of(kind) == ExposureChannel::events;
}

bool is_told_to_kin(ExposureKind kind) {
    return kind == ExposureKind::study;
}

bool reads_differently(ExposureKind kind) {
    return kind == ExposureKind::trade || kind == ExposureKind::investment;
}

Week first_exposed_week(const Exposure& exposure) {
    const auto at = [](const std::vector<double>& series, std::size_t week) {
        return series.empty() ? 1.0 : series[week];
    };
    std::size_t week = 0;
    while (week < exposure.dose.size() &&
           (exposure.dose[week] == 0.0 || at(exposure.reach, week) == 0.0 ||
            at(exposure.persons, week) == 0.0))
        ++week;
    return {static_cast<int>(week)};
}

std::vector<double> exposure_strength(const Exposure& exposure,
                                      const DynamicsParameters& parameters) {
    const bool message = exposure.kind == ExposureKind::message;
    const double lasting = message ? parameters.message_lasting_share : 1.0;
    FadingPeak fast(parameters.message_half_life_weeks);
    FadingPeak slow(parameters.lasting_half_life_weeks);
    std::vector<double> strength(exposure.dose.size());
    for (std::size_t week = 0; week < strength.size(); ++week) {
        double dose = exposure.dose[week];
        if (message && dose < 0.0)
            dose *= parameters.message_negativity;
        strength[week] = lasting * slow.next(dose);
        if (message)
            strength[week] += (1.0 - lasting) * fast.next(dose);
        if (static_cast<int>(week) >= exposure.corrected_from.value)
            strength[week] *= 1.0 - parameters.correction_share;
    }
    return strength;
}

} // namespace kozqaras
