#include "model/engine/recorder.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/survey/census_weights.hpp"
#include "model/survey/interview.hpp"
#include "support/parallel.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kA = kAttitudeCount;

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

void put(std::span<float> target, const IndexValues& values) {
    for (std::size_t i = 0; i < values.indicators.size(); ++i)
        target[i] = static_cast<float>(values.indicators[i]);
    target[values.indicators.size()] = static_cast<float>(values.composite);
}

void put(std::span<float> target, const std::vector<AnswerShares>& shares) {
    for (std::size_t i = 0; i < shares.size(); ++i) {
        target[2 * i] = static_cast<float>(shares[i].positive);
        target[2 * i + 1] = static_cast<float>(shares[i].negative);
    }
}

void put(std::span<float> target, std::span<const double> values) {
    std::ranges::transform(values, target.begin(),
                           [](double value) { return static_cast<float>(value); });
}

/// By the question set of `wave`.
IndexValues index_of_nets(std::span<const double> nets, std::span<const Question> questions,
                          std::size_t wave) {
    std::vector<AnswerShares> answers(nets.size());
    for (std::size_t q = 0; q < nets.size(); ++q)
        answers[q] = {nets[q], 0.0}; // only the net counts
    return index_of_answers(answers, questions, wave);
}

} // namespace

std::vector<Week> wave_weeks(const SurveyTables& survey) {
    std::vector<Week> weeks;
    for (const Wave& wave : survey.waves)
        weeks.push_back(week_of(wave.middle()));
    return weeks;
}

std::vector<Week> reported_weeks(const RunPlan& plan) {
    std::vector<Week> weeks;
    for (int week = 0; week <= plan.end.value; week += plan.report_every_weeks)
        weeks.push_back({week});
    for (const Week week : wave_weeks(plan.world->inputs.survey))
        if (week <= plan.end)
            weeks.push_back(week);
    for (const MoreWave& more : plan.more_waves)
        if (more.week <= plan.end)
            weeks.push_back(more.week);
    std::ranges::copy_if(plan.also_report, std::back_inserter(weeks),
                         [&](Week week) { return week <= plan.end; });
    weeks.push_back(plan.end);
    std::ranges::sort(weeks);
    weeks.erase(std::ranges::unique(weeks).begin(), weeks.end());
    return weeks;
}

namespace {

NetWeights weights_in(const RunPlan& plan, Week week) {
    const World& world = *plan.world;
    const auto adult_weights =
        plan.switches.ageing ? cell_weights_on(world.ageing, date_of(week)) : std::vector<double>{};
    return net_weights(world.cells, world.sample().cell_weights, adult_weights);
}

} // namespace

std::uint64_t interview_seed(const RunPlan& plan, std::size_t member) {
    return plan.world->seed + 1'000'003 * (plan.first_member + member);
}

std::vector<double> adults_in_cells(const RunPlan& plan, Week week) {
    const NetWeights weights = weights_in(plan, week);
    return {weights.adults.begin(), weights.adults.end()};
}

std::vector<IndexPart> index_parts(const SurveyTables& survey) {
    std::vector<IndexPart> parts;
    for (const Question& question : survey.questions)
        if (question.indicator && question.counts_in(survey.waves.size() - 1))
            parts.push_back(
                {static_cast<int>(*question.indicator), static_cast<int>(question.attitude)});
    std::ranges::sort(parts);
    parts.erase(std::ranges::unique(parts).begin(), parts.end());
    return parts;
}

Recorder::Recorder(const RunPlan& plan, RunResult& result) : plan_(plan), result_(result) {}

void Recorder::prepare(const NationalPaths& drawn) {
    const SurveyTables& survey = plan_.world->inputs.survey;
    result_.methodology = survey.methodologies.front().id;
    result_.members = plan_.members.size();
    result_.groups = plan_.world->inputs.country->group_count();
    result_.index_values = survey.country->index_values.size();
    result_.questions = survey.questions.size();
    result_.simulated_weeks = static_cast<std::size_t>(plan_.end.value) + 1;
    result_.weeks = reported_weeks(plan_);
    result_.wave_weeks = wave_weeks(survey);
    for (const MoreWave& more : plan_.more_waves)
        result_.wave_weeks.push_back(more.week);
    for (const ScenarioSetting& scenario : plan_.scenarios) {
        result_.scenario_ids.push_back(scenario.id);
        result_.scenario_titles.push_back(scenario.title);
    }
    of_shares_ = questions_at(share_questions(survey));
    std::vector<std::size_t> of_index;
    for (std::size_t q = 0; q < survey.questions.size(); ++q)
        if (survey.questions[q].indicator)
            of_index.push_back(q);
    of_index_ = questions_at(std::move(of_index));
    prepare_national(drawn);
    prepare_partners();
    for (const ResultArray& array : result_arrays())
        (result_.*array.values)
            .assign(size_of(result_, array), std::numeric_limits<float>::quiet_NaN());
}

Recorder::SomeQuestions Recorder::questions_at(std::vector<std::size_t> places) const {
    SomeQuestions some{std::move(places), {}};
    for (const std::size_t place : some.places)
        some.questions.push_back(plan_.world->inputs.survey.questions[place]);
    return some;
}

