#include "support/codes.hpp"

#include <algorithm>

namespace kozqaras {

std::optional<int> index_of(std::span<const std::string_view> codes, std::string_view code) {
    const auto found = std::ranges::find(codes, code);
    if (found == codes.end())
        return std::nullopt;
    return static_cast<int>(found - codes.begin());
}

} // namespace kozqaras
