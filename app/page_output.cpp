#include "app/page_output.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <optional>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include <fmt/format.h>

#include "support/errors.hpp"
#include "support/file_bytes.hpp"
#include "support/output_file.hpp"
#include "support/safe_file.hpp"
#include "support/shell_text.hpp"
#include "support/target_path.hpp"
#include "support/terminal.hpp"

extern char** environ; // NOLINT: of the C library

namespace kozqaras {
namespace {

constexpr std::array<const char*, 3> kBrowsers{"chromium", "chromium-browser", "google-chrome"};
constexpr std::chrono::seconds kLongestPrint{120};

/// A folder for one's own files that goes with this object.
class ScratchFolder {
  public:
    ScratchFolder() {
        auto pattern = (scratch_root() / "kozqaras_print_XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr)
            throw FileError(pattern, "the folder for printing cannot be made");
        path_ = pattern;
    }

    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    ~ScratchFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

/// Starts `words` without input and output; nothing if there is no such program.
std::optional<pid_t> start_quietly(std::vector<std::string> words) {
    std::vector<char*> arguments;
    for (std::string& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions{};
    posix_spawn_file_actions_init(&actions);
    for (const int stream : {0, 1, 2})
        posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_RDWR, 0);
    pid_t child = 0;
    const int fault =
        posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    return fault == 0 ? std::optional(child) : std::nullopt;
}

/// Whether the child ended by itself with status 0 in time. Interrupted if asked to stop.
bool ends_well(pid_t child, const std::stop_token& stop) {
    const auto end = std::chrono::steady_clock::now() + kLongestPrint;
    for (int status = 0; waitpid(child, &status, WNOHANG) == 0;) {
        if (stop.stop_requested() || std::chrono::steady_clock::now() > end) {
            kill(child, SIGKILL);
            waitpid(child, &status, 0);
            if (stop.stop_requested())
                throw Interrupted();
            return false;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return true; // what it has written is looked at
}

std::vector<std::string> print_words(const char* browser, const ScratchFolder& scratch) {
    std::vector<std::string> words{browser,
                                   "--headless",
                                   "--disable-gpu",
                                   "--disable-background-networking",
                                   "--no-first-run",
                                   "--no-pdf-header-footer",
                                   "--user-data-dir=" + (scratch.path() / "profile").string(),
                                   "--print-to-pdf=" + (scratch.path() / "page.pdf").string()};
    if (geteuid() == 0) // its sandbox refuses to start for the superuser
        words.emplace_back("--no-sandbox");
    words.push_back("file://" + (scratch.path() / "page.html").string());
    return words;
}

bool is_there(const std::filesystem::path& path) {
    std::error_code error;
    return std::filesystem::exists(path, error);
}

} // namespace

PageTarget page_target(const std::filesystem::path& typed, const char* otherwise, bool force) {
    PageTarget target{typed.empty() ? otherwise : typed, false, force};
    const auto ending = target.path.extension();
    if (ending != ".html" && ending != ".htm" && ending != ".pdf")
        throw UsageError(
            fmt::format("--output {}: must end in .html or .pdf", target.path.string()));
    target.pdf = ending == ".pdf";
    return target;
}

std::string printed_page(const std::string& html, const std::stop_token& stop) {
    const ScratchFolder scratch;
    const auto pdf = scratch.path() / "page.pdf";
    write_whole_file(scratch.path() / "page.html", html);
    for (const char* browser : kBrowsers) {
        const auto child = start_quietly(print_words(browser, scratch));
        if (!child)
            continue;
        if (ends_well(*child, stop) && is_there(pdf))
            return read_file(pdf, pdf.string());
        throw FileError(browser, "could not print the page; write .html and print it from a "
                                 "browser");
    }
    throw FileError("chromium", "is not installed, and a PDF is printed by it (Debian: apt-get "
                                "install chromium); or write .html and print it from any browser");
}

void write_page(const SharedOptions& shared, const PageTarget& target,
                const std::function<std::string()>& make, const std::stop_token& stop) {
    const auto output = output_file_of(target.path, target.force, shared.dry_run);
    const std::string html = make();
    if (output)
        output->write(target.pdf ? printed_page(html, stop) : html);
    if (!shared.quiet)
        print_remark(fmt::format("{} {}", shared.dry_run ? "Would write" : "Written to",
                                 shell_quoted_path(target.path)));
}

} // namespace kozqaras
