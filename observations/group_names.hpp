#pragma once
// Names of the groups for which a survey reports: "all", "age:18_34", "region:KZ-75", ...

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/inputs/input_data.hpp"
#include "support/errors.hpp"

namespace kozqaras {

/// All of them, in the order of Country::group_index().
[[nodiscard]] std::vector<std::string> group_codes(const Country& country);

/// The place in `groups` of the group that `text` names; nothing if none is meant. A region may
/// bear any of its names in `regions`; InputError at `place` if it bears none. The one place where
/// files of observations are told which group they mean.
[[nodiscard]] std::optional<int> find_group(std::string_view text,
                                            std::span<const std::string_view> groups,
                                            std::span<const Region> regions, const Position& place);

} // namespace kozqaras
