#pragma once
// The members of an ensemble as draws of a posterior, spread so that few of them give its
// quantiles.

#include <cstdint>
#include <vector>

#include "calibration/posterior.hpp"

namespace kozqaras {

/// Parameter vectors of `count` members; more members extend the same ensemble. Fitted parameters
/// come from `draws` where the posterior holds some, none twice: of each
/// pair (draw_order.hpp) the one that the seed says, pair by pair, then the others.
/// InputError if `count` is larger than their number. From the Laplace approximation otherwise.
/// What is not stored is normal, in Latin hypercubes of eight
/// members (McKay, Beckman, Conover 1979): every eighth of each prior once, and no two parameters
/// go together (a Sobol sequence in hundreds of dimensions let some). All stored draws weigh
/// the same, so members of several seeds may be pooled; they are then drawn from the same stored
/// ones.
[[nodiscard]] std::vector<std::vector<double>> draw_members(const Posterior& posterior,
                                                            const ParameterRegistry& registry,
                                                            std::size_t count, std::uint64_t seed);

} // namespace kozqaras
