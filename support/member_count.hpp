#pragma once
// How many members a plain struct has, so that a list of them can be checked for completeness.

#include <cstddef>

namespace kozqaras {

/// Stands for a value of any type, where nothing is evaluated.
struct AnyValue {
    template <typename T> operator T() const; // NOLINT(google-explicit-constructor)
};

/// Number of members of `T`, a struct without base classes, arrays and constructors of its own.
template <typename T, typename... Values> [[nodiscard]] consteval std::size_t member_count() {
    if constexpr (requires { T{Values{}..., AnyValue{}}; })
        return member_count<T, Values..., AnyValue>();
    else
        return sizeof...(Values);
}

} // namespace kozqaras
