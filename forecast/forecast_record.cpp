#include "forecast/forecast_record.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "model/engine/ensemble.hpp"
#include "model/index/index.hpp"
#include "observations/survey_error.hpp"
#include "support/errors.hpp"
#include "support/statistics.hpp"

namespace kozqaras {

namespace {

/// A target's questions with their weights: net of the target = sum of weight x net.
struct Loading {
    std::size_t question = 0;
    double weight = 0;
};

/// Share of each group in the sample as fielded.
std::vector<double> shares_of_sample(const World& world) {
    std::vector<double> shares(world.inputs.country->group_count(), 0.0);
    for (std::size_t cell = 0; cell < world.cells.size(); ++cell) {
        const double weight = world.sample().cell_weights[cell] * world.cells.count(cell);
        shares[0] += weight;
        for (const std::uint8_t group : world.cells.groups[cell])
            shares[group] += weight;
    }
    for (std::size_t group = shares.size(); group-- > 0;)
        shares[group] /= shares[0];
    return shares;
}

/// "age" of "age:18_34", "all" of "all".
std::string_view factor_of(std::string_view group) {
    return group.substr(0, group.find(':'));
}

/// Paths per member that a record keeps: an even number, for mirrored pairs.
std::size_t paths_for(std::size_t members) {
    constexpr std::size_t kDraws = 200; // for each of some 7,000 targets and dates
    return 2 * ((kDraws + 2 * members - 1) / (2 * members));
}

/// Builds the targets of one forecast.
class ForecastBuilder {
  public:
    ForecastBuilder(const RunPlan& plan, const RunResult& result,
                    const ForecastKnowledge& knowledge, ForecastRecord& record)
        : survey_(plan.world->inputs.survey),
          country_(*plan.world->inputs.country),
          composite_(country_.composite()),
          view_(result, paths_for(result.members)),
          expected_(result, 0),
          knowledge_(knowledge),
          last_wave_(knowledge.last_shipped_wave),
          record_(record),
          sample_shares_(shares_of_sample(*plan.world)) {}

    void fill() {
        choose_dates();
        read_nets();
        for (const int value : index_order())
            add_index(value, "sample",
                      [&](std::size_t week) { return view_.sample(0, week, value); });
        for (int question = 0; question < std::ssize(survey_.questions); ++question)
            add_question(question);
        for (const int value : index_order())
            add_index(value, "adults",
                      [&](std::size_t week) { return view_.adults(0, week, 0, value); });
        for (int group = 1; group < static_cast<int>(country_.group_count()); ++group)
            add_group(group);
    }

  private:
    /// The composite first.
    [[nodiscard]] std::vector<int> index_order() const {
        std::vector<int> order{composite_};
        for (int value = 0; value < composite_; ++value)
            order.push_back(value);
        return order;
    }

    /// Nothing: the composite.
    [[nodiscard]] std::optional<Indicator> indicator_of(int value) const {
        return value == composite_ ? std::nullopt : std::optional(static_cast<Indicator>(value));
    }

    void choose_dates() {
        const auto& result = view_.result();
        const Date from = knowledge_.known_until;
        const Date until = date_of(result.weeks.back());
        namespace chrono = std::chrono;
        add_week_of_further_wave();
        for (auto end = chrono::year{year_of(Week{0})} / chrono::March / chrono::last;
             chrono::sys_days{end} <= until + chrono::weeks{1}; end += chrono::months{3}) {
            const std::size_t week = nearest_reported_week(result, week_of(chrono::sys_days{end}));
            if (date_of(result.weeks[week]) > from)
                weeks_.push_back(week);
        }
        if (record_.wave)
            weeks_.push_back(nearest_reported_week(result, week_of(record_.wave->date)));
        std::ranges::sort(weeks_);
        const auto repeated = std::ranges::unique(weeks_);
        weeks_.erase(repeated.begin(), repeated.end());
        for (const std::size_t week : weeks_)
            record_.dates.push_back(date_of(result.weeks[week]));
    }

    /// A further wave that is known is met, too: what of it was not fitted can be scored.
    void add_week_of_further_wave() {
        const auto& weeks = view_.result().weeks;
        const Week last = week_of(knowledge_.known_until);
        if (knowledge_.known_until == survey_.waves[static_cast<std::size_t>(last_wave_)].field_end)
            return;
        const auto after = std::ranges::upper_bound(weeks, last);
        if (after != weeks.begin())
            weeks_.push_back(static_cast<std::size_t>(after - weeks.begin()) - 1);
    }

    [[nodiscard]] std::vector<double> question_nets(std::size_t week, int question) const {
        return view_.question(0, week, static_cast<std::size_t>(question));
    }

