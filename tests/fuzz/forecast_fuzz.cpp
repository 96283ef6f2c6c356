// A forecast file, altered, with the hash that fits: as its author might alter it. Then scored.
#include <cstdint>

#include "forecast/forecast_file.hpp"
#include "forecast/score_table.hpp"
#include "observations/table_wave.hpp"
#include "support/sha256.hpp"
#include "tests/fuzz/fuzzing.hpp"

namespace {

using namespace kozqaras;

/// Puts the hash of `text` into its field "sha256", if it has one.
std::string sealed(std::string text) {
    constexpr std::string_view kField = "\"sha256\": \"";
    constexpr std::size_t kDigits = 64;
    const auto place = text.find(kField);
    if (place == std::string::npos || text.size() < place + kField.size() + kDigits)
        return text;
    text.replace(place + kField.size(), kDigits, kDigits, '0');
    return text.replace(place + kField.size(), kDigits, sha256(text));
}

/// The first input of the corpus: a forecast with few targets.
const std::string& good_text() {
    static const std::string text =
        fuzzing::read(fuzzing::source_tree() / "tests" / "fuzz" / "good_forecast.json");
    return text;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    FuzzedDataProvider data(bytes, size);
    const auto text = sealed(fuzzing::altered(good_text(), data));
    return fuzzing::read_or_refuse([&] {
        const auto record = parse_forecast(text, "fuzzed");
        static const auto wave = wave_of_tables(fuzzing::shipped_inputs().survey, "2023");
        const auto scores = score_wave(record, wave.values);
        static_cast<void>(summarise_scores(scores.rows));
        static_cast<void>(score_table(scores.rows));
    });
}
