#pragma once
// Vectors of 16-bit and 32-bit lanes, as wide as the file that includes this is compiled for.
// Everything is in an unnamed namespace: each width has its own.

#if defined(__AVX512BW__)
#include "model/dynamics/simd_lanes_512.hpp"
#else
#include "model/dynamics/simd_lanes_256.hpp"
#endif

namespace kozqaras { // NOLINT(google-build-namespaces)

namespace {

inline EightFloats load_eight(const float* from) {
    return _mm256_loadu_ps(from);
}

} // namespace
} // namespace kozqaras
