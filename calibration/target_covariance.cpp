#include "calibration/target_covariance.hpp"

#include <algorithm>
#include <cmath>

#include "observations/survey_error.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

/// Correlation of an indicator with the composite, the mean of `indicators` that correlate by half.
double with_composite(double indicators) {
    return (1.0 + (indicators - 1.0) * 0.5) / indicators;
}

/// Variance of one answer coded +1, 0, -1 with this net and share of no opinion.
double net_variance(double net, double neither) {
    return std::max(1e-4, (1.0 - neither) - net * net);
}

double share_variance(double share) {
    const double p = std::clamp(share, 0.005, 0.995);
    return p * (1.0 - p);
}

/// How a bias of nets moves a target.
double bias_weight(const Target& target) {
    switch (target.kind) {
    case TargetKind::net:
        return 1.0;
    case TargetKind::negative:
        return -0.5;
    default:
        return 0.5;
    }
}

} // namespace

Eigen::MatrixXd joint_group_shares(const ReportingCells& cells, const SampleDesign& sample) {
    const auto all = static_cast<Eigen::Index>(cells.country->group_count());
    Eigen::MatrixXd joint = Eigen::MatrixXd::Zero(all, all);
    double total = 0.0;
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
        const double mass = sample.cell_weights[cell] * cells.count(cell);
        total += mass;
        std::vector<int> groups{0};
        groups.insert(groups.end(), cells.groups[cell].begin(), cells.groups[cell].end());
        for (const int left : groups)
            for (const int right : groups)
                joint(left, right) += mass;
    }
    return joint / total;
}

TargetCovariance::TargetCovariance(std::vector<Target> targets, const SurveyTables& survey,
                                   Eigen::MatrixXd joint_shares, double agents,
                                   CovarianceSettings settings)
    : targets_(std::move(targets)),
      joint_shares_(std::move(joint_shares)),
      agents_(agents),
      settings_(std::move(settings)),
      country_(survey.country),
      with_composite_(with_composite(static_cast<double>(country_->indicators.size()))),
      neither_(survey.questions.size(), 0.1) {
    for (int question = 0; question < std::ssize(survey.questions); ++question)
        for (int wave = 0; wave < std::ssize(survey.waves); ++wave) // the last printed one
            if (const auto answers = printed_answers(survey, question, wave))
                neither_[static_cast<std::size_t>(question)] =
                    std::max(0.0, 1.0 - answers->positive - answers->negative);
    for (const Target& target : targets_) {
        const auto everyone = std::ranges::find_if(targets_, [&](const Target& other) {
            return other.kind == TargetKind::positive && other.group == 0 &&
                   other.question == target.question && other.wave == target.wave;
        });
        everyone_positive_.push_back(
            everyone == targets_.end()
                ? std::nullopt
                : std::optional(static_cast<std::size_t>(everyone - targets_.begin())));
        attitude_.push_back(
            target.question < 0 || !target.contrast.empty() // a contrast has no bias of a wave
                ? -1
                : static_cast<int>(
                      survey.questions[static_cast<std::size_t>(target.question)].attitude));
    }
}

double TargetCovariance::design_effect(const Target& target) const {
    return target.design_effect > 0.0 ? target.design_effect : settings_.design_effect;
}

double TargetCovariance::sampling_variance(const Target& target, double expected) const {
    if (!target.contrast.empty())
        return target.one_sided ? 1.0 : target.contrast_variance;
    double answer = 0.0;
    switch (target.kind) {
    case TargetKind::net:
        answer = net_variance(expected, neither_[static_cast<std::size_t>(target.question)]);
        break;
    case TargetKind::positive:
    case TargetKind::negative:
        answer = share_variance(expected);
        break;
    case TargetKind::group_indicator:
    case TargetKind::group_composite:
        // Between independent and fully correlated questions (survey README): half of the upper
        // bound.
        answer = 0.5 * (1.0 - expected * expected);
        break;
    }
    return design_effect(target) * answer / target.respondents +
           target.rounding * target.rounding / 3.0;
}

