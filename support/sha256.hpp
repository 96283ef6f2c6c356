#pragma once
// SHA-256 (FIPS 180-4): proves that nobody changed a forecast or a file of results.

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace kozqaras {

/// The hash of bytes that come in pieces.
class Sha256 {
  public:
    Sha256();

    void add(std::string_view bytes);

    /// The hash in 64 hexadecimal digits, as sha256sum prints it. To be called once, last.
    [[nodiscard]] std::string digits();

  private:
    std::array<std::uint32_t, 8> state_;
    std::string rest_; ///< less than a block
    std::uint64_t bytes_ = 0;
};

[[nodiscard]] std::string sha256(std::string_view bytes);

/// Of a file of any size, or of at most `length` of its bytes from byte `from` on. Throws FileError
/// naming it if it cannot be read.
[[nodiscard]] std::string sha256_of_file(const std::filesystem::path& path, std::uint64_t from = 0,
                                         std::uint64_t length = ~std::uint64_t{0});

} // namespace kozqaras
