#include "model/core/categories.hpp"

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

} // namespace kozqaras
