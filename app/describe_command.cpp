#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/estimate.hpp"
#include "app/session.hpp"
#include "model/dynamics/batch.hpp"
#include "model/population/synthesis.hpp"
#include "output/csv_files.hpp"
#include "support/parallel.hpp"
#include "support/terminal.hpp"

namespace kozqaras {
namespace {

std::string describe_loop() {
    std::string text = "One week, in order:\n";
    int number = 1;
    for (const auto step : weekly_step_description())
        text += fmt::format("  {}. {}\n", number++, step);
    return text;
}

std::string describe_population(const SharedOptions& shared) {
    const auto inputs = load_session_inputs(shared);
    check_memory(estimate_run(inputs, {shared.scale}));
    const ThreadLimit limit(shared.threads);
    SynthesisSettings settings;
    settings.scale = shared.scale;
    settings.seed = shared.seed;
    const auto [population, report] = synthesise(inputs, settings);
    std::string text = fmt::format(
        "{} agents, each for {:.4g} adults; fitted in {} iterations ({})\n\n", population.size(),
        population.adults_per_agent, report.iterations, report.stop_reason);
    std::vector<std::vector<std::string>> rows{
        {"MARGIN", "CELLS", "STATUS", "WORST AFTER FITTING", "WORST OF AGENTS", "TOTAL VARIATION"}};
    for (const auto& margin : report.margins)
        rows.push_back({margin.margin, fmt::format("{}", margin.cells),
                        std::string(status_code(margin.status)),
                        fmt::format("{:.3f} %", 100 * margin.worst_relative_error_fit),
                        fmt::format("{:.2f} %", 100 * margin.worst_relative_error_agents),
                        fmt::format("{:.4f}", margin.total_variation_agents)});
    text += format_table(rows);
    for (const auto& note : report.notes)
        text += wrap(note, 100, "  ");
    return text;
}

} // namespace

int describe_command(const SharedOptions& shared, const DescribeOptions& options) {
    const bool both = !options.loop && !options.population;
    std::string text;
    if (options.loop || both)
        text += describe_loop();
    if (both)
        text += '\n';
    if (options.population || both)
        text += describe_population(shared);
    print_data(text);
    return kDone;
}

} // namespace kozqaras
