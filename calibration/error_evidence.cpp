#include "calibration/error_evidence.hpp"

#include <array>
#include <string_view>

#include <fmt/format.h>

#include "inference/check/left_out.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kSizes = 7;

struct Examined {
    std::string_view name;
    double CovarianceSettings::*value;
    std::array<double, kSizes> sizes;
};

constexpr std::array<Examined, 4> kExamined{
    {{"design_effect", &CovarianceSettings::design_effect, {1.0, 1.15, 1.3, 1.5, 1.75, 2.0, 2.5}},
     {"shared_wave_bias",
      &CovarianceSettings::shared_wave_bias,
      {0.0, 0.006, 0.012, 0.02, 0.03, 0.04, 0.06}},
     {"item_drift", &CovarianceSettings::item_drift, {0.0, 0.01, 0.015, 0.02, 0.025, 0.03, 0.04}},
     {"differential_item_functioning",
      &CovarianceSettings::differential_item_functioning,
      {0.0, 0.02, 0.03, 0.035, 0.04, 0.045, 0.05}}}};

} // namespace

std::vector<ErrorEvidence>
error_evidence(const LinearisedFit& fit, const CovarianceSettings& errors,
               const std::function<Eigen::MatrixXd(const CovarianceSettings&)>& covariance_of) {
    const auto of = [&](const CovarianceSettings& settings) {
        return inference::log_evidence(fit.distance, fit.jacobian, covariance_of(settings),
                                       fit.prior_deviation);
    };
    const double assumed = of(errors);
    std::vector<ErrorEvidence> result;
    for (const Examined& examined : kExamined) {
        ErrorEvidence& one = result.emplace_back();
        one.error = examined.name;
        one.value = errors.*examined.value;
        for (const double size : examined.sizes) {
            CovarianceSettings other = errors;
            other.*examined.value = size;
            one.candidates.push_back({size, of(other) - assumed});
        }
    }
    return result;
}

std::string error_evidence_lines(const std::vector<ErrorEvidence>& evidence) {
    std::string text =
        "\nEvidence of the waves for the errors assumed (log, 0 as the set-up has it; linearised; "
        "below 2 is no evidence)\n";
    for (const ErrorEvidence& one : evidence) {
        text += fmt::format("  {:<30} is {:<6}", one.error, one.value);
        for (const auto& candidate : one.candidates)
            text += fmt::format("  {}: {:+.1f}", candidate.value, candidate.evidence);
        text += '\n';
    }
    return text;
}

} // namespace kozqaras
