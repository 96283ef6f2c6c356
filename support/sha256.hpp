#pragma once
// SHA-256 (FIPS 180-4), so that a forecast can prove that nobody changed it.

#include <string>
#include <string_view>

namespace kozqaras {

/// The hash of `bytes` in 64 hexadecimal digits, as sha256sum prints it.
[[nodiscard]] std::string sha256(std::string_view bytes);

} // namespace kozqaras
