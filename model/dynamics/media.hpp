#pragma once
// Outlets: events become messages; each outlet takes them up with its own slant. What moves a
// reader is tone that is new: the difference between this week's tone and the tone the outlet's
// audience is used to.

#include <array>
#include <span>
#include <utility>
#include <vector>

#include "model/dynamics/dynamics_parameters.hpp"
#include "model/inputs/input_data.hpp"

namespace kozqaras {

/// Strength of the news of each event class in one week (sum of event strengths).
using NewsVolume = std::array<double, kEventClassCount>;

/// Fixed traits of the outlets.
struct Outlets {
    std::vector<double> frequency; ///< share of users who use it often, 0..1
    std::vector<double> slant;     ///< log tone ratio, mean 0 over users
};

[[nodiscard]] Outlets make_outlets(std::span<const NewsSource> sources);

/// Tone of an outlet on one attitude: sum over classes of volume * effect, a message in the
/// direction of the outlet's slant amplified by exp(slant_gain * slant), one against it reduced by
/// the same factor.
[[nodiscard]] double outlet_tone(const NewsVolume& volume, double slant, std::size_t attitude,
                                 const DynamicsParameters& parameters);

/// The tone each audience is used to, and the impulse a week's news gives: [source][attitude].
class MediaMemory {
  public:
    /// Starts with an audience used to the tone of `volume`.
    MediaMemory(const Outlets& outlets, const NewsVolume& volume,
                const DynamicsParameters& parameters);

    /// Impulse on a user of each source: gain * frequency * (tone - tone held); then the audience
    /// gets used to it with half-life tone_memory_weeks.
    [[nodiscard]] std::vector<AttitudeVector>
    advance(const Outlets& outlets, const NewsVolume& volume, const DynamicsParameters& parameters);

    /// The tone held, and a memory that holds it: to store one and go on.
    using Held = std::vector<AttitudeVector>;

    [[nodiscard]] const Held& held() const { return held_; }

    explicit MediaMemory(Held held) : held_(std::move(held)) {}

  private:
    Held held_;
};

} // namespace kozqaras
