#include "model/engine/national_change.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/random/sobol.hpp>

#include "support/errors.hpp"
#include "support/parallel.hpp"
#include "support/random.hpp"
#include "support/statistics.hpp"

namespace kozqaras {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

/// One common to all attitudes of favour, one of each; then one of each fear, which shares nothing
/// with them. The numbers of fear stand behind all others, so that these keep theirs.
constexpr std::size_t kFactors = kFavourCount + 1, kFearFactors = kAttitudeCount - kFavourCount;

double years_of(Week week) {
    constexpr double kWeeksInYear = 365.25 / 7.0;
    return week.value / kWeeksInYear;
}

MatrixXd change_covariances(const NationalLaw& law, Week reference, std::span<const Week> rows,
                            std::span<const Week> columns) {
    MatrixXd covariance(std::ssize(rows), std::ssize(columns));
    for (Index i = 0; i < covariance.rows(); ++i)
        for (Index j = 0; j < covariance.cols(); ++j)
            covariance(i, j) = change_covariance(law, years_of(reference),
                                                 years_of(rows[static_cast<std::size_t>(i)]),
                                                 years_of(columns[static_cast<std::size_t>(j)]));
    return covariance;
}

/// Uniform numbers of one path, taken in the order of their weight in it.
using Uniforms = std::function<double(std::size_t dimension)>;

} // namespace

MatrixXd step_factor(const NationalLaw& law, std::span<const Week> waves) {
    if (waves.size() < 2)
        return MatrixXd(0, 0);
    const auto later = waves.subspan(1);
    const Eigen::LLT<MatrixXd> factor(change_covariances(law, waves.front(), later, later));
    require(factor.info() == Eigen::Success, "two waves in one week, or a law without change");
    return factor.matrixL();
}

NationalChange::NationalChange(const NationalLaw& law, Week reference, std::vector<Week> pinned,
                               std::vector<Week> weeks)
    : law_(law), reference_(reference), pinned_(std::move(pinned)), weeks_(std::move(weeks)) {
    weights_ = MatrixXd::Zero(std::ssize(weeks_), std::ssize(pinned_));
    if (pinned_.empty())
        return;
    const MatrixXd at_pinned = change_covariances(law_, reference_, pinned_, pinned_);
    weights_ =
        at_pinned.ldlt().solve(change_covariances(law_, reference_, pinned_, weeks_)).transpose();
}

std::vector<AttitudeVector> NationalChange::expected(std::span<const AttitudeVector> pinned) const {
    require(pinned.size() == pinned_.size(), "one change for each pinned wave is needed");
    std::vector<AttitudeVector> change(weeks_.size());
    for (std::size_t week = 0; week < weeks_.size(); ++week) {
        change[week].fill(0.0);
        for (std::size_t wave = 0; wave < pinned.size(); ++wave)
            for (std::size_t a = 0; a < kAttitudeCount; ++a)
                change[week][a] +=
                    weights_(static_cast<Index>(week), static_cast<Index>(wave)) * pinned[wave][a];
    }
    return change;
}

/// Builds paths on the weeks, the reference and the pinned ones together.
class NationalChange::PathBuilder {
  public:
    explicit PathBuilder(const NationalChange& change) : change_(change), grid_(change.weeks_) {
        grid_.push_back(change.reference_);
        grid_.insert(grid_.end(), change.pinned_.begin(), change.pinned_.end());
        std::ranges::sort(grid_);
        grid_.erase(std::ranges::unique(grid_).begin(), grid_.end());
        steps_ = grid_.size() - 1;
        last_pinned_ = change.reference_;
        for (const Week week : change.pinned_)
            last_pinned_ = std::max(last_pinned_, week);
        find_components();
    }

    /// Uniform numbers that one path takes.
    [[nodiscard]] std::size_t dimensions() const { return 1 + (kFactors + kFearFactors) * slots(); }

    /// Writes path `path` and, where there is room for it, its mirror image behind it.
    void build(const Uniforms& uniform, std::size_t path, NationalPaths& paths) const {
        const double tail = std::sqrt(tail_weight(uniform(0)));
        const double own = std::sqrt(1.0 - change_.law_.common_share),
                     shared = std::sqrt(change_.law_.common_share);
        const VectorXd common = given_waves(series(uniform, 0, tail));
        for (std::size_t a = 0; a < kAttitudeCount; ++a) {
            const VectorXd alone = given_waves(series(uniform, a + 1, tail));
            const VectorXd change = is_fear(a) ? alone : VectorXd(shared * common + own * alone);
            for (std::size_t week = 0; week < change_.weeks_.size(); ++week) {
                float* const to = &paths.change[(week * kAttitudeCount + a) * paths.count + path];
                to[0] = static_cast<float>(change[static_cast<Index>(week)]);
                if (path + 1 < paths.count && mirrored_)
                    to[1] = -to[0];
            }
        }
    }

    void without_mirror() { mirrored_ = false; }

  private:
    [[nodiscard]] double years_between(std::size_t from, std::size_t to) const {
        return years_of(grid_[to]) - years_of(grid_[from]);
    }

    /// Leading directions of a path's steps: right singular vectors of the matrix that sums them.
    void find_components() {
        const auto size = static_cast<Index>(steps_);
        MatrixXd sums = MatrixXd::Zero(size, size);
        for (Index step = 0; step < size; ++step)
            sums.col(step)
                .tail(size - step)
                .setConstant(std::sqrt(step_variance(
                    change_.law_, years_between(static_cast<std::size_t>(step),
                                                static_cast<std::size_t>(step) + 1))));
        components_ = Eigen::BDCSVD<MatrixXd>(sums, Eigen::ComputeFullV).matrixV();
    }

