#include "model/population/population.hpp"

namespace kozqaras {

std::span<const std::uint8_t> Population::classes(Factor factor) const {
    switch (factor) {
    case Factor::region:
        return region;
    case Factor::settlement:
        return settlement;
    case Factor::sex:
        return sex;
    case Factor::age:
        return age;
    case Factor::ethnicity:
        return ethnicity;
    case Factor::language:
        return language;
    case Factor::wealth:
        return wealth;
    case Factor::education:
        return education;
    }
    return {};
}

} // namespace kozqaras
