#include "model/dynamics/dynamics_parameters.hpp"

namespace kozqaras {

DynamicsParameters::DynamicsParameters(const Country& country) : region(country.regions.size()) {
    const auto groups = [&](Factor factor) {
        return static_cast<std::size_t>(country.reported_classes(factor));
    };
    age.resize(groups(Factor::age));
    wealth.resize(groups(Factor::wealth));
    ethnicity.resize(groups(Factor::ethnicity));
    language.resize(groups(Factor::language));
    education.resize(groups(Factor::education));
    settlement.resize(groups(Factor::settlement));
    for (std::size_t f = 0; f < kAnchorFactors.size(); ++f)
        growth[f].resize(groups(kAnchorFactors[f]));
}

} // namespace kozqaras
