#pragma once
// How far the printed numbers may lie from what the population holds: sampling with its design
// effect and with breakdowns that share respondents, rounding, a bias shared within a wave, drift
// of single questions, and the noise of the simulation.

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include <Eigen/Dense>

#include "calibration/targets.hpp"
#include "model/population/reporting_cells.hpp"
#include "model/survey/fieldwork.hpp"

namespace kozqaras {

/// Noise of the simulation as it was measured: the covariance of expected targets between countries
/// of one agent (that of n agents is 1 / n of it), and their mean.
struct SimulationNoise {
    Eigen::MatrixXd covariance;
    Eigen::VectorXd mean;
};

struct CovarianceSettings {
    double design_effect =
        1.5; ///< variance of the multistage quota design over simple random sampling
    double shared_wave_bias =
        0.012;                ///< s.d. of the part of a net's error common to an attitude and wave
    double item_drift = 0.03; ///< s.d. of what moves single questions between waves, on a net
    /// s.d., on a net, of what a question means differently to the speakers of one home language
    /// (differential item functioning, e.g. of a translated questionnaire) and to those of town or
    /// village (e.g. agriculture), beyond what attitudes of groups explain. Independent between
    /// languages, settlements and questions; every group takes its part of them. No study of this
    /// survey measured it (error_evidence.hpp says what the waves do): 0 leaves it out.
    double differential_item_functioning = 0.0;
    /// s.d. of a region's distance from the country between the methodology of 2022 and the
    /// model's, where the general or a geopolitical question enters. An estimate of ours.
    double region_methodology = 0.05;
    /// In place of an independent variance of 0.075 / agents per target; of the same targets. Null:
    /// not measured.
    std::shared_ptr<const SimulationNoise> simulation_noise{};
};

/// Share of the sample in both groups: [group][group], from the weighted cells.
[[nodiscard]] Eigen::MatrixXd joint_group_shares(const ReportingCells& cells,
                                                 const SampleDesign& sample);

class TargetCovariance {
  public:
    TargetCovariance(std::vector<Target> targets, const SurveyTables& survey,
                     Eigen::MatrixXd joint_shares, double agents, CovarianceSettings settings);

    /// Covariance given the expected value of every target. p (1 - p) comes from the model:
    /// `shares` of the question where it is fitted, so the result depends on the parameters.
    [[nodiscard]] Eigen::MatrixXd operator()(const Eigen::VectorXd& expected) const;

    /// Sampling variance (design effect included, rounding added) of one target at the expected
    /// value.
    [[nodiscard]] double sampling_variance(const Target& target, double expected) const;

  private:
    /// That of the wave, else that of the settings.
    [[nodiscard]] double design_effect(const Target& target) const;
    [[nodiscard]] double answer_covariance(std::size_t i, std::size_t j,
                                           const Eigen::VectorXd& expected) const;
    /// Differential item functioning by home language and settlement, shared by two targets of one
    /// question: what sets their groups apart from the sample in these. The whole sample has none.
    [[nodiscard]] double item_functioning_covariance(std::size_t i, std::size_t j) const;
    /// Two printed numbers of one region and wave.
    [[nodiscard]] double contrast_covariance(std::size_t i, std::size_t j) const;
    /// Adds the noise of the simulation, twice: the data's path and the frozen one.
    void add_simulation_noise(const Eigen::VectorXd& expected, Eigen::MatrixXd& covariance) const;
    /// Minus the correlation of answering positive and negative: of one person sqrt(p n / ((1 - p)
    /// (1 - n))) with the shares of everyone. One number per question and wave, so that the
    /// covariance of its shares is a Kronecker product, positive semidefinite whatever they are.
    [[nodiscard]] double opposite_correlation(std::size_t i, std::size_t j,
                                              const Eigen::VectorXd& expected) const;
    /// Bias and item drift of nets of a further wave, shared by two targets.
    [[nodiscard]] double further_wave_covariance(std::size_t i, std::size_t j) const;
    /// Drift of a question's meaning at one poll of another pollster, shared by its two shares.
    [[nodiscard]] double poll_covariance(std::size_t i, std::size_t j) const;
    [[nodiscard]] double overlap(const Target& left, const Target& right) const;

    std::vector<Target> targets_;
    std::vector<int> attitude_; ///< per target, -1 for indicators
    /// Per target: position of the share positive of everyone, same question and wave.
    std::vector<std::optional<std::size_t>> everyone_positive_;
    Eigen::MatrixXd joint_shares_;
    double agents_;
    CovarianceSettings settings_;
    SharedCountry country_;
    double with_composite_ = 1;   ///< correlation of an indicator with the composite
    std::vector<double> neither_; ///< share without opinion per question, for nets
};

} // namespace kozqaras
