// kozqaras reproduce: runs again what a manifest says, and compares.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/version.hpp"
#include "support/errors.hpp"
#include "support/file_bytes.hpp"
#include "support/shell_text.hpp"
#include "support/target_path.hpp"
#include "support/terminal.hpp"

namespace kozqaras {
namespace {

using ManifestJson = nlohmann::ordered_json;

/// What a manifest says that decides the results, and the results.
struct StoredManifest {
    std::string command_line, revision, fingerprint;
    ManifestJson resolved;
    std::map<std::string, std::string> inputs;
};

/// What the JSON library says, without its own number for it.
std::string without_prefix(std::string text) {
    if (const auto end = text.find("] "); text.starts_with("[json.") && end != std::string::npos)
        text.erase(0, end + 2);
    return text;
}

StoredManifest read_manifest(const std::filesystem::path& path) {
    const auto json = ManifestJson::parse(read_file(path, path.string()), nullptr, false);
    if (!json.is_object())
        throw InputError({path.string()},
                         "is no manifest of a run (no JSON, or cut off); give manifest.json of a "
                         "folder that 'kozqaras run' wrote, or the folder");
    try {
        if (json.value("file_type", "") != "kozqaras_run_manifest")
            throw InputError({path.string()}, "is no manifest of a run; only what 'kozqaras run' "
                                              "wrote can be reproduced");
        return {json.at("command_line"), json.at("program").at("git_revision"),
                json.at("result_fnv1a64"), json.at("settings").at("resolved"),
                json.at("inputs_fnv1a64")};
    } catch (const ManifestJson::exception& error) {
        throw InputError({path.string()}, fmt::format("is not as 'kozqaras run' writes it: {}",
                                                      without_prefix(error.what())));
    }
}

std::filesystem::path manifest_path(const std::filesystem::path& typed) {
    std::error_code error;
    return std::filesystem::is_directory(typed, error) ? typed / "manifest.json" : typed;
}

/// The command of a manifest, ready to run into `folder`.
CommandLine command_of(const std::filesystem::path& path, const StoredManifest& stored,
                       const SharedOptions& shared, const std::filesystem::path& folder) {
    auto words = shell_words(stored.command_line);
    if (!words || words->empty())
        throw InputError({path.string()},
                         fmt::format("the command_line cannot be read: {}", stored.command_line));
    words->erase(words->begin()); // the program
    auto line = parse_command_line(*words);
    auto* run = std::get_if<RunOptions>(&line.command);
    if (run == nullptr)
        throw InputError({path.string()}, "only what 'kozqaras run' wrote can be reproduced");
    run->output = folder;
    run->force = true;
    run->resume = run->full = run->parts = false;
    run->silent = true;
    run->checkpoint_every = 0;
    line.shared.json = line.shared.dry_run = false;
    line.shared.threads = shared.threads;
    line.shared.quiet = true;
    if (!shared.data.empty())
        line.shared.data = shared.data;
    return line;
}

/// Files whose hashes differ, or that only one of both read.
std::vector<std::string> changed_inputs(const StoredManifest& before, const StoredManifest& now) {
    std::vector<std::string> names;
    for (const auto& [file, hash] : before.inputs)
        if (const auto found = now.inputs.find(file);
            found == now.inputs.end() || found->second != hash)
            names.push_back(file);
    for (const auto& [file, hash] : now.inputs)
        if (!before.inputs.contains(file))
            names.push_back(file);
    return names;
}

/// Why the results may differ.
std::string differences_of(const StoredManifest& before, const StoredManifest& now) {
    std::string text;
    if (before.revision != now.revision)
        text += fmt::format("program    {}, now {}\n", before.revision, now.revision);
    if (before.resolved != now.resolved)
        text += "settings   differ: a scenario file, the parameters or a default has changed\n";
    for (const auto& file : changed_inputs(before, now))
        text += fmt::format("input      {} has changed\n", file);
    return text;
}

/// A folder beside the system's temporary ones that goes with this object.
struct RunAgainFolder {
    std::filesystem::path path = scratch_root() / fmt::format("kozqaras_reproduce_{}", ::getpid());

    RunAgainFolder() = default;
    RunAgainFolder(const RunAgainFolder&) = delete;
    RunAgainFolder& operator=(const RunAgainFolder&) = delete;

    ~RunAgainFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
};

} // namespace

int reproduce_command(const SharedOptions& shared, const ReproduceOptions& options,
                      const std::stop_token& stop) {
    const auto path = manifest_path(options.manifest);
    const auto before = read_manifest(path);
    const RunAgainFolder folder;
    const auto line = command_of(path, before, shared, folder.path);
    if (shared.dry_run) {
        print_data(fmt::format("Would run: {}\n", before.command_line));
        return kDone;
    }
    if (!shared.quiet)
        print_remark(fmt::format("Running: {}", before.command_line));
    run_command(line, std::get<RunOptions>(line.command), stop);
    const auto now = read_manifest(folder.path / "manifest.json");
    const bool same = before.fingerprint == now.fingerprint;
    print_data(fmt::format("{}\nresult     {}{}\n{}",
                           same ? "Reproduced: the same results." : "The results differ.",
                           before.fingerprint, same ? "" : fmt::format(", now {}", now.fingerprint),
                           differences_of(before, now)));
    return same ? kDone : kCheckFailed;
}

} // namespace kozqaras
