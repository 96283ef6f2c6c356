#include "calibration/recovery.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "calibration/member_draws.hpp"
#include "calibration/posterior_search.hpp"
#include "calibration/simulation_noise.hpp"
#include "calibration/synthetic_survey.hpp"
#include "calibration/wave_model.hpp"
#include "inference/problem.hpp"
#include "model/engine/countries.hpp"
#include "model/engine/member_shares.hpp"
#include "model/engine/recorder.hpp"
#include "support/errors.hpp"
#include "support/random.hpp"
#include "support/statistics.hpp"

namespace kozqaras {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using inference::CalibrationProblem;

constexpr Index kTruth = 0, kMean = 1, kDeviation = 2, kZ = 3, kPosition = 4, kColumns = 5;

Target outcome(TargetKind kind, int wave, Indicator indicator = {}) {
    Target target;
    target.kind = kind;
    target.wave = wave;
    target.indicator = indicator;
    return target;
}

/// Each data set has two countries: the true one and the one that is fitted.
class Recovery {
  public:
    Recovery(InputData inputs, CalibrationSetup setup, RecoverySettings settings,
             std::stop_token stop, ProgressSink& progress)
        : inputs_(std::move(inputs)),
          setup_(std::move(setup)),
          settings_(settings),
          countries_(inputs_),
          stop_(std::move(stop)) {
        if (std::ranges::any_of(targets_of(inputs_, setup_), &Target::one_sided))
            throw InputError({"[targets]"}, "orders and signs of regions cannot be drawn for a "
                                            "synthetic survey: recover a set-up without them");
        registry_ = registry_with(inputs_, setup_.further_waves);
        if (settings_.same_country)
            settings_.noise_countries = 0;
        else if (settings_.noise_countries == 0)
            settings_.noise_countries = setup_.noise_countries;
        setup_.noise_countries = settings_.noise_countries;
        NoProgress silent;
        const WaveModel model(country(0), registry_, setup_, stop_, silent, nullptr);
        fitted_ = model.fitted();
        targets_ = model.targets();
        plan_ = model.plan();
        extend_to_forecast();
        if (setup_.noise_countries > 0)
            setup_.covariance.simulation_noise = measure_simulation_noise(
                inputs_, registry_, setup_, model.prior_mean(), stop_, progress);
        for (const std::size_t i : fitted_)
            names_.push_back(registry_->specs()[i].name);
        names_.emplace_back("log_likelihood");
        add_outcomes();
    }

    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

    [[nodiscard]] std::size_t parameters() const { return fitted_.size(); }

    [[nodiscard]] std::size_t targets() const { return targets_.size(); }

    [[nodiscard]] double prior_deviation(std::size_t parameter) const {
        return settings_.prior_width *
               registry_->specs()[fitted_[parameter]].prior_standard_deviation;
    }

    /// Registry order.
    [[nodiscard]] VectorXd truth(std::uint64_t number) const {
        RandomStream random(setup_.seed, Purpose::inference_truth, number);
        VectorXd all(static_cast<Index>(registry_->size()));
        for (std::size_t i = 0; i < registry_->size(); ++i) {
            const ParameterSpec& spec = registry_->specs()[i];
            const double normal = random.normal();
            const bool drawn = spec.fitted || settings_.vary_others;
            all[static_cast<Index>(i)] =
                spec.prior_mean +
                (drawn ? settings_.prior_width * spec.prior_standard_deviation * normal : 0.0);
        }
        return all;
    }

