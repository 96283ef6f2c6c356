#include "model/core/national_law.hpp"

namespace kozqaras {

LevelModel level_model(const NationalLaw& law) {
    return {law.level_deviation * law.level_deviation,
            law.transient_deviation * law.transient_deviation, law.reversion,
            student_t_factors(law.degrees_of_freedom)};
}

} // namespace kozqaras
