#pragma once
// What is wrong with a text that is no TOML, in plain words.

#include <string>
#include <string_view>

namespace kozqaras {

/// A sentence for the user, from what the TOML library says of a fault. Words of the library do not
/// appear in it.
[[nodiscard]] std::string plain_words(std::string_view description);

} // namespace kozqaras