NationalChange Recorder::national_change(std::vector<Week> weeks) const {
    const auto& waves = plan_.registry->waves();
    std::vector<Week> pinned;
    for (const std::size_t wave : pinned_)
        pinned.push_back(waves[wave].week);
    return {plan_.registry->law(), waves.front().week, std::move(pinned), std::move(weeks)};
}

void Recorder::prepare_national(const NationalPaths& drawn) {
    for (std::size_t wave = 1; wave < plan_.registry->waves().size(); ++wave)
        if (!plan_.national.pinned || std::ranges::count(*plan_.national.pinned, wave) > 0)
            pinned_.push_back(wave);
    reported_change_ = national_change(result_.weeks);
    std::vector<Week> all;
    for (int week = 0; week <= plan_.end.value; ++week)
        all.push_back({week});
    weekly_change_ = national_change(std::move(all));
    for (const auto& member : plan_.members)
        result_.national_size.push_back(unpack(*plan_.registry, member).national.size);
    for (const Question& question : plan_.world->inputs.survey.questions)
        result_.question_attitudes.push_back(static_cast<std::size_t>(question.attitude));
    result_.parts = index_parts(plan_.world->inputs.survey);
    result_.share_questions = of_shares_.places;
    result_.joints = joint_parts(plan_.world->inputs.survey);
    if (plan_.national.paths == 0)
        return;
    result_.shift_powers = kShiftPowers;
    const std::size_t paths = plan_.national.paths;
    const bool known =
        drawn.count == paths && drawn.change.size() == paths * result_.weeks.size() * kA;
    result_.national = known ? drawn : reported_change_->paths(paths, plan_.world->seed);
}

ObservedMember Recorder::observed(std::size_t member) const {
    const MemberParameters parameters = unpack(*plan_.registry, plan_.members[member]);
    std::vector<AttitudeVector> steps;
    for (const std::size_t wave : pinned_)
        steps.push_back(parameters.national.steps[wave - 1]);
    ObservedMember observed{parameters.response, reported_change_->expected(steps),
                            weekly_change_->expected(steps)};
    if (plan_.national.one_path_each) {
        const std::uint64_t key = plan_.first_member + member;
        const NationalPaths own = reported_change_->single_paths({&key, 1}, plan_.world->seed);
        for (std::size_t week = 0; week < observed.change.size(); ++week)
            for (std::size_t a = 0; a < kA; ++a)
                observed.change[week][a] +=
                    parameters.national.size * static_cast<double>(own.at(week, a).front());
    }
    return observed;
}

void Recorder::record(const Position& at, const BatchState& state,
                      std::span<const ObservedMember> members, const ItemChannels& items) {
    const auto [scenario, first_member, week] = at;
    const World& world = *plan_.world;
    const auto& questions = world.inputs.survey.questions;
    record_weekly(scenario, first_member, week, state, members);
    const auto place = std::ranges::lower_bound(result_.weeks, week);
    if (place == result_.weeks.end() || *place != week)
        return;
    const auto time = static_cast<std::size_t>(place - result_.weeks.begin());
    take_attitude_moments(state.opinions, world.cells, moments_);
    covariances_.take(state.opinions, world.cells, questions, world.inputs.survey.joint_answers);
    const NetWeights weights = weights_in(plan_, week);
    const std::vector<double> adults(weights.adults.begin(), weights.adults.end());
    for_blocks(members.size(), 1, [&](std::size_t m, std::size_t) {
        const AttitudeVector& change = members[m].change[time];
        const ResponseParameters response =
            items.shifted(shifted(members[m].response, questions, change), m, week);
        AttitudeSpread spread = spread_over_adults(moments_, m, weights);
        for (std::size_t a = 0; a < kA; ++a)
            spread.mean[a] += change[a];
        record_attitudes(scenario, first_member + m, time, spread.mean, spread.deviation);
        record_index(scenario, first_member + m, time, m, weights, response);
        record_shares(scenario, first_member + m, time, m, weights, response);
        record_partners(at, m, time, state, response);
        if (result_.shift_powers > 0 && !keep_response(scenario, first_member + m, time))
            record_response(scenario, first_member + m, time,
                            AnswerCurves(moments_, m, world.cells, weights), response);
        if (scenario == 0)
            record_waves(first_member, m, week, state, adults, response);
    });
}

namespace {

/// Weight of an agent of each cell that makes the cells weigh as their adults do.
std::vector<double> each_adult_once(const ReportingCells& cells, std::span<const double> adults) {
    std::vector<double> weights(cells.size());
    for (std::size_t cell = 0; cell < cells.size(); ++cell)
        weights[cell] = adults[cell] / cells.count(cell);
    return weights;
}

} // namespace

