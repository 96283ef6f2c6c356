#pragma once
// The dual of the problem of unit_weights.hpp: one multiplier for each constraint, and Newton's
// method on it.

#include <span>
#include <utility>
#include <vector>

#include <Eigen/Dense>

#include "model/population/unit_weights.hpp"

namespace kozqaras {

/// What the multipliers give.
struct DualPoint {
    Eigen::VectorXd multipliers;
    std::vector<double> weights;
    Eigen::VectorXd errors;      ///< sums minus targets, each as a share of its target
    double value = 0, terms = 0; ///< of the dual function; sum of its terms' sizes
};

class DualProblem {
  public:
    /// Keeps `given`, which must outlive it.
    DualProblem(std::span<const double> given, std::span<const WeightConstraint> constraints,
                Distance distance);

    [[nodiscard]] Eigen::Index rows() const { return targets_.size(); }

    [[nodiscard]] DualPoint at(Eigen::VectorXd multipliers) const;

    /// The step that would end all errors if they fell along straight lines. Each constraint is
    /// brought to the same steepness first, so that small targets count beside large ones.
    /// Redundant constraints make the matrix singular; a trace of ridge picks one of the
    /// equivalent steps.
    [[nodiscard]] Eigen::VectorXd newton_step(const DualPoint& from, double ridge) const;

    /// Of the dual function: what the sums have too much.
    [[nodiscard]] Eigen::VectorXd gradient(const DualPoint& at) const {
        return at.errors.cwiseProduct(sizes_);
    }

    /// Whether the errors are no larger than those of the arithmetic, small beside the largest
    /// target, than the share `let_pass` of each target, or than `disagreement`.
    [[nodiscard]] bool only_rounding(const DualPoint& at, double let_pass,
                                     double disagreement) const;

    /// Units that cannot have a weight above 0 if the constraints are to be met, where multipliers
    /// on their way to infinity show it: along their direction such units fall without end and no
    /// other moves, while the targets stay as they are. Empty where they do not.
    [[nodiscard]] std::vector<std::size_t> vanishing(const DualPoint& at) const;

  private:
    [[nodiscard]] Eigen::MatrixXd slopes(const Eigen::VectorXd& multipliers) const;
    [[nodiscard]] double variable(std::size_t unit, const Eigen::VectorXd& multipliers) const;

    std::span<const double> given_;
    Distance distance_;
    std::vector<std::vector<std::pair<Eigen::Index, double>>> of_unit_;
    Eigen::VectorXd targets_, sizes_; ///< what errors are shares of
};

/// The multipliers on their way. The error falls in every step of the first kind; where none makes
/// it fall, as where weights are cut off at 0, the dual function, which is convex, still falls in
/// one of the second kind.
class DualDescent {
  public:
    explicit DualDescent(const DualProblem& problem);

    [[nodiscard]] const DualPoint& here() const { return here_; }

    [[nodiscard]] const DualPoint& best() const { return best_; } ///< of the least error yet

    /// Newton's step, cut in half until the error falls. False, and nothing done, if it does not.
    [[nodiscard]] bool lower_error();

    /// The same with ever larger ridges, until the dual function falls by more than its rounding.
    [[nodiscard]] bool lower_dual();

  private:
    template <typename Better> bool walk(const Eigen::VectorXd& step, Better better);

    const DualProblem& problem_;
    DualPoint here_, best_;
};

} // namespace kozqaras
