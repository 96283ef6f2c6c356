#include "app/tables_text.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include <fmt/format.h>

#include "support/terminal.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kTableWidth = 100;
using Numbers = std::vector<StoredNumber>;

std::optional<double> number_in(const CsvTable& table, std::size_t row, std::string_view column) {
    return table.empty(row, column) ? std::nullopt : std::optional(table.number(row, column));
}

/// Hundredths without "-0".
std::string hundredths(double value, int digits, bool sign) {
    double shown = 100 * value;
    if (std::abs(shown) < 0.5 * std::pow(10.0, -digits))
        shown = 0;
    return sign ? fmt::format("{:+.{}f}", shown, digits) : fmt::format("{:.{}f}", shown, digits);
}

/// "80±2|80.4": median, half of the 90 % interval, print.
std::string with_print(const StoredNumber* number, bool sign) {
    if (number == nullptr)
        return "";
    std::string text;
    if (number->median) {
        text = hundredths(*number->median, 0, sign);
        if (number->low && number->high)
            text += fmt::format("±{}", hundredths((*number->high - *number->low) / 2, 0, false));
    }
    return text + "|" + (number->printed ? hundredths(*number->printed, sign ? 0 : 1, sign) : "-");
}

/// The same of ratios and ranks.
std::string plain_with_print(const StoredNumber* number, int digits) {
    if (number == nullptr || !number->median)
        return "";
    std::string text = fmt::format("{:.{}f}", *number->median, digits);
    if (digits > 0 && number->low && number->high)
        text += fmt::format("±{:.{}f}", (*number->high - *number->low) / 2, digits);
    return text + "|" + (number->printed ? fmt::format("{:.{}f}", *number->printed, digits) : "-");
}

/// The rows of one table and wave.
class TableOfWave {
  public:
    TableOfWave(ReportTable table, const std::string& wave, const Numbers& numbers) {
        for (const StoredNumber& number : numbers)
            if (number.wave == wave &&
                number.table == kReportTables[static_cast<std::size_t>(table)])
                rows_.push_back(&number);
    }

    [[nodiscard]] bool empty() const { return rows_.empty(); }

    [[nodiscard]] const StoredNumber* find(std::string_view factor, std::string_view group,
                                           std::string_view item,
                                           std::string_view statistic) const {
        for (const StoredNumber* row : rows_)
            if (row->factor == factor && row->group == group && row->item == item &&
                row->statistic == statistic)
                return row;
        return nullptr;
    }

    /// Each value of a column once, in order.
    [[nodiscard]] std::vector<std::string> distinct(std::string StoredNumber::*column) const {
        std::vector<std::string> values;
        for (const StoredNumber* row : rows_)
            if (std::ranges::find(values, row->*column) == values.end())
                values.push_back(row->*column);
        return values;
    }

    /// Pairs of factor and group, in order.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> populations() const {
        std::vector<std::pair<std::string, std::string>> values;
        for (const StoredNumber* row : rows_)
            if (const std::pair one{row->factor, row->group};
                std::ranges::find(values, one) == values.end())
                values.push_back(one);
        return values;
    }

    [[nodiscard]] const std::vector<const StoredNumber*>& rows() const { return rows_; }

  private:
    std::vector<const StoredNumber*> rows_;
};

/// "Abai", "wealth 1", "all".
std::string population_name(const Country& country, const std::string& factor,
                            const std::string& group) {
    if (factor == "all")
        return "all";
    if (factor == kFactorCodes[static_cast<std::size_t>(Factor::region)])
        for (const Region& region : country.regions)
            if (region.iso == group)
                return region.name_en;
    return factor == "macro_region" ? group : factor + " " + group;
}

std::string answers_text(const TableOfWave& table) {
    std::vector<std::vector<std::string>> rows{
        {"question", "positive", "negative", "neither", "net", "coefficient", "rank"}};
    for (const auto& item : table.distinct(&StoredNumber::item)) {
        const auto number = [&](const char* statistic) {
            return table.find("all", "all", item, statistic);
        };
        rows.push_back({item, with_print(number("positive"), false),
                        with_print(number("negative"), false), with_print(number("neither"), false),
                        with_print(number("net"), true), plain_with_print(number("coefficient"), 1),
                        plain_with_print(number("rank"), 0)});
    }
    return format_table(rows);
}

/// One line per group, one column per item or statistic.
std::string by_group_text(const TableOfWave& table, const Country& country, bool of_index) {
    const auto items = table.distinct(of_index ? &StoredNumber::item : &StoredNumber::statistic);
    const auto question = of_index ? std::string() : table.rows().front()->item;
    std::vector<std::vector<std::string>> rows{{"group"}};
    rows.front().insert(rows.front().end(), items.begin(), items.end());
    for (const auto& [factor, group] : table.populations()) {
        std::vector<std::string> line{population_name(country, factor, group)};
        for (const auto& item : items) {
            const auto* number = of_index ? table.find(factor, group, item, "index")
                                          : table.find(factor, group, question, item);
            line.push_back(with_print(number, of_index || item == "net"));
        }
        rows.push_back(std::move(line));
    }
    return (of_index ? "" : "  " + question + "\n") + format_table(rows);
}

