#pragma once
// Opinions of all agents in all members of a batch, 16 bits each.
//
// A value counts quanta of its lane; the quantum is a 4096th of the distance at which influence
// ends, so the range is +-8 such distances. The weekly step rounds with a keyed dither, so that
// nothing is lost or gained in the mean.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "model/population/lanes.hpp"

namespace kozqaras {

/// Memory that starts on a cache line; large blocks ask for huge pages, since ties lead all over
/// them. Throws std::bad_alloc.
[[nodiscard]] void* allocate_lines(std::size_t bytes);
void free_lines(void* place) noexcept;

/// std::vector storage of that kind.
template <class T> struct LineAllocator {
    using value_type = T;
    LineAllocator() = default;

    template <class U> LineAllocator(const LineAllocator<U>&) {} // NOLINT: implicit by design

    T* allocate(std::size_t count) { return static_cast<T*>(allocate_lines(count * sizeof(T))); }

    void deallocate(T* place, std::size_t) { free_lines(place); }

    bool operator==(const LineAllocator&) const { return true; }
};

template <class T> using LineVector = std::vector<T, LineAllocator<T>>;

/// One value per lane of the widest batch; lanes beyond the batch hold 0.
using LaneValues = std::array<float, kMostLanes>;

struct Opinions {
    std::size_t members = 0;
    std::size_t stride = 0; ///< lanes per agent
    LineVector<std::int16_t> values;
    LaneValues quantum{}; ///< latent standard deviations per count

    [[nodiscard]] std::size_t agents() const { return stride == 0 ? 0 : values.size() / stride; }

    /// Attitude of one agent in one member, latent standard deviations.
    [[nodiscard]] float at(std::size_t agent, std::size_t member, std::size_t attitude) const {
        const std::size_t lane = lane_of(member, attitude);
        return static_cast<float>(values[agent * stride + lane]) * quantum[lane];
    }
};

} // namespace kozqaras
