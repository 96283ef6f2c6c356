#pragma once
// The parameter vectors of an ensemble: draws of a posterior, or of the prior where there is none.

#include <filesystem>
#include <string>
#include <vector>

#include "app/options.hpp"
#include "model/engine/run.hpp"

namespace kozqaras {

struct Members {
    std::vector<std::vector<double>> vectors; ///< transformed scale, registry order
    std::string name;                         ///< of the posterior, or "prior"
    std::string note;                         ///< what is data and what is prior, one line
    std::string origin;                       ///< where it was read
};

/// Draws shared.members vectors from the posterior in the folder `posterior` (the one shipped if
/// empty; the prior if that is not there). "prior" as a name means the prior, "mean" the mean of
/// the posterior shipped, for every member. FileError or InputError if it cannot be read.
[[nodiscard]] Members choose_members(const SharedOptions& shared,
                                     const std::filesystem::path& posterior,
                                     const ParameterRegistry& registry);

/// A warning for each member that could not be simulated.
void warn_of_failed(const std::vector<FailedMember>& failed);

} // namespace kozqaras