void Recorder::record_waves(std::size_t first_member, std::size_t m, Week week,
                            const BatchState& state, std::span<const double> adults,
                            const ResponseParameters& response) {
    const World& world = *plan_.world;
    const SurveyTables& survey = world.inputs.survey;
    for (std::size_t wave = 0; wave < result_.wave_weeks.size(); ++wave) {
        if (result_.wave_weeks[wave] != week)
            continue;
        const bool shipped = wave < survey.waves.size();
        const bool of_adults = !shipped && plan_.more_waves[wave - survey.waves.size()].of_adults;
        const SampleDesign& sample = shipped ? world.sample_of(wave) : world.sample();
        if (plan_.draw_answers && shipped)
            record_drawn_wave(first_member + m, wave, adults, state.opinions, m, response);
        put(view_of(result_, &RunResult::wave_shares).behind(first_member + m, wave),
            expected_shares(moments_, m, world.cells,
                            of_adults ? each_adult_once(world.cells, adults) : sample.cell_weights,
                            response, survey.questions));
    }
}

void Recorder::record_weekly(std::size_t scenario, std::size_t first_member, Week week,
                             const BatchState& state, std::span<const ObservedMember> members) {
    const auto means = view_of(result_, &RunResult::weekly_attitude_mean);
    for (std::size_t m = 0; m < members.size(); ++m)
        for (std::size_t a = 0; a < kA; ++a)
            means(scenario, first_member + m, week.value, a) =
                static_cast<float>(state.mean[m * kA + a] +
                                   members[m].weekly[static_cast<std::size_t>(week.value)][a]);
}

void Recorder::record_attitudes(std::size_t scenario, std::size_t member, std::size_t time,
                                const AttitudeVector& mean, const AttitudeVector& spread) {
    put(view_of(result_, &RunResult::attitude_mean).behind(scenario, member, time), mean);
    put(view_of(result_, &RunResult::attitude_spread).behind(scenario, member, time), spread);
}

void Recorder::record_index(std::size_t scenario, std::size_t member, std::size_t time,
                            std::size_t m, const NetWeights& weights,
                            const ResponseParameters& response) {
    const auto& questions = of_index_.questions;
    const std::size_t wave = plan_.world->inputs.survey.waves.size() - 1; // its question set
    const ExpectedNets nets = expected_nets(moments_, m, plan_.world->cells, weights,
                                            response_to(response, of_index_.places), questions);
    const auto adults = view_of(result_, &RunResult::index_adults);
    for (std::size_t group = 0; group < result_.groups; ++group)
        put(adults.behind(scenario, member, time, group),
            index_of_nets({&nets.adults[group * questions.size()], questions.size()}, questions,
                          wave));
    put(view_of(result_, &RunResult::index_sample).behind(scenario, member, time),
        index_of_nets(nets.sample, questions, wave));
    const auto kept = view_of(result_, &RunResult::question_net).behind(scenario, member, time);
    for (std::size_t q = 0; q < questions.size(); ++q)
        kept[of_index_.places[q]] = static_cast<float>(nets.sample[q]);
}

void Recorder::record_drawn_wave(std::size_t member, std::size_t wave,
                                 std::span<const double> adults, const Opinions& opinions,
                                 std::size_t lane_member, const ResponseParameters& response) {
    constexpr int kRespondentsIfNotPrinted = 2000; // an assumption, said wherever it is used
    const World& world = *plan_.world;
    const auto& survey = world.inputs.survey;
    const std::uint64_t seed = interview_seed(plan_, member);
    const auto respondents =
        draw_respondents(world.cells, world.sample_of(wave),
                         survey.waves[wave].respondents.value_or(kRespondentsIfNotPrinted), seed,
                         static_cast<std::uint32_t>(wave));
    const auto interviewed = [&](std::span<const double> weights) {
        return interview_sample(respondents, opinions, lane_member, response, survey.questions,
                                seed, static_cast<std::uint32_t>(wave), weights);
    };
    put(view_of(result_, &RunResult::wave_drawn).behind(member, wave), interviewed({}));
    put(view_of(result_, &RunResult::wave_poststratified).behind(member, wave),
        interviewed(census_weights(world.cells, respondents, adults)));
}

namespace {

/// Copies the first `count` places along the third axis (times) of some members of the baseline.
void copy_first(const ArrayView<float>& array, std::size_t scenario, std::size_t first_member,
                std::size_t members, std::size_t count) {
    if (count == 0)
        return;
    for (std::size_t m = first_member; m < first_member + members; ++m) {
        const auto from = array.behind(0, m), to = array.behind(scenario, m);
        std::copy_n(from.begin(), count * (from.size() / array.extent(2)), to.begin());
    }
}

} // namespace

void Recorder::copy_past(std::size_t scenario, std::size_t first_member, std::size_t members,
                         Week from) {
    const auto reported = static_cast<std::size_t>(std::ranges::lower_bound(result_.weeks, from) -
                                                   result_.weeks.begin());
    const auto simulated = std::min(result_.simulated_weeks, static_cast<std::size_t>(from.value));
    for (const ResultArray& array : result_arrays())
        if (array.by_scenario())
            copy_first(view_of(result_, array.values), scenario, first_member, members,
                       array.has(Axis::simulated_week) ? simulated : reported);
}

} // namespace kozqaras