double TargetCovariance::overlap(const Target& left, const Target& right) const {
    // Respondents in both, over the product of the group sizes: n_AB / (n_A n_B).
    const double both = joint_shares_(left.group, right.group);
    const double product =
        joint_shares_(left.group, left.group) * joint_shares_(right.group, right.group);
    const double whole = left.group == 0 ? left.respondents : right.respondents;
    const double sample = left.group == 0 || right.group == 0
                              ? whole
                              : left.respondents / joint_shares_(left.group, left.group);
    return product > 0.0 ? both / (product * sample) : 0.0;
}

double TargetCovariance::further_wave_covariance(std::size_t i, std::size_t j) const {
    const Target &left = targets_[i], &right = targets_[j];
    if (!left.further || !right.further)
        return 0.0;
    const bool composite =
        left.kind == TargetKind::group_composite || right.kind == TargetKind::group_composite;
    const bool same = !composite && left.indicator == right.indicator;
    if (left.wave != right.wave)
        return 0.0;
    double value = 0.0;
    if (same && left.question < 0 && right.question < 0)
        value += std::pow(settings_.shared_wave_bias, 2);
    if (i != j && left.question >= 0 && left.question == right.question)
        value += std::pow(settings_.item_drift, 2); // the question, not the group, has moved
    if (i != j && left.question < 0 && right.question < 0 && left.kind == right.kind &&
        (composite || same))
        value += settings_.design_effect * overlap(left, right) * 0.5 *
                 std::sqrt((1.0 - left.value * left.value) * (1.0 - right.value * right.value));
    return value;
}

double TargetCovariance::poll_covariance(std::size_t i, std::size_t j) const {
    const Target &left = targets_[i], &right = targets_[j];
    if (!left.of_poll || !right.of_poll || left.wave != right.wave)
        return 0.0;
    return std::pow(settings_.item_drift, 2) * bias_weight(left) * bias_weight(right);
}

double TargetCovariance::item_functioning_covariance(std::size_t i, std::size_t j) const {
    const Target &left = targets_[i], &right = targets_[j];
    if (left.question < 0 || left.question != right.question || !left.contrast.empty() ||
        !right.contrast.empty())
        return 0.0;
    double sum = 0.0;
    for (const Factor factor : {Factor::language, Factor::settlement})
        for (int category = 0; category < country_->reported_classes(factor); ++category) {
            const int members = country_->group_index(factor, category);
            const auto part = [&](int group) {
                const double all = joint_shares_(group, group); // 0: a group without agents
                return all > 0.0
                           ? joint_shares_(group, members) / all - joint_shares_(members, members)
                           : 0.0;
            };
            sum += part(left.group) * part(right.group);
        }
    return std::pow(settings_.differential_item_functioning, 2) * bias_weight(left) *
           bias_weight(right) * sum;
}

double TargetCovariance::contrast_covariance(std::size_t i, std::size_t j) const {
    const Target &left = targets_[i], &right = targets_[j];
    if (left.contrast.empty() || right.contrast.empty() || left.one_sided || right.one_sided ||
        left.wave != right.wave || left.contrast.front().group != right.contrast.front().group)
        return 0.0;
    // The same respondents: as between indicators of further waves.
    const bool composite = left.kind != right.kind;
    return (composite ? with_composite_ : 0.5) *
           std::sqrt(left.contrast_variance * right.contrast_variance);
}

double TargetCovariance::opposite_correlation(std::size_t i, std::size_t j,
                                              const Eigen::VectorXd& expected) const {
    const bool left_negative = targets_[i].kind == TargetKind::negative;
    const std::size_t negative = left_negative ? i : j, positive = left_negative ? j : i;
    const auto everyone = everyone_positive_[positive];
    const auto share = [](double value) { return std::clamp(value, 0.005, 0.995); };
    const double n = share(expected[static_cast<Eigen::Index>(negative)]);
    const double p = share(expected[static_cast<Eigen::Index>(everyone.value_or(positive))]);
    constexpr double kMost = 0.99; // shares are clipped above: never exactly opposite
    return std::min(kMost, std::sqrt(p * n / ((1.0 - p) * (1.0 - n))));
}

