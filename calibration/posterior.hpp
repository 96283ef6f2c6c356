#pragma once
// The posterior of the parameters: normal on the transformed scale (Laplace) for those the survey
// informs, the prior for the others. It travels as CSV files in one folder: posterior.csv,
// factor.csv, and members.csv with draws made true to the simulator. These were chosen from
// weighted ones (systematic resampling, inference/numbers.hpp): each stands for the same share of
// the posterior, a heavy one may be stored several times. They are stored so that any number of
// the first stand for all (draw_order.hpp).

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <Eigen/Dense>

#include "model/engine/parameters.hpp"

namespace kozqaras {

/// Posterior s.d. / prior s.d. below the first: informed by the data; above the second: by the
/// prior alone; between them by both.
inline constexpr double kInformedByData = 0.5, kNotInformed = 0.9;

struct Posterior {
    std::vector<std::size_t> fitted; ///< registry positions of the fitted parameters
    Eigen::VectorXd mean;            ///< all parameters, registry order, transformed scale
    Eigen::MatrixXd factor;          ///< lower triangle L of the fitted block: covariance = L L'
    Eigen::MatrixXd draws; ///< fitted parameters, one draw of equal weight per column; may be empty
};

/// The prior in the same form: what the model says before it has seen a wave.
[[nodiscard]] Posterior prior_as_posterior(const ParameterRegistry& registry);

/// Standard deviation of every parameter on the transformed scale (prior's where not fitted).
[[nodiscard]] std::vector<double> standard_deviations(const Posterior& posterior,
                                                      const ParameterRegistry& registry);

/// How far the data inform a family of parameters (the part of a name before the first dot).
struct FamilyInformation {
    std::string family;
    std::size_t parameters = 0;
    std::size_t informed = 0; ///< by the data, alone or together with the prior
};

/// Families in the order of the registry.
[[nodiscard]] std::vector<FamilyInformation> family_information(const Posterior& posterior,
                                                                const ParameterRegistry& registry);

/// Text of posterior.csv: name, unit, transform, natural value, mean, s.d., prior mean and s.d.,
/// posterior / prior s.d., informed by (data, both, prior, not fitted), grade, meaning, source.
[[nodiscard]] std::string posterior_table(const Posterior& posterior,
                                          const ParameterRegistry& registry);
/// Text of factor.csv: one row per fitted parameter, the lower triangle.
[[nodiscard]] std::string factor_table(const Posterior& posterior,
                                       const ParameterRegistry& registry);

/// Text of members.csv: one row per fitted parameter, one number per draw.
[[nodiscard]] std::string members_table(const Posterior& posterior,
                                        const ParameterRegistry& registry);

/// Attitudes none of whose parameters the posterior fits: all that a run says of them is prior.
[[nodiscard]] std::vector<Attitude> attitudes_not_fitted(const Posterior& posterior,
                                                         const ParameterRegistry& registry);

/// Reads the files of `folder`; members.csv only if the calibration kept draws. Parameters of an
/// attitude that it holds nothing of keep their prior. InputError if a file is not what was
/// written, or the parameters are otherwise not those of `registry`.
[[nodiscard]] Posterior read_posterior(const std::filesystem::path& folder,
                                       const ParameterRegistry& registry);

} // namespace kozqaras