/// Net, place in the order, printed place.
std::string macro_regions_text(const TableOfWave& table) {
    const auto groups = table.distinct(&StoredNumber::group);
    std::vector<std::vector<std::string>> rows{{"net, rank|printed"}};
    rows.front().insert(rows.front().end(), groups.begin(), groups.end());
    for (const auto& item : table.distinct(&StoredNumber::item)) {
        std::vector<std::string> line{item};
        for (const auto& group : groups) {
            const auto* net = table.find("macro_region", group, item, "net");
            const auto* rank = table.find("macro_region", group, item, "rank");
            line.push_back(
                (net != nullptr && net->median ? hundredths(*net->median, 0, true) + " " : "") +
                plain_with_print(rank, 0));
        }
        rows.push_back(std::move(line));
    }
    return format_table(rows);
}

/// In how many of 100 pairs of a marked and an unmarked influence the marked has the larger range.
double marked_larger(const TableOfWave& table, std::optional<double> StoredNumber::*part) {
    std::vector<double> marked, unmarked;
    for (const StoredNumber* mark : table.rows())
        if (mark->statistic == "mark" && mark->printed)
            if (const auto* range = table.find(mark->factor, mark->group, mark->item, "range");
                range != nullptr && range->*part)
                (*mark->printed > 0 ? marked : unmarked).push_back(*(range->*part));
    double larger = 0;
    for (const double one : marked)
        for (const double other : unmarked)
            larger += one > other ? 1.0 : one == other ? 0.5 : 0.0;
    const auto pairs = static_cast<double>(marked.size() * unmarked.size());
    return pairs > 0 ? 100 * larger / pairs : std::nan("");
}

std::string factors_text(const TableOfWave& table) {
    const auto items = table.distinct(&StoredNumber::item);
    std::vector<std::vector<std::string>> rows{{"factor"}};
    for (const auto& item : items)
        rows.front().push_back(item);
    for (const auto& factor : table.distinct(&StoredNumber::factor)) {
        std::vector<std::string> line{factor};
        for (const auto& item : items) {
            const auto* mark = table.find(factor, "", item, "mark");
            line.push_back(with_print(table.find(factor, "", item, "difference"), true) +
                           (mark != nullptr && mark->printed && *mark->printed > 0 ? " +" : ""));
        }
        rows.push_back(std::move(line));
    }
    return format_table(rows) +
           wrap(fmt::format("Difference between the ends of the factor (tables.csv also has the "
                            "range over all groups); + as the report marks it. The report's marks "
                            "follow no threshold: a marked influence has the larger range in "
                            "{:.0f} of 100 pairs with an unmarked one by the printed numbers, in "
                            "{:.0f} by the simulated.",
                            marked_larger(table, &StoredNumber::printed),
                            marked_larger(table, &StoredNumber::median)),
                kTableWidth, "  ");
}

constexpr std::array<std::string_view, kReportTables.size()> kTitles{
    "ANSWERS OF ALL", "INDICATORS BY GROUP", "GENERAL ATTITUDE BY GROUP", "MACRO-REGIONS",
    "INFLUENCE OF FACTORS"};

} // namespace

std::vector<StoredNumber> read_stored_tables(const CsvTable& table) {
    std::vector<StoredNumber> numbers;
    for (std::size_t row = 0; row < table.rows(); ++row)
        numbers.push_back({table.text(row, "table"), table.text(row, "wave"),
                           table.text(row, "factor"), table.text(row, "group"),
                           table.text(row, "item"), table.text(row, "statistic"),
                           number_in(table, row, "printed"), number_in(table, row, "model_median"),
                           number_in(table, row, "model_q05"), number_in(table, row, "model_q95")});
    return numbers;
}

std::vector<std::string> waves_of(const std::vector<StoredNumber>& numbers) {
    std::vector<std::string> waves;
    for (const StoredNumber& number : numbers)
        if (std::ranges::find(waves, number.wave) == waves.end())
            waves.push_back(number.wave);
    return waves;
}

std::string table_text(ReportTable table, const std::string& wave,
                       const std::vector<StoredNumber>& numbers, const Country& country) {
    const TableOfWave rows(table, wave, numbers);
    if (rows.empty())
        return "";
    const auto text = table == ReportTable::answers         ? answers_text(rows)
                      : table == ReportTable::indicators    ? by_group_text(rows, country, true)
                      : table == ReportTable::attitude      ? by_group_text(rows, country, false)
                      : table == ReportTable::macro_regions ? macro_regions_text(rows)
                                                            : factors_text(rows);
    return fmt::format("{}, {}\n{}\n", kTitles[static_cast<std::size_t>(table)], wave, text);
}

std::string tables_legend() {
    return wrap(
        "simulated median ± half of the 90 % interval of members | printed (- : not "
        "printed). Hundredths: a share of 80 is 80 %, a net or index of +55 is 0.55. Sample "
        "as fielded, baseline, no sampling error. Printed numbers that the calibration saw "
        "are marked in tables.csv.",
        kTableWidth, "");
}

} // namespace kozqaras
