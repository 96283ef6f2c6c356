#pragma once
// Have the chains mixed, and how many independent draws are they worth? Vehtari, Gelman, Simpson,
// Carpenter & Buerkner 2021, Bayesian Analysis 16: rank-normalised split R-hat and effective sample
// size over several chains, with Geyer's initial monotone sequence.

#include <vector>

#include <Eigen/Dense>

namespace kozqaras::inference {

/// From here on draws speak for a posterior (Vehtari et al. 2021, section 4): the one threshold of
/// library and program, for chains and for weighted draws.
inline constexpr double kSoundRHat = 1.01, kSoundEffectiveSize = 400;

/// Larger of the rank-normalised and the folded split R-hat of one quantity; `chains`: steps x
/// chains, at least 4 steps. 1 where nothing varies. Above kSoundRHat chains have not
/// mixed.
[[nodiscard]] double rank_r_hat(const Eigen::MatrixXd& chains);

/// Effective sample size of the mean of one quantity (split chains, not rank-normalised).
[[nodiscard]] double effective_sample_size(const Eigen::MatrixXd& chains);

struct Convergence {
    Eigen::VectorXd r_hat, effective_size; ///< per parameter

    [[nodiscard]] double worst_r_hat() const { return r_hat.maxCoeff(); }

    [[nodiscard]] double least_effective_size() const { return effective_size.minCoeff(); }
};

/// Of draws in steps: column s * chains + c is chain c at step s.
[[nodiscard]] Convergence convergence(const Eigen::MatrixXd& draws, Eigen::Index chains);

} // namespace kozqaras::inference
