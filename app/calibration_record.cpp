#include "app/calibration_record.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "app/version.hpp"
#include "support/errors.hpp"
#include "support/file_bytes.hpp"
#include "support/safe_file.hpp"
#include "support/sha256.hpp"
#include "support/terminal.hpp"

namespace kozqaras {

namespace {

constexpr std::string_view kHeading = "kozqaras calibration ";

/// A record grows by some 12 kB a simulation.
constexpr std::size_t kLargestRecord = std::size_t{4} << 30;

std::string bytes_of(const std::filesystem::path& path) {
    return read_file(path, path.string(), kLargestRecord);
}

std::string bytes_of_folder(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        files.push_back(entry.path());
    std::ranges::sort(files);
    std::string bytes;
    for (const auto& file : files)
        bytes += bytes_of(file);
    return bytes;
}

std::string text_of(const TargetSettings& targets) {
    std::string text;
    for (const bool wave : targets.waves)
        text += wave ? '1' : '0';
    for (const Factor factor : targets.breakdowns)
        text += fmt::format(" {}", static_cast<int>(factor));
    return text + fmt::format(" {} {} {} {} {}", targets.education_indicators,
                              targets.general_by_group, targets.assumed_respondents_2020,
                              targets.assumed_general_secondary, targets.assumed_professional);
}

/// Pieces of work in a record: batches of simulations, or data sets. FileError if it is none.
std::size_t finished_pieces(const std::filesystem::path& path) {
    constexpr std::string_view kEnd = "\nwhole\n";
    const std::string text = bytes_of(path);
    if (!text.starts_with(kHeading))
        throw FileError(path.string(), "is no record of a calibration; move it away, or give "
                                       "another -o");
    std::size_t count = 0;
    for (auto at = text.find(kEnd); at != std::string::npos; at = text.find(kEnd, at + 1))
        ++count;
    return count;
}

/// What a record holds after its first line.
std::string known_text(const std::filesystem::path& path, const std::string& identity) {
    const std::string text = bytes_of(path);
    const auto end = text.find('\n');
    if (end == std::string::npos)
        throw InputError({path.string()},
                         "is a record that was cut short; start anew with --force");
    if (text.substr(kHeading.size(), end - kHeading.size()) != identity)
        throw InputError({path.string()},
                         "belongs to another calibration: set-up, inputs, scale, seed or program "
                         "have changed; start anew with --force");
    return text.substr(end + 1);
}

} // namespace

std::string calibration_identity(const CalibrationSetup& setup, const InputData& inputs) {
    std::string text = fmt::format("{} {}\n", program_version(), git_revision());
    for (const auto& [file, hash] : inputs.file_hashes)
        text += fmt::format("{} {}\n", file, hash);
    const auto& search = setup.search;
    const auto& errors = setup.covariance;
    const auto& switches = setup.switches;
    text += fmt::format("{} {} {} {} {} {} {} {} {}\n", setup.scale, setup.seed, setup.starts,
                        setup.members, search.most_iterations, search.difference_step,
                        search.tolerance, search.first_damping, search.freeze_covariance_after);
    text += fmt::format("{} {} {} {} {}\n", errors.design_effect, errors.shared_wave_bias,
                        errors.item_drift, errors.differential_item_functioning,
                        errors.unforeseen_drift);
    text += fmt::format("{} {} {} {} {}\n{}\n", switches.social, switches.media, switches.events,
                        switches.experience, static_cast<int>(switches.influence),
                        text_of(setup.targets));
    if (setup.noise_countries > 0)
        text += fmt::format("noise of {} countries\n", setup.noise_countries);
    for (const std::string& name : setup.integrate_over)
        text += fmt::format("integrated over {}\n", name);
    for (const std::string& name : setup.also_fit)
        text += fmt::format("also fitted {}\n", name);
    if (setup.targets.region_index || setup.targets.macro_region_order)
        text += fmt::format("regions {} {} {}\n", setup.targets.region_index,
                            setup.targets.macro_region_order, errors.region_methodology);
    if (!setup.survey_folder.empty())
        text += bytes_of_folder(setup.survey_folder);
    for (const auto& wave : setup.further_waves)
        text += fmt::format("{}\n{}", wave.stem().string(), bytes_of(wave));
    return sha256(text);
}

CalibrationRecord::CalibrationRecord(const TargetPath& target, const std::string& identity,
                                     Mode mode, Role role)
    : file_(target.beside(".record")) {
    std::error_code error;
    const bool exists = std::filesystem::exists(file_, error), keeps = role == Role::keeps;
    const std::size_t finished = exists && keeps ? finished_pieces(file_) : 0;
    if (finished > 0 && mode == Mode::start)
        throw FileError(file_.string(),
                        fmt::format("is the record of unfinished work, {} of its pieces done; go "
                                    "on with --resume, or start anew with --force",
                                    finished));
    if (!exists && mode == Mode::resume)
        throw FileError(file_.string(), "does not exist: there is nothing to resume");
    std::string known;
    if (mode == Mode::resume)
        known = known_text(file_, identity);
    else if (keeps)
        write_whole_file(file_, fmt::format("{}{}\n", kHeading, identity));
    checkpoint_ = std::make_unique<inference::Checkpoint>(
        known, [file = file_, keeps](const std::string& text) {
            if (keeps)
                append_and_flush(file, text);
        });
}

void CalibrationRecord::write_results(
    const OutputFolder& output,
    const std::function<void(const std::filesystem::path&)>& fill) const {
    try {
        output.write(fill);
    } catch (const FileError&) {
        print_remark(fmt::format("All is on record in {}: when the fault is mended, the same "
                                 "command with --resume writes the results.",
                                 file_.string()));
        throw;
    }
    std::error_code ignored;
    std::filesystem::remove(file_, ignored);
}

} // namespace kozqaras
