// The summary as plain text of at most 100 columns.

#include <cmath>

#include <fmt/format.h>

#include "output/claim_texts.hpp"
#include "output/outside_shares.hpp"
#include "output/summary.hpp"
#include "output/summary_data.hpp"
#include "support/csv_text.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kWidth = 100;

/// Index values with sign and three decimals; never "-0.000".
std::string signed_value(double value) {
    if (std::abs(value) < 0.0005)
        value = 0;
    return fmt::format("{:+.3f}", value);
}

/// Empty where there is none: of one member.
std::string interval(double low, double high) {
    if (std::isnan(low))
        return "";
    return fmt::format("{} to {}", signed_value(low), signed_value(high));
}

/// A share of net as points: "-5.6".
std::string points(double share) {
    constexpr double kPerShare = 100.0;
    return points_in_words(kPerShare * share);
}

/// Empty where there is none: of one member.
std::string interval_in_points(double low, double high) {
    return std::isnan(low) ? "" : fmt::format("{} to {}", points(low), points(high));
}

/// Breaks a text at blanks into lines that begin with `indent`.
std::string wrapped(std::string_view text, std::string_view indent) {
    std::string lines, line(indent);
    while (!text.empty()) {
        const auto blank = std::min(text.find(' '), text.size());
        const auto word = text.substr(0, blank);
        if (line.size() + 1 + word.size() > kWidth && line.size() > indent.size()) {
            lines += line + '\n';
            line = indent;
        }
        if (line.size() > indent.size())
            line += ' ';
        line += word;
        text.remove_prefix(std::min(blank + 1, text.size()));
    }
    return lines + line + '\n';
}

/// Table cells are padded; lines should not be.
std::string without_trailing_blanks(std::string_view text) {
    std::string trimmed;
    for (const char letter : text) {
        if (letter == '\n')
            while (!trimmed.empty() && trimmed.back() == ' ')
                trimmed.pop_back();
        trimmed += letter;
    }
    return trimmed;
}

/// "72 of 100"; of one member "-".
std::string in_hundred(double share) {
    if (std::isnan(share))
        return "-";
    return fmt::format("{:.0f} of 100", std::round(100 * share));
}

std::string heading(std::string_view text) {
    return fmt::format("\n{}\n", text);
}

/// What the intervals are worth.
std::string members_note(std::size_t members) {
    constexpr std::size_t kEnough = 20;
    if (members == 1)
        return "One member: no interval, a value says nothing of its uncertainty.";
    const std::string intervals = "Intervals hold 50 % and 90 % of the draws (members and paths).";
    return members >= kEnough ? intervals
                              : fmt::format("{} Only {} members: the intervals are rough, the 90 % "
                                            "interval most.",
                                            intervals, members);
}

std::string header_text(const RunPlan& plan, const RunResult& result,
                        const RunDocumentation& documentation, const SummaryData& data) {
    std::string text = documentation.run_name + '\n';
    text += documentation.kind == "forecast"
                ? wrapped("Forecast: what is expected if nothing of consequence changes, with its "
                          "uncertainty.",
                          "")
                : wrapped("Scenario projection, not a forecast: what would follow if the stated "
                          "settings held and nothing else of consequence changed.",
                          "");
    if (!documentation.calibrated)
        text +=
            wrapped("NOT CALIBRATED: every parameter is drawn from its prior; nothing was fitted "
                    "to the survey.",
                    "");
    text += wrapped(fmt::format("{} member{}, {} scenario{} (first: baseline); {} agents for "
                                "{:.2f} million adults (scale {:g}); seed {}; {:.1f} s.",
                                result.members, result.members == 1 ? "" : "s", result.scenarios(),
                                result.scenarios() == 1 ? "" : "s", data.agents, data.adults / 1e6,
                                plan.world->scale, plan.world->seed, result.seconds),
                    "");
    text += wrapped(fmt::format("China Perception Index, methodology {}: share positive minus "
                                "share negative, -1 to +1. {}",
                                result.methodology, members_note(result.members)),
                    "");
    return text;
}

