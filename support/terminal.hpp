#pragma once
// What the user sees: progress, remarks and errors on standard error; data on standard output. A
// standard error that is closed or full loses words, nothing else.

#include <chrono>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "support/progress.hpp"

namespace kozqaras {

/// To be called first in main(). Standard input, output and error that are closed become ones that
/// fail, so that no file gets their numbers; a reader that has gone away ends nothing (SIGPIPE).
void prepare_terminal();

/// Whether standard error is a terminal on which colours are wanted (NO_COLOR, TERM=dumb).
[[nodiscard]] bool colours_wanted();

/// Writes data to standard output. FileError if it cannot (full disk, closed pipe).
void print_data(std::string_view text);
/// Writes a line to standard error.
void print_remark(std::string_view text);
/// "error: ..." to standard error, one per line of `text`; a line that begins with a space goes on
/// with the one before.
void print_error(std::string_view text);
void print_warning(std::string_view text);

/// "42 s", "3 min 20 s", "1 h 05 min".
[[nodiscard]] std::string describe_duration(double seconds);
/// "1.4 GiB".
[[nodiscard]] std::string describe_bytes(double bytes);
/// Columns as wide as their widest cell, two blanks apart; the first row is the heading.
[[nodiscard]] std::string format_table(const std::vector<std::vector<std::string>>& rows);
/// `text` in lines of at most `width` columns, each after `indent`.
[[nodiscard]] std::string wrap(std::string_view text, std::size_t width, std::string_view indent);

/// Progress with the time left: one line that is rewritten on a terminal, else a line each 10 %.
class TerminalProgress final : public ProgressSink {
  public:
    enum class Style : std::uint8_t { silent, rewriting, lines };

    explicit TerminalProgress(bool quiet);

    explicit TerminalProgress(Style style) : style_(style) {}

    ~TerminalProgress() override;
    void report(std::string_view stage, std::uint64_t done, std::uint64_t total) override;

  private:
    using Clock = std::chrono::steady_clock;

    void begin(std::string_view stage, std::uint64_t done);
    [[nodiscard]] std::string line(std::uint64_t done, std::uint64_t total) const;

    Style style_;
    std::mutex mutex_;
    std::string stage_;
    std::uint64_t first_ = 0; ///< units done when the clock was started
    Clock::time_point started_{}, shown_{};
    int tenths_ = 0;         ///< tenths already printed
    bool line_open_ = false; ///< a rewritten line has no newline yet
};

} // namespace kozqaras
