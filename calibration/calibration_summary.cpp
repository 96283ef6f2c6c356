#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "calibration/calibrate.hpp"

namespace kozqaras {

namespace {

constexpr double kNinety = 1.6448536269514722; ///< normal quantile of 0.95

struct FamilyFit {
    bool one_sided = false;
    int count = 0, within = 0, inside_90 = 0;
    double chi_squared = 0, squared_error = 0, left_out_squares = 0;
};

std::map<std::string, FamilyFit> by_family(const std::vector<TargetFit>& fits) {
    std::map<std::string, FamilyFit> families;
    for (const TargetFit& fit : fits) {
        FamilyFit& family = families[fit.target.family];
        family.one_sided = fit.target.one_sided;
        ++family.count;
        family.within += std::abs(fit.z()) <= 2.0 ? 1 : 0;
        family.left_out_squares += std::pow(fit.left_out_z, 2);
        family.inside_90 += std::abs(fit.left_out_z) <= kNinety ? 1 : 0;
        family.chi_squared += fit.z() * fit.z();
        family.squared_error += std::pow(fit.target.value - fit.fitted, 2);
    }
    return families;
}

std::string family_lines(const std::vector<TargetFit>& fits) {
    std::string text;
    bool one_sided = false;
    for (const auto& [name, family] : by_family(fits)) {
        one_sided = one_sided || family.one_sided;
        const std::string error =
            family.one_sided
                ? "-"
                : fmt::format("{:.3f}", std::sqrt(family.squared_error / family.count));
        text +=
            fmt::format("  {:<30} {:>5} {:>9} {:>13.2f} {:>12.1f} %\n", name, family.count, error,
                        family.chi_squared / family.count, 100.0 * family.within / family.count);
    }
    if (one_sided)
        text += "  Signs and orders: chi2 is the deviance of saying on which side it lies (1.39 at "
                "even odds, 0 when sure and right).\n";
    return text;
}

/// What no fitted parameter moves; empty if there is none.
std::string constant_lines(const std::vector<ConstantTarget>& constants) {
    if (constants.empty())
        return {};
    std::string text = fmt::format(
        "\nConstant: {} numbers of media and contact that no parameter moves add {:.1f} to the "
        "misfit\n  {:<44} printed  in the sample    s.e.\n",
        constants.size(), constant_misfit(constants), "");
    for (const ConstantTarget& constant : constants)
        text += fmt::format("  {:<44} {:>7.3f} {:>14.3f} {:>7.1f}\n", constant.target.label,
                            constant.target.value, constant.simulated, constant.z());
    return text;
}

std::string left_out_line(const std::string& name, const FamilyFit& family) {
    const double count = std::max(family.count, 1);
    return fmt::format("  {:<30} {:>5} {:>13.2f} {:>12.1f} %\n", name, family.count,
                       family.left_out_squares / count, 100.0 * family.inside_90 / count);
}

/// Each fitted number against what all the others predict, errors and parameters included.
std::string left_out_lines(const std::vector<TargetFit>& fits) {
    FamilyFit all;
    std::string text;
    for (const auto& [name, family] : by_family(fits)) {
        if (family.one_sided)
            continue;
        all.count += family.count;
        all.inside_90 += family.inside_90;
        all.left_out_squares += family.left_out_squares;
        text += left_out_line(name, family);
    }
    return text + left_out_line("all", all);
}

std::string worst_lines(const CalibrationReport& report) {
    std::vector<const TargetFit*> fits;
    fits.reserve(report.breakdowns.size());
    for (const TargetFit& fit : report.breakdowns)
        fits.push_back(&fit);
    std::ranges::sort(fits, std::greater{}, [](const TargetFit* f) { return std::abs(f->z()); });
    std::string text;
    for (std::size_t i = 0; i < std::min<std::size_t>(10, fits.size()); ++i)
        text += fmt::format("  {:<52} {:>8.3f} {:>8.3f} {:>7.1f}\n", fits[i]->target.label,
                            fits[i]->target.value, fits[i]->fitted, fits[i]->z());
    return text;
}

} // namespace

std::vector<double> net_errors(const CalibrationReport& report) {
    std::vector<double> sums(report.waves.size()), counts(report.waves.size());
    std::map<std::pair<std::size_t, int>, std::array<double, 2>>
        answers; // by wave and question: fitted - printed, positive and negative
    for (const TargetFit& fit : report.targets) {
        if (fit.target.further || fit.target.of_poll || !fit.target.contrast.empty())
            continue; // further waves, polls and regions have families of their own
        const double error = fit.fitted - fit.target.value;
        const auto wave = static_cast<std::size_t>(fit.target.wave);
        if (fit.target.kind == TargetKind::net) {
            sums[wave] += error * error;
            counts[wave] += 1.0;
        } else if (fit.target.group == 0 && fit.target.question >= 0) {
            answers[{wave, fit.target.question}][fit.target.kind == TargetKind::positive ? 0 : 1] =
                error;
        }
    }
    for (const auto& [place, errors] : answers) {
        sums[place.first] += std::pow(errors[0] - errors[1], 2);
        counts[place.first] += 1.0;
    }
    std::vector<double> result;
    for (std::size_t wave = 0; wave < sums.size(); ++wave)
        result.push_back(counts[wave] > 0.0 ? std::sqrt(sums[wave] / counts[wave]) : std::nan(""));
    return result;
}

double share_within_two_errors(const CalibrationReport& report) {
    const auto within = std::ranges::count_if(
        report.breakdowns, [](const TargetFit& fit) { return std::abs(fit.z()) <= 2.0; });
    return static_cast<double>(within) / static_cast<double>(report.breakdowns.size());
}

namespace {

std::string heading_text(const CalibrationReport& report) {
    return fmt::format(
        "{}\n\nSearch: {} after {} iterations ({}), {} simulated parameter vectors, {:.0f} s{}\n"
        "Objective {:.1f} = misfit {:.1f} on {} targets + distance from the prior {:.1f} "
        "of {} fitted parameters\n",
        report.title, report.converged ? "converged" : "NOT converged", report.iterations,
        report.stop_reason, report.simulations, report.seconds,
        report.resumed ? " since it was resumed" : "", report.misfit + report.penalty,
        report.misfit, report.targets.size(), report.penalty, report.fitted_parameters);
}

std::string net_errors_text(const CalibrationReport& report) {
    const auto errors = net_errors(report);
    std::string text = "\nRoot mean square error of question nets:";
    for (std::size_t wave = 0; wave < errors.size(); ++wave)
        text += fmt::format("{} {} {:.3f}", wave == 0 ? "" : ",", report.waves[wave], errors[wave]);
    text += '\n';
    text +=
        fmt::format("Printed shares of groups within 2 s.e. (design effect in): {:.1f} % of {}\n",
                    100.0 * share_within_two_errors(report), report.breakdowns.size());
    return text;
}

/// How many parameters the data inform.
std::string information_text(const CalibrationReport& report, const ParameterRegistry& registry) {
    const auto deviations = standard_deviations(report.posterior, registry);
    int data = 0, both = 0, prior = 0;
    for (const std::size_t i : report.posterior.fitted) {
        const double ratio = deviations[i] / registry.specs()[i].prior_standard_deviation;
        (ratio < kInformedByData ? data : ratio < kNotInformed ? both : prior) += 1;
    }
    return fmt::format("\nParameters informed by the data (posterior s.d. below half the prior's): "
                       "{}; by data and prior: {}; by the prior: {}; {} are not fitted.\n",
                       data, both, prior, registry.size() - report.posterior.fitted.size());
}

} // namespace

std::string calibration_summary(const CalibrationReport& report,
                                const ParameterRegistry& registry) {
    std::string text = heading_text(report);
    text += search_quality_text(report.searches, report.sampling);
    text += net_errors_text(report);
    text += "\nFitted targets                   count    r.m.s.  chi2 / target  within 2 s.e.\n" +
            family_lines(report.targets);
    text += "\nMisfit left beside what should be left (all errors that the fit assumes)\n"
            "                                 count    misfit / expected = ratio  by chance\n";
    for (const FamilyMisfit& misfit : report.misfits)
        text += misfit_line(misfit) + '\n';
    text +=
        "\nEach number against what all others say (linearised; all errors that the fit assumes)\n"
        "                                 count  mean square  inside 90 %\n" +
        left_out_lines(report.targets);
    if (!report.error_evidence.empty())
        text += error_evidence_lines(report.error_evidence);
    if (!report.left_out.empty())
        text += fmt::format("Not fitted, since finer numbers of the same group are: {}\n",
                            fmt::join(report.left_out, "; "));
    text += constant_lines(report.constants);
    text += "\nAll printed shares of groups     count    r.m.s.  chi2 / target  within 2 s.e.\n" +
            family_lines(report.breakdowns);
    text += "\nWorst ten shares                                       printed   fitted    s.e.\n" +
            worst_lines(report);
    text += information_text(report, registry);
    return text;
}

std::string target_table(const CalibrationReport& report) {
    std::string text = "family,label,printed,fitted,standard_error,z,share_of_misfit,fitted_to,"
                       "leverage,left_out_z\n";
    const auto add = [&](const TargetFit& fit, const char* entered) {
        text += fmt::format("{},\"{}\",{:.4f},{:.4f},{:.4f},{:.2f},{:.5f},{},{:.4f},{:.2f}\n",
                            fit.target.family, fit.target.label, fit.target.value, fit.fitted,
                            fit.standard_error, fit.z(), fit.share_of_misfit, entered, fit.leverage,
                            fit.left_out_z);
    };
    for (const TargetFit& fit : report.targets)
        add(fit, "yes");
    const double whole_misfit = report.misfit + constant_misfit(report.constants);
    for (const ConstantTarget& constant : report.constants)
        add({constant.target, constant.simulated, constant.standard_error,
             constant.z() * constant.z() / whole_misfit, 0.0, 0.0},
            "constant");
    for (const TargetFit& fit : report.breakdowns)
        if (std::ranges::none_of(report.targets, [&](const TargetFit& other) {
                return other.target.label == fit.target.label;
            }))
            add(fit, "no");
    return text;
}

} // namespace kozqaras