std::string wave_line(const WaveRow& row) {
    std::string line = fmt::format("  {:<13}", row.id);
    line += row.published ? fmt::format("{:>11.2f}", *row.published)
                          : fmt::format("{:>11}", "not printed");
    if (!row.model)
        return line + "   after the end of the run\n";
    line += fmt::format("  {:>8}   {:<16}", signed_value(row.model->median),
                        interval(row.model->low90, row.model->high90));
    line += fmt::format("   {:<16}",
                        row.drawn ? interval(row.drawn->low90, row.drawn->high90) : std::string());
    if (row.published)
        line += fmt::format("   {:>8}", signed_value(*row.published - row.model->median));
    return line + '\n';
}

std::string waves_text(const RunPlan& plan, const SummaryData& data) {
    const SurveyTables& survey = plan.world->inputs.survey;
    std::string text = heading("SURVEY WAVES, sample as fielded, same questions on both sides");
    int wave = -1;
    for (const WaveRow& row : data.waves) {
        if (row.wave != wave) {
            wave = row.wave;
            const Wave& about = survey.waves[static_cast<std::size_t>(wave)];
            text += fmt::format(
                "  {} ({})\n  {:<13}{:>11}  {:>8}   {:<16}   {:<16}   {:>8}\n", about.id,
                about.respondents ? fmt::format("{} respondents", *about.respondents)
                                  : "number of respondents not printed",
                "", "published", "model", "90 % interval", "90 % if surveyed", "residual");
        }
        text += wave_line(row);
    }
    if (data.breakdowns.shares > 0)
        text += wrapped(fmt::format("{} shares by group ({} printed, {} derived from these): "
                                    "chi-square {:.2f} per share (about 1 if sampling error, "
                                    "design effect {}, explains all), {} off by more than 2.7 "
                                    "standard errors. See breakdowns.csv.",
                                    data.breakdowns.shares,
                                    data.breakdowns.shares - data.breakdowns.derived,
                                    data.breakdowns.derived, data.breakdowns.mean_squared_z,
                                    kDesignEffect, data.breakdowns.far_off),
                        "  ");
    return text;
}

std::string samples_text(const RunPlan& plan, const SummaryData& data) {
    if (data.samples.empty())
        return "";
    const auto& waves = plan.world->inputs.survey.waves;
    std::string text =
        heading(fmt::format("SAMPLE AND ADULTS, composite, question set of {}", waves.back().id));
    text += fmt::format("  {:<6}{:>10} {:>11} {:>8}   {:<26}{}\n", "", "as", "post-", "all",
                        "as fielded - adults", "poststratified - adults");
    text += fmt::format("  {:<6}{:>10} {:>11} {:>8}   {:<26}{}\n", "wave", "fielded", "stratified",
                        "adults", "median, 90 %", "median, 90 %");
    const auto error = [](const Spread& spread) {
        return signed_value(spread.median) + "  " + interval(spread.low90, spread.high90);
    };
    for (const SampleRow& row : data.samples)
        if (row.value == plan.world->inputs.country->composite())
            text += fmt::format(
                "  {:<6}{:>10} {:>11} {:>8}   {:<26}{}\n",
                waves[static_cast<std::size_t>(row.wave)].id, signed_value(row.as_fielded.median),
                signed_value(row.poststratified.median), signed_value(row.adults.median),
                error(row.as_fielded_error), error(row.poststratified_error));
    text += wrapped("Respondents and answers drawn in the model. Poststratified: the same "
                    "respondents weighted to the adults of that month by region, settlement, age, "
                    "ethnicity and education. Adults are those of each year (projected).",
                    "  ");
    return text;
}

/// Two decimals: more would change with the seed.
std::string coarse(double value) {
    return std::isnan(value) ? "-" : fmt::format("{:+.2f}", value);
}

