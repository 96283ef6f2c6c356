#pragma once
// How the library tells its caller how far it is, and is told to stop. It never prints.

#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>

namespace kozqaras {

/// Receives progress; calls may come from any thread, one at a time for one stage.
class ProgressSink {
  public:
    ProgressSink() = default;
    ProgressSink(const ProgressSink&) = delete;
    ProgressSink& operator=(const ProgressSink&) = delete;
    virtual ~ProgressSink() = default;
    /// `done` of `total` units of `stage` are finished (total > 0).
    virtual void report(std::string_view stage, std::uint64_t done, std::uint64_t total) = 0;
};

/// Ignores all reports.
class NoProgress final : public ProgressSink {
  public:
    void report(std::string_view, std::uint64_t, std::uint64_t) override {}
};

/// Shows the progress of one part as progress of the whole: a part of `units` that begins at unit
/// `first` of `total`. The stages the part names are not shown.
class PartProgress final : public ProgressSink {
  public:
    PartProgress(ProgressSink& whole, std::string_view stage, std::uint64_t first,
                 std::uint64_t units, std::uint64_t total)
        : whole_(whole), stage_(stage), first_(first), units_(units), total_(total) {}

    void report(std::string_view stage, std::uint64_t done, std::uint64_t total) override;

  private:
    ProgressSink& whole_;
    std::string_view stage_;
    std::uint64_t first_, units_, total_;
};

/// Throws Interrupted if a stop was requested.
void check_stop(const std::stop_token& stop);

} // namespace kozqaras
