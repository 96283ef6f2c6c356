#include "app/shipped_files.hpp"

#include <fmt/format.h>

#include "app/session.hpp"
#include "support/errors.hpp"
#include "support/terminal.hpp"

namespace kozqaras {
namespace {

namespace fs = std::filesystem;

/// Calls `visit` for each path of an input that may ship.
template <class Options, class Visitor> void visit_inputs(Options& options, const Visitor& visit) {
    const auto visit_all = [&](std::vector<fs::path>& paths) {
        for (fs::path& path : paths)
            visit(path);
    };
    if constexpr (requires { options.scenarios; })
        visit_all(options.scenarios);
    if constexpr (requires { options.inputs; })
        visit_all(options.inputs);
    if constexpr (requires { options.with; })
        visit_all(options.with);
    if constexpr (requires { visit(options.scenario); }) // brief names one by its id
        visit(options.scenario);
    if constexpr (requires { options.setup; })
        visit(options.setup);
    if constexpr (requires { options.posterior; })
        visit(options.posterior);
    if constexpr (requires { options.calibration; })
        visit(options.calibration);
    if constexpr (requires { options.cross_check; })
        visit(options.cross_check);
}

bool may_ship(const fs::path& path) {
    std::error_code ignored;
    if (path.empty() || path.is_absolute() || fs::exists(path, ignored))
        return false;
    return *path.begin() == "scenarios" || *path.begin() == "calibration";
}

/// The shipped file that `path` names; empty if there is none.
fs::path shipped(const fs::path& path, const SharedOptions& shared) {
    std::error_code ignored;
    try {
        auto beside = find_data_folder(shared).lexically_normal().parent_path() / path;
        return fs::exists(beside, ignored) ? beside : fs::path{};
    } catch (const FileError&) { // no inputs: the command says so
        return {};
    }
}

} // namespace

void find_shipped_files(CommandLine& line) {
    const auto find = [&](fs::path& path) -> void {
        if (!may_ship(path))
            return;
        auto found = shipped(path, line.shared);
        if (found.empty())
            return;
        if (!line.shared.quiet && line.shared.leads())
            print_remark(fmt::format("{}: the one that ships, {}", path.string(), found.string()));
        path = std::move(found);
    };
    std::visit([&](auto& options) { visit_inputs(options, find); }, line.command);
}

} // namespace kozqaras