    [[nodiscard]] RecoveredDataSet recover(std::uint64_t number, ProgressSink& progress) const {
        const VectorXd all = truth(number);
        const auto fitted_country = country(2 * number);
        const auto real_country = settings_.same_country ? fitted_country : country(2 * number + 1);
        const RunResult real = run(real_country, {std::vector(all.begin(), all.end())});
        const SurveyTables& survey = inputs_.survey;
        const VectorXd observed = printed_numbers(
            *real_country, targets_, expected_targets(real, targets_, survey), setup_.covariance,
            RandomStream(setup_.seed, Purpose::inference_observation, number));
        const WaveModel model(fitted_country, registry_, setup_, stop_, progress, nullptr);
        CalibrationSetup setup = setup_;
        setup.seed = setup_.seed + number; // ranks need draws of their own in every data set
        if (!setup.integrate_over.empty())
            setup.starts = 1; // more would check, not change, what is found
        auto covariance = covariance_of_fit(model, observed, setup.covariance);
        VectorXd first = model.prior_mean();
        int simulations = 0;
        if (setup_.noise_countries > 0) {
            NoProgress silent;
            const auto measured = noise_where_the_fit_lies(
                model, problem_for(model, observed, covariance), setup, setup_.seed, stop_, silent);
            first = measured.look.parameters;
            simulations = measured.look.simulations + setup_.noise_countries;
            setup.covariance.simulation_noise = measured.noise;
            covariance = covariance_of_fit(model, observed, setup.covariance);
        }
        const auto found =
            find_posterior(model, problem_for(model, observed, covariance), setup, first, stop_);
        const auto& best = found.best;
        const MatrixXd& draws = found.draws;
        RecoveredDataSet result = fit_of(best);
        result.simulations += simulations;
        RandomStream ties(setup_.seed, Purpose::inference_observation,
                          (std::uint64_t{1} << 40) + number);
        add_parameters(best, model.fitted_part(all), draws, ties, result);
        add_outcome_values(model, all, draws, covariance, observed, ties, result);
        return result;
    }

  private:
    /// Errors of `observed` in the country that is fitted.
    [[nodiscard]] TargetCovariance covariance_of_fit(const WaveModel& model,
                                                     const VectorXd& observed,
                                                     const CovarianceSettings& errors) const {
        const World& fitted = model.world();
        return covariance_at(fitted, with_values(targets_, observed),
                             settings_.same_country ? std::numeric_limits<double>::infinity()
                                                    : static_cast<double>(fitted.population.size()),
                             errors);
    }

    /// Refers to `model` and `covariance`.
    [[nodiscard]] CalibrationProblem problem_for(const WaveModel& model, const VectorXd& observed,
                                                 const TargetCovariance& covariance) const {
        CalibrationProblem problem = problem_of(model, covariance);
        problem.observed = observed;
        problem.prior_standard_deviation *= settings_.prior_width;
        return problem;
    }

    void extend_to_forecast() {
        auto weeks = wave_weeks(inputs_.survey);
        for (const MoreWave& more : plan_.more_waves)
            weeks.push_back(more.week);
        Week last{};
        for (const Target& target : targets_)
            last = std::max(last, weeks[static_cast<std::size_t>(target.wave)]);
        const Week forecast = week_of(settings_.forecast);
        if (forecast <= last || forecast > last_week())
            throw InputError({"--forecast"},
                             fmt::format("{} must lie after the week of {}, when the last fitted "
                                         "wave was in the field, and not after {}",
                                         to_string(settings_.forecast), to_string(date_of(last)),
                                         to_string(date_of(last_week()))));
        plan_.more_waves.push_back({forecast});
        plan_.end = std::max(plan_.end, forecast);
        plan_.national.one_path_each = true;
    }

    void add_outcomes() {
        const auto& waves = inputs_.survey.waves;
        const int last = static_cast<int>(waves.size()) - 1;
        outcomes_.push_back(outcome(TargetKind::group_composite, last));
        names_.push_back("composite_" + waves.back().id);
        const CodeList& indicators = inputs_.country->indicators;
        for (std::size_t i = 0; i < indicators.size(); ++i) {
            outcomes_.push_back(
                outcome(TargetKind::group_indicator, last, static_cast<Indicator>(i)));
            names_.push_back(fmt::format("{}_{}", indicators[i], waves.back().id));
        }
        outcomes_.push_back(outcome(TargetKind::group_composite,
                                    static_cast<int>(waves.size() + plan_.more_waves.size()) - 1));
        names_.push_back(fmt::format("composite_{}", to_string(settings_.forecast)));
    }

