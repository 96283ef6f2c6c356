#include "app/shared_options.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include "app/command_parser.hpp"
#include "support/errors.hpp"

namespace kozqaras {
namespace {

constexpr std::array<std::string_view, 8> kNames{"seed", "threads", "scale", "members",
                                                 "data", "dry-run", "json",  "quiet"};

struct Command {
    std::string_view name;
    std::vector<std::string_view> honoured;
};

const std::vector<Command>& commands() {
    static const std::vector<std::string_view> all(kNames.begin(), kNames.end());
    static const std::vector<Command> table{
        {"run", all},
        {"forecast", all},
        {"compare", all},
        {"tornado", all},
        {"explain", {"seed", "threads", "scale", "members", "data", "dry-run", "quiet"}},
        {"search", all},
        {"serve", {"seed", "threads", "scale", "members", "data", "dry-run", "quiet"}},
        {"effects", all},
        {"recover", all},
        {"sweep", {"seed", "threads", "scale", "members", "data", "dry-run", "quiet"}},
        {"holdout", {"seed", "threads", "scale", "members", "data", "dry-run", "quiet"}},
        {"diagnose", {"seed", "threads", "scale", "members", "data", "dry-run", "quiet"}},
        {"calibrate", {"seed", "threads", "scale", "data", "dry-run", "quiet"}},
        {"synthesize", {"seed", "threads", "scale", "data", "dry-run", "json", "quiet"}},
        {"describe", {"seed", "threads", "scale", "data"}},
        {"score", {"data", "dry-run", "json", "quiet"}},
        {"backtest", {"threads", "data", "dry-run", "json", "quiet"}},
        {"validate", {"data", "json", "quiet"}},
        {"claims", all},
        {"respondents", {"seed", "threads", "scale", "data", "dry-run", "quiet"}},
        {"tables", {"data"}},
        {"friends", {"seed", "threads", "scale", "members", "data", "quiet"}},
        {"brief", {"data", "dry-run", "quiet"}},
        {"report", {"data", "dry-run", "quiet"}},
        {"reproduce", {"threads", "data", "dry-run", "quiet"}},
        {"questions", {"data", "json"}},
        {"levers", {"data", "json"}},
        {"schema", {"data"}},
        {"completion", {}}};
    return table;
}

/// Pooled members are explained where they are asked for.
constexpr const char* kSeedHelp =
    "Seed of all random numbers (default 1). Another seed gives other members, population and "
    "ties: runs of several seeds may be pooled for more members";
constexpr const char* kMembersHelp =
    "Parameter vectors drawn (default 50); more of them extend the same ensemble";

void add_one(CLI::App& command, SharedOptions& shared, std::string_view name) {
    constexpr int kMostThreads = 1024, kMostMembers = 100'000;
    constexpr double kLeastScale = 1e-6;
    if (name == "seed")
        add_whole_number(command, "--seed", shared.seed, 0,
                         std::numeric_limits<std::uint64_t>::max(), kSeedHelp);
    else if (name == "threads")
        add_whole_number(command, "--threads", shared.threads, 0, kMostThreads,
                         "Threads; never changes results (default: all)");
    else if (name == "scale")
        add_number(command, "--scale", shared.scale, kLeastScale, 1,
                   "Agents per adult, up to 1 (default 0.0025)");
    else if (name == "members")
        add_whole_number(command, "--members", shared.members, 1, kMostMembers, kMembersHelp);
    else if (name == "data")
        command.add_option("--data", shared.data,
                           "Folder of the inputs (default: found; KOZQARAS_DATA)");
    else if (name == "dry-run")
        command.add_flag("--dry-run", shared.dry_run, "Resolve, check, estimate; write nothing");
    else if (name == "json")
        command.add_flag("--json", shared.json, "Machine-readable output");
    else
        command.add_flag("--quiet", shared.quiet, "No progress, no remarks; warnings stay");
}

} // namespace

std::span<const std::string_view> shared_option_names() {
    return kNames;
}

std::span<const std::string_view> honoured_options(std::string_view command) {
    const auto found = std::ranges::find(commands(), command, &Command::name);
    require(found != commands().end(), "a command that says nothing of the shared options");
    return found->honoured;
}

void add_shared_options(CLI::App& command, SharedOptions& shared,
                        std::span<const std::string_view> names) {
    for (const auto name : names) {
        add_one(command, shared, name);
        command.get_option("--" + std::string(name))->group("Shared options");
    }
}

} // namespace kozqaras
