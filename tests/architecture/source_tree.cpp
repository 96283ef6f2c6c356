#include "tests/architecture/source_tree.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <regex>
#include <set>

#include <fmt/format.h>

namespace kozqaras::architecture {
namespace {

namespace fs = std::filesystem;

constexpr int kLongestFile = 400; // lines

/// Design, section 1. A folder may always include its own files.
const std::map<std::string, std::set<std::string>>& allowed_arrows() {
    static const std::set<std::string> model{"support",          "model/core",    "model/inputs",
                                             "model/population", "model/network", "model/dynamics",
                                             "model/survey",     "model/index",   "model/engine"};
    static const auto with = [](std::set<std::string> base, const std::set<std::string>& more) {
        base.insert(more.begin(), more.end());
        return base;
    };
    static const std::map<std::string, std::set<std::string>> arrows{
        {"support", {}},
        {"model/core", {"support"}},
        {"model/inputs", {"support", "model/core"}},
        {"model/population", {"support", "model/core", "model/inputs"}},
        {"model/network", {"support", "model/core", "model/inputs", "model/population"}},
        {"model/dynamics",
         {"support", "model/core", "model/inputs", "model/population", "model/network"}},
        {"model/survey", {"support", "model/core", "model/inputs", "model/population"}},
        {"model/index", {"support", "model/core", "model/inputs", "model/survey"}},
        {"model/engine", model},
        {"inference", {"support"}},
        {"inference/example", {"support", "inference"}},
        {"scenarios", model},
        {"observations", model},
        {"calibration", with(model, {"inference", "scenarios", "observations"})},
        {"forecast", with(model, {"observations"})},
        {"output", with(model, {"observations"})},
        {"workbench", with(model, {"scenarios", "observations", "output"})},
        {"app", with(model, {"inference", "scenarios", "observations", "calibration", "forecast",
                             "output", "workbench"})},
        {"python", with(model, {"inference", "scenarios", "observations", "calibration", "forecast",
                                "output", "workbench", "app"})},
        {"bench", with(model, {"inference", "calibration"})}};
    return arrows;
}

/// "model/core" for model/core/week.hpp, "app" for app/main.cpp, empty outside the tree. A folder
/// inside another is one of its own where the arrows name it.
std::string folder_of(const std::string& path) {
    const auto first = path.find('/');
    if (first == std::string::npos)
        return {};
    const auto top = path.substr(0, first);
    const auto second = path.find('/', first + 1);
    const auto inner = second == std::string::npos ? top : path.substr(0, second);
    if (top == "model")
        return inner;
    if (allowed_arrows().contains(inner))
        return inner;
    return allowed_arrows().contains(top) ? top : std::string{};
}

/// What the library of the model must not use: it prints nothing and opens no file for results.
const std::vector<std::pair<std::regex, std::string>>& forbidden_in_model() {
    static const std::vector<std::pair<std::regex, std::string>> rules{
        {std::regex(R"(#\s*include\s*<(iostream|cstdio|stdio\.h|hdf5\.h|hdf5_hl\.h)>)"),
         "the model must not print or write"},
        {std::regex(R"(\b(std::cout|std::cerr|std::clog)\b)"), "the model must not print"},
        {std::regex(R"(\b(printf|fprintf|puts|fputs|putchar|fwrite|fopen)\s*\()"),
         "the model must not print or write"},
        {std::regex(R"(\bfmt::print\b)"), "the model must not print"},
        {std::regex(R"(\b(ofstream|fstream)\b(?!>))"), "the model must not write files"},
        {std::regex(R"(\bH5[A-Z]+[a-z_]\w*\s*\()"), "the model must not use HDF5"}};
    return rules;
}

struct File {
    std::string shown;  ///< relative to the root, with '/'
    std::string folder; ///< see folder_of
    fs::path path;
};

std::vector<File> program_files(const fs::path& root) {
    std::vector<File> files;
    for (const char* top :
         {"support", "model", "inference", "scenarios", "observations", "calibration", "forecast",
          "output", "workbench", "app", "python", "bench"}) {
        if (!fs::is_directory(root / top))
            continue;
        for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
            const auto extension = entry.path().extension();
            if (extension != ".cpp" && extension != ".hpp")
                continue;
            const auto shown = entry.path().lexically_relative(root).generic_string();
            files.push_back({shown, folder_of(shown), entry.path()});
        }
    }
    std::ranges::sort(files, {}, &File::shown);
    return files;
}

/// The faults of one include; `target` as written between the quotes.
void check_include(const File& file, int line, const std::string& target,
                   std::vector<std::string>& broken) {
    const auto to = folder_of(target);
    if (to.empty())
        broken.push_back(fmt::format("{}:{}: \"{}\" must be named from the top of the tree",
                                     file.shown, line, target));
    else if (!may_include(file.folder, to))
        broken.push_back(fmt::format("{}:{}: {} must not include {} (\"{}\")", file.shown, line,
                                     file.folder, to, target));
}

void check_file(const File& file, std::vector<std::string>& broken) {
    static const std::regex include(R"re(^\s*#\s*include\s*"([^"]+)")re");
    static const std::regex whole_namespace(R"(^\s*using\s+namespace\b)");
    const bool in_model = file.folder.starts_with("model");
    if (file.folder.empty() || !allowed_arrows().contains(file.folder))
        broken.push_back(fmt::format("{}:1: a folder the design does not know", file.shown));
    std::ifstream stream(file.path);
    std::string text;
    int line = 0;
    while (std::getline(stream, text)) {
        ++line;
        std::smatch match;
        if (text.find('#') != std::string::npos && std::regex_search(text, match, include)) {
            check_include(file, line, match[1].str(), broken);
            continue;
        }
        const auto code = text.substr(0, text.find("//"));
        if (code.find("using") != std::string::npos && std::regex_search(code, whole_namespace))
            broken.push_back(fmt::format("{}:{}: 'using namespace'", file.shown, line));
        if (!in_model)
            continue;
        for (const auto& [rule, message] : forbidden_in_model())
            if (std::regex_search(code, rule))
                broken.push_back(fmt::format("{}:{}: {}", file.shown, line, message));
    }
    if (line > kLongestFile)
        broken.push_back(
            fmt::format("{}:{}: longer than {} lines", file.shown, line, kLongestFile));
}

} // namespace

bool may_include(const std::string& from, const std::string& to) {
    const auto found = allowed_arrows().find(from);
    return found != allowed_arrows().end() && (from == to || found->second.contains(to));
}

std::vector<std::string> broken_rules(const fs::path& root) {
    std::vector<std::string> broken;
    for (const auto& file : program_files(root))
        check_file(file, broken);
    return broken;
}

std::size_t files_read(const fs::path& root) {
    return program_files(root).size();
}

} // namespace kozqaras::architecture
