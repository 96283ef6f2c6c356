#include "scenarios/expectation_reader.hpp"

#include <fmt/format.h>

namespace kozqaras {
namespace {

constexpr std::array<std::string_view, 12> kKeys{
    "variant", "value",    "region",    "date", "low",
    "high",    "source",   "explained", "mean", "standard_deviation",
    "status",  "parameter"};
constexpr std::array<std::string_view, 2> kStatus{"published", "judgement"};
/// Nets run from -100 to 100 points.
constexpr double kLargestDifference = 200;

/// Either an interval, or the mean and standard deviation of an estimate.
void read_size(TableReader& reader, Expectation& expected) {
    const auto points = [&](std::string_view key, double least) {
        return reader.number(key, least, kLargestDifference, "points of net");
    };
    if (!reader.has("mean")) {
        reader.need("low");
        reader.need("high");
        const auto low = points("low", -kLargestDifference),
                   high = points("high", -kLargestDifference);
        expected.low = low.value_or(0.0);
        expected.high = high.value_or(0.0);
        if (low && high && *low > *high)
            reader.fault("low", fmt::format("'low' ({}) is above 'high' ({})", *low, *high));
        return;
    }
    constexpr double kSmallest = 0.01;
    reader.need("standard_deviation");
    for (const auto* key : {"low", "high"})
        if (reader.has(key))
            reader.fault(key, "an estimate has 'mean' and 'standard_deviation', or 'low' and "
                              "'high', not both");
    PublishedEffect published;
    published.mean = points("mean", -kLargestDifference).value_or(0.0);
    published.standard_deviation = points("standard_deviation", kSmallest).value_or(1.0);
    published.judgement = reader.code("status", kStatus).value_or(0) == 1;
    const double reach = 2.0 * PublishedEffect::kTransfer * published.standard_deviation;
    expected.low = published.mean - reach;
    expected.high = published.mean + reach;
    expected.published = published;
}

Expectation read_expectation(const TomlValue& table, const std::vector<Variant>& variants,
                             const Country& country, Faults& faults) {
    TableReader reader(table, "[[expected]]", kKeys, faults);
    for (const auto* key : {"value", "date", "source"})
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
    read_size(reader, expected);
    constexpr std::size_t kLongest = 1000;
    expected.parameter = reader.text("parameter", kLongest).value_or("");
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
