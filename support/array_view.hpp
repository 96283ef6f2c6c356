#pragma once
// A dense array read and written by the places along its axes, the last of which varies fastest, in
// place of index arithmetic by hand.

#include <array>
#include <cstddef>
#include <initializer_list>
#include <span>

#include "support/errors.hpp"

namespace kozqaras {

template <class T> class ArrayView {
  public:
    static constexpr std::size_t kMostAxes = 6;

    /// `values` with these extents. BugError if their product is not the number of values.
    ArrayView(std::span<T> values, std::span<const std::size_t> extents)
        : values_(values), rank_(extents.size()) {
        require(rank_ <= kMostAxes, "an array with too many axes");
        std::size_t stride = 1;
        for (std::size_t axis = rank_; axis-- > 0;) {
            extents_[axis] = extents[axis];
            strides_[axis] = stride;
            stride *= extents[axis];
        }
        require(stride == values.size(), "an array whose size is not that of its axes");
    }

    /// The value at one place along each axis.
    template <class... Places> [[nodiscard]] T& operator()(Places... places) const {
        return values_[start_of({static_cast<std::size_t>(places)...})];
    }

    /// All values behind these places along the first axes: one after the other.
    template <class... Places> [[nodiscard]] std::span<T> behind(Places... places) const {
        constexpr std::size_t fixed = sizeof...(places);
        const std::size_t count = fixed == 0 ? values_.size() : strides_[fixed - 1];
        return values_.subspan(start_of({static_cast<std::size_t>(places)...}), count);
    }

    [[nodiscard]] std::size_t extent(std::size_t axis) const { return extents_[axis]; }

    [[nodiscard]] std::size_t rank() const { return rank_; }

  private:
    [[nodiscard]] std::size_t start_of(std::initializer_list<std::size_t> places) const {
        std::size_t start = 0, axis = 0;
        for (const std::size_t place : places)
            start += place * strides_[axis++];
        return start;
    }

    std::span<T> values_;
    std::array<std::size_t, kMostAxes> extents_{}, strides_{};
    std::size_t rank_;
};

} // namespace kozqaras
