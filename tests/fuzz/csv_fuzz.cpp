// Tables of others: any CSV, a wave, a population to be checked against.
#include <cstdint>

#include "model/inputs/margin_table.hpp"
#include "observations/observed_wave.hpp"
#include "support/csv_table.hpp"
#include "tests/fuzz/fuzzing.hpp"

namespace {

using namespace kozqaras;

void read_every_cell(const std::string& text) {
    const auto table = CsvTable::parse(text, "fuzzed");
    for (std::size_t row = 0; row < table.rows(); ++row)
        for (const std::string& column : table.columns()) {
            static_cast<void>(table.text(row, column));
            fuzzing::read_or_refuse([&] { static_cast<void>(table.number(row, column)); });
            fuzzing::read_or_refuse(
                [&] { static_cast<void>(table.percent_as_share(row, column)); });
            fuzzing::read_or_refuse([&] { static_cast<void>(table.date(row, column)); });
            fuzzing::read_or_refuse([&] { static_cast<void>(table.decimals(row, column)); });
        }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace std::string_view_literals;
    const std::string text(reinterpret_cast<const char*>(bytes), size);
    const auto& country = fuzzing::shipped_inputs().country;
    constexpr std::array targets{"composite"sv, "general"sv, "trust"sv};
    constexpr std::array groups{"all"sv, "region:KZ-10"sv, "age:18_34"sv};
    fuzzing::read_or_refuse([&] { read_every_cell(text); });
    fuzzing::read_or_refuse([&] {
        static_cast<void>(parse_observed_wave(text, "fuzzed", targets, groups, country->regions));
    });
    return fuzzing::read_or_refuse([&] {
        const auto file = fuzzing::scratch_folder() / "table.csv";
        fuzzing::write(file, text);
        static_cast<void>(read_margin_tables(file, country));
    });
}
