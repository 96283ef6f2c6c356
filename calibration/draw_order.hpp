#pragma once
// The order of stored draws: any number of the first stand for all of them. A run with fewer
// members than are stored then has their quantiles, and another seed does not change whom it took.

#include <memory>
#include <stop_token>
#include <vector>

#include <Eigen/Dense>

#include "model/engine/run.hpp"
#include "support/progress.hpp"

namespace kozqaras {

/// Columns of `outcomes` ([value][draw], values of one unit) so that the first ones are as alike to
/// all as can be: each next is that which most lowers the distance of the chosen from all (kernel
/// herding, Chen, Welling, Smola 2010; the mean of a Gaussian and a sharper kernel, on the
/// directions in which outcomes differ). Equal outcomes: in their order.
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
