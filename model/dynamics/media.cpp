#include "model/dynamics/media.hpp"

#include <cmath>

namespace kozqaras {

Outlets make_outlets(std::span<const NewsSource> sources) {
    Outlets outlets{std::vector<double>(sources.size()), std::vector<double>(sources.size())};
    double users = 0.0, weighted = 0.0;
    for (std::size_t s = 0; s < sources.size(); ++s) {
        outlets.frequency[s] = sources[s].frequency_ratio / (1.0 + sources[s].frequency_ratio);
        outlets.slant[s] = std::log(sources[s].tone_ratio);
        users += sources[s].usage;
        weighted += sources[s].usage * outlets.slant[s];
    }
    for (double& slant : outlets.slant)
        slant -= weighted / users;
    return outlets;
}

double outlet_tone(const NewsVolume& volume, double slant, std::size_t attitude,
                   const DynamicsParameters& parameters) {
    const double bend = std::exp(parameters.slant_gain * slant);
    double tone = 0.0;
    for (std::size_t c = 0; c < volume.size(); ++c) {
        const double message = volume[c] * parameters.event_effect[c][attitude];
        const bool favours = is_fear(attitude) ? message <= 0.0 : message >= 0.0;
        tone += favours ? message * bend : message / bend;
    }
    return tone;
}

MediaMemory::MediaMemory(const Outlets& outlets, const NewsVolume& volume,
                         const DynamicsParameters& parameters)
    : held_(outlets.slant.size()) {
    for (std::size_t s = 0; s < held_.size(); ++s)
        for (std::size_t a = 0; a < kAttitudeCount; ++a)
            held_[s][a] = outlet_tone(volume, outlets.slant[s], a, parameters);
}

std::vector<AttitudeVector> MediaMemory::advance(const Outlets& outlets, const NewsVolume& volume,
                                                 const DynamicsParameters& parameters) {
    const double adapt = 1.0 - std::exp2(-1.0 / parameters.tone_memory_weeks);
    std::vector<AttitudeVector> impulse(held_.size());
    for (std::size_t s = 0; s < held_.size(); ++s)
        for (std::size_t a = 0; a < kAttitudeCount; ++a) {
            const double news = outlet_tone(volume, outlets.slant[s], a, parameters) - held_[s][a];
            impulse[s][a] = parameters.media_gain * outlets.frequency[s] * news;
            held_[s][a] += adapt * news;
        }
    return impulse;
}

} // namespace kozqaras