    /// Adults, ties and paths of their own for each number.
    [[nodiscard]] std::shared_ptr<const World> country(std::uint64_t number) const {
        NoProgress silent;
        return countries_.make(setup_.scale, setup_.seed + number, silent);
    }

    /// Waves and forecast of these parameter vectors (registry order).
    [[nodiscard]] RunResult run(const std::shared_ptr<const World>& world,
                                std::vector<std::vector<double>> members) const {
        RunPlan plan = plan_;
        plan.world = world;
        plan.members = std::move(members);
        NoProgress silent;
        RunResult result = simulate(plan, stop_, silent);
        require_all(result);
        return result;
    }

    [[nodiscard]] RecoveredDataSet fit_of(const inference::MaximumAPosteriori& best) const {
        RecoveredDataSet result;
        result.values.resize(static_cast<Index>(names_.size()), kColumns);
        result.misfit = best.misfit;
        result.penalty = best.penalty;
        result.iterations = best.iterations;
        result.simulations = best.simulations;
        result.converged = best.converged;
        return result;
    }

    static void add_parameters(const inference::MaximumAPosteriori& best, const VectorXd& truth,
                               const MatrixXd& draws, RandomStream& ties,
                               RecoveredDataSet& result) {
        for (Index k = 0; k < truth.size(); ++k) {
            const double deviation = std::sqrt(best.covariance(k, k));
            result.values(k, kTruth) = truth[k];
            result.values(k, kMean) = best.parameters[k];
            result.values(k, kDeviation) = deviation;
            result.values(k, kZ) = (best.parameters[k] - truth[k]) / deviation;
            result.values(k, kPosition) =
                inference::recovered(draws.row(k), truth[k], ties.uniform()).position;
        }
    }

    /// The truth, then the draws.
    [[nodiscard]] std::vector<std::vector<double>>
    members(const WaveModel& model, const VectorXd& truth, const MatrixXd& draws) const {
        std::vector<std::vector<double>> all{std::vector(truth.begin(), truth.end())};
        Posterior posterior = prior_as_posterior(*registry_);
        posterior.draws = draws;
        auto drawn = draw_members(posterior, *registry_, static_cast<std::size_t>(draws.cols()),
                                  setup_.seed);
        for (Index k = 0; k < draws.cols(); ++k)
            all.push_back(settings_.vary_others ? std::move(drawn[static_cast<std::size_t>(k)])
                                                : model.all_parameters(draws.col(k)));
        return all;
    }

    /// Of truth and draws alike in the country that is fitted: only what parameters and data alone
    /// decide has a uniform rank (Modrak et al. 2023).
    void add_outcome_values(const WaveModel& model, const VectorXd& truth, const MatrixXd& draws,
                            const TargetCovariance& covariance, const VectorXd& observed,
                            RandomStream& ties, RecoveredDataSet& result) const {
        const SurveyTables& survey = inputs_.survey;
        const RunResult runs = run(model.plan().world, members(model, truth, draws));
        const MatrixXd expected = expected_targets(runs, targets_, survey);
        MatrixXd values(1 + static_cast<Index>(outcomes_.size()), expected.cols());
        for (Index member = 0; member < expected.cols(); ++member)
            values(0, member) = inference::normal_log_density(
                observed - expected.col(member),
                Eigen::LLT<MatrixXd>(covariance(expected.col(member))));
        values.bottomRows(values.rows() - 1) = expected_targets(runs, outcomes_, survey);
        for (Index q = 0; q < values.rows(); ++q) {
            const VectorXd drawn = values.row(q).tail(draws.cols());
            const double known = values(q, 0);
            const auto place = inference::recovered(drawn, known, ties.uniform());
            result.values.row(static_cast<Index>(fitted_.size()) + q) << known, drawn.mean(),
                standard_deviation({drawn.data(), static_cast<std::size_t>(drawn.size())}), place.z,
                place.position;
        }
    }

