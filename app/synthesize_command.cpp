#include <cmath>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/commands.hpp"
#include "app/estimate.hpp"
#include "app/in_memory.hpp"
#include "app/session.hpp"
#include "app/settings_json.hpp"
#include "app/version.hpp"
#include "model/inputs/margin_table.hpp"
#include "output/population_files.hpp"
#include "support/content_hashes.hpp"
#include "support/errors.hpp"
#include "support/output_folder.hpp"
#include "support/parallel.hpp"
#include "support/shell_text.hpp"
#include "support/terminal.hpp"
#include "support/utf8.hpp"

namespace kozqaras {
namespace {

/// Largest relative difference between the total of a table to check and that of the census
/// (judgement: about three years of growth). Beyond it the table counts something else.
constexpr double kLargestTotalDifference = 0.03;

/// Whether the regions of the earlier division are asked for.
bool wants_earlier(const SynthesizeOptions& options, const Country& country) {
    return options.division != 0 && options.division != static_cast<int>(country.regions.size());
}

/// Whether the adults of the wanted year depend on rates that are not known yet.
bool has_range(const SynthesizeOptions& options, const InputData& inputs) {
    return inputs.projection && inputs.projection->range &&
           options.year > inputs.projection->migration.back().year;
}

std::vector<std::string> files_of(const SynthesizeOptions& options, const InputData& inputs) {
    std::vector<std::string> files{"summary.txt",        "summary.json", "population.h5",
                                   "population_fit.csv", "network.csv",  "degrees.csv",
                                   "mixing.csv",         "cores.csv",    "tie_targets.csv",
                                   "left_out.csv",       "manifest.json"};
    files.emplace_back(options.year == kBaseYear ? "two_populations.csv" : "projection.csv");
    if (has_range(options, inputs))
        files.emplace_back("projection_range.csv");
    if (wants_earlier(options, *inputs.country))
        files.emplace_back("earlier_units.csv");
    if (!options.checks.empty())
        files.emplace_back("check.csv");
    return files;
}

double sum_of(const Margin& margin) {
    double sum = 0;
    for (const double count : margin.counts)
        sum += count;
    return sum;
}

/// Reads all tables; the faults of all files at once.
std::vector<Margin> read_tables(const std::vector<std::filesystem::path>& files,
                                const InputData& inputs) {
    const double adults = sum_of(inputs.population.hard());
    std::vector<Margin> margins;
    std::vector<std::string> faults;
    for (const auto& file : files)
        try {
            for (auto& [margin, position] : read_margin_tables(file, inputs.country)) {
                const double total = sum_of(margin);
                if (std::abs(total / adults - 1) > kLargestTotalDifference)
                    throw InputError(
                        position,
                        fmt::format("the table '{}' adds up to {:.0f} adults, {:+.1f} % from the "
                                    "{:.0f} of the census; at most {:.0f} % is accepted",
                                    margin.name, total, 100 * (total / adults - 1), adults,
                                    100 * kLargestTotalDifference));
                margins.push_back(std::move(margin));
            }
        } catch (const InputError& error) {
            faults.emplace_back(error.what());
        }
    if (!faults.empty())
        throw InputError::several(faults);
    return margins;
}

void show_plan(const CommandLine& line, const SynthesizeOptions& options,
               const std::filesystem::path& folder, const InputData& inputs) {
    const auto estimate = estimate_run(inputs, {line.shared.scale});
    if (line.shared.json) {
        print_data(synthesis_plan_json(line.shared, folder, estimate, files_of(options, inputs)));
        return;
    }
    print_data(fmt::format("Scale {}, seed {}: {:.0f} agents, ties about {:.0f}\n"
                           "Memory about {}\nWould write to {}: {}\n",
                           line.shared.scale, line.shared.seed, estimate.agents, estimate.ties,
                           describe_bytes(estimate.state_bytes), folder.string(),
                           fmt::join(files_of(options, inputs), ", ")));
}

/// Every margin that holds an association, predicted from the others.
std::vector<MarginScore> predict_all(const PopulationMargins& margins) {
    std::vector<MarginScore> scores;
    for (std::size_t place = 1; place < margins.margins.size(); ++place)
        if (margins.margins[place].factors.size() > 1)
            scores.push_back(predict_left_out(margins, margins.margins[place].name));
    return scores;
}

/// Puts tables of the user right behind the hard margin, so that the others are raked to them; one
/// by the same characteristics is replaced. Returns what was, in words.
std::vector<std::string> add_margins(PopulationMargins& margins, std::vector<Margin> added) {
    std::vector<std::string> notes;
    auto& all = margins.margins;
    std::size_t place = 1;
    for (Margin& margin : added) {
        std::erase_if(all, [&](const Margin& other) {
            const bool same = &other != all.data() && other.factors == margin.factors &&
                              other.by_macro_region == margin.by_macro_region;
            if (same)
                notes.push_back(fmt::format("{}: replaced by '{}'", other.name, margin.name));
            return same;
        });
        if (std::ranges::find(all, margin.name, &Margin::name) != all.end())
            throw InputError({"--margin", 0, 0},
                             fmt::format("'{}' is the name of another table; give yours another "
                                         "name (column 'margin' or the name of the file)",
                                         margin.name));
        all.insert(all.begin() + static_cast<std::ptrdiff_t>(place), std::move(margin));
        ++place;
    }
    return notes;
}

/// The earlier division says nothing about later dates.
void check_division(const SynthesizeOptions& options, const Country& country) {
    constexpr int kLastYear = 2022; // of the column iso_pre2022
    if (!wants_earlier(options, country))
        return;
    std::set<std::string_view> units;
    for (const Region& region : country.regions)
        units.insert(region.iso_pre2022);
    if (options.division != std::ssize(units))
        throw UsageError(fmt::format("--division {}: must be {} or {}", options.division,
                                     units.size(), country.regions.size()));
    if (options.year > kLastYear)
        throw UsageError(fmt::format("--division {} ended in June 2022: it needs --year 2020, 2021 "
                                     "or 2022",
                                     options.division));
}

/// Moves the margins of `inputs` to the wanted year, and notes how.
void move_to_year(InputData& inputs, const SynthesizeOptions& options, PopulationResult& result) {
    result.year = options.year;
    if (wants_earlier(options, *inputs.country))
        for (const Region& region : inputs.country->regions)
            result.earlier_units.push_back(region.iso_pre2022);
    if (options.year == kBaseYear)
        return;
    if (!inputs.projection)
        throw InputError({"--year"}, "the data has no population/projection");
    result.range = range_of_adults(inputs.population, *inputs.projection, options.year);
    Projection projection = project_margins(inputs.population, *inputs.projection, options.year);
    inputs.population = std::move(projection.margins);
    result.accounts = std::move(projection.accounts);
    result.projection_sources = std::move(projection.sources);
}

/// Steps of the progress: adults, what they say of other tables, ties, report on ties, files.
constexpr std::string_view kStage = "synthetic adults";
constexpr std::uint64_t kSteps = 5;

void make_ties(PopulationResult& result, const std::vector<TieTarget>& targets,
               const std::stop_token& stop, ProgressSink& progress) {
    NetworkSettings network;
    network.seed = result.seed;
    result.network = build_network(result.population, network);
    check_stop(stop);
    progress.report(kStage, 3, kSteps);
    // Both have parts that cannot be shared out among threads, so they run side by side.
    for_blocks(2, 1, [&](std::size_t part, std::size_t) {
        if (part == 0)
            result.diagnostics = diagnose_layers(result.network, result.population);
        else
            result.network_report = describe_network(result.network, result.population, network);
    });
    result.tie_scores = score_ties(targets, result.network_report, result.diagnostics);
    check_stop(stop);
    progress.report(kStage, 4, kSteps);
}

/// What is to be made, and what it is to be scored against.
struct PopulationWork {
    InputData inputs;
    PopulationResult result;
    std::vector<Margin> checks;
    std::vector<TieTarget> targets;
    std::vector<std::string> notes; ///< of the user's margins

