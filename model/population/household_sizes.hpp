#pragma once
// How large the households of one place are to become, from how many adults live in the household
// of an adult and from the mean size there.

#include <cstdint>
#include <span>
#include <vector>

namespace kozqaras {

/// Households by number of adults.
struct SizePlan {
    std::vector<double> households; ///< of 1, 2, ... adults, [group][adults]
    std::size_t sizes = 0;

    [[nodiscard]] double of(std::size_t group, std::size_t adults) const {
        return households[group * sizes + adults - 1];
    }

    /// All households of a group.
    [[nodiscard]] double all(std::size_t group) const;
};

/// `shares`: of the adults of a group, who live in a household of 1, 2, ... adults,
/// [group][adults]; `adults` of each group. The shares are tilted by one factor for each further
/// adult, the same in all groups, until there are `households` in all (as near as sizes allow).
/// BugError if sizes do not fit or there are no adults.
[[nodiscard]] SizePlan plan_sizes(std::span<const double> shares, std::span<const double> adults,
                                  double households);

} // namespace kozqaras
