#pragma once
// Which parameters move which targets. An attitude has effects and anchors of its own, a question
// thresholds of its own; indicators and composites are means of nets of several questions. So
// targets are sums of components that each belong to one question, and derivatives of many
// parameters come from one run (inference/optimise/separable_differences.hpp).

#include <span>
#include <string>
#include <vector>

#include <Eigen/Dense>
#include <Eigen/Sparse>

#include "calibration/targets.hpp"
#include "model/inputs/input_data.hpp"

namespace kozqaras {

struct TargetComponents {
    std::vector<Target> components;      ///< shares and nets of single questions, each once
    Eigen::SparseMatrix<double> outputs; ///< targets x components: their weights
};

[[nodiscard]] TargetComponents components_of(const std::vector<Target>& targets,
                                             std::span<const Question> questions);

/// Components x parameters (by name, as in ParameterRegistry): false where the parameter belongs to
/// another attitude or another question.
[[nodiscard]] Eigen::Array<bool, Eigen::Dynamic, Eigen::Dynamic>
moved_components(const std::vector<Target>& components, std::span<const std::string> parameters,
                 std::span<const Question> questions);

/// Of each parameter called FAMILY.common, where the parameters FAMILY.ATTITUDE of all attitudes of
/// favour are: a departure or an effect common to them is the same as one of each, so its
/// derivatives are their sum. Of others, and of steps of the country (which have weights): none.
[[nodiscard]] std::vector<std::vector<Eigen::Index>>
sums_of_attitudes(std::span<const std::string> parameters);

} // namespace kozqaras