std::string coarse_interval(double low, double high) {
    return std::isnan(low) ? "" : fmt::format("{} to {}", coarse(low), coarse(high));
}

std::string projections_text(const RunPlan& plan, const RunResult& result,
                             const SummaryData& data) {
    if (data.projections.empty())
        return "";
    std::string text =
        heading(fmt::format("COMPOSITE IN THE BASELINE ({}), end of year", result.scenario_ids[0]));
    const SurveyTables& survey = plan.world->inputs.survey;
    text += fmt::format("  {:<6}{:<42}sample composition of {}\n", "", "all adults",
                        survey.samples[survey.waves.back().sample].wave);
    text += fmt::format("  {:<6}{:>7}  {:<7}{:<16} {:<16} {:>7}  {}\n", "year", "median", "error",
                        "50 %", "90 %", "median", "90 %");
    for (const IndexProjection& row : data.projections)
        text += fmt::format(
            "  {:<6}{:>7}  {:<7}{:<16} {:<16} {:>7}  {}\n", row.year, coarse(row.adults.median),
            std::isnan(row.error) ? "" : fmt::format("{:.3f}", row.error),
            coarse_interval(row.adults.low50, row.adults.high50),
            coarse_interval(row.adults.low90, row.adults.high90), coarse(row.sample.median),
            coarse_interval(row.sample.low90, row.sample.high90));
    text += wrapped(
        "error: what another seed may move the median by (one s.d.), for the members are a choice "
        "among those that fit; more of them make it smaller. Intervals hold the country's own "
        "change by "
        "its law, too, known at the waves and open after the last.",
        "  ");
    return text;
}

std::string scenario_text(const ScenarioSummary& scenario) {
    std::string text =
        wrapped(fmt::format("{} ({}){}", scenario.title, scenario.id,
                            scenario.diverges ? ", differs from " + *scenario.diverges
                                              : ": nothing differs within the run"),
                "  ");
    for (const Difference& row : scenario.differences)
        text +=
            fmt::format("    {:<6}{:>7}   {:<16}  {:<21} {}\n", row.year, points(row.spread.median),
                        interval_in_points(row.spread.low90, row.spread.high90),
                        std::isnan(row.signs.higher) // of one member
                            ? ""
                            : "higher in " + in_hundred(row.signs.higher),
                        visibility_words(row.visibility));
    return text;
}

std::string differences_text(const SummaryData& data) {
    if (data.scenarios.empty())
        return "";
    std::string text = heading("SCENARIO MINUS BASELINE, composite of all adults, paired by "
                               "member, points of net (index x 100)");
    text += fmt::format("    {:<6}{:>7}   {:<16}\n", "year", "median", "90 % interval");
    for (const ScenarioSummary& scenario : data.scenarios)
        text += scenario_text(scenario);
    if (data.detectable)
        text += wrapped(
            fmt::format(
                "Two surveys of {} respondents would show a change of {:.1f} points (answers "
                "to different questions independent) to {:.1f} (fully correlated) in 8 of 10 "
                "cases; smaller changes are real in the model but not visible to them.",
                data.detectable->respondents, 100 * data.detectable->effect.independent,
                100 * data.detectable->effect.correlated),
            "  ");
    return text;
}

std::string movement_lines(const std::vector<Movement>& movements) {
    constexpr std::size_t shown = 4;
    std::string text;
    for (const bool regions : {true, false})
        for (const Movement& row : greatest(movements, regions, shown))
            text += fmt::format("    {:<52}{:>7}   {}\n", row.label, points(row.spread.median),
                                interval_in_points(row.spread.low90, row.spread.high90));
    return text;
}

/// At its peak, and only who moves otherwise than all adults do.
std::string stand_out_lines(const Story& story) {
    std::string text;
    for (const GroupEffect& group : story.stand_out)
        text += fmt::format(
            "    {:<52}{:>7}   {} to {}\n", group.label, points_in_words(group.effect.median),
            points_in_words(group.effect.low90), points_in_words(group.effect.high90));
    return text.empty() ? "    no group stands out\n" : text;
}

