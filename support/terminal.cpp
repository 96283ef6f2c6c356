#include "support/terminal.hpp"

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "support/errors.hpp"

namespace kozqaras {
namespace {

/// Letters and signs of UTF-8 text; wide signs do not occur in our tables.
std::size_t columns_of(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Words that nobody can read any more (closed, full disk) are no reason to end: no error.
void write_message(const std::string& text) {
    (void)std::fwrite(text.data(), 1, text.size(), stderr);
    (void)std::fflush(stderr);
    std::clearerr(stderr);
}

void print_labelled(std::string_view label, std::string_view colour, std::string_view text) {
    const std::string mark = colours_wanted() ? fmt::format("\x1b[{}m{}:\x1b[0m ", colour, label)
                                              : fmt::format("{}: ", label);
    std::string lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const bool goes_on = text.starts_with(' ');
        lines += fmt::format("{}{}\n", goes_on ? "" : mark, text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    write_message(lines);
}

} // namespace

void prepare_terminal() {
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (fcntl(descriptor, F_GETFD) < 0) // open() gives the lowest free number: this one
            (void)open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    (void)std::signal(SIGPIPE, SIG_IGN); // writing then fails with an error that can be told
}

bool colours_wanted() {
    const char* no_colour = std::getenv("NO_COLOR");
    const char* terminal = std::getenv("TERM");
    const bool dumb = !terminal || std::string_view(terminal) == "dumb";
    return !(no_colour && *no_colour) && !dumb && isatty(STDERR_FILENO) == 1;
}

void print_data(std::string_view text) {
    const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
    if (!written || std::fflush(stdout) != 0)
        throw FileError("standard output", "cannot be written");
}

void print_remark(std::string_view text) {
    write_message(fmt::format("{}\n", text));
}

void print_error(std::string_view text) {
    print_labelled("error", "31", text);
}

void print_warning(std::string_view text) {
    print_labelled("warning", "33", text);
}

std::string describe_duration(double seconds) {
    const auto whole = static_cast<long>(std::ceil(std::max(0.0, seconds)));
    if (whole < 60)
        return fmt::format("{} s", whole);
    if (whole < 3600)
        return fmt::format("{} min {:02} s", whole / 60, whole % 60);
    return fmt::format("{} h {:02} min", whole / 3600, whole % 3600 / 60);
}

std::string describe_bytes(double bytes) {
    constexpr double kKibi = 1024;
    if (bytes < kKibi * kKibi)
        return fmt::format("{:.0f} KiB", std::ceil(bytes / kKibi));
    if (bytes < kKibi * kKibi * kKibi)
        return fmt::format("{:.0f} MiB", bytes / (kKibi * kKibi));
    return fmt::format("{:.1f} GiB", bytes / (kKibi * kKibi * kKibi));
}

std::string format_table(const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()), 0);
        for (std::size_t c = 0; c < row.size(); ++c)
            widths[c] = std::max(widths[c], columns_of(row[c]));
    }
    std::string text;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t c = 0; c < row.size(); ++c)
            line += row[c] + std::string(widths[c] - columns_of(row[c]) + 2, ' ');
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    }
    return text;
}

std::string wrap(std::string_view text, std::size_t width, std::string_view indent) {
    std::string result, line(indent);
    std::size_t words = 0;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of(" \n"), text.size());
        const auto word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (word.empty())
            continue;
        if (words > 0 && columns_of(line) + 1 + columns_of(word) > width) {
            result += line + '\n';
            line = indent;
            words = 0;
        }
        line += words > 0 ? " " : "";
        line += word;
        ++words;
    }
    return words > 0 ? result + line + '\n' : result;
}

TerminalProgress::TerminalProgress(bool quiet)
    : style_(quiet                        ? Style::silent
             : isatty(STDERR_FILENO) == 1 ? Style::rewriting
                                          : Style::lines) {}

TerminalProgress::~TerminalProgress() {
    if (line_open_)
        write_message("\n");
}

void TerminalProgress::begin(std::string_view stage, std::uint64_t done) {
    if (line_open_)
        write_message("\n");
    line_open_ = false;
    stage_ = stage;
    first_ = done;
    started_ = Clock::now();
    shown_ = {};
    tenths_ = -1;
}

std::string TerminalProgress::line(std::uint64_t done, std::uint64_t total) const {
    const double passed = std::chrono::duration<double>(Clock::now() - started_).count();
    const auto percent =
        static_cast<int>(100 * static_cast<double>(done) / static_cast<double>(total));
    if (done >= total)
        return fmt::format("{}: done in {}", stage_, describe_duration(passed));
    if (done <= first_) // the first report tells where the clock was started
        return fmt::format("{}: {} %", stage_, percent);
    const double a_unit = passed / static_cast<double>(done - first_);
    return fmt::format("{}: {} %, {} left", stage_, percent,
                       describe_duration(a_unit * static_cast<double>(total - done)));
}

void TerminalProgress::report(std::string_view stage, std::uint64_t done, std::uint64_t total) {
    if (style_ == Style::silent || total == 0)
        return;
    const std::scoped_lock lock(mutex_);
    if (stage != stage_)
        begin(stage, done);
    if (style_ == Style::rewriting) {
        const auto now = Clock::now();
        if (done < total && now - shown_ < std::chrono::milliseconds(100))
            return;
        shown_ = now;
        write_message(fmt::format("\r{}\x1b[K{}", line(done, total), done >= total ? "\n" : ""));
        line_open_ = done < total;
        return;
    }
    const auto tenths = static_cast<int>(10 * done / total);
    if (tenths > tenths_) {
        tenths_ = tenths;
        write_message(line(done, total) + '\n');
    }
}

} // namespace kozqaras
