#pragma once
// Whole files as bytes, with a limit of size, and what their bytes say.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace kozqaras {

/// No input file of the project comes near this.
inline constexpr std::size_t kLargestFile = std::size_t{64} << 20;

/// All bytes of `path`. FileError (naming `shown_name`, and the nearest name in that folder if
/// there is no such file) if it cannot be read, InputError if it has more than `largest` bytes.
[[nodiscard]] std::string read_file(const std::filesystem::path& path,
                                    const std::string& shown_name,
                                    std::size_t largest = kLargestFile);

/// Refuses what is no UTF-8 text: workbooks, other encodings, NUL bytes. InputError with the place
/// and what to do.
void check_text(std::string_view text, const std::string& shown_name);

/// `text` fit for a message: at most 60 bytes, control characters replaced.
[[nodiscard]] std::string shortened(std::string_view text);

/// FNV-1a hash (64 bits) in 16 hexadecimal digits.
[[nodiscard]] std::string hash_of(std::string_view bytes);

} // namespace kozqaras