    /// Variance of one answer +1, 0, -1 at the first date; the share with an opinion is that of
    /// the last printed answers where they are known, else 1 (upper bound).
    void read_nets() {
        for (int question = 0; question < std::ssize(survey_.questions); ++question) {
            double opinion = 1.0;
            for (int wave = 0; wave <= last_wave_; ++wave)
                if (const auto answers = printed_answers(survey_, question, wave))
                    opinion = answers->positive + answers->negative;
            const double net = mean(question_nets(weeks_.front(), question));
            constexpr double kLeast = 0.01;
            answer_variance_.push_back(std::max(kLeast, opinion - net * net));
        }
    }

    [[nodiscard]] std::vector<Loading> loadings_of(int value) const {
        std::vector<Loading> loadings;
        for (int indicator = 0; indicator < composite_; ++indicator) {
            if (value != composite_ && value != indicator)
                continue;
            const auto belongs = [&](const Question& question) { // question set of the last wave
                return question.indicator == static_cast<Indicator>(indicator) &&
                       question.counts_in(survey_.waves.size() - 1);
            };
            const auto count =
                static_cast<double>(std::ranges::count_if(survey_.questions, belongs));
            const double share = value == composite_ ? 1.0 / composite_ : 1.0;
            for (std::size_t q = 0; q < survey_.questions.size(); ++q)
                if (belongs(survey_.questions[q]))
                    loadings.push_back({q, share / count});
        }
        return loadings;
    }

    void set_errors(const std::vector<Loading>& loadings, ForecastTarget& target) const {
        const auto& error = record_.survey_error;
        double sum = 0, squares = 0, drift = 0;
        std::array<double, kAttitudeCount> attitude{};
        for (const auto& [question, weight] : loadings) {
            sum += weight * std::sqrt(answer_variance_[question]);
            squares += weight * weight * answer_variance_[question];
            drift += weight * weight;
            attitude[static_cast<std::size_t>(survey_.questions[question].attitude)] += weight;
        }
        double bias = 0;
        for (const double weight : attitude)
            bias += weight * weight;
        target.unit_variance =
            error.question_correlation * sum * sum + (1 - error.question_correlation) * squares;
        target.wave_variance = error.item_drift * error.item_drift * drift +
                               error.shared_wave_bias * error.shared_wave_bias * bias;
    }

    void add_known(int wave, double value, std::optional<double> respondents,
                   ForecastTarget& target) const {
        if (wave > last_wave_)
            return;
        const Wave& known = survey_.waves[static_cast<std::size_t>(wave)];
        const double size = respondents.value_or(
            known.respondents ? *known.respondents : record_.survey_error.assumed_respondents);
        target.known.push_back(
            {known.id, known.middle(), value, size, was_fitted(known.id, target.group)});
    }

    /// Whether numbers of `group` entered the posterior from that wave.
    [[nodiscard]] bool was_fitted(const std::string& wave, std::string_view group) const {
        return std::ranges::any_of(record_.fitted_waves, [&](const SeenWave& seen) {
            return seen.id == wave && std::ranges::count(seen.numbers, factor_of(group)) > 0;
        });
    }

    /// Adds what further waves say, notes the foreseen wave's share, and keeps the target.
    void keep(ForecastTarget target, int group) {
        for (const FurtherValue& further : knowledge_.further)
            if (target.population == "sample" && further.target == target.id &&
                further.group == target.group)
                target.known.push_back(
                    {further.wave, further.date, further.value, further.respondents, true});
        std::ranges::stable_sort(target.known, {}, &KnownWaveValue::date);
        if (record_.wave && target.population == "sample")
            target.wave_respondents =
                record_.wave->respondents * sample_shares_[static_cast<std::size_t>(group)];
        record_.targets.push_back(std::move(target));
    }

    ForecastTarget new_index_target(int value, int group) const {
        ForecastTarget target;
        target.id = country_.index_values[static_cast<std::size_t>(value)];
        target.kind = value == composite_ ? "composite" : "indicator";
        target.group = group_names(country_)[static_cast<std::size_t>(group)].code;
        set_errors(loadings_of(value), target);
        return target;
    }

    using ValuesAt = std::function<std::vector<double>(std::size_t)>;

    void add_index(int value, const char* population, const ValuesAt& values) {
        ForecastTarget target = new_index_target(value, 0);
        target.population = population;
        if (target.population == "sample")
            for (const Observation& printed : survey_.observations)
                if (printed.of_everyone() && printed.of_index(indicator_of(value)) &&
                    printed.methodology == survey_.methodologies.front().id)
                    add_known(printed.wave, printed.value, std::nullopt, target);
        for (const std::size_t week : weeks_)
            target.members.push_back(values(week));
        keep(std::move(target), 0);
    }

