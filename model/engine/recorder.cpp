#include "model/engine/recorder.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/survey/census_weights.hpp"
#include "model/survey/interview.hpp"
#include "support/parallel.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kA = kAttitudeCount, kValues = kIndicatorCount + 1;

struct AttitudeSpread {
    AttitudeVector mean{}, deviation{};
};

/// Mean and standard deviation of each attitude over all adults, from the moments of the cells.
AttitudeSpread spread_over_adults(const AttitudeMoments& moments, std::size_t member,
                                  const NetWeights& weights) {
    AttitudeVector sum{}, squares{};
    double adults = 0.0;
    for (std::size_t cell = 0; cell < weights.adults.size(); ++cell) {
        const double count = weights.adults[cell];
        const std::size_t place = moments.place(member, cell);
        adults += count;
        for (std::size_t a = 0; a < kA; ++a) {
            const double mean = moments.mean[place + a];
            sum[a] += count * mean;
            squares[a] += count * (moments.variance[place + a] + mean * mean);
        }
    }
    for (std::size_t a = 0; a < kA; ++a) {
        sum[a] /= adults;
        squares[a] = std::sqrt(std::max(0.0, squares[a] / adults - sum[a] * sum[a]));
    }
    return {sum, squares};
}

void put(float* target, const IndexValues& values) {
    for (std::size_t i = 0; i < kIndicatorCount; ++i)
        target[i] = static_cast<float>(values.indicators[i]);
    target[kIndicatorCount] = static_cast<float>(values.composite);
}

IndexValues index_of_nets(std::span<const double> nets, std::span<const Question> questions) {
    std::vector<AnswerShares> answers(nets.size());
    for (std::size_t q = 0; q < nets.size(); ++q)
        answers[q] = {nets[q], 0.0}; // only the net counts
    return index_of_answers(answers, questions);
}

/// Where a wave of a member begins in an array with `waves` waves.
std::size_t wave_place(std::size_t member, std::size_t wave, std::size_t waves) {
    return (member * waves + wave) * kGroupCount * kQuestionCount * 2;
}

} // namespace

std::vector<Week> wave_weeks(const SurveyTables& survey) {
    std::vector<Week> weeks;
    for (const Wave& wave : survey.waves)
        weeks.push_back(week_of(wave.field_start + (wave.field_end - wave.field_start) / 2));
    return weeks;
}

std::vector<Week> reported_weeks(const RunPlan& plan) {
    std::vector<Week> weeks;
    for (int week = 0; week <= plan.end.value; week += plan.report_every_weeks)
        weeks.push_back({week});
    for (const Week week : wave_weeks(plan.world->inputs.survey))
        if (week <= plan.end)
            weeks.push_back(week);
    for (const Week week : plan.more_wave_weeks)
        if (week <= plan.end)
            weeks.push_back(week);
    weeks.push_back(plan.end);
    std::ranges::sort(weeks);
    weeks.erase(std::ranges::unique(weeks).begin(), weeks.end());
    return weeks;
}

Recorder::Recorder(const RunPlan& plan, RunResult& result)
    : plan_(plan), result_(result), weeks_(static_cast<std::size_t>(plan.end.value) + 1) {}

void Recorder::prepare() {
    result_.members = plan_.members.size();
    result_.weeks = reported_weeks(plan_);
    result_.wave_weeks = wave_weeks(plan_.world->inputs.survey);
    for (const ScenarioSetting& scenario : plan_.scenarios) {
        result_.scenario_ids.push_back(scenario.id);
        result_.scenario_titles.push_back(scenario.title);
    }
    const std::size_t runs = plan_.scenarios.size() * result_.members,
                      times = runs * result_.weeks.size();
    constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();
    result_.index_adults.assign(times * kGroupCount * kValues, kMissing);
    result_.index_sample.assign(times * kValues, kMissing);
    result_.question_net.assign(times * kQuestionCount, kMissing);
    result_.attitude_mean.assign(times * kA, kMissing);
    result_.attitude_spread.assign(times * kA, kMissing);
    result_.weekly_attitude_mean.assign(runs * weeks_ * kA, kMissing);
    result_.wave_shares.assign(result_.members * kWaveCount * kGroupCount * kQuestionCount * 2,
                               kMissing);
    result_.more_wave_shares.assign(result_.members * plan_.more_wave_weeks.size() * kGroupCount *
                                        kQuestionCount * 2,
                                    kMissing);
    result_.wave_drawn.assign(result_.members * kWaveCount * kQuestionCount * 2, kMissing);
    result_.wave_poststratified.assign(result_.wave_drawn.size(), kMissing);
}