    /// Weight of the variance of the steps after the last pinned wave, mean 1.
    [[nodiscard]] double tail_weight(double uniform) const {
        const double freedom = change_.law_.degrees_of_freedom;
        const boost::math::chi_squared_distribution<double> chi_squared(freedom);
        return (freedom - 2.0) / boost::math::quantile(chi_squared, uniform);
    }

    /// Numbers that a factor takes: its mean, its components, its transients.
    [[nodiscard]] std::size_t slots() const { return 1 + steps_ + grid_.size(); }

    [[nodiscard]] std::size_t dimension_of(std::size_t factor, std::size_t slot) const {
        return factor < kFactors ? 1 + kFactors * slot + factor
                                 : 1 + kFactors * slots() + kFearFactors * slot + factor - kFactors;
    }

    /// One factor's change since the reference on the grid. Dimensions: the tail; of each factor
    /// the mean; then component by component all factors; then the transients; then fear likewise.
    [[nodiscard]] VectorXd series(const Uniforms& uniform, std::size_t factor, double tail) const {
        const NationalLaw& law = change_.law_;
        const auto normal = [&](std::size_t slot) {
            return normal_quantile(uniform(dimension_of(factor, slot)));
        };
        VectorXd leading(static_cast<Index>(steps_));
        for (std::size_t k = 0; k < steps_; ++k)
            leading[static_cast<Index>(k)] = normal(1 + k);
        const VectorXd innovations = components_ * leading;
        const std::size_t transients = 1 + steps_;
        const double mean = std::sqrt(stationary_variance(law)) * normal(0);
        double level = 0.0, transient = normal(transients) * law.transient_deviation;
        VectorXd path(static_cast<Index>(grid_.size()));
        path[0] = transient;
        for (std::size_t step = 0; step < steps_; ++step) {
            const double years = years_between(step, step + 1),
                         weight = grid_[step] >= last_pinned_ ? tail : 1.0,
                         left = transient_correlation(law, years);
            level = mean + (level - mean) * gap_left(law, years) +
                    weight * std::sqrt(step_variance(law, years)) *
                        innovations[static_cast<Index>(step)];
            transient = transient * left + std::sqrt(1.0 - left * left) * law.transient_deviation *
                                               normal(transients + step + 1);
            path[static_cast<Index>(step) + 1] = level + transient;
        }
        return path.array() - path[place_of(change_.reference_)];
    }

    [[nodiscard]] Index place_of(Week week) const {
        return std::ranges::lower_bound(grid_, week) - grid_.begin();
    }

    /// The free path at the weeks, less what is expected given what it says at the pinned waves.
    [[nodiscard]] VectorXd given_waves(const VectorXd& free) const {
        VectorXd at_weeks(std::ssize(change_.weeks_)), at_pinned(std::ssize(change_.pinned_));
        for (Index week = 0; week < at_weeks.size(); ++week)
            at_weeks[week] = free[place_of(change_.weeks_[static_cast<std::size_t>(week)])];
        for (Index wave = 0; wave < at_pinned.size(); ++wave)
            at_pinned[wave] = free[place_of(change_.pinned_[static_cast<std::size_t>(wave)])];
        return at_weeks - change_.weights_ * at_pinned;
    }

    const NationalChange& change_;
    std::vector<Week> grid_;
    std::size_t steps_ = 0;
    Week last_pinned_{};
    MatrixXd components_;
    bool mirrored_ = true;
};

NationalPaths NationalChange::paths(std::size_t count, std::uint64_t seed) const {
    NationalPaths paths{count, std::vector<float>(count * weeks_.size() * kAttitudeCount)};
    if (count == 0 || weeks_.empty())
        return paths;
    const PathBuilder builder(*this);
    constexpr std::size_t kMostSobol = boost::random::default_sobol_table::max_dimension;
    const std::size_t pairs = (count + 1) / 2, led = std::min(builder.dimensions(), kMostSobol);
    std::vector<std::uint32_t> points(pairs * led);
    boost::random::sobol sobol(led);
    for (std::uint32_t& point : points)
        point = static_cast<std::uint32_t>(sobol() >> 32U);
    for_blocks(pairs, 8, [&](std::size_t begin, std::size_t end) {
        for (std::size_t pair = begin; pair < end; ++pair) {
            const Uniforms uniform = [&](std::size_t dimension) {
                if (dimension >= led)
                    return random_uniform(seed, Purpose::national_change, pair,
                                          static_cast<std::uint32_t>(dimension));
                const std::uint32_t shift =
                    random_block(seed, Purpose::national_shift, dimension)[0];
                return to_uniform(points[pair * led + dimension] ^ shift);
            };
            builder.build(uniform, 2 * pair, paths);
        }
    });
    return paths;
}

NationalPaths NationalChange::single_paths(std::span<const std::uint64_t> keys,
                                           std::uint64_t seed) const {
    NationalPaths paths{keys.size(),
                        std::vector<float>(keys.size() * weeks_.size() * kAttitudeCount)};
    PathBuilder builder(*this);
    builder.without_mirror();
    for (std::size_t path = 0; path < keys.size(); ++path)
        builder.build(
            [&](std::size_t dimension) {
                return random_uniform(seed, Purpose::national_change, keys[path],
                                      static_cast<std::uint32_t>(dimension));
            },
            path, paths);
    return paths;
}

} // namespace kozqaras
