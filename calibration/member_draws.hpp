#pragma once
// The members of an ensemble as draws of a posterior, spread so that few of them give its
// quantiles.

#include <cstdint>
#include <vector>

#include "calibration/posterior.hpp"

namespace kozqaras {

/// Parameter vectors of `count` members; more members extend the same ensemble. Fitted parameters
/// come from `draws` where the posterior holds some, none twice (InputError if `count` is larger
/// than their number): the seed chooses the first, then each next one is that which makes the
/// chosen most like all stored ones (kernel herding, Chen, Welling, Smola 2010, on the eight
/// directions in which the draws differ most, of the parameters that move the country). From the
/// Laplace approximation otherwise. What is not stored is normal, in Latin hypercubes of eight
/// members (McKay, Beckman, Conover 1979): every eighth of each prior once, and no two parameters
/// go together (a Sobol sequence in hundreds of dimensions let some). All stored draws
/// weigh the same, so members of several seeds may be pooled; they are then drawn from the same
/// stored ones.
[[nodiscard]] std::vector<std::vector<double>> draw_members(const Posterior& posterior,
                                                            const ParameterRegistry& registry,
                                                            std::size_t count, std::uint64_t seed);

/// Columns of `draws` in the order in which they are taken.
[[nodiscard]] std::vector<std::size_t> herded_order(const Eigen::MatrixXd& draws,
                                                    std::uint64_t seed);

} // namespace kozqaras