double TargetCovariance::answer_covariance(std::size_t i, std::size_t j,
                                           const Eigen::VectorXd& expected) const {
    const Target &left = targets_[i], &right = targets_[j];
    if (!left.contrast.empty() || !right.contrast.empty())
        return 0.0;
    if (left.question < 0 || left.question != right.question || left.wave != right.wave)
        return 0.0;
    const double a = expected[static_cast<Eigen::Index>(i)],
                 b = expected[static_cast<Eigen::Index>(j)];
    const double scale = design_effect(left) * overlap(left, right); // of one wave
    if (left.kind == TargetKind::net && right.kind == TargetKind::net) {
        const double neither = neither_[static_cast<std::size_t>(left.question)];
        return scale * std::sqrt(net_variance(a, neither) * net_variance(b, neither));
    }
    const double same = scale * std::sqrt(share_variance(a) * share_variance(b));
    const bool opposite =
        (left.kind == TargetKind::negative) != (right.kind == TargetKind::negative);
    return opposite ? -opposite_correlation(i, j, expected) * same : same;
}

void TargetCovariance::add_simulation_noise(const Eigen::VectorXd& expected,
                                            Eigen::MatrixXd& covariance) const {
    constexpr double kPaths = 2.0; // the data's and the frozen one
    const auto size = static_cast<Eigen::Index>(targets_.size());
    if (!settings_.simulation_noise) {
        // Persons differ less in expected than in given answers: 0.3 of the variance.
        for (Eigen::Index i = 0; i < size; ++i) {
            const Target& target = targets_[static_cast<std::size_t>(i)];
            if (target.one_sided)
                continue; // known to a standard error far beyond it
            const auto variance = [&](int group) {
                const double agents = agents_ * joint_shares_(group, group);
                return kPaths * 0.3 * share_variance(0.5) / std::max(agents, 1.0);
            };
            if (target.contrast.empty())
                covariance(i, i) += variance(target.group);
            for (const auto& [group, weight, wave] : target.contrast)
                covariance(i, i) += weight * weight * variance(group);
        }
        return;
    }
    const SimulationNoise& noise = *settings_.simulation_noise;
    require(noise.mean.size() == size, "noise of other targets");
    Eigen::VectorXd factor = Eigen::VectorXd::Ones(size); // less where nearly all agree
    for (Eigen::Index i = 0; i < size; ++i) {
        const auto& target = targets_[static_cast<std::size_t>(i)];
        if (target.question < 0 || !target.contrast.empty())
            continue;
        const bool net = target.kind == TargetKind::net;
        const auto unit = [&](double value) {
            return net ? net_variance(value, neither_[static_cast<std::size_t>(target.question)])
                       : share_variance(value);
        };
        factor[i] = std::sqrt(unit(expected[i]) / unit(noise.mean[i]));
    }
    covariance += kPaths / agents_ * factor.asDiagonal() * noise.covariance * factor.asDiagonal();
}

Eigen::MatrixXd TargetCovariance::operator()(const Eigen::VectorXd& expected) const {
    const auto size = static_cast<Eigen::Index>(targets_.size());
    Eigen::MatrixXd covariance = Eigen::MatrixXd::Zero(size, size);
    for (Eigen::Index i = 0; i < size; ++i) {
        const auto left = static_cast<std::size_t>(i);
        for (Eigen::Index j = 0; j < i; ++j) {
            const auto right = static_cast<std::size_t>(j);
            double value =
                answer_covariance(left, right, expected) + contrast_covariance(left, right);
            if (attitude_[left] >= 0 && attitude_[right] >= 0 &&
                targets_[left].wave == targets_[right].wave && attitude_[left] == attitude_[right])
                value += std::pow(settings_.shared_wave_bias, 2) * bias_weight(targets_[left]) *
                         bias_weight(targets_[right]);
            value += further_wave_covariance(left, right) +
                     item_functioning_covariance(left, right) + poll_covariance(left, right);
            covariance(i, j) = covariance(j, i) = value;
        }
        const Target& target = targets_[left];
        double variance = sampling_variance(target, expected[i]);
        if (attitude_[left] >= 0)
            variance += std::pow(settings_.shared_wave_bias * bias_weight(target), 2);
        if (target.kind == TargetKind::net && target.contrast.empty())
            variance += settings_.item_drift * settings_.item_drift;
        covariance(i, i) = variance + further_wave_covariance(left, left) +
                           item_functioning_covariance(left, left) + poll_covariance(left, left);
    }
    add_simulation_noise(expected, covariance);
    return covariance;
}

} // namespace kozqaras
