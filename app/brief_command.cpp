// kozqaras brief: one page from a finished run folder.

#include "app/commands.hpp"
#include "app/page_output.hpp"
#include "app/page_setup.hpp"
#include "output/brief_page.hpp"

namespace kozqaras {

int brief_command(const SharedOptions& shared, const BriefOptions& options,
                  const std::stop_token& stop) {
    const auto target = page_target(options.output, "brief.html", options.force);
    const auto texts = load_texts(shared);
    check_language(texts, options.language);
    const PageWords words(texts, options.language);
    const auto make = [&] {
        const auto run = read_finished_run(options.run);
        const FinishedScenario* scenario = !options.scenario.empty()
                                               ? &run.scenario(options.scenario)
                                           : run.scenarios.empty() ? nullptr
                                                                   : &run.scenarios.front();
        return brief_page(run, scenario, load_track_record(shared), words,
                          page_names(shared, options.language));
    };
    write_page(shared, target, make, stop);
    return kDone;
}

} // namespace kozqaras
