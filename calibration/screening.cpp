#include "calibration/screening.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include <fmt/format.h>

#include "calibration/wave_model.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Composite first, then the indicators, of every shipped wave, the last wave first.
std::vector<Target> printed_index(const SurveyTables& survey, std::vector<std::string>& names) {
    std::vector<Target> targets;
    for (int wave = static_cast<int>(survey.waves.size()) - 1; wave >= 0; --wave) {
        const std::string& year = survey.waves[static_cast<std::size_t>(wave)].id;
        Target target;
        target.wave = wave;
        target.kind = TargetKind::group_composite;
        targets.push_back(target);
        names.push_back("composite_" + year);
        target.kind = TargetKind::group_indicator;
        const CodeList& indicators = survey.country->indicators;
        for (std::size_t i = 0; i < indicators.size(); ++i) {
            target.indicator = static_cast<Indicator>(i);
            targets.push_back(target);
            names.push_back(fmt::format("{}_{}", indicators[i], year));
        }
    }
    return targets;
}

/// Normal priors of the fitted parameters with these positions, on the transformed scale.
inference::Prior prior_of(const WaveModel& model, const std::vector<Index>& positions) {
    std::vector<inference::ParameterPrior> priors;
    for (const Index k : positions) {
        const ParameterSpec& spec =
            model.registry().specs()[model.fitted()[static_cast<std::size_t>(k)]];
        priors.push_back(
            inference::normal(spec.name, spec.prior_mean, spec.prior_standard_deviation));
    }
    return inference::Prior(std::move(priors));
}

/// The index where these parameters have the values of a column, all others their prior mean.
inference::Simulator simulator_of(const WaveModel& model, const std::vector<Target>& targets,
                                  const std::vector<Index>& positions) {
    const auto means = model.registry().prior_means();
    const VectorXd all = Eigen::Map<const VectorXd>(means.data(), static_cast<Index>(means.size()));
    return [&model, targets, positions, base = model.fitted_part(all)](const MatrixXd& points) {
        MatrixXd columns = base.replicate(1, points.cols());
        columns(positions, Eigen::all) = points;
        return expected_targets(model.run(columns), targets, model.world().inputs.survey);
    };
}

std::vector<std::size_t> largest(const VectorXd& values, int count) {
    std::vector<std::size_t> order(static_cast<std::size_t>(values.size()));
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater{},
                             [&](std::size_t k) { return values[static_cast<Index>(k)]; });
    order.resize(std::min(order.size(), static_cast<std::size_t>(count)));
    return order;
}

std::string family_lines(const Screening& screening) {
    std::map<std::string, std::pair<int, double>> families; // parameters, sum of squares
    for (std::size_t k = 0; k < screening.parameters.size(); ++k) {
        auto& [count, squares] = families[screening.families[k]];
        ++count;
        squares += std::pow(screening.morris.absolute(0, static_cast<Index>(k)), 2);
    }
    std::string text;
    for (const auto& [name, family] : families)
        text +=
            fmt::format("  {:<44} {:>5} {:>9.3f}\n", name, family.first, std::sqrt(family.second));
    return text;
}

} // namespace

Screening screen(const std::shared_ptr<const World>& world,
                 const std::shared_ptr<const ParameterRegistry>& registry, double scale,
                 const ScreeningSettings& settings, const std::stop_token& stop,
                 ProgressSink& progress) {
    require(settings.trajectories >= 2 && settings.points >= 2, "too few trajectories or points");
    NoProgress silent;
    const WaveModel model(world, registry, CalibrationSetup{}, stop, silent, nullptr);
    Screening result;
    result.scale = scale;
    result.points = settings.points;
    const auto targets = printed_index(world->inputs.survey, result.outputs);
    std::vector<Index> all(model.fitted().size());
    std::iota(all.begin(), all.end(), Index{0});
    for (const std::size_t i : model.fitted()) {
        const std::string& name = registry->specs()[i].name;
        result.parameters.push_back(name);
        result.families.push_back(name.substr(0, name.find('.')));
    }
    inference::MorrisSettings morris;
    morris.trajectories = settings.trajectories;
    morris.seed = settings.seed;
    result.morris = inference::morris_screening(
        prior_of(model, all), simulator_of(model, targets, all), morris, stop, progress);
    result.chosen = largest(result.morris.absolute.row(0), settings.most_chosen);
    const std::vector<Index> chosen(result.chosen.begin(), result.chosen.end());
    inference::SobolSettings sobol;
    sobol.points = settings.points;
    sobol.seed = settings.seed;
    result.sobol = inference::sobol_indices(
        prior_of(model, chosen), simulator_of(model, targets, chosen), sobol, stop, progress);
    return result;
}

std::string screening_text(const Screening& screening) {
    constexpr int kShown = 10;
    const auto& morris = screening.morris;
    std::string text = fmt::format(
        "\nScreening over the prior, before any data ({} trajectories of Morris, scale {}): what "
        "moves "
        "{}, in nets per unit of a parameter's probability\n"
        "                                               mean   mean absolute   spread (curvature, "
        "interaction)\n",
        morris.trajectories, screening.scale, screening.outputs.front());
    for (const std::size_t k : largest(morris.absolute.row(0), kShown)) {
        const auto column = static_cast<Index>(k);
        text += fmt::format("  {:<44} {:>+6.3f} {:>15.3f} {:>8.3f}\n", screening.parameters[k],
                            morris.mean(0, column), morris.absolute(0, column),
                            morris.deviation(0, column));
    }
    text += "Families                                       count  root of the sum of squares\n" +
            family_lines(screening);
    text += fmt::format(
        "\nShares of its variance over the prior of these {} alone, the others at their prior mean "
        "(Sobol, {} points)\n"
        "                                               alone         with interactions\n",
        screening.chosen.size(), screening.points);
    for (std::size_t c = 0; c < screening.chosen.size(); ++c) {
        const auto column = static_cast<Index>(c);
        text +=
            fmt::format("  {:<44} {:>5.2f} +- {:.2f} {:>8.2f} +- {:.2f}\n",
                        screening.parameters[screening.chosen[c]], screening.sobol.first(0, column),
                        screening.sobol.first_error(0, column), screening.sobol.total(0, column),
                        screening.sobol.total_error(0, column));
    }
    return text;
}

std::string screening_table(const Screening& screening) {
    std::string text = "output,parameter,mu,mu_star,sigma,first_order,first_order_error,total,"
                       "total_error\n";
    const auto& [morris, sobol] = std::tie(screening.morris, screening.sobol);
    for (std::size_t output = 0; output < screening.outputs.size(); ++output)
        for (std::size_t k = 0; k < screening.parameters.size(); ++k) {
            const auto row = static_cast<Index>(output), column = static_cast<Index>(k);
            text += fmt::format("{},{},{:.5f},{:.5f},{:.5f}", screening.outputs[output],
                                screening.parameters[k], morris.mean(row, column),
                                morris.absolute(row, column), morris.deviation(row, column));
            const auto place = std::ranges::find(screening.chosen, k);
            if (place == screening.chosen.end()) {
                text += ",,,,\n";
                continue;
            }
            const auto c = static_cast<Index>(place - screening.chosen.begin());
            text += fmt::format(",{:.4f},{:.4f},{:.4f},{:.4f}\n", sobol.first(row, c),
                                sobol.first_error(row, c), sobol.total(row, c),
                                sobol.total_error(row, c));
        }
    return text;
}

} // namespace kozqaras
