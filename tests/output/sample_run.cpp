#include "tests/output/sample_run.hpp"

#include <algorithm>
#include <cmath>

#include "model/engine/ensemble.hpp"
#include "observations/survey_error.hpp"
#include "support/random.hpp"
#include "support/statistics.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras::testing {

namespace {

constexpr std::uint64_t kSeed = 7;
constexpr int kScenarios = 4;

/// One normal number per subject, always the same.
double fixed_normal(std::uint64_t subject, std::uint32_t part) {
    return random_normals(kSeed, Purpose::test, subject, part)[0];
}

/// Every class of every factor in turn.
void fill_population(Population& population, std::size_t agents) {
    const auto classes = [&](std::vector<std::uint8_t>& target, std::size_t count,
                             std::size_t step) {
        for (std::size_t agent = 0; agent < agents; ++agent)
            target.push_back(static_cast<std::uint8_t>(agent / step % count));
    };
    classes(population.region, kRegionCount, 1);
    classes(population.settlement, 2, 3);
    classes(population.sex, 2, 5);
    classes(population.age, 6, 7);
    classes(population.ethnicity, 3, 11);
    classes(population.language, 3, 13);
    classes(population.wealth, 5, 17);
    classes(population.education, 3, 19);
    population.adults_per_agent = 1e4;
}

std::shared_ptr<const World> sample_world() {
    auto world = std::make_shared<World>();
    world->inputs = load_inputs(std::filesystem::path(KOZQARAS_SOURCE_DIR) / "data");
    world->seed = kSeed;
    world->scale = 0.0001;
    constexpr std::size_t agents = 1350;
    world->population.country = world->inputs.country;
    fill_population(world->population, agents);
    world->cells = make_reporting_cells(world->population);
    world->samples = {design_sample(world->cells, world->inputs.survey.samples.front())};
    world->fit.converged = true;
    world->fit.iterations = 12;
    world->fit.stop_reason = "made by hand";
    MarginFit margin;
    margin.margin = "ethnicity, language";
    margin.source = "made \"by hand\"";
    margin.status = Status::estimate;
    margin.target = {900, 450};
    margin.achieved_fit = {900, 450};
    margin.achieved_agents = {910, 440};
    margin.cell_labels = {"kazakh", "other"};
    world->fit.margins = {margin};
    world->network_report.ties = 8000;
    world->network_report.mean_degree = 11.9;
    world->network_report.degree_histogram = {1, 2, 3};
    world->network_report.language_mixing.assign(9, 1.0 / 3);
    TieKindReport household;
    household.kind = "household";
    household.mean_degree = 1.9;
    household.target_degree = 2.0;
    world->network_report.kinds = {household};
    return world;
}

/// Position of the attitude on the path of the baseline, latent units, 0 in December 2023.
double path(const RunResult& result, Week week) {
    const double first = result.wave_weeks[0].value, second = result.wave_weeks[1].value,
                 third = result.wave_weeks[2].value, now = week.value;
    if (now < second)
        return -0.36 + 0.10 * std::max(0.0, now - first) / (second - first);
    if (now < third)
        return -0.26 * (third - now) / (third - second);
    return 0.10 * (1 - std::exp(-(now - third) / 150));
}

struct Case {
    std::size_t scenario, member;
    Week week;
    int group;
};

double effect_of(const RunResult& result, const Case& place) {
    const Week from = result.diverges[place.scenario];
    if (place.scenario == 0 || place.scenario == 3 || place.week < from)
        return 0;
    const double built_up = 1 - std::exp(-(place.week - from) / 60.0);
    const double strength = 1 + 0.6 * fixed_normal(place.member, 3);
    const double local = place.group == group_index(Factor::region, 10) ? 3 : 1;
    return (place.scenario == 1 ? 0.05 * local : -0.22) * strength * built_up;
}

double shift_of(const RunResult& result, const Case& place, Attitude attitude) {
    const double years_ahead = std::max(0.0, (place.week - result.wave_weeks[2]) / 52.0);
    const auto a = static_cast<std::uint32_t>(attitude);
    const double drift = 0.06 * std::sqrt(years_ahead) * fixed_normal(place.member, 10 + a);
    const double fitted = 0.02 * fixed_normal(place.member, 30 + a);
    const double grouped =
        place.group == 0 ? 0 : 0.25 * fixed_normal(1000 + static_cast<unsigned>(place.group), a);
    const double local_drift =
        0.02 * years_ahead * fixed_normal(2000 + static_cast<unsigned>(place.group), a);
    return path(result, place.week) + drift + fitted + grouped +
           (place.group == 0 ? 0 : local_drift) + effect_of(result, place);
}

/// Where the printed shares of 2023 lie on the latent scale.
struct Thresholds {
    std::array<double, kQuestionCount> positive{}, negative{};
};

const Thresholds& thresholds_of(const SurveyTables& survey) {
    static const Thresholds thresholds = [&] {
        Thresholds found;
        for (int q = 0; q < kQuestionCount; ++q) {
            // Outside the index no share negative is printed: invented.
            const auto printed =
                printed_answers(survey, q, kWaveCount - 1).value_or(AnswerShares{0.34, 0.56});
            found.positive[static_cast<std::size_t>(q)] = normal_quantile(printed.positive);
            found.negative[static_cast<std::size_t>(q)] = normal_quantile(printed.negative);
        }
        return found;
    }();
    return thresholds;
}

/// Ordered probit around the printed shares of 2023.
std::vector<AnswerShares> answers_at(const RunPlan& plan, const RunResult& result,
                                     const Case& place) {
    const SurveyTables& survey = plan.world->inputs.survey;
    const Thresholds& thresholds = thresholds_of(survey);
    std::array<double, kAttitudeCount> shifts{};
    for (int a = 0; a < kAttitudeCount; ++a)
        shifts[static_cast<std::size_t>(a)] = shift_of(result, place, static_cast<Attitude>(a));
    std::vector<AnswerShares> answers(kQuestionCount);
    for (std::size_t q = 0; q < answers.size(); ++q) {
        const double shift = shifts[static_cast<std::size_t>(survey.questions[q].attitude)];
        answers[q] = {normal_cdf(thresholds.positive[q] + shift),
                      normal_cdf(thresholds.negative[q] - shift)};
    }
    return answers;
}

void append(std::vector<float>& target, const IndexValues& index) {
    for (const double value : index.indicators)
        target.push_back(static_cast<float>(value));
    target.push_back(static_cast<float>(index.composite));
}

void fill_report(const RunPlan& plan, RunResult& result, Case place) {
    const auto& questions = plan.world->inputs.survey.questions;
    for (place.group = 0; place.group < kGroupCount; ++place.group) {
        const auto answers = answers_at(plan, result, place);
        append(result.index_adults, index_of_answers(answers, questions));
        if (place.group > 0)
            continue;
        append(result.index_sample, index_of_answers(answers, questions));
        for (const AnswerShares& answer : answers)
            result.question_net.push_back(static_cast<float>(answer.net()));
        for (const std::size_t question : result.share_questions)
            result.positive_share.push_back(static_cast<float>(answers[question].positive));
        for (const auto& [first, second] : result.joints) // as if they did not correlate
            result.joint_share.push_back(
                static_cast<float>(answers[result.share_questions[first]].positive *
                                   answers[result.share_questions[second]].positive));
        for (int a = 0; a < kAttitudeCount; ++a) {
            result.attitude_mean.push_back(
                static_cast<float>(shift_of(result, place, static_cast<Attitude>(a))));
            result.attitude_spread.push_back(0.5F);
        }
    }
}

void fill_waves(const RunPlan& plan, RunResult& result) {
    for (std::size_t member = 0; member < result.members; ++member)
        for (const Week week : result.wave_weeks)
            for (int group = 0; group < kGroupCount; ++group)
                for (const AnswerShares& answer :
                     answers_at(plan, result, {0, member, week, group})) {
                    // A drawn survey that scatters by one point of share around the expected one.
                    const float drawn = group > 0 ? 0.0F : member % 2 == 0 ? 0.01F : -0.01F;
                    result.wave_shares.push_back(static_cast<float>(answer.positive));
                    result.wave_shares.push_back(static_cast<float>(answer.negative));
                    if (group == 0) {
                        result.wave_drawn.push_back(static_cast<float>(answer.positive) + drawn);
                        result.wave_drawn.push_back(static_cast<float>(answer.negative) - drawn);
                        // The weights take half of it back.
                        result.wave_poststratified.push_back(static_cast<float>(answer.positive) +
                                                             drawn / 2);
                        result.wave_poststratified.push_back(static_cast<float>(answer.negative) -
                                                             drawn / 2);
                    }
                }
}

std::vector<Week> reported_weeks(const RunPlan& plan, const RunResult& result) {
    std::vector<Week> weeks = result.wave_weeks;
    for (int week = 0; week <= plan.end.value; week += plan.report_every_weeks)
        weeks.push_back({week});
    weeks.push_back(plan.end);
    std::ranges::sort(weeks);
    weeks.erase(std::ranges::unique(weeks).begin(), weeks.end());
    return weeks;
}

RunResult sample_result(const RunPlan& plan, std::size_t members) {
    RunResult result;
    result.scenario_ids = {"baseline", "plant_kyzylorda", "land_scandal", "no_change"};
    result.scenario_titles = {"Status quo", "A glass plant, \"local jobs first\", in Kyzylorda",
                              "Land-law scandal", "Nothing changes"};
    result.methodology = plan.world->inputs.survey.methodologies.front().id;
    result.members = members;
    result.groups = kGroupCount;
    result.index_values = kIndexValueCount;
    const SurveyTables& survey = plan.world->inputs.survey;
    result.questions = survey.questions.size();
    for (const Question& question : survey.questions)
        result.question_attitudes.push_back(static_cast<std::size_t>(question.attitude));
    result.share_questions = {survey.joint_answers.front().first,
                              survey.joint_answers.front().second};
    result.joints = {{0, 1}};
    result.simulated_weeks = static_cast<std::size_t>(plan.end.value) + 1;
    for (const Wave& wave : plan.world->inputs.survey.waves)
        result.wave_weeks.push_back(
            week_of(wave.field_start + (wave.field_end - wave.field_start) / 2));
    result.weeks = reported_weeks(plan, result);
    result.diverges = {plan.end + 1, {320}, {380}, plan.end + 1};
    for (std::size_t scenario = 0; scenario < kScenarios; ++scenario)
        for (std::size_t member = 0; member < members; ++member) {
            for (const Week week : result.weeks)
                fill_report(plan, result, {scenario, member, week, 0});
            for (Week week{0}; week <= plan.end; week = week + 1)
                for (int a = 0; a < kAttitudeCount; ++a)
                    result.weekly_attitude_mean.push_back(static_cast<float>(
                        shift_of(result, {scenario, member, week, 0}, static_cast<Attitude>(a))));
        }
    fill_waves(plan, result);
    result.seconds = 1.5;
    return result;
}

} // namespace

SampleRun make_sample_run(std::size_t members) {
    SampleRun run;
    run.plan.world = sample_world();
    run.plan.members.assign(members, {});
    run.plan.report_every_weeks = 12;
    run.result = sample_result(run.plan, members);
    run.documentation.statements = std::make_shared<const ReportStatements>(
        load_report_statements(std::filesystem::path(KOZQARAS_SOURCE_DIR) / "data" / "survey",
                               run.plan.world->inputs.survey));
    run.documentation.run_name = "Synthetic run";
    run.documentation.command_line = "write_sample_run FOLDER";
    run.documentation.program_version = "0.1.0";
    run.documentation.git_revision = "0000000";
    run.documentation.created = "2026-01-02T03:04:05Z";
    run.documentation.resolved_settings_json = R"({"media": {"tone": 0.1}})";
    run.documentation.setting_origins = {{"media.tone", "0.1", "default"}};
    run.documentation.posterior_name = "by_hand";
    run.documentation.posterior_note =
        "Made by hand to test files and figures: no number here says anything about Kazakhstan.";
    return run;
}

} // namespace kozqaras::testing
