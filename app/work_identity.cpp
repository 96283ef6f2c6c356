#include "app/work_identity.hpp"

#include <fmt/format.h>

#include "app/forecast_setup.hpp"
#include "app/version.hpp"
#include "support/file_bytes.hpp"

namespace kozqaras {

RunIdentity identity_of_program(const InputData& inputs) {
    RunIdentity identity;
    identity.add_value("the program's version", program_version());
    identity.add_value("the program's revision", git_revision());
    for (const auto& [file, hash] : inputs.file_hashes)
        identity.add_hash("data/" + file, hash);
    return identity;
}

void add_members(RunIdentity& identity, const SharedOptions& shared, const Members& members) {
    identity.add_value("--seed", fmt::format("{}", shared.seed));
    identity.add_value("--scale", fmt::format("{}", shared.scale));
    identity.add_value("--members", fmt::format("{}", shared.members));
    identity.add_value("--posterior", members.name);
    identity.add_hash("the content of the posterior", posterior_hash(members.folder));
}

void add_switches(RunIdentity& identity, const Switches& switches) {
    const auto add = [&](const char* name, bool on) {
        identity.add_value(name, on ? "on" : "off");
    };
    add("social influence", switches.social);
    add("media", switches.media);
    add("events", switches.events);
    add("drawn_events", switches.drawn_events);
    add("experience", switches.experience);
    add("ageing", switches.ageing);
    identity.add_value("--influence",
                       kInfluenceCodes[static_cast<std::size_t>(switches.influence)]);
}

void add_file(RunIdentity& identity, const std::filesystem::path& file) {
    identity.add_content(file.filename().string(), read_file(file, file.string()));
}

} // namespace kozqaras
