#include "support/codes.hpp"

#include <algorithm>
#include <utility>

namespace kozqaras {

std::optional<int> index_of(std::span<const std::string_view> codes, std::string_view code) {
    const auto found = std::ranges::find(codes, code);
    if (found == codes.end())
        return std::nullopt;
    return static_cast<int>(found - codes.begin());
}

CodeList::CodeList(std::vector<std::string> codes) {
    auto texts = std::make_shared<Texts>();
    texts->owned = std::move(codes);
    texts->views.assign(texts->owned.begin(), texts->owned.end());
    texts_ = std::move(texts);
}

} // namespace kozqaras
