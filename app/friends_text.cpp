#include "app/friends_text.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "support/errors.hpp"
#include "support/terminal.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kFriendsWidth = 100;
constexpr double kNinetyPercent = 1.645; ///< standard errors

/// A row of friends.csv.
struct FriendRow {
    std::string scenario, date, statistic, base, also;
    std::optional<double> median, low, high, difference, difference_low, difference_high, printed,
        error;
};

std::vector<FriendRow> friend_rows(const CsvTable& table) {
    const auto number = [&](std::size_t row, std::string_view column) {
        return table.empty(row, column) ? std::nullopt : std::optional(table.number(row, column));
    };
    std::vector<FriendRow> rows;
    for (std::size_t row = 0; row < table.rows(); ++row)
        rows.push_back(
            {table.text(row, "scenario"), table.text(row, "date"), table.text(row, "statistic"),
             table.text(row, "base"), table.text(row, "also"), number(row, "model_median"),
             number(row, "model_q05"), number(row, "model_q95"), number(row, "difference"),
             number(row, "difference_q05"), number(row, "difference_q95"), number(row, "printed"),
             number(row, "printed_error")});
    return rows;
}

std::vector<std::string> distinct(const std::vector<FriendRow>& rows,
                                  std::string FriendRow::*column) {
    std::vector<std::string> values;
    for (const FriendRow& row : rows)
        if (std::ranges::find(values, row.*column) == values.end())
            values.push_back(row.*column);
    return values;
}

/// The rows of one scenario and date.
class FriendTable {
  public:
    FriendTable(const std::vector<FriendRow>& rows, const std::string& scenario,
                const std::string& date) {
        for (const FriendRow& row : rows)
            if (row.scenario == scenario && row.date == date)
                rows_.push_back(row);
    }

    [[nodiscard]] const FriendRow* find(std::string_view statistic, std::string_view base,
                                        std::string_view also = "") const {
        for (const FriendRow& row : rows_)
            if (row.statistic == statistic && row.base == base && row.also == also)
                return &row;
        return nullptr;
    }

    [[nodiscard]] std::vector<std::string> partners() const {
        std::vector<std::string> names;
        for (const FriendRow& row : rows_)
            if (row.statistic == "named")
                names.push_back(row.base);
        return names;
    }

    [[nodiscard]] const std::vector<FriendRow>& rows() const { return rows_; }

  private:
    std::vector<FriendRow> rows_;
};

std::string whole_percent(const std::optional<double>& share) {
    return share ? fmt::format("{:.0f}", 100.0 * *share) : "-";
}

std::string signed_points(const std::optional<double>& share) {
    if (!share)
        return "-";
    const double points = 100.0 * *share;
    return fmt::format("{:+.1f}", std::abs(points) < 0.05 ? 0.0 : points);
}

std::string plain(const std::optional<double>& count) {
    return count ? fmt::format("{:.0f}", *count) : "-";
}

/// Of those who name the country of the row, the share that also names that of the column.
std::string mentions_text(const FriendTable& table) {
    const auto partners = table.partners();
    std::vector<std::vector<std::string>> rows{{"of those who name"}};
    for (const auto& also : partners)
        rows.front().push_back(also);
    for (const auto& base : partners) {
        std::vector<std::string> line{base};
        for (const auto& also : partners) {
            const auto* cell = table.find("also_named", base, also);
            line.push_back(cell == nullptr
                               ? ""
                               : whole_percent(cell->median) + "|" + whole_percent(cell->printed));
        }
        rows.push_back(std::move(line));
    }
    return format_table(rows);
}

std::string shares_and_links_text(const FriendTable& table) {
    std::vector<std::vector<std::string>> rows{{"country", "named", "90 %", "relative to first",
                                                "links two-way|printed", "one-way|printed"}};
    const auto partners = table.partners();
    for (const auto& one : partners) {
        const auto* named = table.find("named", one);
        const auto* relative = table.find("relative", one, partners.front());
        const auto* two = table.find("links_two_way", one);
        const auto* way = table.find("links_one_way", one);
        rows.push_back(
            {one, whole_percent(named->median),
             named->low ? whole_percent(named->low) + " to " + whole_percent(named->high) : "",
             relative != nullptr && relative->median ? fmt::format("{:.2f}", *relative->median)
                                                     : "1",
             two != nullptr ? plain(two->median) + "|" + plain(two->printed) : "",
             way != nullptr ? plain(way->median) + "|" + plain(way->printed) : ""});
    }
    std::string text = format_table(rows) + "How many are named:";
    for (const FriendRow& row : table.rows())
        if (row.statistic == "how_many")
            text += fmt::format("  {}: {} %", row.base, whole_percent(row.median));
    return text + '\n';
}

