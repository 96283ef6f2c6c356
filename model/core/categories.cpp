#include "model/core/categories.hpp"

#include <algorithm>

namespace kozqaras {

std::span<const std::string_view> codes_of(Factor factor) {
    switch (factor) {
    case Factor::region:
        return kRegionCodes;
    case Factor::settlement:
        return kSettlementCodes;
    case Factor::sex:
        return kSexCodes;
    case Factor::age:
        return kAgeCodes;
    case Factor::ethnicity:
        return kEthnicityCodes;
    case Factor::language:
        return kLanguageCodes;
    case Factor::wealth:
        return kWealthCodes;
    case Factor::education:
        return kEducationCodes;
    }
    return {};
}

std::optional<int> index_of(std::span<const std::string_view> codes, std::string_view code) {
    const auto found = std::ranges::find(codes, code);
    if (found == codes.end())
        return std::nullopt;
    return static_cast<int>(found - codes.begin());
}

} // namespace kozqaras
