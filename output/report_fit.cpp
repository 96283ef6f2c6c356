// The report's evidence: fitted and held-out numbers, statements, the track record.

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "output/report_page.hpp"

namespace kozqaras {

namespace {

constexpr double kPointsInReport = 100;
constexpr std::array<std::string_view, 4> kClaimVerdicts{"met", "undecided", "contradicted",
                                                         "not asked"};
constexpr std::array<std::string_view, 5> kUnitsOfTheirOwn{"rank", "coefficient", "mark", "ratio",
                                                           "correlation"};

bool in_points(std::string_view statistic) {
    return std::ranges::find(kUnitsOfTheirOwn, statistic) == kUnitsOfTheirOwn.end();
}

/// "0.57" of a share in points, of a rank as it is.
std::string printed_number(double value, std::string_view statistic, const PageWords& words) {
    return in_points(statistic) ? words.number(kPointsInReport * value) : words.number(value, 2);
}

std::string yes_or_no(const std::string& code, const PageWords& words) {
    return code.empty() ? words.number(std::nan("")) : words.or_else("report.fitted." + code, code);
}

std::string question_name(const std::string& id, const PageWords& words, const PageNames& names) {
    const auto wording = names.questions.find(id);
    return wording == names.questions.end() ? words.or_else("value." + id, id)
                                            : words.or_else("question." + id, wording->second);
}

/// "Agriculture, wealth: 5".
std::string subject_of(const FitLine& line, const PageWords& words, const PageNames& names) {
    const std::string item = question_name(line.worst_item, words, names);
    if (line.worst_factor.empty() || line.worst_factor == "all")
        return item;
    const std::string factor = factor_name(line.worst_factor, words);
    return line.worst_group.empty()
               ? fmt::format("{}, {}", item, factor)
               : fmt::format("{}, {}: {}", item, factor,
                             group_name({line.worst_factor, line.worst_group}, words, names));
}

std::string fit_table(const ReportedRun& of, const PageWords& words, const PageNames& names) {
    HtmlTable table({words.of("report.what"), words.of("report.wave"), words.of("report.seen"),
                     words.of("report.numbers"), words.of("report.miss"), words.of("report.worst")},
                    {false, false, false, true, true, false});
    for (const FitLine& line : of.evidence.fit)
        table.add({fmt::format("{}: {}", words.or_else("report.table." + line.table, line.table),
                               words.or_else("report.statistic." + line.statistic, line.statistic)),
                   line.wave, yes_or_no(line.fitted, words), fmt::format("{}", line.count),
                   printed_number(std::sqrt(line.mean_squared_miss), line.statistic, words),
                   fmt::format("{}: {} → {}", subject_of(line, words, names),
                               printed_number(line.worst_printed, line.statistic, words),
                               printed_number(line.worst_model, line.statistic, words))});
    return table.text();
}

std::string waves_table(const ReportedRun& of, const PageWords& words, const PageNames& names) {
    HtmlTable table({words.of("report.what"), words.of("report.wave"), words.of("report.printed"),
                     words.of("report.model")},
                    {false, false, true, true});
    for (const FinishedWave& wave : of.run.waves)
        if (std::isfinite(wave.published) && wave.kind != "other_methodology")
            table.add({wave.kind == "indicator" ? words.or_else("value." + wave.id, wave.id)
                                                : question_name(wave.id, words, names),
                       wave.wave, words.signed_number(wave.published),
                       fmt::format("{} ({})", words.signed_number(wave.model.median),
                                   words.range(wave.model.low90, wave.model.high90))});
    return table.text();
}

std::string count_of_claims(const std::vector<ReportClaim>& claims, std::string_view verdict,
                            std::string_view fitted) {
    return fmt::format("{}", std::ranges::count_if(claims, [&](const ReportClaim& claim) {
                           return claim.verdict == verdict && claim.fitted == fitted;
                       }));
}

std::string claim_counts(const ReportedRun& of, const PageWords& words) {
    const auto& claims = of.evidence.claims;
    const auto head = [&](std::string_view answer) {
        return words.of("report.seen.of",
                        {{"fitted", words.of("report.seen")},
                         {"answer", words.of(fmt::format("report.fitted.{}", answer))}});
    };
    HtmlTable table({words.of("report.verdict"), head("yes"), head("partly"), head("no"),
                     words.of("report.all")},
                    {false, true, true, true, true});
    for (const auto verdict : kClaimVerdicts)
        table.add({words.of(fmt::format("report.verdict.{}", verdict)),
                   count_of_claims(claims, verdict, "yes"),
                   count_of_claims(claims, verdict, "partly"),
                   count_of_claims(claims, verdict, "no"),
                   fmt::format("{}", std::ranges::count(claims, verdict, &ReportClaim::verdict))});
    return table.text();
}

std::string claim_value(const ReportClaim& claim, const PageWords& words) {
    const double factor = claim.unit == "points" ? kPointsInReport : 1;
    const int decimals = claim.unit == "points" ? 1 : 2;
    if (!std::isfinite(claim.median))
        return words.number(claim.median);
    return fmt::format("{} ({})", words.number(factor * claim.median, decimals),
                       words.range(factor * claim.low90, factor * claim.high90, decimals));
}

std::string claims_table(const ReportedRun& of, const PageWords& words) {
    HtmlTable table({words.of("report.statement"), words.of("report.verdict"),
                     words.of("report.model"), words.of("report.printed"), words.of("report.seen")},
                    {false, false, true, true, false});
    std::string topic;
    for (const ReportClaim& claim : of.evidence.claims) {
        if (claim.topic != topic)
            table.add_heading(topic = claim.topic);
        const double factor = claim.unit == "points" ? kPointsInReport : 1;
        table.add({claim.statement, words.or_else("report.verdict." + claim.verdict, claim.verdict),
                   claim_value(claim, words),
                   words.number(factor * claim.printed, claim.unit == "points" ? 1 : 2),
                   yes_or_no(claim.fitted, words)});
    }
    return table.text();
}

std::string folded(const std::string& title, const std::string& inner) {
    return fmt::format("<details><summary>{}</summary>\n{}</details>\n", html_safe(title), inner);
}

std::string per_cent_of(double share, const PageWords& words) {
    return words.number(100 * share);
}

std::string polls_table(const TrackRecord& record, const PageWords& words) {
    HtmlTable table({words.of("report.years.ahead"), words.of("report.polls"), "50 %", "80 %",
                     "90 %", words.of("report.law"), words.of("report.persistence"),
                     words.of("report.trend")},
                    {false, true, true, true, true, true, true, true});
    for (const PollTest& test : record.polls)
        if (test.panel == "all")
            table.add({words.or_else("report.horizon." + test.horizon, test.horizon),
                       words.number(test.forecasts, 0), per_cent_of(test.inside50, words),
                       per_cent_of(test.inside80, words), per_cent_of(test.inside90, words),
                       words.number(test.crps), words.number(test.persistence),
                       words.number(test.linear_trend)});
    return table.text();
}

std::string beside(double own, double rival, int count, const PageWords& words) {
    return count == 0 ? words.number(std::nan(""))
                      : fmt::format("{} : {} ({})", words.number(own), words.number(rival), count);
}

std::string wave_test(const WaveTest& test, const PageWords& words) {
    HtmlTable table({words.of("report.what"), words.of("report.numbers"),
                     words.of("report.inside90"), words.of("report.crps"),
                     words.of("report.persistence"), words.of("report.trend")},
                    {false, true, true, true, true, true});
    for (const ScoredKind& kind : test.kinds)
        table.add({words.or_else("report.kind." + kind.kind, kind.kind),
                   fmt::format("{}", kind.count), fmt::format("{}", kind.inside90),
                   words.number(kind.crps),
                   beside(kind.crps_beside_it, kind.persistence, kind.persistence_count, words),
                   beside(kind.crps_beside_trend, kind.linear_trend, kind.trend_count, words)});
    const PageWords::Values values{{"wave", test.wave},
                                   {"fitted", test.fitted_to},
                                   {"foreseen", words.signed_number(test.foreseen)},
                                   {"interval", words.range(test.low90, test.high90)},
                                   {"observed", words.signed_number(test.observed)}};
    return fmt::format("<h3>{}</h3>\n<p>{}</p>\n{}",
                       html_safe(words.of("report.test." + test.knows, values)),
                       html_safe(words.of("report.test.composite", values)), table.text());
}

} // namespace

std::string report_fit(const ReportSource& source, const PageWords& words, const PageNames& names) {
    std::string text =
        fmt::format("<p class=\"note\">{}</p>\n", html_safe(words.of("report.fit.note")));
    for (const ReportedRun& of : source.runs)
        text +=
            (source.runs.size() > 1 ? fmt::format("<h3>{}</h3>\n", html_safe(of.run.name)) : "") +
            fit_table(of, words, names) +
            folded(words.of("report.waves"), waves_table(of, words, names));
    return text;
}

std::string report_claims(const ReportSource& source, const PageWords& words) {
    std::string text =
        fmt::format("<p class=\"note\">{}</p>\n", html_safe(words.of("report.claims.note")));
    for (const ReportedRun& of : source.runs)
        text +=
            (source.runs.size() > 1 ? fmt::format("<h3>{}</h3>\n", html_safe(of.run.name)) : "") +
            claim_counts(of, words) +
            folded(words.of("report.statements"), claims_table(of, words));
    return text;
}

std::string report_record(const ReportSource& source, const PageWords& words) {
    const TrackRecord& record = source.record;
    std::string text = fmt::format("<p>{}</p>\n", html_safe(trust_line(record, words)));
    if (!record.polls.empty())
        text += fmt::format("<h3>{}</h3>\n<p class=\"note\">{}</p>\n",
                            html_safe(words.of("report.polls.title")),
                            html_safe(words.of("report.polls.note"))) +
                polls_table(record, words);
    for (const WaveTest& test : record.waves)
        text += wave_test(test, words);
    if (!record.waves.empty())
        text +=
            fmt::format("<p class=\"note\">{}</p>\n", html_safe(words.of("report.beside.note")));
    if (!record.sources.empty())
        text += fmt::format("<p class=\"note\" lang=\"en\">{}</p>\n",
                            html_safe(fmt::format("{}", fmt::join(record.sources, "; "))));
    return text;
}

} // namespace kozqaras