    PopulationWork(const SharedOptions& shared, const SynthesizeOptions& options)
        : inputs(load_session_inputs(shared)) {
        check_division(options, *inputs.country);
        result.scale = shared.scale;
        result.seed = shared.seed;
        move_to_year(inputs, options, result);
        auto margins = read_tables(options.margins, inputs);
        checks = read_tables(options.checks, inputs);
        notes = add_margins(inputs.population, std::move(margins));
        targets = read_tie_targets(find_data_folder(shared) / "network" / "targets.csv");
    }
};

void make_population(PopulationWork& work, const std::stop_token& stop, ProgressSink& progress) {
    auto& [inputs, result, checks, targets, notes] = work;
    progress.report(kStage, 0, kSteps);
    auto synthesis = synthesise(inputs, {.scale = result.scale, .seed = result.seed});
    result.population = std::move(synthesis.population);
    result.fit = std::move(synthesis.report);
    result.fit.notes.insert(result.fit.notes.begin(), notes.begin(), notes.end());
    check_stop(stop);
    progress.report(kStage, 1, kSteps);
    result.left_out = predict_all(inputs.population);
    for (const Margin& margin : checks)
        result.checks.push_back(score_margin(margin, result.population));
    if (result.year == kBaseYear)
        result.poststratified = poststratify(inputs.survey, result.population);
    check_stop(stop);
    progress.report(kStage, 2, kSteps);
    make_ties(result, targets, stop, progress);
    for (const NewsSource& source : inputs.news_sources)
        result.news_sources.push_back(source.id);
}

PopulationDocumentation documentation_of(const CommandLine& line, const InputData& inputs,
                                         std::string name) {
    PopulationDocumentation documentation;
    documentation.name = std::move(name);
    documentation.command_line = line.text;
    documentation.program_version = program_version();
    documentation.git_revision = git_revision();
    documentation.input_hashes = inputs.file_hashes;
    return documentation;
}

} // namespace

SyntheticCountry synthesize_in_memory(const CommandLine& line, const SynthesizeOptions& options,
                                      const std::stop_token& stop, ProgressSink& progress) {
    PopulationWork work(line.shared, options);
    check_memory(estimate_run(work.inputs, {line.shared.scale}));
    const ThreadLimit limit(line.shared.threads);
    make_population(work, stop, progress);
    progress.report(kStage, kSteps, kSteps);
    auto documentation = documentation_of(line, work.inputs, "population");
    return {std::move(work.result), std::move(documentation)};
}

int synthesize_command(const CommandLine& line, const SynthesizeOptions& options,
                       const std::stop_token& stop) {
    const auto& shared = line.shared;
    PopulationWork work(shared, options);
    auto& [inputs, result, checks, targets, notes] = work;
    const auto folder =
        options.output.empty() ? std::filesystem::path("runs") / "population" : options.output;
    if (shared.dry_run) {
        show_plan(line, options, folder, inputs);
        return kDone;
    }
    const TargetPath target(folder, TargetPath::Kind::folder);
    const OutputFolder output(target, kPopulationFolder, options.force);
    check_memory(estimate_run(inputs, {shared.scale}));
    const ThreadLimit limit(shared.threads);
    TerminalProgress progress(shared.quiet);
    make_population(work, stop, progress);
    const auto documentation =
        documentation_of(line, inputs, printable(target.path().filename().string()));
    output.write([&](const std::filesystem::path& place) {
        write_population(place, result, documentation);
    });
    progress.report(kStage, kSteps, kSteps);
    print_data(shared.json ? population_summary_json(result, documentation)
                           : population_summary(result, documentation));
    if (!shared.quiet)
        print_remark(fmt::format("Written to {}", shell_quoted_path(target.path())));
    return meets_hard_margin(result) ? kDone : kCheckFailed;
}

} // namespace kozqaras