std::string fit_line(const FriendTable& table) {
    double chi_square = 0.0;
    std::size_t cells = 0, within = 0;
    for (const FriendRow& row : table.rows())
        if (row.printed && row.error && row.median) {
            const double z = (*row.median - *row.printed) / *row.error;
            chi_square += z * z;
            within += std::abs(z) <= kNinetyPercent ? 1 : 0;
            ++cells;
        }
    if (cells == 0)
        return "";
    return wrap(fmt::format("Printed cells: {}; chi-square {:.1f}; within 90 % of their sampling "
                            "error: {}. The survey's size is not printed and is assumed; the "
                            "cells were given to the fit of the utilities, so this is no "
                            "prediction. Only relations between countries are printed: how "
                            "many name each at all follows from the form of the choice alone.",
                            cells, chi_square, within),
                kFriendsWidth, "");
}

std::string scenario_text(const std::vector<FriendRow>& rows, const std::string& scenario,
                          const std::string& date) {
    const FriendTable table(rows, scenario, date);
    std::vector<std::vector<std::string>> lines{{"points against the baseline", "named", "90 %"}};
    for (const auto& one : table.partners()) {
        const auto* named = table.find("named", one);
        lines.push_back({one, signed_points(named->difference),
                         named->difference_low ? signed_points(named->difference_low) + " to " +
                                                     signed_points(named->difference_high)
                                               : ""});
    }
    return fmt::format("\n{}, {}\n{}", scenario, date, format_table(lines));
}

std::string number_text(const PartnerFit& fit, std::size_t partner,
                        std::optional<std::size_t> lane) {
    for (std::size_t k = 0; k < fit.tables.numbers.size(); ++k)
        if (const PartnerNumber& number = fit.tables.numbers[k];
            number.partner == partner && number.lane == lane)
            return number.fitted ? fmt::format("{:+.2f} ({:.2f})", number.value, fit.errors[k])
                                 : fmt::format("{:+.2f} held", number.value);
    return "";
}

} // namespace

std::string friends_text(const CsvTable& table) {
    const auto rows = friend_rows(table);
    if (rows.empty())
        throw InputError(table.end_position(),
                         "nobody was asked of friendly countries: the data of the run hold none");
    const auto scenarios = distinct(rows, &FriendRow::scenario);
    const auto dates = distinct(rows, &FriendRow::date);
    const auto printed =
        std::ranges::find_if(rows, [](const FriendRow& row) { return row.printed.has_value(); });
    const std::string& shown = printed != rows.end() ? printed->date : dates.front();
    const FriendTable survey(rows, scenarios.front(), shown);
    std::string text = fmt::format("FRIENDLY COUNTRIES, {}, {}\nPercent who also name the country "
                                   "of the column: simulated median | printed\n",
                                   scenarios.front(), shown);
    text += mentions_text(survey) + '\n' + shares_and_links_text(survey) + '\n' + fit_line(survey);
    for (std::size_t scenario = 1; scenario < scenarios.size(); ++scenario)
        text += scenario_text(rows, scenarios[scenario], dates.back());
    return text;
}

std::string partner_fit_text(const PartnerFit& fit) {
    const auto& partners = fit.tables.partners;
    std::vector<std::vector<std::string>> rows{{"country", "bar"}};
    for (const auto& lane : fit.tables.lanes)
        rows.front().push_back("lane " + lane);
    rows.front().push_back("named");
    for (std::size_t p = 0; p < partners.size(); ++p) {
        std::vector<std::string> line{partners[p].id, number_text(fit, p, std::nullopt)};
        for (std::size_t lane = 0; lane < fit.tables.lanes.size(); ++lane)
            line.push_back(number_text(fit, p, lane));
        line.push_back(whole_percent(fit.expected.named[p]));
        rows.push_back(std::move(line));
    }
    std::vector<std::vector<std::string>> cells{{"named", "also", "printed", "fitted", "z"}};
    for (std::size_t k = 0; k < fit.tables.mentions.size(); ++k) {
        const PrintedMention& cell = fit.tables.mentions[k];
        const double fitted = fit.expected.of(cell.base, cell.also);
        cells.push_back({partners[cell.base].id, partners[cell.also].id, whole_percent(cell.share),
                         fmt::format("{:.1f}", 100.0 * fitted),
                         fmt::format("{:+.2f}", (fitted - cell.share) / fit.cell_errors[k])});
    }
    return format_table(rows) + '\n' + format_table(cells) +
           wrap(fmt::format(
                    "chi-square {:.1f} over {} cells, of which {} do not follow from the "
                    "others; {} numbers fitted; {} cells within 90 % of their error, for "
                    "{:.0f} respondents and a design effect of {:g}. Errors of the "
                    "numbers: Laplace. Not determined by the cells: how many name each "
                    "country at all (only the form of the choice and the weak prior decide), "
                    "what home language and age do (judgement), which way the lanes are "
                    "turned (a loading is held at 0).",
                    fit.chi_square, fit.tables.mentions.size(), fit.independent, fit.fitted,
                    fit.within, fit.tables.sample_size(), fit.tables.design_effect),
                kFriendsWidth, "");
}

} // namespace kozqaras
