#pragma once

#include <cstdint>

namespace kozqaras {

/// How a number came to be: read in a source, derived from such numbers, or an estimate of ours.
enum class Status : std::uint8_t { seen, derived, estimate };

} // namespace kozqaras
