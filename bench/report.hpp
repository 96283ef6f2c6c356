#pragma once
// What kozqaras-bench --report FOLDER writes: the medians as a table in Markdown, each weekly step
// beside the gather floor and STREAM of the same run.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

namespace kozqaras::bench {

/// Shows the benchmarks as they end, and keeps the median of their repetitions.
class MedianReporter final : public benchmark::ConsoleReporter {
  public:
    void ReportRuns(const std::vector<Run>& runs) override;

    /// The table. `machine`: what the figures were measured on.
    [[nodiscard]] std::string table(const std::string& machine) const;

  private:
    struct Median {
        double milliseconds = 0;
        std::map<std::string, double> counters;
    };

    [[nodiscard]] std::string weekly_steps() const;
    /// Counter of the benchmark `name`; 0 if it did not run.
    [[nodiscard]] double counter(const std::string& name, const std::string& counter) const;

    std::map<std::string, Median> medians_; ///< by benchmark, e.g. "weekly_step/agents_per_1e5:.."
};

} // namespace kozqaras::bench
