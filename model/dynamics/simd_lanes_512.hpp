// Vectors of 512 bits; included by simd_lanes.hpp alone.
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

namespace kozqaras { // NOLINT(google-build-namespaces)

namespace {

using EightFloats = __m256;

inline constexpr std::size_t kShorts = 32, kFloats = 16;
using Shorts = __m512i;
using Ints = __m512i;
using Floats = __m512;

inline Shorts load_shorts(const std::int16_t* from) {
    return _mm512_load_si512(from);
}

/// Sixteen values from each of two places.
inline Shorts load_halves(const std::int16_t* low, const std::int16_t* high) {
    return _mm512_inserti64x4(
        _mm512_castsi256_si512(_mm256_load_si256(reinterpret_cast<const __m256i*>(low))),
        _mm256_load_si256(reinterpret_cast<const __m256i*>(high)), 1);
}

inline Shorts all_shorts(std::int16_t v) {
    return _mm512_set1_epi16(v);
}

inline Shorts add(Shorts a, Shorts b) {
    return _mm512_add_epi16(a, b);
}

inline Shorts subtract(Shorts a, Shorts b) {
    return _mm512_sub_epi16(a, b);
}

inline Shorts add_saturated(Shorts a, Shorts b) {
    return _mm512_adds_epi16(a, b);
}

inline Shorts subtract_saturated(Shorts a, Shorts b) {
    return _mm512_subs_epi16(a, b);
}

inline Shorts product_high(Shorts a, Shorts b) {
    return _mm512_mulhi_epi16(a, b);
}

inline Shorts product_rounded(Shorts a, Shorts b) {
    return _mm512_mulhrs_epi16(a, b);
}

/// `v` where |v| <= limit, else 0.
inline Shorts within(Shorts v, Shorts limit) {
    return _mm512_maskz_mov_epi16(_mm512_cmple_epi16_mask(_mm512_abs_epi16(v), limit), v);
}

inline Floats low_floats(Shorts v) {
    return _mm512_cvtepi32_ps(_mm512_cvtepi16_epi32(_mm512_castsi512_si256(v)));
}

inline Floats high_floats(Shorts v) {
    return _mm512_cvtepi32_ps(_mm512_cvtepi16_epi32(_mm512_extracti64x4_epi64(v, 1)));
}

inline Floats load_as_floats(const std::int16_t* from) {
    return _mm512_cvtepi32_ps(
        _mm512_cvtepi16_epi32(_mm256_load_si256(reinterpret_cast<const __m256i*>(from))));
}

inline Floats load_floats(const float* from) {
    return _mm512_load_ps(from);
}

inline void store_floats(float* to, Floats v) {
    _mm512_store_ps(to, v);
}

inline Floats all_floats(float v) {
    return _mm512_set1_ps(v);
}

inline Floats add(Floats a, Floats b) {
    return _mm512_add_ps(a, b);
}

inline Floats multiply(Floats a, Floats b) {
    return _mm512_mul_ps(a, b);
}

inline Floats multiply_add(Floats a, Floats b, Floats c) {
    return _mm512_fmadd_ps(a, b, c);
}

inline Ints to_ints(Floats v) {
    return _mm512_cvtps_epi32(v);
}

inline Ints no_ints() {
    return _mm512_setzero_si512();
}

inline Ints add_ints(Ints a, Ints b) {
    return _mm512_add_epi32(a, b);
}

inline void add_to(std::int32_t* to, Ints v) {
    _mm512_store_si512(to, _mm512_add_epi32(_mm512_load_si512(to), v));
}

inline void store_saturated(std::int16_t* to, Ints v) {
    _mm256_store_si256(reinterpret_cast<__m256i*>(to), _mm512_cvtsepi32_epi16(v));
}

/// The eight values of a member's lanes, once for each member in a vector.
inline Floats repeat_eight(EightFloats eight) {
    const Floats low = _mm512_castps256_ps512(eight);
    return _mm512_shuffle_f32x4(low, low, _MM_SHUFFLE(1, 0, 1, 0));
}

} // namespace
} // namespace kozqaras
