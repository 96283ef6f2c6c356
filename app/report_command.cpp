// kozqaras report: one file from finished run folders.

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/page_output.hpp"
#include "app/page_setup.hpp"
#include "app/serve/document_json.hpp"
#include "app/session.hpp"
#include "output/report_page.hpp"
#include "support/errors.hpp"

namespace kozqaras {
namespace {

/// Outlines of the data's regions, and those of which no figure was ever published.
RegionMaps region_maps(const SharedOptions& shared) {
    const auto data = find_data_folder(shared);
    RegionOutlines outlines;
    const auto document = outlines_document(data / "geography"); // outlives its items
    for (const auto& [code, rings] : document.items())
        for (const auto& ring : rings) {
            auto& points = outlines[code].emplace_back();
            for (const auto& point : ring)
                points.emplace_back(point.at(0).get<double>(), point.at(1).get<double>());
        }
    std::set<std::string> unheard;
    const auto country = load_country(data);
    const auto survey = load_survey_tables(data / "survey", country);
    for (const Region& region : country->regions)
        if (own_figures(survey, region) == 0)
            unheard.insert(region.iso);
    return {std::move(outlines), std::move(unheard)};
}

} // namespace

int report_command(const SharedOptions& shared, const ReportOptions& options,
                   const std::stop_token& stop) {
    const auto target = page_target(options.output, "report.html", options.force);
    const auto texts = load_texts(shared);
    check_language(texts, options.language);
    const PageWords words(texts, options.language);
    const auto make = [&] {
        ReportSource source{{}, load_track_record(shared), region_maps(shared)};
        for (const auto& folder : options.runs)
            source.runs.push_back({read_finished_run(folder), read_report_evidence(folder)});
        return report_page(source, words, page_names(shared, options.language));
    };
    write_page(shared, target, make, stop);
    return kDone;
}

} // namespace kozqaras
