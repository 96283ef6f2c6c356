#include "app/calibration_record.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/work_identity.hpp"
#include "support/errors.hpp"
#include "support/file_bytes.hpp"
#include "support/safe_file.hpp"
#include "support/sha256.hpp"
#include "support/terminal.hpp"

namespace kozqaras {

namespace {

constexpr std::string_view kHeading = "kozqaras calibration record 2\n", kSeal = "# sha256 ";

/// A record grows by some 12 kB a simulation.
constexpr std::size_t kLargestRecord = std::size_t{4} << 30;

std::string bytes_of(const std::filesystem::path& path) {
    return read_file(path, path.string(), kLargestRecord);
}

/// What a record begins with.
std::string head_of(std::string_view identity) {
    const std::string head = fmt::format("{}{}", kHeading, identity);
    return fmt::format("{}{}{}\n", head, kSeal, sha256(head));
}

/// Tables of a folder, by name.
std::vector<std::filesystem::path> tables_in(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.is_regular_file() && entry.path().extension() == ".csv")
            files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

void add(RunIdentity& identity, const char* name, const auto& value) {
    identity.add_value(name, fmt::format("{}", value));
}

void add_targets(RunIdentity& identity, const TargetSettings& targets) {
    std::string waves = targets.waves ? "" : "all", breakdowns;
    for (const std::string& wave : targets.waves.value_or(std::vector<std::string>{}))
        waves += wave + " ";
    for (const Factor factor : targets.breakdowns)
        breakdowns += fmt::format("{} ", kFactorCodes[static_cast<std::size_t>(factor)]);
    identity.add_value("targets.waves", waves);
    identity.add_value("targets.breakdowns", breakdowns);
    add(identity, "targets.education_indicators", targets.education_indicators);
    add(identity, "targets.general_by_group", targets.general_by_group);
    add(identity, "targets.region_index", targets.region_index);
    add(identity, "targets.macro_region_order", targets.macro_region_order);
    add(identity, "targets.polls", targets.polls);
    add(identity, "targets.assumed_respondents", targets.assumed_respondents);
}

void add_errors(RunIdentity& identity, const CalibrationSetup& setup) {
    add(identity, "errors.design_effect", setup.covariance.design_effect);
    add(identity, "errors.shared_wave_bias", setup.covariance.shared_wave_bias);
    add(identity, "errors.item_drift", setup.covariance.item_drift);
    add(identity, "errors.differential_item_functioning",
        setup.covariance.differential_item_functioning);
    add(identity, "errors.region_methodology", setup.covariance.region_methodology);
    add(identity, "errors.noise_countries", setup.noise_countries);
}

void add_search(RunIdentity& identity, const CalibrationSetup& setup) {
    add(identity, "the scale", setup.scale);
    add(identity, "the seed", setup.seed);
    add(identity, "search.starts", setup.starts);
    add(identity, "search.members", setup.members);
    add(identity, "search.most_iterations", setup.search.most_iterations);
    add(identity, "search.difference_step", setup.search.difference_step);
    add(identity, "search.tolerance", setup.search.tolerance);
    add(identity, "search.first_damping", setup.search.first_damping);
    add(identity, "search.freeze_covariance_after", setup.search.freeze_covariance_after);
    add(identity, "search.integrate_over",
        fmt::format("{}", fmt::join(setup.integrate_over, ", ")));
    add(identity, "search.also_fit", fmt::format("{}", fmt::join(setup.also_fit, ", ")));
}

/// Pieces of work in a record: batches of simulations, or data sets. FileError if it is none.
std::size_t finished_pieces(const std::filesystem::path& path) {
    constexpr std::string_view kEnd = "\nwhole ";
    const std::string text = bytes_of(path);
    if (!text.starts_with(kHeading))
        throw FileError(path.string(), "is no record of a calibration; move it away, or give "
                                       "another -o");
    std::size_t count = 0;
    for (auto at = text.find(kEnd); at != std::string::npos; at = text.find(kEnd, at + 1))
        ++count;
    return count;
}

/// The first part of a record that `text` is; checked.
std::string checked_head(const std::string& text, const RunIdentity& identity,
                         const std::string& name) {
    const auto seal = text.find(fmt::format("\n{}", kSeal));
    if (!text.starts_with(kHeading) || seal == std::string::npos)
        throw InputError({name}, "is no record of a calibration by this version; remove it, or "
                                 "start anew with --force");
    const auto stored = text.substr(kHeading.size(), seal + 1 - kHeading.size());
    const auto head = head_of(stored);
    if (!text.starts_with(head))
        throw InputError({name}, "is not what was written; start anew with --force");
    require_same_work(identity, stored, name, "with --force");
    return head;
}

} // namespace

RunIdentity calibration_identity(const CalibrationSetup& setup, const InputData& inputs) {
    RunIdentity identity = identity_of_program(inputs);
    identity.add_value("the title", setup.title);
    add_targets(identity, setup.targets);
    add_errors(identity, setup);
    add_search(identity, setup);
    add_switches(identity, setup.switches);
    if (!setup.survey_folder.empty())
        for (const auto& file : tables_in(setup.survey_folder))
            add_file(identity, file);
    for (const auto& wave : setup.further_waves)
        add_file(identity, wave);
    return identity;
}

CalibrationRecord::CalibrationRecord(const TargetPath& target, const RunIdentity& identity,
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
    std::string head = head_of(identity.text()), known;
    if (mode == Mode::resume) {
        known = bytes_of(file_);
        head = checked_head(known, identity, file_.string());
        known.erase(0, head.size());
    } else if (keeps)
        write_whole_file(file_, head);
    checkpoint_ = std::make_unique<inference::Checkpoint>(
        known,
        [file = file_, keeps](const std::string& text) {
            if (keeps)
                append_and_flush(file, text);
        },
        file_.string());
    if (keeps)
        std::filesystem::resize_file(file_, head.size() + checkpoint_->whole());
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
