#pragma once
// The parameter vectors of an ensemble: draws of a posterior, or of the prior where there is none.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/options.hpp"
#include "model/engine/run.hpp"

namespace kozqaras {

/// The model's parameters as the posterior at `posterior` has them: those of `inputs`, and steps of
/// the country's own change at further waves that it was fitted to. "prior", "mean" and empty as
/// in choose_members().
[[nodiscard]] std::shared_ptr<const ParameterRegistry>
registry_for(const SharedOptions& shared, const std::filesystem::path& posterior,
             const InputData& inputs);

struct Members {
    std::vector<std::vector<double>> vectors; ///< transformed scale, registry order
    std::string name;                         ///< of the posterior, or "prior"
    std::string note;                         ///< what is data and what is prior, one line
    std::string origin;                       ///< where it was read
    bool calibrated = true;                   ///< false: drawn from the prior
    std::filesystem::path folder{};           ///< of the posterior; empty: the prior
    /// Waves whose level a member knows, as in NationalPlan: those that were fitted.
    std::optional<std::vector<std::size_t>> pinned{};
};

/// Draws shared.members vectors from the posterior in the folder `posterior` (the one shipped if
/// empty). "prior" as a name means the prior, "mean" the mean of the posterior shipped, for every
/// member. Warns if the posterior was fitted with other tables than `inputs`. FileError or
/// InputError if it cannot be read, or none is shipped.
[[nodiscard]] Members choose_members(const SharedOptions& shared,
                                     const std::filesystem::path& posterior,
                                     const ParameterRegistry& registry, const InputData& inputs);

/// Name of the posterior; "prior (not calibrated)".
[[nodiscard]] std::string parameters_in_words(const Members& members);

/// A line for the head of a result that is not calibrated; empty for others.
[[nodiscard]] std::string calibration_remark(const Members& members);

/// A warning for each member that could not be simulated.
void warn_of_failed(const SharedOptions& shared, const std::vector<FailedMember>& failed);

} // namespace kozqaras
