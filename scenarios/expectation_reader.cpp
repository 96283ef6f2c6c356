#include "scenarios/expectation_reader.hpp"

#include <fmt/format.h>

namespace kozqaras {
namespace {

constexpr std::array<std::string_view, 8> kKeys{"variant", "value", "region", "date",
                                                "low",     "high",  "source", "explained"};
/// Nets run from -100 to 100 points.
constexpr double kLargestDifference = 200;

Expectation read_expectation(const TomlValue& table, const std::vector<Variant>& variants,
                             const Country& country, Faults& faults) {
    TableReader reader(table, "[[expected]]", kKeys, faults);
    for (const auto* key : {"value", "date", "low", "high", "source"})
        reader.need(key);
    std::vector<std::string_view> ids;
    for (const auto& variant : variants)
        ids.emplace_back(variant.id);
    Expectation expected;
    expected.origin = table.position;
    if (const auto variant = reader.code("variant", ids))
        expected.variant = ids[static_cast<std::size_t>(*variant)];
    expected.value = reader.code("value", country.index_values).value_or(country.composite());
    expected.region = reader.region("region", country.regions);
    expected.date = reader.date("date").value_or(Date{});
    const auto bound = [&](std::string_view key) {
        return reader.number(key, -kLargestDifference, kLargestDifference, "points of net");
    };
    const auto low = bound("low"), high = bound("high");
    expected.low = low.value_or(0.0);
    expected.high = high.value_or(0.0);
    if (low && high && *low > *high)
        reader.fault("low", fmt::format("'low' ({}) is above 'high' ({})", *low, *high));
    constexpr std::size_t kLongest = 1000;
    expected.source = reader.text("source", kLongest).value_or("");
    expected.explained = reader.text("explained", kLongest).value_or("");
    return expected;
}

} // namespace

std::vector<Expectation> read_expectations(TableReader& parent,
                                           const std::vector<Variant>& variants,
                                           const Country& country, Faults& faults) {
    std::vector<Expectation> expected;
    for (const auto* table : parent.tables("expected"))
        expected.push_back(read_expectation(*table, variants, country, faults));
    return expected;
}

} // namespace kozqaras