void Recorder::record(std::size_t scenario, std::size_t first_member, Week week,
                      const BatchState& state, std::span<const ResponseParameters> responses) {
    const World& world = *plan_.world;
    record_weekly(scenario, first_member, week, state, responses.size());
    const auto place = std::ranges::lower_bound(result_.weeks, week);
    if (place == result_.weeks.end() || *place != week)
        return;
    const auto time = static_cast<std::size_t>(place - result_.weeks.begin());
    take_attitude_moments(state.opinions, world.cells, moments_);
    const AttitudeMoments& moments = moments_;
    const auto adult_weights = plan_.switches.ageing ? cell_weights_on(world.ageing, date_of(week))
                                                     : std::vector<double>{};
    const NetWeights weights = net_weights(world.cells, world.sample.cell_weights, adult_weights);
    const std::vector<double> adults(weights.adults.begin(), weights.adults.end());
    for_blocks(responses.size(), 1, [&](std::size_t m, std::size_t) {
        const AttitudeSpread spread = spread_over_adults(moments, m, weights);
        record_attitudes(scenario, first_member + m, time, spread.mean, spread.deviation);
        record_index(scenario, first_member + m, time,
                     expected_nets(moments, m, world.cells, weights, responses[m],
                                   world.inputs.survey.questions));
        for (std::size_t wave = 0; wave < kWaveCount && scenario == 0; ++wave)
            if (result_.wave_weeks[wave] == week) {
                if (plan_.draw_answers)
                    record_drawn_wave(first_member + m, wave, adults, state.opinions, m,
                                      responses[m]);
                record_wave(wave_place(first_member + m, wave, kWaveCount), result_.wave_shares,
                            expected_shares(moments, m, world.cells, world.sample.cell_weights,
                                            responses[m], world.inputs.survey.questions));
            }
        const std::size_t more = plan_.more_wave_weeks.size();
        for (std::size_t wave = 0; wave < more && scenario == 0; ++wave)
            if (plan_.more_wave_weeks[wave] == week)
                record_wave(wave_place(first_member + m, wave, more), result_.more_wave_shares,
                            expected_shares(moments, m, world.cells, world.sample.cell_weights,
                                            responses[m], world.inputs.survey.questions));
    });
}

void Recorder::record_weekly(std::size_t scenario, std::size_t first_member, Week week,
                             const BatchState& state, std::size_t members) {
    for (std::size_t m = 0; m < members; ++m)
        for (std::size_t a = 0; a < kA; ++a) {
            const std::size_t run = scenario * result_.members + first_member + m;
            const std::size_t at = (run * weeks_ + static_cast<std::size_t>(week.value)) * kA + a;
            result_.weekly_attitude_mean[at] = static_cast<float>(state.mean[m * kA + a]);
        }
}

void Recorder::record_attitudes(std::size_t scenario, std::size_t member, std::size_t time,
                                const AttitudeVector& mean, const AttitudeVector& spread) {
    const std::size_t run = scenario * result_.members + member;
    for (std::size_t a = 0; a < kA; ++a) {
        const std::size_t at = (run * result_.weeks.size() + time) * kA + a;
        result_.attitude_mean[at] = static_cast<float>(mean[a]);
        result_.attitude_spread[at] = static_cast<float>(spread[a]);
    }
}

void Recorder::record_index(std::size_t scenario, std::size_t member, std::size_t time,
                            const ExpectedNets& nets) {
    const auto& questions = plan_.world->inputs.survey.questions;
    const std::size_t at = (scenario * result_.members + member) * result_.weeks.size() + time;
    for (std::size_t group = 0; group < kGroupCount; ++group)
        put(&result_.index_adults[(at * kGroupCount + group) * kValues],
            index_of_nets({&nets.adults[group * kQuestionCount], kQuestionCount}, questions));
    put(&result_.index_sample[at * kValues], index_of_nets(nets.sample, questions));
    for (std::size_t q = 0; q < kQuestionCount; ++q)
        result_.question_net[at * kQuestionCount + q] = static_cast<float>(nets.sample[q]);
}

void Recorder::record_wave(std::size_t place, std::vector<float>& array,
                           const std::vector<AnswerShares>& shares) {
    float* target = &array[place];
    for (std::size_t i = 0; i < shares.size(); ++i) {
        target[2 * i] = static_cast<float>(shares[i].positive);
        target[2 * i + 1] = static_cast<float>(shares[i].negative);
    }
}

void Recorder::record_drawn_wave(std::size_t member, std::size_t wave,
                                 std::span<const double> adults, const Opinions& opinions,
                                 std::size_t lane_member, const ResponseParameters& response) {
    constexpr int kRespondentsIfNotPrinted = 2000; // an assumption, said wherever it is used
    const World& world = *plan_.world;
    const auto& survey = world.inputs.survey;
    const std::uint64_t seed = world.seed + 1'000'003 * (plan_.first_member + member);
    const auto respondents =
        draw_respondents(world.cells, world.sample,
                         survey.waves[wave].respondents.value_or(kRespondentsIfNotPrinted), seed,
                         static_cast<std::uint32_t>(wave));
    const auto interviewed = [&](std::span<const double> weights) {
        return interview_sample(respondents, opinions, lane_member, response, survey.questions,
                                seed, static_cast<std::uint32_t>(wave), weights);
    };
    const std::size_t place = (member * kWaveCount + wave) * kQuestionCount * 2;
    record_wave(place, result_.wave_drawn, interviewed({}));
    record_wave(place, result_.wave_poststratified,
                interviewed(census_weights(world.cells, respondents, adults)));
}

void Recorder::copy_past(std::size_t scenario, std::size_t first_member, std::size_t members,
                         Week from) {
    const std::size_t times = result_.weeks.size();
    const auto past = static_cast<std::size_t>(std::ranges::lower_bound(result_.weeks, from) -
                                               result_.weeks.begin());
    const auto copy = [&](std::vector<float>& array, std::size_t steps, std::size_t size,
                          std::size_t count) {
        for (std::size_t m = first_member; m < first_member + members; ++m)
            std::copy_n(array.begin() + static_cast<std::ptrdiff_t>(m * steps * size), count * size,
                        array.begin() + static_cast<std::ptrdiff_t>(
                                            (scenario * result_.members + m) * steps * size));
    };
    copy(result_.index_adults, times, kGroupCount * kValues, past);
    copy(result_.index_sample, times, kValues, past);
    copy(result_.question_net, times, kQuestionCount, past);
    copy(result_.attitude_mean, times, kA, past);
    copy(result_.attitude_spread, times, kA, past);
    copy(result_.weekly_attitude_mean, weeks_, kA,
         std::min(weeks_, static_cast<std::size_t>(from.value)));
}

} // namespace kozqaras
