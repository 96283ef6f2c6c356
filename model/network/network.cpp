#include "model/network/network.hpp"

#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "model/network/tie_assembly.hpp"
#include "model/network/tie_builders.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

void check_settings(const NetworkSettings& settings, const Country& country) {
    const auto check = [](std::string_view name, double value, double high) {
        if (!(value >= 0) || value > high)
            throw InputError(Position{fmt::format("network {}", name), 0, 0},
                             fmt::format("must lie between 0 and {}, is {}", high, value));
    };
    constexpr double kLargestDegree = 50;
    check("kin_degree", settings.kin_degree, kLargestDegree);
    check("neighbourhood_degree", settings.neighbourhood_degree, kLargestDegree);
    check("work_or_study_degree", settings.work_or_study_degree, kLargestDegree);
    check("online_degree", settings.online_degree, kLargestDegree);
    check("neighbourhood_same_language", settings.neighbourhood_same_language, 1);
    check("work_age_spread_classes", settings.work_age_spread_classes,
          static_cast<double>(country.ages.size()));
    check("online_far_share", settings.online_far_share, 1);
}

void append(TieBlocks& all, TieBlocks&& more) {
    all.insert(all.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
}

} // namespace

Network build_network(const Population& population, const NetworkSettings& settings) {
    check_settings(settings, *population.country);
    const TieShape shape;
    TieBlocks ties = household_ties(population);
    append(ties, kin_ties(population, settings, shape));
    append(ties, neighbourhood_ties(population, settings, shape));
    append(ties, work_ties(population, settings, shape));
    append(ties, online_ties(population, settings, shape));
    return assemble_network(population.size(), std::move(ties));
}

} // namespace kozqaras
