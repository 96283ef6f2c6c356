#include "output/track_record.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "support/csv_table.hpp"
#include "support/errors.hpp"
#include "support/file_bytes.hpp"

namespace kozqaras {

namespace {

constexpr std::array<std::string_view, 2> kTestKinds{"polls", "wave"};
constexpr double kPointsOfScore = 100;

std::vector<PollTest> read_poll_tests(const std::filesystem::path& path) {
    const auto json = nlohmann::ordered_json::parse(read_file(path, path.string()), nullptr, false);
    std::vector<PollTest> tests;
    try {
        for (const auto& score : json.at("scores")) {
            const auto& years = score.at("horizon_years");
            PollTest test{score.at("panel"), years.is_string() ? years.get<std::string>()
                                                               : std::to_string(years.get<int>())};
            test.forecasts = score.at("forecasts");
            test.countries = score.at("countries");
            test.inside50 = score.at("covered").at("50");
            test.inside80 = score.at("covered").at("80");
            test.inside90 = score.at("covered").at("90");
            test.crps = score.at("crps");
            test.persistence = score.at("rivals").at("persistence").at("crps");
            test.linear_trend = score.at("rivals").at("linear_trend").at("crps");
            tests.push_back(std::move(test));
        }
    } catch (const nlohmann::json::exception& error) {
        throw InputError(
            {path.string()},
            fmt::format("is not what 'kozqaras backtest --json' writes: {}", error.what()));
    }
    return tests;
}

ScoredKind& kind_in(WaveTest& test, const std::string& kind) {
    const auto found = std::ranges::find(test.kinds, kind, &ScoredKind::kind);
    return found != test.kinds.end() ? *found : test.kinds.emplace_back(ScoredKind{.kind = kind});
}

/// Adds a row of a score table; sums, not yet means.
void add_score(const CsvTable& table, std::size_t row, WaveTest& test) {
    const auto points = [&](std::string_view column) {
        return kPointsOfScore * table.number(row, column);
    };
    const std::string& kind = table.text(row, "kind");
    ScoredKind& scored = kind_in(test, kind);
    const double crps = points("crps");
    ++scored.count;
    scored.inside90 += table.text(row, "inside90") == "yes" ? 1 : 0;
    scored.crps += crps;
    if (!table.empty(row, "persistence_crps")) {
        ++scored.persistence_count;
        scored.persistence += points("persistence_crps");
        scored.crps_beside_it += crps;
    }
    if (!table.empty(row, "linear_trend_crps")) {
        ++scored.trend_count;
        scored.linear_trend += points("linear_trend_crps");
        scored.crps_beside_trend += crps;
    }
    if (kind == "composite") {
        test.foreseen = points("median");
        test.low90 = points("low90");
        test.high90 = points("high90");
        test.observed = points("observed");
    }
}

WaveTest read_wave_test(const std::filesystem::path& path, WaveTest test) {
    const auto table = CsvTable::read(path);
    for (std::size_t row = 0; row < table.rows(); ++row)
        if (table.text(row, "fitted") == "no")
            add_score(table, row, test);
    if (std::ranges::find(test.kinds, "composite", &ScoredKind::kind) == test.kinds.end())
        throw InputError(table.end_position(), "a test of a wave needs a row 'composite' that was "
                                               "not fitted");
    for (ScoredKind& kind : test.kinds) {
        kind.crps /= kind.count;
        kind.persistence /= std::max(1, kind.persistence_count);
        kind.crps_beside_it /= std::max(1, kind.persistence_count);
        kind.linear_trend /= std::max(1, kind.trend_count);
        kind.crps_beside_trend /= std::max(1, kind.trend_count);
    }
    return test;
}

} // namespace

const PollTest* TrackRecord::all_polls() const {
    const auto found = std::ranges::find_if(
        polls, [](const PollTest& test) { return test.panel == "all" && test.horizon == "all"; });
    return found == polls.end() ? nullptr : &*found;
}

TrackRecord read_track_record(const std::filesystem::path& folder) {
    TrackRecord record;
    const auto list = folder / "tests.csv";
    std::error_code error;
    if (!std::filesystem::exists(list, error))
        return record;
    const auto table = CsvTable::read(list);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto file = folder / table.text(row, "file");
        if (table.code(row, "kind", kTestKinds, "kind of test") == 0)
            record.polls = read_poll_tests(file);
        else
            record.waves.push_back(
                read_wave_test(file, WaveTest{table.text(row, "wave"), table.text(row, "fitted_to"),
                                              table.text(row, "knows")}));
        record.sources.push_back(fmt::format("{}: {} ({})", table.text(row, "file"),
                                             table.text(row, "source"), table.text(row, "made")));
    }
    return record;
}

} // namespace kozqaras