std::string movements_text(const SummaryData& data) {
    std::string text =
        heading("WHO MOVES MOST, composite, points of net, median and 90 % interval");
    text += wrapped(fmt::format("Baseline, {} to {}:", data.moved_from, data.moved_to), "  ");
    text += data.baseline_movements.empty() ? "    the run ends before the last wave\n"
                                            : movement_lines(data.baseline_movements);
    for (std::size_t s = 0; s < data.scenarios.size(); ++s) {
        const Story& story = data.stories[s];
        if (!story.course)
            continue;
        text += wrapped(fmt::format("{} minus baseline, {}:", data.scenarios[s].title,
                                    to_string(story.peak_date)),
                        "  ");
        text += stand_out_lines(story);
    }
    return text;
}

/// The status quo told as a scenario would be.
std::string status_quo_text(const RunResult& result, const RunDocumentation& documentation,
                            const SummaryData& data) {
    std::string text = wrapped(fmt::format("{}: views of China if nothing of consequence changes.",
                                           result.scenario_titles[0]),
                               "");
    if (data.projections.empty())
        return text;
    const IndexProjection &first = data.projections.front(), &last = data.projections.back();
    text +=
        fmt::format("  How much  {} points at the end of {}, {} at the end of {}.\n",
                    points(first.adults.median), first.year, points(last.adults.median), last.year);
    if (!std::isnan(last.adults.low90))
        text += fmt::format("  How sure  9 in 10 futures lie between {} and {} at the end of {}.\n",
                            points(last.adults.low90), points(last.adults.high90), last.year);
    const double change = last.adults.median - first.adults.median;
    text += fmt::format("  Survey    the change of {} points: {}.\n", points(change),
                        visibility_words(visibility_of(change, data.detectable)));
    text += documentation.calibrated
                ? "  Rests on  survey waves, to which it was fitted, and priors.\n"
                : "  Rests on  priors alone: nothing was fitted to the survey.\n";
    return text;
}

std::string stories_text(const RunResult& result, const RunDocumentation& documentation,
                         const SummaryData& data) {
    std::string text =
        documentation.calibrated
            ? ""
            : wrapped("NOT CALIBRATED: nothing was fitted to the survey, every number is a guess "
                      "from elsewhere.",
                      "");
    if (data.stories.empty())
        return text + status_quo_text(result, documentation, data);
    for (const Story& story : data.stories) {
        const auto& id = result.scenario_ids[story.scenario];
        text += &story == &data.stories.front() ? "" : "\n";
        text += story_text(story, result.scenario_titles[story.scenario],
                           note_on(documentation.notes, id), data.detectable);
    }
    return text +
           wrapped("Points: people who see China well minus people who see it badly, of 100, "
                   "all adults, against the status quo.",
                   "");
}

} // namespace

std::string run_summary(const RunPlan& plan, const RunResult& result,
                        const RunDocumentation& documentation) {
    const SummaryData data = summarise(plan, result);
    std::string text = stories_text(result, documentation, data) + '\n';
    text += header_text(plan, result, documentation, data);
    text += waves_text(plan, data);
    if (const auto claims = claims_line(plan, result, documentation); !claims.empty())
        text += wrapped(claims, "  ");
    text += samples_text(plan, data);
    text += projections_text(plan, result, data);
    text += differences_text(data);
    text += movements_text(data);
    text += outside_shares_text(plan.world->inputs.survey, ResultView(result));
    text += heading("DATA AND PRIOR");
    text += wrapped(documentation.posterior_note.empty()
                        ? std::string("Not stated: treat every number as prior.")
                        : documentation.posterior_note,
                    "  ");
    return without_trailing_blanks(text);
}

std::string run_story(const RunPlan& plan, const RunResult& result,
                      const RunDocumentation& documentation) {
    return without_trailing_blanks(stories_text(result, documentation, summarise(plan, result)));
}

} // namespace kozqaras