    void add_question(int question) {
        ForecastTarget target;
        target.id = survey_.questions[static_cast<std::size_t>(question)].id;
        target.kind = "question";
        target.group = "all";
        target.population = "sample";
        set_errors({{static_cast<std::size_t>(question), 1.0}}, target);
        for (int wave = 0; wave < std::ssize(survey_.waves); ++wave)
            if (const auto net = printed_net(survey_, question, wave))
                add_known(wave, *net, std::nullopt, target);
        for (const std::size_t week : weeks_)
            target.members.push_back(question_nets(week, question));
        keep(std::move(target), 0);
    }

    /// Sample minus adults of a group in the simulated last wave, [value][member].
    [[nodiscard]] std::vector<std::vector<double>> composition_effect(int group) const {
        const auto& result = view_.result();
        const std::size_t week =
            nearest_reported_week(result, result.wave_weeks[static_cast<std::size_t>(last_wave_)]);
        std::vector<std::vector<double>> effect(country_.index_values.size());
        std::vector<AnswerShares> answers(survey_.questions.size());
        for (int value = 0; value <= composite_; ++value)
            effect[static_cast<std::size_t>(value)] = expected_.adults(0, week, group, value);
        for (std::size_t member = 0; member < result.members; ++member) {
            for (int q = 0; q < std::ssize(answers); ++q)
                answers[static_cast<std::size_t>(q)] =
                    view_.wave_answer(member, last_wave_, group, q);
            const auto index =
                index_of_answers(answers, survey_.questions, survey_.waves.size() - 1);
            for (std::size_t i = 0; i < index.indicators.size(); ++i)
                effect[i][member] = index.indicators[i] - effect[i][member];
            auto& composite = effect[static_cast<std::size_t>(composite_)][member];
            composite = index.composite - composite;
        }
        return effect;
    }

    void add_group(int group) {
        const auto effect = composition_effect(group);
        for (const int value : index_order()) {
            ForecastTarget target = new_index_target(value, group);
            target.population = "sample";
            for (const Observation& printed : survey_.observations)
                if (printed.of_group() && value != composite_ &&
                    printed.of_index(indicator_of(value)) && printed.respondents &&
                    std::ranges::find(kReportedFactors, printed.population.factor) !=
                        kReportedFactors.end() &&
                    country_.group_index(printed.population.factor, printed.population.group) ==
                        group)
                    add_known(printed.wave, printed.value, *printed.respondents, target);
            for (const std::size_t week : weeks_) {
                auto values = view_.adults(0, week, group, value);
                for (std::size_t draw = 0; draw < values.size(); ++draw)
                    values[draw] +=
                        effect[static_cast<std::size_t>(value)][draw / view_.draws_per_member()];
                target.members.push_back(std::move(values));
            }
            keep(std::move(target), group);
        }
    }

    const SurveyTables& survey_;
    const Country& country_;
    int composite_;              ///< among the values of the index
    ResultView view_, expected_; ///< on paths; at the expected change of the country
    const ForecastKnowledge& knowledge_;
    int last_wave_; ///< of the tables
    ForecastRecord& record_;
    std::vector<double> sample_shares_;   ///< of each group
    std::vector<std::size_t> weeks_;      ///< positions in RunResult::weeks
    std::vector<double> answer_variance_; ///< per question
};

} // namespace

std::optional<std::vector<double>> ForecastRecord::members_at(const ForecastTarget& target,
                                                              Date date) const {
    const auto after = std::ranges::lower_bound(dates, date);
    if (after == dates.end() || (after == dates.begin() && *after != date))
        return std::nullopt;
    const auto later = static_cast<std::size_t>(after - dates.begin());
    if (*after == date)
        return target.members[later];
    const double share = static_cast<double>((date - dates[later - 1]).count()) /
                         static_cast<double>((*after - dates[later - 1]).count());
    auto values = target.members[later - 1];
    for (std::size_t member = 0; member < values.size(); ++member)
        values[member] += share * (target.members[later][member] - values[member]);
    return values;
}

void fill_forecast(const RunPlan& plan, const RunResult& result, const ForecastKnowledge& knowledge,
                   ForecastRecord& record) {
    require(knowledge.last_shipped_wave >= 0 &&
                knowledge.last_shipped_wave < std::ssize(plan.world->inputs.survey.waves),
            "no such wave");
    require(result.scenarios() >= 1, "a forecast needs the baseline");
    record.methodology = result.methodology;
    record.members = result.members;
    record.draws =
        result.members * ResultView(result, paths_for(result.members)).draws_per_member();
    record.agents = plan.world->population.size();
    ForecastBuilder(plan, result, knowledge, record).fill();
}

} // namespace kozqaras
