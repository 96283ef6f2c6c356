#pragma once
// The order of stored draws. They stand in pairs that are as alike as can be: a seed takes one of
// each (member_draws.hpp), so that two seeds have other members and nearly the same quantiles. Of
// the pairs any number of the first stand for all.

#include <memory>
#include <stop_token>
#include <vector>

#include <Eigen/Dense>

#include "model/engine/run.hpp"
#include "support/progress.hpp"

namespace kozqaras {

/// Columns of `outcomes` ([value][draw], values of one unit) in pairs, one behind the other, the
/// nearest first paired (greedy matching); with an odd number one is left for the end. Pairs stand
/// so that the first ones are as alike to all as can be: each next is that which most lowers the
/// distance of the chosen from all (kernel herding, Chen, Welling, Smola 2010; the mean of a
/// Gaussian and a sharper kernel, on the directions in which outcomes differ). Equal outcomes: in
/// their order.
[[nodiscard]] std::vector<std::size_t> representative_order(const Eigen::MatrixXd& outcomes);

/// Where each of `members` (registry order, transformed scale) takes the country if nothing new
/// happens: every index value of all adults at the end of each year after the last wave,
/// [value][member]; the country's own change as expected. Empty if a member cannot be simulated.
/// Throws Interrupted.
[[nodiscard]] Eigen::MatrixXd projected_outcomes(std::shared_ptr<const World> world,
                                                 std::shared_ptr<const ParameterRegistry> registry,
                                                 std::vector<std::vector<double>> members,
                                                 const std::stop_token& stop,
                                                 ProgressSink& progress);

} // namespace kozqaras
