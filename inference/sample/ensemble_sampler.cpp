#include "inference/sample/ensemble_sampler.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "inference/numbers.hpp"
#include "support/errors.hpp"
#include "support/random.hpp"

namespace kozqaras::inference {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

class Ensemble {
  public:
    Ensemble(const LogDensity& density, const MatrixXd& start, const Mixture* guide,
             const EnsembleSettings& settings)
        : density_(density),
          guide_(guide),
          settings_(settings),
          at_(start),
          value_(density(start)) {
        Index best = 0;
        require(value_.maxCoeff(&best) > -std::numeric_limits<double>::infinity(),
                "no walker starts where the posterior has density");
        for (Index i = 0; i < at_.cols(); ++i)
            if (!std::isfinite(value_[i])) {
                at_.col(i) = at_.col(best);
                value_[i] = value_[best];
            }
    }

    /// Moves both halves once; returns how many moves were accepted.
    int step(int number) { return move_half(number, 0) + move_half(number, at_.cols() / 2); }

    [[nodiscard]] const MatrixXd& positions() const { return at_; }

    [[nodiscard]] const VectorXd& values() const { return value_; }

  private:
    int move_half(int number, Index first) {
        const Index half = at_.cols() / 2;
        const Index other = first == 0 ? half : 0;
        MatrixXd proposals(at_.rows(), half);
        VectorXd thresholds(half); // of the change of log density
        std::vector<Index> guided;
        for (Index i = 0; i < half; ++i) {
            // The walker is the subject, the step the key's upper half.
            RandomStream stream(settings_.seed, Purpose::inference_walk,
                                (static_cast<std::uint64_t>(number) << 32) +
                                    static_cast<std::uint64_t>(first + i));
            if (guide_ != nullptr && stream.uniform() < settings_.guided_share) {
                proposals.col(i) = guide_->draw_one(stream);
                guided.push_back(i);
            } else {
                proposals.col(i) = at_.col(first + i) + difference(stream, other, half);
            }
            thresholds[i] = std::log(stream.uniform());
        }
        correct_guided(guided, proposals, first, thresholds);
        const VectorXd values = density_(proposals);
        int accepted = 0;
        for (Index i = 0; i < half; ++i)
            if (values[i] - value_[first + i] >= thresholds[i]) {
                at_.col(first + i) = proposals.col(i);
                value_[first + i] = values[i];
                ++accepted;
            }
        return accepted;
    }

    /// A drawn move is accepted by target / proposal, not by the target alone.
    void correct_guided(const std::vector<Index>& guided, const MatrixXd& proposals, Index first,
                        VectorXd& thresholds) const {
        if (guided.empty())
            return;
        const VectorXd there = guide_->log_density(columns_of(proposals, guided));
        const VectorXd here =
            guide_->log_density(columns_of(at_.middleCols(first, proposals.cols()), guided));
        for (std::size_t k = 0; k < guided.size(); ++k)
            thresholds[guided[k]] += there[static_cast<Index>(k)] - here[static_cast<Index>(k)];
    }

    VectorXd difference(RandomStream& stream, Index other, Index half) const {
        constexpr double kJitter = 0.3, kNoise = 1e-5;
        const auto count = static_cast<std::uint32_t>(half);
        const std::uint32_t left = stream.below(count);
        const std::uint32_t right = (left + 1 + stream.below(count - 1)) % count;
        double length = 1.0;
        if (stream.uniform() >= settings_.jump_share)
            length = 2.38 / std::sqrt(2.0 * static_cast<double>(at_.rows())) *
                     (1.0 + kJitter * stream.normal());
        VectorXd move = length * (at_.col(other + left) - at_.col(other + right));
        for (double& value : move)
            value += kNoise * stream.normal();
        return move;
    }

    const LogDensity& density_;
    const Mixture* guide_;
    const EnsembleSettings& settings_;
    MatrixXd at_;
    VectorXd value_;
};

} // namespace

Index suitable_walkers(Index parameters) {
    return std::max<Index>(40, 4 * parameters);
}

ChainSample sample_ensemble(const LogDensity& density, const MatrixXd& start, const Mixture* guide,
                            const EnsembleSettings& settings, const std::stop_token& stop,
                            ProgressSink& progress) {
    require(start.cols() >= 4 && start.cols() % 2 == 0 && start.cols() > 2 * start.rows(),
            "an ensemble needs an even number of walkers, more than twice the parameters");
    require(settings.steps >= 4 * settings.thin && settings.thin > 0 && settings.burn_in >= 0,
            "too few steps to keep four");
    Ensemble ensemble(density, start, guide, settings);
    const int kept = settings.steps / settings.thin;
    ChainSample result;
    result.walkers = start.cols();
    result.draws.resize(start.rows(), kept * start.cols());
    result.log_density.resize(kept * start.cols());
    const int total = settings.burn_in + kept * settings.thin;
    double accepted = 0.0;
    for (int step = 0; step < total; ++step) {
        check_stop(stop);
        const int moves = ensemble.step(step);
        const int after = step + 1 - settings.burn_in;
        accepted += after > 0 ? moves : 0;
        if (after > 0 && after % settings.thin == 0) {
            const Index column = (after / settings.thin - 1) * start.cols();
            result.draws.middleCols(column, start.cols()) = ensemble.positions();
            result.log_density.segment(column, start.cols()) = ensemble.values();
        }
        progress.report("walking", static_cast<std::uint64_t>(step + 1),
                        static_cast<std::uint64_t>(total));
    }
    result.acceptance =
        accepted / (static_cast<double>(kept * settings.thin) * static_cast<double>(start.cols()));
    result.convergence = convergence(result.draws, start.cols());
    return result;
}

} // namespace kozqaras::inference
