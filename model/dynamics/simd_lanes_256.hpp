// Vectors of 256 bits; included by simd_lanes.hpp alone.
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

namespace kozqaras { // NOLINT(google-build-namespaces)

namespace {

using EightFloats = __m256;

inline constexpr std::size_t kShorts = 16, kFloats = 8;
using Shorts = __m256i;

struct Ints {
    __m256i v;
};

using Floats = __m256;

inline Shorts load_shorts(const std::int16_t* from) {
    return _mm256_load_si256(reinterpret_cast<const __m256i*>(from));
}

/// Eight values from each of two places.
inline Shorts load_halves(const std::int16_t* low, const std::int16_t* high) {
    return _mm256_loadu2_m128i(reinterpret_cast<const __m128i*>(high),
                               reinterpret_cast<const __m128i*>(low));
}

inline Shorts all_shorts(std::int16_t v) {
    return _mm256_set1_epi16(v);
}

inline Shorts add(Shorts a, Shorts b) {
    return _mm256_add_epi16(a, b);
}

inline Shorts subtract(Shorts a, Shorts b) {
    return _mm256_sub_epi16(a, b);
}

inline Shorts add_saturated(Shorts a, Shorts b) {
    return _mm256_adds_epi16(a, b);
}

inline Shorts subtract_saturated(Shorts a, Shorts b) {
    return _mm256_subs_epi16(a, b);
}

inline Shorts product_high(Shorts a, Shorts b) {
    return _mm256_mulhi_epi16(a, b);
}

inline Shorts product_rounded(Shorts a, Shorts b) {
    return _mm256_mulhrs_epi16(a, b);
}

/// `v` where |v| <= limit, else 0.
inline Shorts within(Shorts v, Shorts limit) {
    return _mm256_andnot_si256(_mm256_cmpgt_epi16(_mm256_abs_epi16(v), limit), v);
}

inline Floats low_floats(Shorts v) {
    return _mm256_cvtepi32_ps(_mm256_cvtepi16_epi32(_mm256_castsi256_si128(v)));
}

inline Floats high_floats(Shorts v) {
    return _mm256_cvtepi32_ps(_mm256_cvtepi16_epi32(_mm256_extracti128_si256(v, 1)));
}

inline Floats load_as_floats(const std::int16_t* from) {
    return _mm256_cvtepi32_ps(
        _mm256_cvtepi16_epi32(_mm_load_si128(reinterpret_cast<const __m128i*>(from))));
}

inline Floats load_floats(const float* from) {
    return _mm256_load_ps(from);
}

inline void store_floats(float* to, Floats v) {
    _mm256_store_ps(to, v);
}

inline Floats all_floats(float v) {
    return _mm256_set1_ps(v);
}

inline Floats add(Floats a, Floats b) {
    return _mm256_add_ps(a, b);
}

inline Floats multiply(Floats a, Floats b) {
    return _mm256_mul_ps(a, b);
}

inline Floats multiply_add(Floats a, Floats b, Floats c) {
    return _mm256_fmadd_ps(a, b, c);
}

inline Ints to_ints(Floats v) {
    return {_mm256_cvtps_epi32(v)};
}

inline Ints no_ints() {
    return {_mm256_setzero_si256()};
}

inline Ints add_ints(Ints a, Ints b) {
    return {_mm256_add_epi32(a.v, b.v)};
}

inline void add_to(std::int32_t* to, Ints v) {
    auto* place = reinterpret_cast<__m256i*>(to);
    _mm256_store_si256(place, _mm256_add_epi32(_mm256_load_si256(place), v.v));
}

inline void store_saturated(std::int16_t* to, Ints v) {
    _mm_store_si128(reinterpret_cast<__m128i*>(to),
                    _mm_packs_epi32(_mm256_castsi256_si128(v.v), _mm256_extracti128_si256(v.v, 1)));
}

/// The eight values of a member's lanes, once for each member in a vector.
inline Floats repeat_eight(EightFloats eight) {
    return eight;
}

} // namespace
} // namespace kozqaras
