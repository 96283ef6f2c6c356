// data/country/traits.csv: numbers by class that rules of the model need.
#include <array>
#include <map>

#include <fmt/format.h>

#include "model/inputs/country_loading.hpp"

namespace kozqaras {

namespace {

/// By which factor a trait is needed, and what it may be.
struct TraitRule {
    Trait trait{};
    Factor factor{};
    double low = 0, high = 0;
};

constexpr double kMostTimes = 100.0, kMostOdds = 5.0;
constexpr double kFewTimes = 0.01; ///< of what is divided by

using enum Trait;
constexpr std::array<TraitRule, 18> kRules{{{in_couple, Factor::age, 0, 1},
                                            {heads_household, Factor::age, kFewTimes, kMostTimes},
                                            {uses_tv, Factor::age, 0, kMostTimes},
                                            {uses_radio, Factor::age, 0, kMostTimes},
                                            {uses_press, Factor::age, 0, kMostTimes},
                                            {uses_personal, Factor::age, 0, kMostTimes},
                                            {uses_foreign, Factor::age, 0, kMostTimes},
                                            {reads, Factor::education, 0, kMostTimes},
                                            {contact, Factor::education, -kMostOdds, kMostOdds},
                                            {contact, Factor::settlement, -kMostOdds, kMostOdds},
                                            {trip, Factor::age, 0, kMostTimes},
                                            {trip, Factor::wealth, 0, kMostTimes},
                                            {trip, Factor::settlement, 0, kMostTimes},
                                            {opportunity, Factor::age, -1, 1},
                                            {opportunity, Factor::education, -1, 1},
                                            {opportunity, Factor::wealth, -1, 1},
                                            {border, Factor::region, 0, 1},
                                            {metropolis, Factor::region, 0, 1}}};

TableRules trait_rules() {
    return with_origin()
        .code("trait", kTraitCodes, "trait")
        .code("factor", kFactorCodes, "factor")
        .text("class")
        .number("value", -kMostTimes, kMostTimes)
        .key({"trait", "factor", "class"});
}

using Key = std::array<int, 3>; ///< trait, factor, class

std::vector<double> values_of(const TraitRule& rule, const CsvTable& table,
                              std::map<Key, std::size_t>& rows, const Country& country) {
    std::vector<double> values;
    for (int index = 0; index < static_cast<int>(country.count(rule.factor)); ++index) {
        const auto row =
            rows.extract(Key{static_cast<int>(rule.trait), static_cast<int>(rule.factor), index});
        if (row.empty())
            throw InputError(
                table.end_position(),
                fmt::format("the row for {}, {} {} is missing",
                            kTraitCodes[static_cast<std::size_t>(rule.trait)],
                            kFactorCodes[static_cast<std::size_t>(rule.factor)],
                            country.codes_of(rule.factor)[static_cast<std::size_t>(index)]));
        values.push_back(table.number(row.mapped(), "value", rule.low, rule.high));
    }
    return values;
}

} // namespace

void load_traits(const DataFolder& folder, Country& country) {
    const auto table = folder.table("traits.csv", trait_rules());
    std::map<Key, std::size_t> rows;
    Faults faults;
    for (std::size_t row = 0; row < table.rows(); ++row)
        try {
            const auto factor = code_as<Factor>(table, row, "factor", kFactorCodes, "factor");
            rows[{table.code(row, "trait", kTraitCodes, "trait"), static_cast<int>(factor),
                  table.code(row, "class", country.codes_of(factor), "class")}] = row;
        } catch (const InputError& error) {
            faults.add(table.position(row, "class"), error, "class");
        }
    faults.throw_if_any();
    for (const TraitRule& rule : kRules)
        try {
            country.traits[static_cast<std::size_t>(rule.trait)]
                          [static_cast<std::size_t>(rule.factor)] =
                values_of(rule, table, rows, country);
        } catch (const InputError& error) {
            faults.add(table.end_position(), error, "trait");
        }
    faults.throw_if_any();
    if (!rows.empty())
        throw InputError(table.position(rows.begin()->second, "factor"),
                         "no rule of the model needs this trait by that characteristic");
}

} // namespace kozqaras
