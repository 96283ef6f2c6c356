// The report's last pages: limits, method and sources, how to make it again.

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "output/report_page.hpp"

namespace kozqaras {

namespace {

std::string list_of(const std::vector<std::string>& items) {
    std::string text = "<ul>\n";
    for (const auto& item : items)
        text += fmt::format("<li>{}</li>\n", html_safe(item));
    return text + "</ul>\n";
}

/// A text of data, which is in English.
std::string english(const std::string& text) {
    return fmt::format("<p class=\"note\" lang=\"en\">{}</p>\n", html_safe(text));
}

/// "Title of the report (publisher, year)" of a source that goes on with the place in it.
std::string work_of(const std::string& source) {
    return source.substr(0, source.find(": "));
}

std::set<std::string> works_quoted(const ReportSource& source) {
    std::set<std::string> works;
    for (const ReportedRun& of : source.runs)
        for (const ReportClaim& claim : of.evidence.claims)
            if (!claim.source.empty())
                works.insert(work_of(claim.source));
    return works;
}

std::string lever_sources(const ReportSource& source, const PageNames& names) {
    std::set<std::string> levers;
    for (const ReportedRun& of : source.runs)
        for (const FinishedScenario& scenario : of.run.scenarios)
            for (const EffectGround& ground : scenario.grounds)
                levers.insert(ground.lever);
    std::string text;
    for (const auto& lever : levers) {
        const auto label = names.levers.find(lever), from = names.sources.find(lever);
        if (label != names.levers.end() && from != names.sources.end())
            text += fmt::format("<dt>{}</dt><dd lang=\"en\">{}</dd>\n", html_safe(label->second),
                                html_safe(from->second));
    }
    return text.empty() ? "" : "<dl class=\"told note\">\n" + text + "</dl>\n";
}

void add_settings(const FinishedRun& run, const PageWords& words, HtmlTable& table) {
    table.add({words.of("report.made"), run.created});
    table.add(
        {words.of("report.program"), fmt::format("kozqaras {} ({})", run.version, run.revision)});
    table.add({words.of("report.command"), run.command_line});
    table.add({words.of("report.agents"), words.number(static_cast<double>(run.agents), 0)});
    table.add({words.of("report.posterior"), run.posterior});
    table.add({words.of("report.methodology"), run.methodology});
    table.add({words.of("report.fingerprint"), run.fingerprint});
    for (const auto& [name, value] : run.settings)
        table.add({name, value});
}

} // namespace

std::string report_limits(const ReportSource& source, const PageWords& words) {
    std::vector<std::string> limits{words.of("badge"), words.of("about.scope"),
                                    words.of("report.limit.regions"), words.of("report.limit.one"),
                                    words.of("report.limit.words")};
    std::string notes;
    for (const ReportedRun& of : source.runs) {
        if (!of.run.calibrated)
            limits.push_back(fmt::format("{}: {}", of.run.name, words.of("not.calibrated")));
        notes += english(fmt::format("{}: {}", of.run.posterior, of.run.posterior_note));
        const auto against =
            std::ranges::count(of.evidence.claims, "contradicted", &ReportClaim::verdict);
        limits.push_back(words.of("report.limit.claims",
                                  {{"run", of.run.name},
                                   {"n", fmt::format("{}", against)},
                                   {"all", fmt::format("{}", of.evidence.claims.size())}}));
    }
    return list_of(limits) + notes;
}

std::string report_method(const ReportSource& source, const PageWords& words,
                          const PageNames& names) {
    std::string text =
        list_of({words.of("report.method.adults"), words.of("report.method.week"),
                 words.of("report.method.fit"), words.of("report.method.law"),
                 words.of("report.method.paired"), words.of("report.method.survey")});
    text += fmt::format("<h3>{}</h3>\n", html_safe(words.of("report.sources")));
    for (const auto& work : works_quoted(source))
        text += english(work);
    return text + lever_sources(source, names) +
           fmt::format("<p class=\"note\">{}</p>\n", html_safe(words.of("report.boundaries")));
}

std::string report_manifest(const ReportSource& source, const PageWords& words) {
    std::string text = fmt::format("<p>{}</p>\n", html_safe(words.of("report.manifest.note")));
    for (const ReportedRun& of : source.runs) {
        HtmlTable table({words.of("report.run"), of.run.name}, {false, false});
        add_settings(of.run, words, table);
        HtmlTable inputs({words.of("report.inputs"), "FNV-1a 64"}, {false, false});
        for (const auto& [file, hash] : of.run.inputs)
            inputs.add({file, hash});
        text += table.text() + fmt::format("<details><summary>{}</summary>\n{}</details>\n",
                                           html_safe(words.of("report.inputs")), inputs.text());
    }
    return text;
}

} // namespace kozqaras
