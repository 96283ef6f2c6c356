#pragma once
// The registry of parameters: every number that can be estimated, with unit, prior and source
// (data/priors). Calibration and ensembles work on vectors in registry order, on the transformed
// (unbounded) scale.

#include <span>
#include <string>
#include <vector>

#include "model/dynamics/dynamics_parameters.hpp"
#include "model/inputs/input_data.hpp"
#include "model/survey/response.hpp"

namespace kozqaras {

struct ParameterSpec {
    std::string
        name; ///< e.g. social.susceptibility, event.war.economic, threshold.econ_trade.positive
    std::string unit, meaning, source;
    Transform transform{};
    double prior_mean = 0, prior_standard_deviation = 0; ///< transformed scale
    bool fitted = true;                                  ///< false: the survey cannot inform it
    Grade grade{};
};

class ParameterRegistry {
  public:
    /// All parameters of the model with the priors of data/. InputError if a prior is missing or
    /// unused.
    explicit ParameterRegistry(const InputData& inputs);

    [[nodiscard]] const std::vector<ParameterSpec>& specs() const { return specs_; }

    [[nodiscard]] std::size_t size() const { return specs_.size(); }

    /// Questions that have thresholds.
    [[nodiscard]] std::size_t questions() const { return questions_; }

    /// Position of a name; throws BugError if unknown.
    [[nodiscard]] std::size_t index(const std::string& name) const;
    [[nodiscard]] std::vector<double> prior_means() const;
    /// Transformed -> natural value of parameter `index`.
    [[nodiscard]] double natural(std::size_t index, double transformed) const;

  private:
    void add(const InputData& inputs, const std::string& name);
    std::vector<ParameterSpec> specs_;
    std::size_t questions_ = 0;
};

/// The values one member runs with, natural scale.
struct MemberParameters {
    DynamicsParameters dynamics;
    ResponseParameters response;
};

/// Sorts a vector in registry order (transformed scale) into the structs the model uses.
[[nodiscard]] MemberParameters unpack(const ParameterRegistry& registry,
                                      std::span<const double> transformed);

} // namespace kozqaras
