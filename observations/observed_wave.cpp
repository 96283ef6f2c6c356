#include "observations/observed_wave.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "observations/group_names.hpp"
#include "support/csv_table.hpp"
#include "support/faults.hpp"
#include "support/file_bytes.hpp"
#include "support/table_rules.hpp"

namespace kozqaras {

namespace {

constexpr int kFewestRespondents = 10, kMostRespondents = 1'000'000;
constexpr double kExact = 1e-9;            ///< room for binary fractions
constexpr double kFewestOfOpinion = 0.015; ///< a share of 1 of 100 people is no answer to a survey

TableRules wave_rules(std::span<const std::string_view> targets) {
    using std::chrono::year;
    const Date first = std::chrono::sys_days{year{1990} / 1 / 1},
               last = std::chrono::sys_days{year{2100} / 12 / 31};
    return TableRules()
        .code("target", targets, "target")
        .text("group")
        .number("net", -1.0, 1.0, "(share positive less share negative)")
        .or_empty()
        .or_absent()
        .percent("positive_percent")
        .or_empty()
        .or_absent()
        .percent("negative_percent")
        .or_empty()
        .or_absent()
        .number("respondents", kFewestRespondents, kMostRespondents, "persons")
        .date("date", first, last)
        .text("source", "say where the number is from (an invented one: INVENTED)")
        .most_rows(10'000);
}

/// Half of the last digit printed, as a share.
double rounding_of(const CsvTable& table, std::size_t row, const char* column, double unit) {
    return 0.5 * unit * std::pow(10.0, -table.decimals(row, column));
}

/// A value and how exactly it is printed.
struct PrintedNet {
    double net = 0, rounding = 0;
};

class WaveReader {
  public:
    WaveReader(const CsvTable& table, std::span<const std::string_view> groups,
               std::span<const Region> regions)
        : table_(table), groups_(groups), regions_(regions) {}

    ObservedWave read(const TableRules& rules) {
        faults_ = rules.faults_of(table_);
        ObservedWave wave;
        std::map<std::pair<std::string, std::string>, int> lines;
        for (std::size_t row = 0; row < table_.rows(); ++row) {
            if (faults_.any_on(table_.position(row, "target").line))
                continue;
            try {
                ObservedValue value = read_row(row);
                const auto [first, is_new] =
                    lines.emplace(std::pair(value.target, value.group), value.place.line);
                if (!is_new)
                    throw InputError(value.place,
                                     fmt::format("'{}' of '{}' stands twice, first on line {}",
                                                 value.target, value.group, first->second));
                wave.values.push_back(std::move(value));
            } catch (const InputError& error) {
                faults_.add(table_.position(row, "target"), error, "row");
            }
        }
        faults_.throw_if_any();
        for (const Faults* notes : {&rounded_down_, &above_hundred_})
            for (std::string& note : notes->messages())
                wave.notes.push_back(std::move(note));
        return wave;
    }

  private:
    [[nodiscard]] bool has(std::size_t row, const char* column) const {
        return table_.has_column(column) && !table_.empty(row, column);
    }

    std::optional<PrintedNet> net_of_percentages(std::size_t row) {
        const bool positive_given = has(row, "positive_percent"),
                   negative_given = has(row, "negative_percent");
        if (!positive_given && !negative_given)
            return std::nullopt;
        if (positive_given != negative_given)
            throw InputError(table_.position(row, "target"),
                             fmt::format("'{}' is missing; give both percentages",
                                         positive_given ? "negative_percent" : "positive_percent"));
        const double positive = table_.percent_as_share(row, "positive_percent"),
                     negative = table_.percent_as_share(row, "negative_percent"),
                     rounding = rounding_of(table_, row, "positive_percent", 0.01) +
                                rounding_of(table_, row, "negative_percent", 0.01);
        if (positive + negative < kFewestOfOpinion)
            throw InputError(table_.position(row, "positive_percent"),
                             fmt::format("positive and negative are together {:.4g} %: are these "
                                         "shares, or is the value missing? Write 86 for 86 %, not "
                                         "0.86; if it is so, give 'net' alone",
                                         100.0 * (positive + negative)));
        if (positive + negative > 1.0 + rounding + kExact)
            throw InputError(table_.position(row, "negative_percent"),
                             fmt::format("positive and negative are together {:.4g} %, more than "
                                         "rounding explains",
                                         100.0 * (positive + negative)));
        if (positive + negative > 1.0 + kExact)
            above_hundred_.add(table_.position(row, "negative_percent"),
                               fmt::format("positive and negative are together {:.4g} %, taken as "
                                           "rounding",
                                           100.0 * (positive + negative)),
                               "sum");
        return PrintedNet{positive - negative, rounding};
    }

    double net_of(std::size_t row) {
        const auto difference = net_of_percentages(row);
        if (!has(row, "net")) {
            if (!difference)
                throw InputError(table_.position(row, table_.has_column("net") ? "net" : "target"),
                                 "no value: give net (-1 to 1) or both percentages");
            return difference->net;
        }
        const PrintedNet net{table_.number(row, "net"), rounding_of(table_, row, "net", 1.0)};
        if (!difference)
            return net.net;
        if (std::abs(net.net - difference->net) > net.rounding + difference->rounding + kExact)
            throw InputError(table_.position(row, "net"),
                             fmt::format("'net' is {}, but the percentages {} and {} make {:.4g}",
                                         table_.text(row, "net"),
                                         table_.text(row, "positive_percent"),
                                         table_.text(row, "negative_percent"), difference->net));
        return net.rounding <= difference->rounding ? net.net : difference->net;
    }

    int respondents_of(std::size_t row) {
        const double given = table_.number(row, "respondents");
        if (given != std::floor(given))
            rounded_down_.add(table_.position(row, "respondents"),
                              fmt::format("{} respondents are taken as {:.0f}",
                                          table_.text(row, "respondents"), std::floor(given)),
                              "fraction");
        return static_cast<int>(given);
    }

    ObservedValue read_row(std::size_t row) {
        const std::string& name = table_.text(row, "group");
        const auto group = find_group(name, groups_, regions_, table_.position(row, "group"));
        if (!group)
            throw InputError::unknown_name(table_.position(row, "group"), "group", shortened(name),
                                           groups_);
        return {table_.text(row, "target"),
                std::string(groups_[static_cast<std::size_t>(*group)]),
                net_of(row),
                respondents_of(row),
                table_.date(row, "date"),
                table_.text(row, "source"),
                table_.position(row, "target")};
    }

    const CsvTable& table_;
    std::span<const std::string_view> groups_;
    std::span<const Region> regions_;
    Faults faults_, rounded_down_, above_hundred_;
};

} // namespace

ObservedWave read_observed_wave(const std::filesystem::path& path,
                                std::span<const std::string_view> targets,
                                std::span<const std::string_view> groups,
                                std::span<const Region> regions) {
    const CsvTable table = CsvTable::read(path);
    return WaveReader(table, groups, regions).read(wave_rules(targets));
}

ObservedWave parse_observed_wave(std::string_view text, const std::string& name,
                                 std::span<const std::string_view> targets,
                                 std::span<const std::string_view> groups,
                                 std::span<const Region> regions) {
    const CsvTable table = CsvTable::parse(text, name);
    return WaveReader(table, groups, regions).read(wave_rules(targets));
}

} // namespace kozqaras