    InputData inputs_;
    CalibrationSetup setup_;
    RecoverySettings settings_;
    Countries countries_;
    std::stop_token stop_;
    std::shared_ptr<const ParameterRegistry> registry_;
    RunPlan plan_;
    std::vector<std::size_t> fitted_;
    std::vector<Target> targets_, outcomes_;
    std::vector<std::string> names_;
};

/// A data set as a piece of a checkpoint: what it is about, and its values with the fit below them.
MatrixXd piece_of(const RecoveredDataSet& set) {
    MatrixXd piece(set.values.rows() + 1, set.values.cols());
    piece.topRows(set.values.rows()) = set.values;
    piece.bottomRows(1) << set.misfit, set.penalty, set.iterations, set.simulations,
        set.converged ? 1.0 : 0.0;
    return piece;
}

RecoveredDataSet data_set_of(const MatrixXd& piece) {
    const Index last = piece.rows() - 1;
    return {piece.topRows(last),
            piece(last, 0),
            piece(last, 1),
            static_cast<int>(piece(last, 2)),
            static_cast<int>(piece(last, 3)),
            piece(last, 4) > 0.0};
}

} // namespace

std::vector<inference::ValidatedQuantity> RecoveryResult::quantities() const {
    std::vector<inference::ValidatedQuantity> result;
    for (std::size_t q = 0; q < names.size(); ++q) {
        inference::ValidatedQuantity quantity;
        quantity.name = names[q];
        quantity.positions.resize(static_cast<Index>(data_sets.size()));
        quantity.z.resize(quantity.positions.size());
        for (std::size_t set = 0; set < data_sets.size(); ++set) {
            const auto& values = data_sets[set].values;
            quantity.positions[static_cast<Index>(set)] = values(static_cast<Index>(q), kPosition);
            quantity.z[static_cast<Index>(set)] = values(static_cast<Index>(q), kZ);
        }
        result.push_back(std::move(quantity));
    }
    return result;
}

namespace {

/// Posterior s.d. over that of the prior, the mean over the data sets, of every parameter.
std::vector<double> mean_narrowing(const Recovery& recovery, const RecoveryResult& result) {
    std::vector<double> narrowing;
    for (std::size_t p = 0; p < result.parameters; ++p) {
        double sum = 0.0;
        for (const RecoveredDataSet& set : result.data_sets)
            sum += set.values(static_cast<Index>(p), kDeviation);
        narrowing.push_back(
            sum / (static_cast<double>(result.data_sets.size()) * recovery.prior_deviation(p)));
    }
    return narrowing;
}

} // namespace

RecoveryResult recover_calibration(InputData inputs, const CalibrationSetup& setup,
                                   const RecoverySettings& settings, const std::stop_token& stop,
                                   ProgressSink& progress, inference::Checkpoint* checkpoint) {
    constexpr std::uint64_t kPart = 1000;
    require(settings.data_sets > 0 && setup.members >= 10, "too few data sets or draws");
    const auto begin = std::chrono::steady_clock::now();
    inputs = inputs_of(std::move(inputs), setup);
    Recovery recovery(std::move(inputs), setup, settings, stop, progress);
    RecoveryResult result{setup.title,
                          settings,
                          setup.scale,
                          setup.seed,
                          setup.members,
                          recovery.targets(),
                          recovery.parameters(),
                          recovery.names(),
                          {},
                          {},
                          0};
    const auto total = kPart * static_cast<std::uint64_t>(settings.data_sets);
    for (std::uint64_t set = 0; set < static_cast<std::uint64_t>(settings.data_sets); ++set) {
        check_stop(stop);
        const VectorXd truth = recovery.truth(set);
        const auto known = checkpoint ? checkpoint->replay("data_set", truth) : std::nullopt;
        PartProgress part(progress, "recovering", kPart * set, kPart, total);
        result.data_sets.push_back(known ? data_set_of(*known) : recovery.recover(set, part));
        if (checkpoint && !known)
            checkpoint->add("data_set", truth, piece_of(result.data_sets.back()));
        progress.report("recovering", kPart * (set + 1), total);
    }
    result.posterior_over_prior = mean_narrowing(recovery, result);
    result.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return result;
}

} // namespace kozqaras
