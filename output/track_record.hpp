#pragma once
// What became of earlier predictions: the stored tests of data/record, read for those who show
// them. Rows: docs/brief.md.

#include <filesystem>
#include <string>
#include <vector>

namespace kozqaras {

/// Polls of other countries, forecast from their past (`kozqaras backtest --json`). Points of net.
struct PollTest {
    std::string panel, horizon; ///< "all": of all panels, of all years ahead
    int forecasts = 0, countries = 0;
    double inside50 = 0, inside80 = 0, inside90 = 0; ///< shares
    double crps = 0, persistence = 0, linear_trend = 0;
};

/// The numbers of one kind of a wave that was foreseen (`kozqaras score`).
struct ScoredKind {
    std::string kind;
    int count = 0, inside90 = 0;
    double crps = 0;                            ///< mean, points
    int persistence_count = 0, trend_count = 0; ///< numbers for which the simple forecast exists
    double persistence = 0, crps_beside_it = 0; ///< means over those numbers
    double linear_trend = 0, crps_beside_trend = 0; ///< means over those numbers
};

/// A wave that was foreseen without having been seen.
struct WaveTest {
    std::string wave, fitted_to, knows; ///< knows: "nothing" of what came later, or "events"
    double foreseen = 0, low90 = 0, high90 = 0, observed = 0; ///< composite, points
    std::vector<ScoredKind> kinds{};

    [[nodiscard]] double missed_by() const { return observed - foreseen; }
};

struct TrackRecord {
    std::vector<PollTest> polls;
    std::vector<WaveTest> waves; ///< in the order of the table
    std::vector<std::string> sources;

    /// All polls, each once; null if no such test is stored.
    [[nodiscard]] const PollTest* all_polls() const;
};

/// Reads tests.csv of `folder` and the files it names. Empty without that table: nothing was ever
/// tested. FileError, or InputError with file and line.
[[nodiscard]] TrackRecord read_track_record(const std::filesystem::path& folder);

} // namespace kozqaras
