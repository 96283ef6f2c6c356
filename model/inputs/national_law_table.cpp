#include "model/inputs/national_law_table.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include <fmt/format.h>

#include "model/inputs/loading.hpp"
#include "model/inputs/prior_rows.hpp"

namespace kozqaras {

namespace {

constexpr std::array<std::string_view, 2> kUnits{"latent", "net"};
constexpr std::array<std::string_view, 4> kParameters{"level_deviation", "transient_deviation",
                                                      "reversion", "degrees_of_freedom_above_two"};
constexpr const char *kCommonShare = "national_law.common_share",
                     *kHalfLife = "national_law.transient_half_life",
                     *kAttitudeTransient = "national_law.attitude.transient_deviation",
                     *kAnswerDeviation = "national_law.answer_deviation";

std::string row_name(std::string_view unit, std::string_view parameter) {
    return fmt::format("national_law.{}.{}", unit, parameter);
}

std::map<std::string, Transform> needed_rows() {
    std::map<std::string, Transform> needed{{kCommonShare, Transform::logit},
                                            {kHalfLife, Transform::log},
                                            {kAttitudeTransient, Transform::log},
                                            {kAnswerDeviation, Transform::log}};
    for (const auto unit : kUnits)
        for (const auto parameter : kParameters)
            needed[row_name(unit, parameter)] = Transform::log;
    return needed;
}

void check_rows(const CsvTable& table, const std::vector<PriorRow>& rows) {
    auto missing = needed_rows();
    const auto needed = missing;
    std::vector<std::string_view> names;
    for (const auto& [name, transform] : needed)
        names.push_back(name);
    Faults faults;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto known = needed.find(rows[row].name);
        if (known == needed.end())
            faults.add(table.position(row, "name"),
                       InputError::unknown_name(table.position(row, "name"), "row of the law",
                                                rows[row].name, names),
                       "name");
        else if (known->second != rows[row].transform)
            faults.add(table.position(row, "transform"), known->second == Transform::log
                                                             ? "this row is a logarithm: 'log'"
                                                             : "this row is a logit: 'logit'");
        missing.erase(rows[row].name);
    }
    for (const auto& [name, transform] : missing)
        faults.add(table.end_position(), fmt::format("the row '{}' is missing", name), "missing");
    faults.throw_if_any();
}

double mean_of(std::span<const PriorRow> rows, const std::string& name) {
    const auto found = std::ranges::find(rows, name, &PriorRow::name);
    require(found != rows.end(), "a law without one of its rows");
    return found->mean;
}

} // namespace

std::vector<PriorRow> read_national_law(const std::filesystem::path& data) {
    const auto table =
        DataFolder(data).below("parameters").table("national_law.csv", prior_rules());
    auto rows = rows_of(table, prior_row);
    check_rows(table, rows);
    return rows;
}

NationalLaw median_law(std::span<const PriorRow> rows, std::string_view unit) {
    const auto log_of = [&](std::string_view parameter) {
        return mean_of(rows, row_name(unit, parameter));
    };
    return {std::exp(log_of("level_deviation")),
            std::exp(log_of("transient_deviation")),
            std::exp(log_of("reversion")),
            2.0 + std::exp(log_of("degrees_of_freedom_above_two")),
            1.0 / (1.0 + std::exp(-mean_of(rows, kCommonShare))),
            std::exp(mean_of(rows, kHalfLife))};
}

NationalLaw law_of_attitudes(std::span<const PriorRow> rows) {
    NationalLaw law = median_law(rows, "latent");
    const double answer = std::exp(mean_of(rows, kAnswerDeviation));
    law.level_deviation *= answer;
    law.transient_deviation = answer * std::exp(mean_of(rows, kAttitudeTransient));
    return law;
}

} // namespace kozqaras
